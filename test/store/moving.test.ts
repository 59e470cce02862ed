import fc from 'fast-check';
import { afterEach, describe, expect, it } from '@jest/globals';
import { openLowdbStore } from '../../src/store/lowdb/lowdb-store.js';
import { openLowdbTransferSource } from '../../src/store/lowdb/transfer-source.js';
import { openLowdbTransferTarget } from '../../src/store/lowdb/transfer-target.js';
import { moveStore, type MoveReport } from '../../src/store/move-store.js';
import { openDatabase } from '../../src/store/postgres/database.js';
import { openPostgresStore } from '../../src/store/postgres/postgres-store.js';
import { openPostgresTransferSource, openPostgresTransferTarget } from '../../src/store/postgres/transfer-database.js';
import { compareBytes } from '../../src/store/transfer-order.js';
import { TRANSFER_KINDS, type TransferSource, type TransferTarget } from '../../src/store/transfer-ports.js';
import { borrowTestDatabase, type TestDatabase } from './postgres/test-database.js';
import { answersOf, fillDirectory, newestStamp, RICH, type StorePlan } from './rich-store.js';
import { createTestClock, identifierOf, recordOf, type TestClock } from './samples.js';
import { createSimulatedDisk, type SimulatedDisk } from './simulated-disk.js';
import { codePoint } from '../code-point.js';
import { grapheme } from '../grapheme.js';

const LONG = process.env['LONG'] === '1';
/** Of the places where a move may be stopped each fifth: an odd number, so that it is before a write and after one in turn. */
const STRIDE = LONG ? 1 : 5;

const FROM = '/from';
const BACK = '/back';

const begun: TestDatabase[] = [];
const newDatabase = async (): Promise<TestDatabase> => {
  const database = await borrowTestDatabase();
  begun.push(database);
  return database;
};
afterEach(async () => {
  for (const database of begun.splice(0)) await database.drop();
});

const prepared = async (plan: StorePlan = RICH): Promise<readonly [SimulatedDisk, TestClock]> => {
  const disk = createSimulatedDisk();
  const clock = createTestClock();
  await fillDirectory({ directory: FROM, disk }, clock, plan);
  clock.move(60);
  return [disk, clock];
};

const move = async (
  openSource: () => Promise<TransferSource>,
  openTarget: () => Promise<TransferTarget>,
  wrap = (target: TransferTarget) => target,
): Promise<MoveReport> => {
  const source = await openSource();
  try {
    const target = await openTarget();
    try {
      return await moveStore({ source, target: wrap(target) });
    } finally {
      await target.close();
    }
  } finally {
    await source.close();
  }
};

const toDatabase = (disk: SimulatedDisk, url: string, wrap?: (target: TransferTarget) => TransferTarget): Promise<MoveReport> =>
  move(
    () => openLowdbTransferSource({ directory: FROM, disk }),
    () => openPostgresTransferTarget({ url }),
    wrap,
  );

const toDirectory = (
  url: string,
  disk: SimulatedDisk,
  directory = BACK,
  wrap?: (target: TransferTarget) => TransferTarget,
): Promise<MoveReport> =>
  move(
    () => openPostgresTransferSource({ url }),
    () => openLowdbTransferTarget({ directory, disk }),
    wrap,
  );

const rowsIn = ({ comparisons }: MoveReport) => Object.fromEntries(comparisons.map(({ kind, target }) => [kind, target.rows]));
const sumsIn = ({ comparisons }: MoveReport) => comparisons.map(({ kind, source, target }) => [kind, source.sha256, target.sha256]);

const answersFrom = async (directory: string, disk: SimulatedDisk, wallClock: TestClock) => {
  const store = await openLowdbStore({ directory, disk, wallClock });
  const answers = await answersOf(store);
  await store.close();
  return answers;
};

const answersFromDatabase = async (url: string, wallClock: TestClock) => {
  const database = await openDatabase({ url });
  const store = await openPostgresStore({ database, wallClock });
  const answers = await answersOf(store);
  await store.close();
  await database.close();
  return answers;
};

