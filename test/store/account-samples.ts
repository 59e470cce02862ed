import type { Account, AccountStore, ApiToken, AuditEntry, Session } from '../../src/store/account-ports.js';

export const AT = '2026-03-01T10:00:00.000Z';

/** Minutes after AT. */
export const after = (minutes: number): string => new Date(Date.parse(AT) + minutes * 60_000).toISOString();

export const accountOf = (name: string, change: Partial<Account> = {}): Account => ({
  ...{ name, role: 'editor', created: AT, credentialsChanged: AT },
  ...change,
});

export const sessionOf = (idHash: string, account: string, change: Partial<Session> = {}): Session => ({
  ...{ idHash, account, signedInBy: 'password', created: AT, lastSeen: AT },
  ...change,
});

export const tokenOf = (id: string, account: string, change: Partial<ApiToken> = {}): ApiToken => ({
  ...{ id, account, label: `for ${id}`, hash: `hash of ${id}`, scopes: ['read'], created: AT },
  ...change,
});

export const lineOf = (action: string, change: Partial<AuditEntry> = {}): Omit<AuditEntry, 'number'> => ({
  ...{ at: AT, actor: 'Maija', action },
  ...change,
});

/** All that a store shows, the key apart, which is each one's own. */
export const shownIn = async (store: AccountStore) => {
  const accounts = await store.listAccounts();
  return {
    accounts,
    tokens: await store.listTokens(),
    link: await store.readSetUpLink(),
    audit: await store.listAudit({ limit: 1000 }),
  };
};
