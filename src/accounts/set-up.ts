import { timingSafeEqual } from 'node:crypto';
import type { WallClock } from '../platform/clock.js';
import type { Account, AccountStore, SetUpLink } from '../store/account-ports.js';
import { StoreError } from '../store/ports.js';
import { findNameFaults, normaliseName } from './account-name.js';
import { publicAccount } from './account-administration.js';
import type { Accounts, PublicAccount } from './accounts.js';
import type { AuditTrail } from './audit-trail.js';
import type { ChangeAccounts } from './change-accounts.js';
import { HOUR_MS, isoOf } from './moment.js';
import { findPasswordFaults } from './password-rules.js';
import type { Passwords } from './passwords.js';
import { createSecret, hashOfSecret } from './secrets.js';

const LINK_MS = HOUR_MS;

/** How the first person gets in: by a link that only whoever starts the service sees. */
export const createSetUp = ({
  store,
  clock,
  passwords,
  trail,
  change,
}: {
  readonly store: AccountStore;
  readonly clock: WallClock;
  readonly passwords: Passwords;
  readonly trail: AuditTrail;
  readonly change: ChangeAccounts;
}): Pick<Accounts, 'openSetUp' | 'isSetUpOpen' | 'setUp'> => {
  const isGood = (link: SetUpLink | undefined, secret: string): boolean =>
    link !== undefined &&
    isoOf(clock()) < link.expires &&
    timingSafeEqual(Buffer.from(hashOfSecret(secret)), Buffer.from(link.hash.padEnd(64).slice(0, 64)));
  const isSetUpOpen = async (secret: string): Promise<boolean> =>
    (await store.listAccounts()).length === 0 && isGood(await store.readSetUpLink(), secret);
  return {
    isSetUpOpen,
    openSetUp: async (actor = { name: 'service' }) => {
      if ((await store.listAccounts()).length > 0) return undefined;
      const secret = createSecret();
      const expires = isoOf(clock() + LINK_MS);
      await trail.write({ actor: actor.name, action: 'setup.opened', detail: { expires } });
      try {
        await store.commitAccounts({ setUpLink: { hash: hashOfSecret(secret), expires }, onlyIfNoAccounts: true });
      } catch (fault) {
        // Somebody was the first in between.
        if (fault instanceof StoreError && fault.code === 'conflict') return undefined;
        throw fault;
      }
      return { secret, expires };
    },
    setUp: async ({ secret, name, password }) => {
      // Looked at first, so that a stranger without the link has nothing hashed.
      if (!(await isSetUpOpen(secret))) return { kind: 'refused', faults: ['linkNotGood'] };
      const given = normaliseName(name);
      const faults = [...findNameFaults(given), ...findPasswordFaults(password, given)];
      if (faults.length > 0) return { kind: 'refused', faults };
      const passwordHash = await passwords.hash(password);
      return change<PublicAccount>(async () => {
        if (!(await isSetUpOpen(secret))) return { kind: 'refused', faults: ['linkNotGood'] };
        const now = isoOf(clock());
        const account: Account = { name: given, role: 'administrator', passwordHash, created: now, credentialsChanged: now };
        return {
          kind: 'do',
          value: publicAccount(account),
          lines: [{ actor: given, action: 'setup.used', target: given, detail: { role: account.role } }],
          change: { accounts: [account], setUpLink: null, onlyIfNoAccounts: true },
        };
      });
    },
  };
};
