import { afterAll, afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createPostgresTies } from '../../../src/store/postgres/postgres-ties.js';
import { describeTies } from '../tie-contract.js';
import { tiesSample } from '../tie-samples.js';
import { openTestDatabase, type OpenedDatabase } from './opened-database.js';

/** One database, emptied for each example: the contract opens hundreds. */
let shared: OpenedDatabase | undefined;
afterAll(() => shared?.discard());

describeTies('PostgreSQL', async () => {
  const { database, another } = (shared ??= await openTestDatabase());
  await database.query('truncate work_ties');
  await database.query('update tie_change set last = 0');
  return { ties: createPostgresTies(database), reopen: async () => createPostgresTies(await another()), discard: async () => undefined };
});

describe('ties of several processes', () => {
  let opened: OpenedDatabase;
  beforeEach(async () => void (opened = await openTestDatabase()));
  afterEach(() => opened.discard());

  it('never become visible before those of a smaller number: whoever follows the changes misses none', async () => {
    const writers = await Promise.all([1, 2, 3].map(async () => createPostgresTies(await opened.another({ mostConnections: 1 }))));
    const reader = createPostgresTies(opened.database);
    const progress = { areDone: false };
    const writing = Promise.all(
      writers.map(async (ties, writer) => {
        for (let turn = 0; turn < 20; turn++) await ties.put([tiesSample(`${writer}-${turn}`), tiesSample(`${writer}-${turn}-more`)]);
      }),
    ).finally(() => (progress.areDone = true));
    const seen = new Set<string>();
    let after = 0;
    const follow = async (): Promise<void> => {
      for (;;) {
        const page = await reader.listChanged({ after, limit: 7 });
        for (const { row, change } of page) {
          expect(change).toBe(after + 1);
          after = change;
          seen.add(row.work);
        }
        if (page.length === 0) return;
      }
    };
    while (!progress.areDone) await follow();
    await writing;
    await follow();
    expect([seen.size, after, await reader.lastChange()]).toEqual([120, 120, 120]);
  });
});
