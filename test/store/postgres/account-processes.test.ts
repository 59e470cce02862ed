import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { AccountChange, AccountStore } from '../../../src/store/account-ports.js';
import { LIST } from '../../../src/store/postgres/audit-rows.js';
import type { Database } from '../../../src/store/postgres/database.js';
import { createPostgresAccountStore } from '../../../src/store/postgres/postgres-account-store.js';
import { accountOf, lineOf, sessionOf, shownIn, tokenOf } from '../account-samples.js';
import { openTestDatabase, type OpenedDatabase } from './opened-database.js';

const runs = (short: number, long: number): { readonly numRuns: number } => ({ numRuns: process.env['LONG'] ? long : short });

let opened: OpenedDatabase;
let here: AccountStore;
let there: AccountStore;
beforeEach(async () => {
  opened = await openTestDatabase();
  [here, there] = [createPostgresAccountStore(opened.database), createPostgresAccountStore(await opened.another())];
});
afterEach(() => opened.discard());

/** As each of them ended: `fulfilled`, or the code of the refusal. */
const outcomesOf = async (...changes: readonly (readonly [AccountStore, AccountChange])[]): Promise<readonly string[]> => {
  const ended = await Promise.allSettled(changes.map(([store, change]) => store.commitAccounts(change)));
  return ended.map((one) => (one.status === 'fulfilled' ? one.status : String((one.reason as { readonly code?: unknown }).code)));
};

describe('two processes on one database', () => {
  it('see at once what the other has done', async () => {
    await here.commitAccounts({ accounts: [accountOf('Maija')], sessions: [sessionOf('a', 'Maija')] });
    expect(await there.findSession('a')).toEqual(sessionOf('a', 'Maija'));
    await there.commitAccounts({ removeSessions: ['a'] });
    expect(await here.findSession('a')).toBeUndefined();
  });

  it('make one key for cookies when both start at the same moment', async () => {
    const keys = await Promise.all([here, there, here, there].map((store) => store.readCookieKey()));
    expect(new Set(keys).size).toBe(1);
    expect(Buffer.from(keys[0]!, 'base64url')).toHaveLength(32);
  });

  it('let one of two first administrators in', async () => {
    for (let round = 0; round < 4; round++) {
      const first = (name: string): AccountChange => ({ accounts: [accountOf(name)], setUpLink: null, onlyIfNoAccounts: true });
      expect([...(await outcomesOf([here, first('Maija')], [there, first('Liisa')]))].sort()).toEqual(['conflict', 'fulfilled']);
      const names = (await here.listAccounts()).map(({ name }) => name);
      expect(names).toHaveLength(1);
      await here.commitAccounts({ removeAccounts: names });
    }
  });

  it('give one subject to one account', async () => {
    const subject = { issuer: 'https://id.example.fi', sub: '7' };
    for (let round = 0; round < 4; round++) {
      const [mine, theirs] = [{ accounts: [accountOf('Maija', { subject })] }, { accounts: [accountOf('Liisa', { subject })] }];
      expect([...(await outcomesOf([here, mine], [there, theirs]))].sort()).toEqual(['conflict', 'fulfilled']);
      await here.commitAccounts({ removeAccounts: ['Maija', 'Liisa'] });
    }
  });

  it('leave no session and no token of an account that the other removes meanwhile', async () => {
    for (let round = 0; round < 4; round++) {
      await here.commitAccounts({ accounts: [accountOf('Maija')] });
      await outcomesOf(
        [here, { removeAccounts: ['Maija'] }],
        [there, { sessions: [sessionOf('a', 'Maija')], tokens: [tokenOf('1', 'Maija')] }],
      );
      expect(await here.listAccounts()).toEqual([]);
      expect(await here.findSession('a')).toBeUndefined();
      expect(await here.listTokens()).toEqual([]);
    }
  });

  it('do both of two changes of one account never from the same reading of it', async () => {
    const maija = accountOf('Maija');
    await here.commitAccounts({ accounts: [maija] });
    const asRead = [{ name: 'Maija', account: maija }];
    const outcomes = await outcomesOf(
      [here, { accounts: [accountOf('Maija', { role: 'reader' })], onlyIfAsRead: asRead }],
      [there, { accounts: [accountOf('Maija', { role: 'administrator' })], onlyIfAsRead: asRead }],
    );
    expect([...outcomes].sort()).toEqual(['conflict', 'fulfilled']);
  });

  it('end with what one after the other would have made, in some order', async () => {
    const names = ['Maija', 'Liisa', 'Olli'];
    const name = fc.constantFrom(...names);
    const change: fc.Arbitrary<AccountChange> = fc.oneof(
      name.map((each) => ({ accounts: [accountOf(each)] })),
      name.map((each) => ({ removeAccounts: [each] })),
      name.map((each) => ({ sessions: [sessionOf(`of ${each}`, each)] })),
      name.map((each) => ({ tokens: [tokenOf(`of ${each}`, each)], removeSessionsOf: [each] })),
      name.map((each) => ({ accounts: [accountOf(each, { subject: { issuer: 'i', sub: '1' } })] })),
      fc.constant({ accounts: [accountOf('Maija')], onlyIfNoAccounts: true }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 2, maxLength: 8 }), async (changes) => {
        await here.commitAccounts({ removeAccounts: names });
        await outcomesOf(...changes.map((each, index) => [index % 2 ? here : there, each] as const));
        const left = await here.listAccounts();
        const present = new Set(left.map((account) => account.name));
        for (const each of names) {
          if (!present.has(each)) expect([await here.findSession(`of ${each}`), ...(await here.listTokens(each))]).toEqual([undefined]);
        }
        expect(left.filter(({ subject }) => subject).length).toBeLessThanOrEqual(1);
        expect(await there.listAccounts()).toEqual(left);
      }),
      runs(12, 500),
    );
  });
});

