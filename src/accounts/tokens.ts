import { randomBytes } from 'node:crypto';
import type { WallClock } from '../platform/clock.js';
import { describeError, type Log } from '../platform/log.js';
import type { AccountStore, ApiToken, Scope } from '../store/account-ports.js';
import { normaliseName, shownName } from './account-name.js';
import type { AccountFault, Accounts, PublicToken } from './accounts.js';
import type { ChangeAccounts } from './change-accounts.js';
import { isoOf, MINUTE_MS } from './moment.js';
import { PERMISSIONS_OF, type Person } from './person.js';
import { createSecret, hashOfSecret } from './secrets.js';

/** So that a secret that got into a file or a mail is known for what it is, by people and by scanners. */
const PREFIX = 'jks_';
const SECRET = /^jks_[A-Za-z0-9_-]{43}$/;

const SCOPES: readonly Scope[] = ['read', 'edit', 'harvest'];

/** What scripts come in by. */
export const createTokens = ({
  store,
  clock,
  change,
  log,
}: {
  readonly store: AccountStore;
  readonly clock: WallClock;
  readonly change: ChangeAccounts;
  readonly log?: Log | undefined;
}): Pick<Accounts, 'listTokens' | 'createToken' | 'revokeToken' | 'findByToken'> => {
  const noting = new Set<string>();
  const noteUse = async ({ id, lastUsed }: ApiToken): Promise<void> => {
    const minute = isoOf(Math.floor(clock() / MINUTE_MS) * MINUTE_MS);
    // One write a minute is enough, however many requests come before it is done.
    if (lastUsed === minute || noting.has(id)) return;
    noting.add(id);
    try {
      await store.commitAccounts({ usedTokens: [{ id, lastUsed: minute }] });
    } catch (fault) {
      // That the use cannot be noted is no reason to refuse what only reads.
      log?.warn('token.notNoted', describeError(fault));
    } finally {
      noting.delete(id);
    }
  };
  return {
    listTokens: async (account) => (await store.listTokens(account)).map(withoutHash),
    createToken: async (actor, wish) => {
      const secret = `${PREFIX}${createSecret()}`;
      const id = randomBytes(8).toString('hex');
      const label = shownName(wish.label);
      const scopes = SCOPES.filter((scope) => wish.scopes.includes(scope));
      return change(async () => {
        const account = await store.findAccount(normaliseName(wish.account));
        if (!account) return { kind: 'refused', faults: ['noSuchAccount'] };
        const faults: AccountFault[] = [];
        if (label === '') faults.push('labelMissing');
        if (scopes.length === 0) faults.push('scopesMissing');
        if (!scopes.every((scope) => PERMISSIONS_OF[account.role].includes(scope))) faults.push('scopeNotAllowed');
        if (faults.length > 0) return { kind: 'refused', faults };
        const token: ApiToken = { id, account: account.name, label, hash: hashOfSecret(secret), scopes, created: isoOf(clock()) };
        return {
          kind: 'do',
          value: { token: withoutHash(token), secret },
          lines: [{ actor: actor.name, action: 'token.created', target: id, detail: { account: account.name, label, scopes } }],
          change: { tokens: [token], onlyIfAsRead: [{ name: account.name, account }] },
        };
      });
    },
    revokeToken: (actor, { id, account }) =>
      change(async () => {
        const token = (await store.listTokens(account)).find((each) => each.id === id);
        if (!token) return { kind: 'refused', faults: ['noSuchToken'] };
        const detail = { account: token.account, label: token.label };
        return {
          kind: 'do',
          value: withoutHash(token),
          lines: [{ actor: actor.name, action: 'token.revoked', target: id, detail }],
          change: { removeTokens: [id] },
        };
      }),
    findByToken: async (secret) => {
      if (!SECRET.test(secret)) return undefined;
      const token = await store.findToken(hashOfSecret(secret));
      const account = token && (await store.findAccount(token.account));
      // It goes with its account; this holds even where it was put back beside another of the same name.
      if (!account || token.created < account.created) return undefined;
      await noteUse(token);
      const permissions: readonly Scope[] = SCOPES.filter(
        (scope) => token.scopes.includes(scope) && PERMISSIONS_OF[account.role].includes(scope),
      );
      return { name: account.name, role: account.role, permissions, signedInBy: 'token' } satisfies Person;
    },
  };
};

const withoutHash = ({ hash: _, ...rest }: ApiToken): PublicToken => rest;
