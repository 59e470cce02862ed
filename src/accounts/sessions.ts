import type { WallClock } from '../platform/clock.js';
import { describeError, type Log } from '../platform/log.js';
import type { AdministrationSettings } from '../platform/settings.js';
import type { Account, AccountChange, AccountStore, Session } from '../store/account-ports.js';
import { HOUR_MS, isoOf, MINUTE_MS } from './moment.js';
import { PERMISSIONS_OF, type Person } from './person.js';
import { createSecret, hashOfSecret } from './secrets.js';

/** Browsers that have signed in. */
export interface Sessions {
  /** A new one of a new id, to be committed; what has expired goes at the same time. */
  begin(account: Account, signedInBy: Session['signedInBy']): BegunSession;
  find(sessionId: string): Promise<{ readonly session: Session; readonly account: Account } | undefined>;
  /** Notes that it was asked for now. */
  note(session: Session): Promise<void>;
}

export interface BegunSession {
  readonly sessionId: string;
  readonly person: Person;
  readonly change: Pick<AccountChange, 'sessions' | 'removeSessionsBefore'>;
}

export const personOfSession = ({ name, role }: Account, signedInBy: Session['signedInBy']): Person => ({
  ...{ name, role, permissions: PERMISSIONS_OF[role], signedInBy },
});

export const createSessions = ({
  store,
  clock,
  settings: { sessionIdleMinutes, sessionHours },
  log,
}: {
  readonly store: AccountStore;
  readonly clock: WallClock;
  readonly settings: Pick<AdministrationSettings, 'sessionIdleMinutes' | 'sessionHours'>;
  readonly log?: Log | undefined;
}): Sessions => {
  /** Sessions that began or were seen before these have expired. */
  const bounds = (): { readonly created: string; readonly lastSeen: string } => ({
    created: isoOf(clock() - sessionHours * HOUR_MS),
    lastSeen: isoOf(clock() - sessionIdleMinutes * MINUTE_MS),
  });
  const noting = new Set<string>();
  return {
    begin: (account, signedInBy) => {
      const sessionId = createSecret();
      // The account may have been changed by another machine, whose clock is a little ahead; its sessions begin after that.
      const now = [isoOf(clock()), account.credentialsChanged].sort()[1] ?? account.credentialsChanged;
      const session: Session = { idHash: hashOfSecret(sessionId), account: account.name, signedInBy, created: now, lastSeen: now };
      return {
        sessionId,
        person: personOfSession(account, signedInBy),
        change: { sessions: [session], removeSessionsBefore: bounds() },
      };
    },
    find: async (sessionId) => {
      const session = await store.findSession(hashOfSecret(sessionId));
      const { created, lastSeen } = bounds();
      if (!session || session.created <= created || session.lastSeen <= lastSeen) return undefined;
      const account = await store.findAccount(session.account);
      // They end with the change itself; this holds even where a session was put back, say from a copy of the file.
      if (!account || session.created < account.credentialsChanged) return undefined;
      return { session, account };
    },
    note: async ({ idHash, lastSeen }) => {
      const now = isoOf(clock());
      if (Date.parse(now) - Date.parse(lastSeen) < MINUTE_MS || noting.has(idHash)) return;
      noting.add(idHash);
      try {
        await store.commitAccounts({ seenSessions: [{ idHash, lastSeen: now }] });
      } catch (fault) {
        // A full disk ends sessions early; it must not keep people from the pages that tell them of it.
        log?.warn('session.notNoted', describeError(fault));
      } finally {
        noting.delete(idHash);
      }
    },
  };
};
