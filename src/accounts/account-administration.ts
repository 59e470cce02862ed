import type { WallClock } from '../platform/clock.js';
import type { Account, AccountStore } from '../store/account-ports.js';
import { findNameFaults, normaliseName } from './account-name.js';
import type { Accounts, PublicAccount } from './accounts.js';
import { isLastAdministrator } from './administrators.js';
import type { ChangeAccounts, Plan } from './change-accounts.js';
import { isoOf } from './moment.js';
import { findPasswordFaults } from './password-rules.js';
import type { Passwords } from './passwords.js';
import type { Throttle } from './throttle.js';

export const publicAccount = ({ passwordHash, ...rest }: Account): PublicAccount => ({ ...rest, hasPassword: passwordHash !== undefined });

/** Adds, changes and removes accounts. */
export const createAccountAdministration = ({
  store,
  clock,
  passwords,
  throttle,
  change,
}: {
  readonly store: AccountStore;
  readonly clock: WallClock;
  readonly passwords: Passwords;
  readonly throttle: Throttle;
  readonly change: ChangeAccounts;
}): Pick<Accounts, 'listAccounts' | 'addAccount' | 'changePassword' | 'changeRole' | 'removeAccount'> => {
  const noSuchAccount = { kind: 'refused', faults: ['noSuchAccount'] } as const;
  /** What concerns who is an administrator goes by all accounts as they were read: of two at the same moment one is planned anew. */
  const planOnAll = async (name: string, plan: (account: Account) => Omit<Extract<Plan<PublicAccount>, { kind: 'do' }>, 'kind'>) =>
    change<PublicAccount>(async () => {
      const all = await store.listAccounts();
      const account = await store.findAccount(normaliseName(name));
      if (!account) return noSuchAccount;
      const planned = plan(account);
      const isLess = planned.change.accounts?.[0]?.role !== 'administrator';
      if (isLess && isLastAdministrator(all, account)) return { kind: 'refused', faults: ['lastAdministrator'] };
      const onlyIfAsRead = all.map((each) => ({ name: each.name, account: each }));
      return { kind: 'do', ...planned, change: { ...planned.change, onlyIfAsRead } };
    });
  return {
    listAccounts: async () => (await store.listAccounts()).map(publicAccount),
    addAccount: async (actor, { name, password, role }) => {
      const given = normaliseName(name);
      const faults = [
        ...findNameFaults(given),
        ...((await store.findAccount(given)) ? (['nameTaken'] as const) : []),
        ...findPasswordFaults(password, given),
      ];
      if (faults.length > 0) return { kind: 'refused', faults };
      const passwordHash = await passwords.hash(password);
      return change<PublicAccount>(async () => {
        if (await store.findAccount(given)) return { kind: 'refused', faults: ['nameTaken'] };
        const now = isoOf(clock());
        const account: Account = { name: given, role, passwordHash, created: now, credentialsChanged: now };
        return {
          kind: 'do',
          value: publicAccount(account),
          lines: [{ actor: actor.name, action: 'account.added', target: given, detail: { role } }],
          change: { accounts: [account], setUpLink: null, onlyIfAsRead: [{ name: given, account: undefined }] },
        };
      });
    },
    changePassword: async (actor, { name, password, current }) => {
      const account = await store.findAccount(normaliseName(name));
      if (!account) return noSuchAccount;
      if (account.subject) return { kind: 'refused', faults: ['signsInElsewhere'] };
      const faults = findPasswordFaults(password, account.name);
      if (faults.length > 0) return { kind: 'refused', faults };
      if (current !== undefined) {
        // Whoever sits down at a browser left open may not guess faster than at the door. No account's name has a colon.
        const own = `own password: ${account.name}`;
        const attempt = await throttle.attempt(own, own);
        if (attempt.kind === 'wait') return { kind: 'refused', faults: ['tooManyAttempts'] };
        if (!(await passwords.verify(current, account.passwordHash)).isRight) return { kind: 'refused', faults: ['passwordWrong'] };
        await attempt.succeeded();
      }
      const passwordHash = await passwords.hash(password);
      return change<PublicAccount>(async () => {
        const now = await store.findAccount(account.name);
        if (!now) return noSuchAccount;
        if (current !== undefined && now.passwordHash !== account.passwordHash) return { kind: 'refused', faults: ['passwordWrong'] };
        const changed: Account = { ...now, passwordHash, credentialsChanged: isoOf(clock()) };
        return {
          kind: 'do',
          value: publicAccount(changed),
          lines: [{ actor: actor.name, action: 'account.passwordChanged', target: now.name }],
          change: { accounts: [changed], removeSessionsOf: [now.name], onlyIfAsRead: [{ name: now.name, account: now }] },
        };
      });
    },
    changeRole: (actor, { name, role }) =>
      planOnAll(name, (account) => {
        if (account.role === role) return { value: publicAccount(account), lines: [], change: { accounts: [account] } };
        const changed: Account = { ...account, role, credentialsChanged: isoOf(clock()) };
        return {
          value: publicAccount(changed),
          lines: [{ actor: actor.name, action: 'account.roleChanged', target: account.name, detail: { from: account.role, to: role } }],
          change: { accounts: [changed], removeSessionsOf: [account.name] },
        };
      }),
    removeAccount: (actor, name) =>
      planOnAll(name, (account) => ({
        value: publicAccount(account),
        lines: [{ actor: actor.name, action: 'account.removed', target: account.name, detail: { role: account.role } }],
        change: { removeAccounts: [account.name] },
      })),
  };
};