/** Stops the move at a call of the target, as a program that is killed there. */
const stoppingAt = (call: number) => {
  let calls = 0;
  const isNow = (): boolean => (calls += 1) === call;
  return {
    isReached: () => calls >= call,
    wrap: (target: TransferTarget): TransferTarget => ({
      ...target,
      write: async (kind, rows) => {
        if (isNow()) throw new Error('killed');
        await target.write(kind, rows);
        if (isNow()) throw new Error('killed');
      },
      settle: async (clock) => {
        await target.settle(clock);
        if (isNow()) throw new Error('killed');
      },
      finish: async () => {
        if (isNow()) throw new Error('killed');
        await target.finish();
      },
    }),
  };
};

describe('a store that is moved to PostgreSQL and back', () => {
  it('answers harvesters the same to the byte, tokens of before included, on either side', async () => {
    const [disk, clock] = await prepared();
    const before = await answersFrom(FROM, disk, clock);
    const { url } = await newDatabase();
    const there = await toDatabase(disk, url);
    expect(there).toMatchObject({ isDone: true, resumed: false });
    expect(rowsIn(there)).toEqual({
      ...{ once: 6, publications: 4, records: 8, harvested: 6, quarantined: 6, links: 6, sources: 2, runs: 2, reports: 1, entries: 3 },
      ...{ accounts: 3, sessions: 3, tokens: 6, audit: 5, ties: 4 },
    });
    expect(before.size).toBeGreaterThan(25);
    expect(await answersFromDatabase(url, clock)).toEqual(before);
    const back = await toDirectory(url, disk);
    expect(back.isDone).toBe(true);
    expect(sumsIn(back).map(([kind, sum]) => [kind, sum])).toEqual(sumsIn(there).map(([kind, , sum]) => [kind, sum]));
    expect(await answersFrom(BACK, disk, clock)).toEqual(before);
  });

  it('is the same there and back whatever it holds', async () => {
    const text = fc.string({ unit: grapheme, maxLength: 12 }).map((given) => given.replaceAll('\0', ''));
    const plans: fc.Arbitrary<StorePlan> = fc.record({
      items: fc.uniqueArray(
        fc.record({ id: fc.integer({ min: 1, max: 99 }), title: text, fate: fc.constantFrom('live' as const, 'deleted', 'changed') }),
        {
          selector: ({ id }) => id,
          maxLength: 6,
        },
      ),
      harvested: fc.uniqueArray(
        fc.record({
          id: fc.integer({ min: 1, max: 50 }),
          state: fc.constantFrom('live' as const, 'deleted', 'retired', 'outOfScope'),
          name: text,
        }),
        { selector: ({ id }) => id, maxLength: 5 },
      ),
      accounts: fc.uniqueArray(fc.constantFrom('Maija', 'Åke', 'Zoë', '\ue000', '😀', 'straße'), { minLength: 1 }),
      auditLines: fc.integer({ min: 0, max: 12 }),
      entries: fc.array(fc.string({ unit: codePoint, maxLength: 20 }), { maxLength: 20 }),
    });
    await fc.assert(
      fc.asyncProperty(plans, async (plan) => {
        const [disk] = await prepared(plan);
        const database = await borrowTestDatabase();
        try {
          const there = await toDatabase(disk, database.url);
          const back = await toDirectory(database.url, disk);
          expect([there.isDone, back.isDone]).toEqual([true, true]);
          expect(back.comparisons.map(({ kind, target }) => [kind, target])).toEqual(
            there.comparisons.map(({ kind, source }) => [kind, source]),
          );
        } finally {
          await database.drop();
        }
      }),
      { numRuns: LONG ? 60 : 4 },
    );
  });

  it('never stamps anything at or before what was promised on the other side', async () => {
    const [disk, clock] = await prepared();
    const open = await openLowdbStore({ directory: FROM, disk, wallClock: clock });
    const promised = await open.readBounds();
    await open.close();
    const { url } = await newDatabase();
    await toDatabase(disk, url);
    clock.move(-7200);
    const database = await openDatabase({ url });
    const there = await openPostgresStore({ database, wallClock: clock });
    const first = await there.commit({ records: [recordOf(identifierOf(50))] });
    expect(first.datestamp).toBeGreaterThan(promised.settled);
    const later = await there.readBounds();
    await there.close();
    await database.close();
    await toDirectory(url, disk);
    clock.move(-7200);
    const back = await openLowdbStore({ directory: BACK, disk, wallClock: clock });
    expect(await newestStamp(back)).toBe(first.datestamp);
    const second = await back.commit({ records: [recordOf(identifierOf(51))] });
    expect(second.datestamp).toBeGreaterThan(later.settled);
    await back.close();
  });
});

