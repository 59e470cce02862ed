import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { openDatabase, type Database } from '../../../src/store/postgres/database.js';
import { createPostgresRunStore } from '../../../src/store/postgres/postgres-run-store.js';
import type { RunStore, SourceLease } from '../../../src/store/run-ports.js';
import { runIdOf, SRU } from '../harvest-samples.js';
import { entriesOf, runOf } from '../run-samples.js';
import { createTestDatabase, type TestDatabase } from './test-database.js';

jest.setTimeout(120_000);

let made: TestDatabase;
let database: Database;
let runs: RunStore;
beforeAll(async () => {
  made = await createTestDatabase();
  database = await openDatabase({ url: made.url });
});
afterAll(async () => {
  await database.close();
  await made.drop();
});
beforeEach(async () => {
  await database.query('truncate run, run_entry, run_report, source_lease');
  runs = createPostgresRunStore({ database });
});

/** Time passes for the database, by whose clock alone a lease runs out. */
const pass = (ms: number) => database.query(`update source_lease set until = until - $1::integer * interval '1 millisecond'`, [ms]);

const refused = { name: 'StoreError', code: 'conflict', message: expect.stringContaining('taken over by another process') };

describe('a lease whose holder was not heard of', () => {
  it('goes to the next who asks, once it has run out and not before', async () => {
    expect(await runs.leaseSource(SRU)).toBeDefined();
    await pass(10_000);
    expect(await runs.leaseSource(SRU)).toBeUndefined();
    await pass(6000);
    expect(await runs.leaseSource(SRU)).toBeDefined();
  });

  it.each([
    ['a run', ({ runs: leased }: SourceLease) => leased.saveRun(runOf(1))],
    ['an entry', ({ runs: leased }: SourceLease) => leased.appendEntry(runIdOf(1), 2, 'late')],
    ['a report', ({ runs: leased }: SourceLease) => leased.saveReport(runIdOf(1), 'late')],
    ['what is to be removed', ({ runs: leased }: SourceLease) => leased.removeEntries(runIdOf(1))],
    ['a whole run to be removed', ({ runs: leased }: SourceLease) => leased.removeRun(runIdOf(1))],
  ])('lets nothing more be written by them: %s', async (_, write) => {
    const first = (await runs.leaseSource(SRU, runIdOf(1)))!;
    await first.runs.appendEntry(runIdOf(1), 1, 'one');
    await pass(20_000);
    const second = (await runs.leaseSource(SRU, runIdOf(1)))!;
    for (const number of [2, 3]) await second.runs.appendEntry(runIdOf(1), number, String(number));
    await second.runs.saveRun(runOf(1, { state: 'fetching' }));
    await expect(write(first)).rejects.toMatchObject(refused);
    expect([first.lost.aborted, second.lost.aborted]).toEqual([true, false]);
    expect(await entriesOf(runs, runIdOf(1))).toEqual(['one', '2', '3']);
    expect([await runs.findRun(runIdOf(1)), await runs.findReport(runIdOf(1))]).toEqual([runOf(1, { state: 'fetching' }), undefined]);
    await first.release();
    expect(await runs.leaseSource(SRU)).toBeUndefined();
  });

  it('is theirs still when nobody has asked for it meanwhile', async () => {
    const lease = (await runs.leaseSource(SRU))!;
    await pass(60_000);
    await lease.runs.saveRun(runOf(1));
    expect([lease.lost.aborted, await runs.leaseSource(SRU)]).toEqual([false, undefined]);
  });

  it('is kept by their heartbeat alone, and they hear of it when it is gone', async () => {
    const quick = createPostgresRunStore({ database, leaseTimes: { lifetime: 15_000, heartbeat: 50 } });
    const lease = (await quick.leaseSource(SRU))!;
    await pass(14_000);
    const left = async () =>
      (
        await database.query<{ readonly left: boolean }>(
          `select until > clock_timestamp() + interval '10 seconds' as left from source_lease`,
        )
      )[0]?.left;
    while (!(await left())) await new Promise((resolve) => setTimeout(resolve, 20));
    await database.query('update source_lease set owner = gen_random_uuid()');
    if (!lease.lost.aborted) await new Promise((resolve) => lease.lost.addEventListener('abort', resolve));
    await lease.release();
  });

  it('counts as lost when the database cannot be reached for as long as it lasts', async () => {
    const own = await openDatabase({ url: made.url });
    const lease = (await createPostgresRunStore({ database: own, leaseTimes: { lifetime: 300, heartbeat: 50 } }).leaseSource(SRU))!;
    await own.close();
    if (!lease.lost.aborted) await new Promise((resolve) => lease.lost.addEventListener('abort', resolve));
  });
});

/** What happens among three processes: their clocks say whatever they like, so that each is heard of too early, too late or never. */
type Step = { readonly kind: 'take' | 'write' | 'release'; readonly by: number } | { readonly kind: 'pass'; readonly ms: number };

const by = fc.nat({ max: 2 });
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant('take' as const), by }),
  fc.record({ kind: fc.constant('write' as const), by }),
  fc.record({ kind: fc.constant('release' as const), by }),
  fc.record({ kind: fc.constant('pass' as const), ms: fc.constantFrom(1000, 7000, 14_000, 16_000) }),
);

describe('leases of processes whose clocks differ', () => {
  it('never let one write after another has begun to, whatever comes when', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        await database.query('truncate run_entry, source_lease');
        const leases: (SourceLease | undefined)[] = [];
        /** Who may write by the rules, and until when by the database's clock. */
        let holder: number | undefined;
        let left = 0;
        const written: string[] = [];
        for (const each of steps) {
          if (each.kind === 'pass') {
            left -= each.ms;
            await pass(each.ms);
          } else if (each.kind === 'take') {
            const lease = await runs.leaseSource(SRU, runIdOf(1));
            expect(lease !== undefined).toBe(holder === undefined || left <= 0);
            if (!lease) continue;
            // One of the same process that it has forgotten is another's as well.
            leases[each.by] = lease;
            [holder, left] = [each.by, 15_000];
          } else if (each.kind === 'write') {
            const lease = leases[each.by];
            if (!lease) continue;
            const entry = `${each.by} ${written.length}`;
            const isWritten = await lease.runs.appendEntry(runIdOf(1), written.length + 1, entry).then(
              () => true,
              () => false,
            );
            expect(isWritten).toBe(holder === each.by);
            expect(lease.lost.aborted).toBe(!isWritten);
            if (isWritten) {
              written.push(entry);
              left = 15_000;
            }
          } else {
            await leases[each.by]?.release();
            if (holder === each.by && leases[each.by]) holder = undefined;
            leases[each.by] = undefined;
          }
          expect(await entriesOf(runs, runIdOf(1))).toEqual(written);
        }
        for (const lease of leases) await lease?.release();
      }),
      { numRuns: 30 },
    );
  });

  it('let one of many in who come at once when it has run out', async () => {
    for (let round = 0; round < 5; round += 1) {
      await pass(20_000);
      const leases = await Promise.all(Array.from({ length: 6 }, () => runs.leaseSource(SRU)));
      expect(leases.filter((lease) => lease !== undefined)).toHaveLength(1);
    }
  });
});
