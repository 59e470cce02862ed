import { createHmac, timingSafeEqual } from 'node:crypto';
import type { WallClock } from '../platform/clock.js';
import type { Log } from '../platform/log.js';
import type { AdministrationSettings } from '../platform/settings.js';
import type { AccountStore } from '../store/account-ports.js';
import { createMemoryThrottle } from '../store/memory/memory-throttle.js';
import type { ThrottleMemory } from '../store/throttle-ports.js';
import { createAccountAdministration } from './account-administration.js';
import type { Accounts } from './accounts.js';
import { createAuditTrail } from './audit-trail.js';
import { createChangeAccounts } from './change-accounts.js';
import { createLogIn } from './log-in.js';
import type { DeriveKey, PasswordCost } from './password-hash.js';
import { createPasswords } from './passwords.js';
import { createSessions, personOfSession } from './sessions.js';
import { createSetUp } from './set-up.js';
import { createSubjectLogIn } from './subject-log-in.js';
import { createThrottle } from './throttle.js';
import { createTokens } from './tokens.js';

export interface AccountsOptions {
  readonly store: AccountStore;
  readonly clock: WallClock;
  readonly settings: Pick<AdministrationSettings, 'sessionIdleMinutes' | 'sessionHours'>;
  readonly log?: Log;
  /** Shared by all processes; where absent this one counts attempts for itself. */
  readonly throttleMemory?: ThrottleMemory;
  /** Of tests, which have not the time for what a password is worth. */
  readonly passwordCost?: PasswordCost;
  /** Of tests, which count. */
  readonly deriveKey?: DeriveKey;
}

export const createAccounts = ({ store, clock, settings, log, passwordCost, deriveKey, ...options }: AccountsOptions): Accounts => {
  const trail = createAuditTrail(store, clock, log);
  const change = createChangeAccounts(store, trail);
  const sessions = createSessions({ store, clock, settings, log });
  const passwords = createPasswords({ cost: passwordCost, derive: deriveKey });
  const throttle = createThrottle(options.throttleMemory ?? createMemoryThrottle(clock));
  const sign = async (text: string): Promise<string> =>
    createHmac('sha256', await store.readCookieKey())
      .update(text)
      .digest('base64url');
  return {
    logIn: createLogIn({ store, passwords, throttle, sessions, trail, change }),
    logInBySubject: createSubjectLogIn({ store, clock, sessions, trail, change }),
    logOut: async (sessionId) => {
      const found = await sessions.find(sessionId);
      if (!found) return;
      await trail.write({ actor: found.account.name, action: 'logout' });
      await store.commitAccounts({ removeSessions: [found.session.idHash] });
    },
    findSession: async (sessionId) => {
      const found = await sessions.find(sessionId);
      if (!found) return undefined;
      await sessions.note(found.session);
      return personOfSession(found.account, found.session.signedInBy);
    },
    ...createTokens({ store, clock, change, log }),
    ...createSetUp({ store, clock, passwords, trail, change }),
    ...createAccountAdministration({ store, clock, passwords, throttle, change }),
    audit: ({ actor, ...line }) => trail.write({ actor: actor.name, ...line }),
    listAudit: (page) => store.listAudit(page),
    sign,
    isSigned: async (text, signature) => {
      const [given, right] = [Buffer.from(signature), Buffer.from(await sign(text))];
      return given.length === right.length && timingSafeEqual(given, right);
    },
  };
};