describe('a move that is broken off', () => {
  it('goes on where it was, wherever it was stopped, and nobody can use the half of it', async () => {
    const [disk] = await prepared();
    const whole = await toDatabase(disk, (await newDatabase()).url);
    for (let call = 1; call < 40; call += STRIDE) {
      const { url } = await newDatabase();
      const stop = stoppingAt(call);
      const stopped = toDatabase(disk, url, stop.wrap);
      if (call > 31) {
        await stopped.catch(() => undefined);
        if (!stop.isReached()) break;
      }
      await expect(stopped).rejects.toThrow('killed');
      await expect(openPostgresTransferSource({ url })).rejects.toMatchObject({
        code: 'locked',
        message: expect.stringMatching(/same migrate-store again/),
      });
      const resumed = await toDatabase(disk, url);
      expect(resumed).toMatchObject({ isDone: true, resumed: true });
      expect(sumsIn(resumed)).toEqual(sumsIn(whole));
    }
  });

  it('does so into a directory, also when the machine stops', async () => {
    const [disk] = await prepared();
    const { url } = await newDatabase();
    const whole = await toDatabase(disk, url);
    for (let call = 1; call < 33; call += STRIDE) {
      const target = createSimulatedDisk();
      await expect(toDirectory(url, target, BACK, stoppingAt(call).wrap)).rejects.toThrow('killed');
      const later = target.afterPowerCut('drops');
      await expect(openLowdbStore({ directory: BACK, disk: later, wallClock: createTestClock() })).rejects.toMatchObject({
        code: 'locked',
      });
      const resumed = await toDirectory(url, later);
      expect(resumed).toMatchObject({ isDone: true, resumed: true });
      expect(resumed.comparisons.map(({ target: sum }) => sum)).toEqual(whole.comparisons.map(({ target: sum }) => sum));
    }
  });

  it('is not gone on with when the source has changed meanwhile', async () => {
    const [disk, clock] = await prepared();
    const { url } = await newDatabase();
    await expect(toDatabase(disk, url, stoppingAt(5).wrap)).rejects.toThrow('killed');
    const store = await openLowdbStore({ directory: FROM, disk, wallClock: clock });
    await store.commit({ records: [recordOf(identifierOf(77))] });
    await store.close();
    await expect(toDatabase(disk, url)).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringMatching(/earlier state.*begin anew/s),
    });
  });
});