describe('the audit of several processes', () => {
  it('has the numbers from 1 without gaps, each once, under eight writers', async () => {
    const stores = [
      here,
      there,
      ...(await Promise.all([1, 2, 3, 4, 5, 6].map(async () => createPostgresAccountStore(await opened.another({ mostConnections: 1 }))))),
    ];
    const given = await Promise.all(
      stores.map(async (store, writer) => {
        const numbers: number[] = [];
        for (let line = 0; line < 25; line++) numbers.push((await store.appendAudit(lineOf(`from.${writer}`))).number);
        return numbers;
      }),
    );
    expect(given.flat().sort((one, other) => one - other)).toEqual(Array.from({ length: 200 }, (_, index) => index + 1));
    for (const numbers of given) expect(numbers).toEqual([...numbers].sort((one, other) => one - other));
    expect((await here.listAudit({ limit: 1000 })).map(({ number }) => number)).toEqual(
      Array.from({ length: 200 }, (_, index) => 200 - index),
    );
  });

  it('never shows a line before one of a smaller number', async () => {
    const progress = { areDone: false };
    const writing = Promise.all(
      [here, there].map(async (store) => {
        for (let line = 0; line < 60; line++) await store.appendAudit(lineOf('x'));
      }),
    ).finally(() => (progress.areDone = true));
    const reader = createPostgresAccountStore(await opened.another());
    while (!progress.areDone) {
      const numbers = (await reader.listAudit({ limit: 1000 })).map(({ number }) => number);
      expect(numbers).toEqual(Array.from({ length: numbers.length }, (_, index) => numbers.length - index));
    }
    await writing;
  });

  it('gives the number of a line that was not written to the next one', async () => {
    await here.appendAudit(lineOf('one'));
    await expect(
      opened.database.transaction(async (queries) => {
        await queries.query(
          "with counted as (update audit_count set last = last + 1 returning last) insert into audit select last, 'a', 'b', null, '{}' from counted",
        );
        throw new Error('the process was killed');
      }),
    ).rejects.toThrow('killed');
    expect((await there.appendAudit(lineOf('two'))).number).toBe(2);
  });

  it('is read by an index whatever is asked of it, however long it is', async () => {
    const { database } = opened;
    await database.query(`
      insert into audit select number, 'actor ' || number % 997, 'kind' || number % 50 || '.done', 'target ' || number % 9973, '{}'
        from generate_series(1, 60000) as number`);
    await database.query('analyze audit');
    for (const values of [
      [null, null, null, null, 50],
      [50_000, null, null, null, 50],
      [null, 'actor 7', null, null, 50],
      [null, null, 'kind7', null, 50],
      [null, null, 'nothing', null, 50],
      [null, null, null, 'target 7', 50],
      [30_000, 'nobody', 'kind', 'nothing', 50],
    ]) {
      expect(await planOf(database, values)).not.toMatch(/Seq Scan/);
    }
  });
});

