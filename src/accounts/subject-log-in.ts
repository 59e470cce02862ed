import type { WallClock } from '../platform/clock.js';
import type { Account, AccountStore, Role } from '../store/account-ports.js';
import { freeName, shownName } from './account-name.js';
import type { LogInOutcome } from './accounts.js';
import { isLastAdministrator } from './administrators.js';
import type { AuditLine, AuditTrail } from './audit-trail.js';
import type { ChangeAccounts, Plan } from './change-accounts.js';
import { isoOf } from './moment.js';
import type { BegunSession, Sessions } from './sessions.js';

/** What an OpenID provider says of a person. */
export interface SubjectClaims {
  readonly issuer: string;
  readonly sub: string;
  readonly preferredName: string;
  /** `undefined` when the person may not come in. */
  readonly role: Role | undefined;
}

/** How the audit calls the provider, whose word makes accounts and changes roles. */
const PROVIDER = 'openid-connect';

interface Ports {
  readonly store: AccountStore;
  readonly clock: WallClock;
  readonly sessions: Sessions;
  readonly trail: AuditTrail;
  readonly change: ChangeAccounts;
}

/** Log-in on the word of the OpenID provider, which is followed in everything but one: the last administrator stays one, though outside. */
export const createSubjectLogIn = ({ store, clock, sessions, trail, change }: Ports) => {
  const refuse = async ({ issuer, sub, preferredName }: SubjectClaims, reason: string): Promise<LogInOutcome> => {
    const account = await store.findAccountBySubject(issuer, sub);
    const detail = { name: shownName(preferredName), issuer, reason };
    await trail.write({ actor: 'stranger', action: 'login.refused', ...(account && { target: account.name }), detail });
    // Whom the provider lets in no longer shall not go on by what was given out before.
    if (account) await store.commitAccounts({ removeSessionsOf: [account.name], removeTokensOf: [account.name] });
    return { kind: 'refused' };
  };
  return async (claims: SubjectClaims): Promise<LogInOutcome> => {
    const { issuer, sub, role } = claims;
    if (role === undefined) return refuse(claims, 'the provider gives no role here');
    const outcome = await change<BegunSession>(async () => {
      const found = await store.findAccountBySubject(issuer, sub);
      const all = await store.listAccounts();
      return found
        ? planReturn(sessions, found, { role, issuer, all, now: isoOf(clock()) })
        : planFirst(sessions, claims, role, all, clock);
    });
    if (outcome.kind === 'refused') return refuse(claims, 'the last administrator would become less');
    return { kind: 'in', person: outcome.value.person, sessionId: outcome.value.sessionId };
  };
};

/** An account with a password is nobody's but its owner's: the provider's person of the same name gets another name. */
const planFirst = (
  sessions: Sessions,
  { issuer, sub, preferredName }: SubjectClaims,
  role: Role,
  all: readonly Account[],
  clock: WallClock,
): Plan<BegunSession> => {
  const now = isoOf(clock());
  const name = freeName(preferredName, all);
  const account: Account = { name, role, subject: { issuer, sub }, created: now, credentialsChanged: now };
  const begun = sessions.begin(account, 'openid-connect');
  return {
    kind: 'do',
    value: begun,
    lines: [{ actor: PROVIDER, action: 'account.added', target: name, detail: { role, issuer } }, succeeded(account, issuer)],
    change: { ...begun.change, accounts: [account], setUpLink: null, onlyIfAsRead: [{ name, account: undefined }] },
  };
};

const planReturn = (
  sessions: Sessions,
  found: Account,
  { role, issuer, all, now }: { readonly role: Role; readonly issuer: string; readonly all: readonly Account[]; readonly now: string },
): Plan<BegunSession> => {
  if (found.role === role) {
    const begun = sessions.begin(found, 'openid-connect');
    const change = { ...begun.change, onlyIfAsRead: [{ name: found.name, account: found }] };
    return { kind: 'do', value: begun, lines: [succeeded(found, issuer)], change };
  }
  if (isLastAdministrator(all, found)) return { kind: 'refused', faults: ['lastAdministrator'] };
  const account: Account = { ...found, role, credentialsChanged: now };
  const begun = sessions.begin(account, 'openid-connect');
  const detail = { from: found.role, to: role, issuer };
  return {
    kind: 'do',
    value: begun,
    lines: [{ actor: PROVIDER, action: 'account.roleChanged', target: account.name, detail }, succeeded(account, issuer)],
    change: {
      ...begun.change,
      accounts: [account],
      removeSessionsOf: [account.name],
      // Of all: two administrators must not both cease to be one at the same moment.
      onlyIfAsRead: all.map((each) => ({ name: each.name, account: each })),
    },
  };
};

const succeeded = ({ name }: Account, issuer: string): AuditLine => ({
  ...{ actor: name, action: 'login.succeeded', detail: { by: PROVIDER, issuer } },
});