describe('the comparison at the end', () => {
  it('finds one row that is another, names it, and gives the target to nobody', async () => {
    const [disk] = await prepared();
    const { url } = await newDatabase();
    const altering = (target: TransferTarget): TransferTarget => ({
      ...target,
      settle: async (clock) => {
        await target.settle(clock);
        const database = await openDatabase({ url, applicationName: 'stranger' });
        await database.query('update record set datestamp = datestamp + 1 where identifier = $1 and metadata_prefix = $2', [
          identifierOf(2),
          'oai_dc',
        ]);
        await database.close();
      },
    });
    const report = await toDatabase(disk, url, altering);
    expect(report.isDone).toBe(false);
    const differing = report.comparisons.filter(({ firstDifference }) => firstDifference !== undefined);
    expect(differing.map(({ kind, firstDifference }) => [kind, firstDifference])).toEqual([['records', [identifierOf(2), 'oai_dc']]]);
    expect(differing[0]!.source.rows).toBe(differing[0]!.target.rows);
    expect(differing[0]!.source.sha256).not.toBe(differing[0]!.target.sha256);
    await expect(openPostgresTransferSource({ url })).rejects.toMatchObject({ code: 'locked' });
  });

  it.each(TRANSFER_KINDS)('finds a row of %s that did not arrive', async (kind) => {
    const [disk] = await prepared();
    const losing = (target: TransferTarget): TransferTarget => ({
      ...target,
      write: (given, rows) => target.write(given, given === kind ? rows.slice(0, -1) : rows),
    });
    const source = await openLowdbTransferSource({ directory: FROM, disk });
    const other = createSimulatedDisk();
    const target = await openLowdbTransferTarget({ directory: BACK, disk: other });
    const report = await moveStore({ source, target: losing(target) });
    await target.close();
    await source.close();
    expect(report.isDone).toBe(false);
    expect(report.comparisons.filter(({ firstDifference }) => firstDifference).map((each) => each.kind)).toContain(kind);
    await expect(openLowdbStore({ directory: BACK, disk: other, wallClock: createTestClock() })).rejects.toMatchObject({ code: 'locked' });
  });
});

describe('a move', () => {
  it('refuses a target that somebody uses, and leaves it as it is', async () => {
    const [disk, clock] = await prepared();
    const { url } = await newDatabase();
    const database = await openDatabase({ url, applicationName: 'test' });
    await openPostgresStore({ database, wallClock: clock });
    await expect(toDatabase(disk, url)).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringMatching(/not empty.*installation/),
    });
    expect(await database.query('select 1 from move_in')).toEqual([]);
    await database.close();
    await expect(toDirectory(url, disk, FROM)).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringMatching(/accounts\.json/),
    });
  });

  it('refuses a source that a service holds, on either side', async () => {
    const [disk, clock] = await prepared();
    const { url } = await newDatabase();
    const store = await openLowdbStore({ directory: FROM, disk, wallClock: clock });
    await expect(toDatabase(disk, url)).rejects.toMatchObject({ code: 'locked' });
    await store.close();
    await toDatabase(disk, url);
    const service = await openDatabase({ url });
    await service.query('select 1');
    await expect(toDirectory(url, disk)).rejects.toMatchObject({
      code: 'locked',
      message: expect.stringMatching(/Stop it first/),
    });
    await service.close();
  });

  it('says what is wrong with a place that is none', async () => {
    const [disk] = await prepared();
    await expect(openLowdbTransferSource({ directory: '/nowhere', disk })).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringMatching(/no store in \/nowhere/),
    });
    const { url } = await newDatabase();
    await expect(openPostgresTransferSource({ url })).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringMatching(/there is no store/),
    });
    await expect(openPostgresTransferTarget({ url: 'postgres://nobody@127.0.0.1:1/none' })).rejects.toMatchObject({ code: 'unavailable' });
  });

  it('refuses a database that a newer program has made', async () => {
    const [disk] = await prepared();
    const { url } = await newDatabase();
    const database = await openDatabase({ url, applicationName: 'test' });
    await database.query("insert into schema_version (number, name) values (999, 'later')");
    await database.close();
    await expect(toDatabase(disk, url)).rejects.toMatchObject({ code: 'newer' });
  });
});

describe('the order of keys', () => {
  it('is that of their UTF-8 bytes', () => {
    fc.assert(
      fc.property(fc.string({ unit: codePoint }), fc.string({ unit: codePoint }), (a, b) => {
        expect(Math.sign(compareBytes(a, b))).toBe(Math.sign(Buffer.compare(Buffer.from(a), Buffer.from(b))));
      }),
    );
    expect(compareBytes('\ue000', '😀')).toBeLessThan(0);
  });
});