/** As the driver has it planned: with the values in hand. */
const planOf = (database: Database, values: readonly (string | number | null)[]): Promise<string> =>
  database.withConnection(async (connection) => {
    await connection.query('set plan_cache_mode = force_custom_plan');
    await connection.query(`prepare asked (bigint, text, text, text, bigint) as ${LIST}`);
    const written = values.map((value) => (typeof value === 'string' ? `'${value}'` : String(value))).join(', ');
    const rows = await connection.query<{ readonly 'QUERY PLAN': string }>(`explain execute asked (${written})`);
    await connection.query('deallocate asked');
    await connection.query('reset plan_cache_mode');
    return rows.map((row) => row['QUERY PLAN']).join('\n');
  });

describe('a connection that is killed', () => {
  const BIG: AccountChange = {
    accounts: ['Maija', 'Liisa', 'Olli'].map((name) => accountOf(name)),
    sessions: ['Maija', 'Liisa'].map((name) => sessionOf(`of ${name}`, name)),
    tokens: ['Maija', 'Olli'].map((name) => tokenOf(`of ${name}`, name)),
    setUpLink: null,
  };

  it('in the middle of a change leaves nothing of it, and the next change goes through', async () => {
    const before = await shownIn(here);
    // Somebody holds the turn, so that the change is under way for as long as it takes to kill it.
    const killed = await opened.database.transaction(async (queries) => {
      await queries.query('select only_one from account_basis for update');
      const changing = outcomesOf([there, BIG]);
      while ((await queries.query(KILL_WAITING)).length === 0) {
        await new Promise((resolve) => setTimeout(resolve, 5));
        // Within a transaction PostgreSQL would go on to show what it saw at first.
        await queries.query('select pg_stat_clear_snapshot()');
      }
      return changing;
    });
    expect(killed).toEqual(['unavailable']);
    expect(await shownIn(here)).toEqual(before);
    expect(await outcomesOf([there, BIG])).toEqual(['fulfilled']);
    expect(await here.listAccounts()).toHaveLength(3);
  });

  it('at any moment leaves all of a change or nothing', async () => {
    const killer = await opened.another({ mostConnections: 1 });
    await killer.query('select 1');
    const seen = new Set<string>();
    for (let round = 0; round < 25; round++) {
      await here.commitAccounts({ removeAccounts: ['Maija', 'Liisa', 'Olli'], setUpLink: { hash: 'x', expires: 'y' } });
      const changing = outcomesOf([there, BIG]);
      await new Promise((resolve) => setTimeout(resolve, round % 12));
      await killer.query(KILL_OTHERS);
      const [outcome] = await changing;
      const [accounts, sessions, tokens, link] = await retried(async () => [
        (await here.listAccounts()).length,
        (await Promise.all(['of Maija', 'of Liisa'].map((id) => here.findSession(id)))).filter(Boolean).length,
        (await here.listTokens()).length,
        (await here.readSetUpLink())?.hash,
      ]);
      expect([
        [3, 2, 2, undefined],
        [0, 0, 0, 'x'],
      ]).toContainEqual([accounts, sessions, tokens, link]);
      if (outcome === 'fulfilled') expect(accounts).toBe(3);
      else expect(outcome).toBe('unavailable');
      seen.add(String(outcome));
    }
    expect(seen).toContain('unavailable');
  });
});

const KILL_WAITING = `
  select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid() and wait_event_type = 'Lock'`;

const KILL_OTHERS = `
  select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid()`;

/** A connection of the pool may have been killed while nobody used it, and be found out by the first who does. */
const retried = async <T>(ask: () => Promise<T>): Promise<T> => {
  for (let attempt = 1; ; attempt++) {
    try {
      return await ask();
    } catch (fault) {
      if (attempt === 10 || (fault as { readonly code?: unknown }).code !== 'unavailable') throw fault;
    }
  }
};
