import type { Accounts } from '../../src/accounts/accounts.js';
import { createAccounts } from '../../src/accounts/create-accounts.js';
import { deriveByScrypt, type DeriveKey, type PasswordCost } from '../../src/accounts/password-hash.js';
import type { AccountStore, AuditEntry, Role } from '../../src/store/account-ports.js';
import { createMemoryAccountStore } from '../../src/store/memory/memory-account-store.js';
import { createTestClock, type TestClock } from '../store/samples.js';

/** Good passwords, all of them. */
export const [PASSWORD, OTHER_PASSWORD] = ['hevonen ja kuu 7', 'kolme sinistä ovea'] as const;
export const [HOME, ELSEWHERE] = ['192.0.2.1', '198.51.100.7'] as const;
/** As little work as scrypt can be. */
export const CHEAP: PasswordCost = { ln: 1, r: 1, p: 1 };
export const BOSS = { name: 'Maija' };

export interface Desk {
  readonly accounts: Accounts;
  readonly store: AccountStore;
  readonly clock: TestClock;
  /** The costs of all that was hashed so far. */
  readonly hashed: PasswordCost[];
  /** The session's id. */
  enter(name: string, password?: string, address?: string): Promise<string>;
  /** What happened since it was asked last, oldest first. */
  news(): Promise<readonly AuditEntry[]>;
  /** The same store in another program. */
  reopened(cost?: PasswordCost): Accounts;
}

/** Accounts in memory, with Maija, an administrator, and whoever else is wanted; their password is PASSWORD. */
export const createDesk = async (others: Readonly<Record<string, Role>> = {}): Promise<Desk> => {
  const desk = createEmptyDesk();
  for (const [name, role] of Object.entries({ Maija: 'administrator' as const, ...others })) {
    await desk.accounts.addAccount(BOSS, { name, password: PASSWORD, role });
  }
  await desk.news();
  desk.hashed.length = 0;
  return desk;
};

export const createEmptyDesk = (store: AccountStore = createMemoryAccountStore()): Desk => {
  const clock = createTestClock();
  const hashed: PasswordCost[] = [];
  const deriveKey: DeriveKey = (password, salt, cost) => {
    hashed.push(cost);
    return deriveByScrypt(password, salt, cost);
  };
  const open = (passwordCost: PasswordCost): Accounts =>
    createAccounts({ store, clock, settings: { sessionIdleMinutes: 60, sessionHours: 12 }, passwordCost, deriveKey });
  const accounts = open(CHEAP);
  let seen = 0;
  return {
    ...{ accounts, store, clock, hashed },
    enter: async (name, password = PASSWORD, address = HOME) => {
      const outcome = await accounts.logIn({ name, password, address });
      if (outcome.kind !== 'in') throw new Error(`${name} is not let in: ${outcome.kind}`);
      return outcome.sessionId;
    },
    news: async () => {
      const lines = (await store.listAudit({ limit: 1000 })).filter(({ number }) => number > seen).reverse();
      seen += lines.length;
      return lines;
    },
    reopened: (cost = CHEAP) => open(cost),
  };
};
