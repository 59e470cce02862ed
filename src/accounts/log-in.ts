import type { AccountStore } from '../store/account-ports.js';
import { normaliseName, shownName } from './account-name.js';
import type { LogIn, LogInOutcome } from './accounts.js';
import type { AuditTrail } from './audit-trail.js';
import type { ChangeAccounts } from './change-accounts.js';
import type { Passwords } from './passwords.js';
import type { BegunSession, Sessions } from './sessions.js';
import type { Throttle } from './throttle.js';

/** In seconds: how long one waits when very many want in at once. */
const CROWDED_SECONDS = 5;

/** Log-in by name and password. Unknown names, wrong passwords and accounts without one take the same way, and the same work. */
export const createLogIn =
  ({
    store,
    passwords,
    throttle,
    sessions,
    trail,
    change,
  }: {
    readonly store: AccountStore;
    readonly passwords: Passwords;
    readonly throttle: Throttle;
    readonly sessions: Sessions;
    readonly trail: AuditTrail;
    readonly change: ChangeAccounts;
  }) =>
  async ({ name, password, address }: LogIn): Promise<LogInOutcome> => {
    const account = await store.findAccount(normaliseName(name));
    if (passwords.isCrowded()) return { kind: 'wait', seconds: CROWDED_SECONDS };
    const attempt = await throttle.attempt(normaliseName(name), address);
    const stranger = {
      actor: 'stranger',
      ...(account && { target: account.name }),
      detail: { name: shownName(name), address: shownName(address) },
    };
    if (attempt.kind === 'wait') {
      if (attempt.isFirst) await trail.write({ ...stranger, action: 'login.throttled' });
      return { kind: 'wait', seconds: attempt.seconds };
    }
    // Once more: from here to the hashing nothing is waited for, so that of a thousand at once each sees those before it.
    if (passwords.isCrowded()) return { kind: 'wait', seconds: CROWDED_SECONDS };
    const { isRight, isOutdated } = await passwords.verify(password, account?.passwordHash);
    if (!account || !isRight) {
      await trail.write({ ...stranger, action: 'login.refused' });
      return { kind: 'refused' };
    }
    await attempt.succeeded();
    const newHash = isOutdated ? await passwords.hash(password) : account.passwordHash;
    const outcome = await change<BegunSession>(async () => {
      const now = await store.findAccount(account.name);
      // It was changed, or the account removed, while the password was being hashed.
      if (!now || now.passwordHash !== account.passwordHash) return { kind: 'refused', faults: ['passwordWrong'] };
      const begun = sessions.begin(now, 'password');
      return {
        kind: 'do',
        value: begun,
        lines: [{ actor: now.name, action: 'login.succeeded', detail: { by: 'password', address: shownName(address) } }],
        change: {
          ...begun.change,
          ...(isOutdated && newHash !== undefined && { accounts: [{ ...now, passwordHash: newHash }] }),
          onlyIfAsRead: [{ name: now.name, account: now }],
        },
      };
    });
    if (outcome.kind === 'refused') return { kind: 'refused' };
    return { kind: 'in', person: outcome.value.person, sessionId: outcome.value.sessionId };
  };
