import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { createCommitQueue } from '../../../src/store/commit-queue.js';
import { openDatabase, type Database } from '../../../src/store/postgres/database.js';
import { createPostgresTicks } from '../../../src/store/postgres/postgres-ticks.js';
import { createPostgresTurns } from '../../../src/store/postgres/postgres-turns.js';
import type { Turns } from '../../../src/store/turns.js';
import { createTestDatabase, type TestDatabase } from './test-database.js';

jest.setTimeout(60_000);

let made: TestDatabase;
let databases: readonly Database[];
beforeAll(async () => {
  made = await createTestDatabase();
  databases = await Promise.all([1, 2, 3].map(() => openDatabase({ url: made.url, mostConnections: 2 })));
});
afterAll(async () => {
  for (const database of databases) await database.close();
  await made.drop();
});

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

describe.each<readonly [string, () => readonly Turns[]]>([
  ['one process', () => [createCommitQueue()]],
  ['three processes', () => databases.map((database) => createPostgresTurns({ database }))],
])('the turns of %s', (_, open) => {
  it('are taken one after the other, also after one that failed', async () => {
    const all = open();
    let most = 0;
    let now = 0;
    const task = (fails: boolean) => async (): Promise<string> => {
      most = Math.max(most, (now += 1));
      await pause(5);
      now -= 1;
      if (fails) throw new Error('it failed');
      return 'done';
    };
    const results = await Promise.allSettled(
      Array.from({ length: 12 }, (__, index) => all[index % all.length]!.run(task(index % 4 === 1))),
    );
    expect(most).toBe(1);
    expect(results.map((result) => (result.status === 'fulfilled' ? result.value : String(result.reason)))).toEqual(
      Array.from({ length: 12 }, (__, index) => (index % 4 === 1 ? 'Error: it failed' : 'done')),
    );
  });

  it('leave room for what is asked in them', async () => {
    const all = open();
    const answers = await Promise.all(
      all.map((turns, index) =>
        turns.run(async () => (await databases[index]!.query<{ readonly one: number }>('select 1 as one'))[0]!.one),
      ),
    );
    expect(answers).toEqual(all.map(() => 1));
  });
});

describe('a turn in a database', () => {
  it('is given back by a process that dies in it', async () => {
    const own = await openDatabase({ url: made.url, mostConnections: 2, applicationName: 'dying' });
    let enter = (): void => undefined;
    const entered = new Promise<void>((resolve) => (enter = resolve));
    let end = (): void => undefined;
    const dying = createPostgresTurns({ database: own }).run(() => {
      enter();
      return new Promise<void>((resolve) => (end = resolve));
    });
    await entered;
    const next = createPostgresTurns({ database: databases[0]! }).run(async () => 'mine');
    expect(await Promise.race([next, pause(200).then(() => 'theirs')])).toBe('theirs');
    await databases[1]!.query(`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'dying'`);
    expect(await next).toBe('mine');
    end();
    await dying;
    await own.close();
  });
});

describe('what comes round', () => {
  const claimAll = (task: string, againAfterMs?: number) =>
    Promise.all(databases.map((database) => createPostgresTicks({ database }).claim(task, againAfterMs)));
  const age = (task: string, ms: number) =>
    databases[0]!.query(`update schedule_tick set taken = taken - $2::bigint * interval '1 millisecond' where task = $1`, [task, ms]);

  it('falls to one process each time, however many ask, and however late', async () => {
    for (const minute of [1, 2, 3]) {
      const claims = await claimAll(`harvest sru:2026-03-01T01:0${minute}:00.000Z`);
      expect(claims.filter(Boolean)).toHaveLength(1);
    }
    expect(await claimAll('harvest sru:2026-03-01T01:01:00.000Z')).toEqual([false, false, false]);
  });

  it('falls to another one when who took it did nothing for long enough', async () => {
    expect((await claimAll('harvest oai:1', 60_000)).filter(Boolean)).toHaveLength(1);
    expect(await claimAll('harvest oai:1', 60_000)).toEqual([false, false, false]);
    await age('harvest oai:1', 61_000);
    expect(await claimAll('harvest oai:1')).toEqual([false, false, false]);
    expect((await claimAll('harvest oai:1', 60_000)).filter(Boolean)).toHaveLength(1);
  });

  it('is forgotten after two days', async () => {
    await claimAll('long ago');
    await claimAll('yesterday');
    await age('long ago', 49 * 3_600_000);
    await age('yesterday', 24 * 3_600_000);
    await claimAll('today');
    const kept = await databases[0]!.query<{ readonly task: string }>('select task from schedule_tick');
    expect(kept.map(({ task }) => task)).toEqual(expect.arrayContaining(['yesterday', 'today']));
    expect(kept.map(({ task }) => task)).not.toContain('long ago');
  });
});
