import fc from 'fast-check';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Datestamp } from '../../src/catalogue/datestamp.js';
import { createTokenKey } from '../../src/store/installation.js';
import { openLowdbStore } from '../../src/store/lowdb/lowdb-store.js';
import { restorePreviousGeneration } from '../../src/store/lowdb/restore.js';
import type { RecordBounds, Store } from '../../src/store/ports.js';
import { harvestedOf, harvestsIn, linkOf, quarantinedOf, sourceChangeOf } from './harvest-samples.js';
import { createTestClock, identifierOf, listAll, publicationOf, recordOf, shown, START, textOf, type TestClock } from './samples.js';
import { seeded } from './seeded.js';
import { createSimulatedDisk, type Fault, type SimulatedDisk } from './simulated-disk.js';

const DIRECTORY = '/store';
const open = (disk: SimulatedDisk, wallClock: TestClock): Promise<Store> => openLowdbStore({ directory: DIRECTORY, wallClock, disk });

/** A change over several shards: it is there as a whole when every one of its parts says its number. */
const commitNumber = (store: Store, number: number): Promise<unknown> =>
  store.commit({
    publications: [1, 2].map((id) => ({ publication: publicationOf(id, { year: number }), sawRevision: number - 1 })),
    records: [1, 2].map((id) => recordOf(identifierOf(id), { metadata: textOf(`<n>${number}</n>`) })),
    harvested: [harvestedOf(1, { missed: number })],
    quarantine: { put: [quarantinedOf(2, { runs: number })] },
    // The tie moves from one publication to the next.
    links: { put: [linkOf(1, number)], remove: [linkOf(1, number - 1)] },
    source: sourceChangeOf(number - 1, { volumes: [number] }),
    installation: { renderedWith: String(number) },
  });

const NUMBER = /\d+$/;

/** The number of the commit that is there; fails when parts are of different ones. */
const numberIn = async (store: Store): Promise<number> => {
  const publications = await store.listPublications({ limit: 10 });
  const records = await listAll(store);
  const { renderedWith } = await store.readInstallation();
  const { harvested, quarantined, links, sources } = await harvestsIn(store);
  const numbers = [
    Number(renderedWith ?? 0),
    ...publications.map(({ publication }) => publication.year),
    ...publications.map(({ revision }) => revision),
    ...records.map(({ metadata }) => Number(/\d+/.exec(shown(metadata) ?? '')?.[0])),
    ...harvested.map(({ missed }) => missed),
    ...quarantined.map(({ runs }) => runs),
    ...links.map(({ ours }) => Number(NUMBER.exec(ours)?.[0])),
    ...sources[0]!.volumes,
  ];
  const lengths = [publications, records, harvested, quarantined, links, sources[0]!.volumes].map(({ length }) => length);
  expect([new Set(numbers).size, ...lengths]).toEqual(numbers[0] === 0 ? [1, 0, 0, 0, 0, 0, 0] : [1, 2, 2, 1, 1, 1, 1]);
  return numbers[0]!;
};

/** What was acknowledged, and the bounds that were served last. */
interface Known {
  readonly acknowledged: number;
  readonly served: RecordBounds;
}

/** Opens, commits 1, 2, 3 …, until the disk stops it. */
const live = async (
  disk: SimulatedDisk,
  clock: TestClock,
  commits: number,
  between: (store: Store) => Promise<void> = () => Promise.resolve(),
): Promise<Known> => {
  let [acknowledged, served]: [number, RecordBounds] = [0, { now: 0 as Datestamp, settled: 0 as Datestamp }];
  try {
    const store = await open(disk, clock);
    for (let number = 1; number <= commits; number++) {
      await commitNumber(store, number);
      acknowledged = number;
      await between(store);
      clock.move(2);
      served = await store.readBounds();
    }
    await store.close();
  } catch (fault) {
    expect(fault).toMatchObject({ name: 'StoreError', code: 'unavailable' });
  }
  return { acknowledged, served };
};

const COMMITS = 4;

/** Files of one generation: of the two publications, of the harvested record with its tie, and of the one in quarantine. */
const SHARDS = 4;

/** A life that one step of the disk has ended. */
interface Moment extends Known {
  /** To be cut, killed or copied, never written to. */
  readonly disk: SimulatedDisk;
  readonly wallClock: number;
}

/** One for each step, to be asked all that there is to ask: to live as many lives for every question takes as long as the answers. */
const momentsOf = async (between?: (store: Store) => Promise<void>): Promise<readonly Moment[]> => {
  const moments: Moment[] = [];
  for (let step = 0, isDead = true; isDead; step++) {
    const disk = createSimulatedDisk();
    const clock = createTestClock();
    disk.killAt(step);
    const known = await live(disk, clock, COMMITS, between);
    isDead = disk.isDead();
    if (isDead) moments.push({ ...known, disk, wallClock: clock() });
  }
  expect(moments.length).toBeGreaterThan(100);
  return moments;
};

/** A clock that goes on from there. */
const clockAt = (wallClock: number): TestClock => {
  const clock = createTestClock();
  clock.move((wallClock - clock()) / 1000);
  return clock;
};

const SEEDS = process.env['LONG'] ? 40 : 2;

const AFTERMATHS: readonly (readonly [string, (disk: SimulatedDisk) => SimulatedDisk])[] = [
  ['the program is killed', (disk) => disk.afterKill()],
  ['the power is cut and nothing unsynced is left', (disk) => disk.afterPowerCut('drops')],
  ['the power is cut and all of it is left', (disk) => disk.afterPowerCut('keeps')],
  ...Array.from(
    { length: SEEDS },
    (_, seed) =>
      [`the power is cut and some of it is left (seed ${seed})`, (disk: SimulatedDisk) => disk.afterPowerCut(seeded(seed))] as const,
  ),
];

describe('a store that stops between any two steps of the disk', () => {
  let moments: readonly Moment[];
  beforeAll(async () => void (moments = await momentsOf()));

  it.each(AFTERMATHS)('has every acknowledged change and no half one when %s', async (_, aftermath) => {
    for (const { acknowledged, served, disk, wallClock } of moments) {
      const clock = clockAt(wallClock);
      clock.move(-3600);
      const later = aftermath(disk);
      const store = await open(later, clock);
      const found = await numberIn(store);
      expect([acknowledged, acknowledged + 1]).toContain(found);
      const { now, settled } = await store.readBounds();
      expect([now >= served.now, settled >= served.settled]).toEqual([true, true]);
      clock.move(1);
      await commitNumber(store, found + 1);
      const record = await store.findRecord(identifierOf(1), 'oai_dc');
      expect(record!.datestamp).toBeGreaterThan(served.settled);

      // What was served must be there also after a second stop, in which the first one's leftovers vanish.
      const last = await open(later.afterPowerCut('drops'), clock);
      expect(await numberIn(last)).toBe(found + 1);
      expect(later.files.filter((file) => file.endsWith('.new'))).toEqual([]);
    }
  });

  it('keeps what it found and served when the power goes before the next change', async () => {
    for (const { disk, wallClock } of moments) {
      const clock = clockAt(wallClock);
      const later = disk.afterKill();
      const found = await numberIn(await open(later, clock));
      expect(await numberIn(await open(later.afterPowerCut('drops'), clock))).toBe(found);
    }
  });

  it('can always go back to the generation before, or to the one before that while the exchange was not finished', async () => {
    let restored = 0;
    for (const { disk, wallClock } of moments) {
      const clock = clockAt(wallClock);
      const later = disk.afterPowerCut('drops');
      const store = await open(later, clock);
      const found = await numberIn(store);
      await store.close();
      if (!later.files.includes('/store/manifest.previous.json')) continue;
      await restorePreviousGeneration({ directory: DIRECTORY, wallClock: clock, disk: later });
      expect([found - 1, found - 2]).toContain(await numberIn(await open(later, clock)));
      restored++;
    }
    expect(restored).toBeGreaterThan(moments.length / 2);
  });

  it('can go back as far when the keys of tokens were changed after each change of the catalogue', async () => {
    const rotate = async (store: Store): Promise<void> => {
      const { tokenKeys } = await store.readInstallation();
      await store.commit({ installation: { tokenKeys: [...tokenKeys, createTokenKey(START)] } });
    };
    for (const { disk, wallClock } of await momentsOf(rotate)) {
      const clock = clockAt(wallClock);
      const later = disk.afterPowerCut('drops');
      const store = await open(later, clock);
      const found = await numberIn(store);
      const hadPrevious = later.files.includes('/store/manifest.previous.json');
      // One more such change must not use up what there is to go back to; where there is nothing, it is better than that.
      await rotate(store);
      expect(await numberIn(store)).toBe(found);
      await store.close();
      await restorePreviousGeneration({ directory: DIRECTORY, wallClock: clock, disk: later });
      expect(hadPrevious && found > 0 ? [found - 1, found - 2] : [found]).toContain(await numberIn(await open(later, clock)));
    }
  });

  it('leaves no file that nothing needs', async () => {
    for (const { disk, wallClock } of moments) {
      const clock = clockAt(wallClock);
      const later = disk.afterKill();
      const store = await open(later, clock);
      const found = await numberIn(store);
      await commitNumber(store, found + 1);
      await commitNumber(store, found + 2);
      expect(later.files.filter((file) => file.includes('/shards/'))).toHaveLength(2 * SHARDS);
      expect(later.files.filter((file) => !file.includes('/shards/'))).toEqual([
        '/store/clock.json',
        '/store/manifest.json',
        '/store/manifest.previous.json',
      ]);
    }
  });
});

describe('a disk that fails', () => {
  const FAULTS: readonly Fault[] = [
    { code: 'ENOSPC', when: 'before' },
    { code: 'EIO', when: 'before' },
    { code: 'EIO', when: 'after' },
  ];

  /** A store with one change in it, one second on, and the number of the first step of the next change. */
  const prepare = async () => {
    const disk = createSimulatedDisk();
    const clock = createTestClock();
    const store = await open(disk, clock);
    await commitNumber(store, 1);
    clock.move(1);
    await store.readBounds();
    return { disk, clock, store, first: disk.steps.length };
  };
  const stepsOfCommit = async (): Promise<readonly string[]> => {
    const { disk, store, first } = await prepare();
    await commitNumber(store, 2);
    return disk.steps.slice(first);
  };

  it.each(FAULTS)('once with $code $when any step fails that change as a whole, or tidying only', async (fault) => {
    const steps = await stepsOfCommit();
    const outcomes: string[] = [];
    for (const [offset, name] of steps.entries()) {
      const { disk, clock, store, first } = await prepare();
      disk.failAt(first + offset, fault);
      const [outcome] = await Promise.allSettled([commitNumber(store, 2)]);
      const found = await numberIn(store);
      expect(found).toBe(outcome.status === 'fulfilled' ? 2 : 1);
      if (outcome.status === 'rejected') {
        expect(outcome.reason).toMatchObject({ name: 'StoreError', code: 'unavailable' });
        expect(String(outcome.reason)).toContain(fault.code);
        outcomes.push(name);
      }
      expect(await numberIn(await open(disk.afterKill(), clock))).toBe(found);
      expect(await numberIn(await open(disk.afterPowerCut('drops'), clock))).toBe(found);

      const spare = disk.afterPowerCut('drops');
      if (spare.files.includes('/store/manifest.previous.json')) {
        await restorePreviousGeneration({ directory: DIRECTORY, wallClock: clock, disk: spare });
        expect([found - 1, found - 2]).toContain(await numberIn(await open(spare, clock)));
      }
      clock.move(1);
      await commitNumber(store, found + 1);
      await commitNumber(store, found + 2);
      expect(await numberIn(await open(disk.afterPowerCut('drops'), clock))).toBe(found + 2);
      expect(disk.files.filter((file) => file.includes('/shards/'))).toHaveLength(2 * SHARDS);
    }
    expect(outcomes.filter((name) => name.includes('manifest.json'))).not.toEqual([]);
    expect(outcomes.filter((name) => name.includes('previous') || name.startsWith('remove'))).toEqual([]);
  });

  it('from any step on refuses changes until it is well again, and loses nothing', async () => {
    const steps = await stepsOfCommit();
    for (const [offset] of steps.entries()) {
      const { disk, clock, store, first } = await prepare();
      let refusal: unknown;
      disk.onStep(async () => {
        if (disk.steps.length >= first + offset) disk.failAlways('EIO');
      });
      await commitNumber(store, 2).catch((fault: unknown) => (refusal = fault));
      disk.failAlways('EIO');
      const found = await numberIn(store);
      expect(found).toBe(refusal === undefined ? 2 : 1);

      // As long as the failed change might be found after a restart, its second must not be called settled.
      clock.move(100);
      const bounds = await store.readBounds();
      const stopped = await open(disk.afterPowerCut('keeps'), clock);
      const foundLater = await numberIn(stopped);
      if (foundLater !== found) {
        const [record] = await listAll(stopped);
        expect(record!.datestamp).toBeGreaterThan(bounds.settled);
      }
      await expect(commitNumber(store, found + 1)).rejects.toMatchObject({ code: 'unavailable' });

      disk.onStep(() => Promise.resolve());
      disk.failAlways(undefined);
      const healed = await store.readBounds();
      expect(healed.settled).toBe(healed.now - 1);
      expect(healed.now).toBeGreaterThan(bounds.now);
      await commitNumber(store, found + 1);
      expect(await numberIn(await open(disk.afterPowerCut('drops'), clock))).toBe(found + 1);
    }
  });

  it('time and again leaves one whole generation, and one to go back to, also without power', async () => {
    const fault = fc.record({ in: fc.integer({ min: 0, max: 30 }), fault: fc.constantFrom(...FAULTS) });
    const runs = fc.array(fc.uniqueArray(fault, { maxLength: 2, selector: (each) => each.in }), { maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(runs, fc.integer(), async (faultsOfCommits, seed) => {
        const { disk, clock, store } = await prepare();
        let number = 1;
        for (const faults of faultsOfCommits) {
          for (const each of faults) disk.failAt(disk.steps.length + each.in, each.fault);
          const [outcome] = await Promise.allSettled([commitNumber(store, number + 1)]);
          if (outcome.status === 'fulfilled') number++;
          expect(await numberIn(store)).toBe(number);
          clock.move(1);
          for (const cut of ['drops', 'keeps', seeded(seed)] as const) {
            const later = disk.afterPowerCut(cut);
            const reopened = await open(later, clock);
            // One that failed in the very moment of the exchange, and could not be taken back, may be found.
            expect([number, number + 1]).toContain(await numberIn(reopened));
            await reopened.close();
            if (!later.files.includes('/store/manifest.previous.json')) continue;
            await restorePreviousGeneration({ directory: DIRECTORY, wallClock: clock, disk: later });
            expect(await numberIn(await open(later, clock))).toBeLessThanOrEqual(number);
          }
        }
      }),
      { numRuns: process.env['LONG'] ? 2000 : 30 },
    );
  });

  it('lets lists be read on, standing still, when it cannot keep the time', async () => {
    const { disk, clock, store } = await prepare();
    const before = await store.readBounds();
    disk.failAlways('ENOSPC');
    clock.move(3600);
    const frozen = await store.readBounds();
    expect(frozen.now - before.now).toBeLessThan(6);
    expect(await store.readBounds()).toEqual(frozen);
    expect(await numberIn(store)).toBe(1);
    disk.failAlways(undefined);
    expect((await store.readBounds()).now).toBe(Math.floor(clock() / 1000));
  });

  it('at opening is told as such, with the lock given back', async () => {
    const { disk, clock, store } = await prepare();
    await store.close();
    disk.failAlways('EIO');
    await expect(open(disk, clock)).rejects.toMatchObject({ code: 'unavailable' });
    disk.failAlways(undefined);
    expect(await numberIn(await open(disk, clock))).toBe(1);
  });
});

describe('a commit in flight', () => {
  it('holds the settled second below its stamp until it can be read', async () => {
    const disk = createSimulatedDisk();
    const clock = createTestClock();
    const store = await open(disk, clock);
    await store.readBounds();
    let release = (): void => undefined;
    let reached = (): void => undefined;
    const held = new Promise<void>((resolve) => (reached = resolve));
    disk.onStep((step) => {
      if (step !== 'rename manifest.json.new') return Promise.resolve();
      reached();
      return new Promise((resolve) => (release = resolve));
    });
    const stamp = (await store.readBounds()).now;
    const commit = commitNumber(store, 1);
    await held;
    disk.onStep(() => Promise.resolve());
    clock.move(30);
    expect(await store.readBounds()).toEqual({ now: stamp + 30, settled: stamp - 1 });
    expect(await listAll(store)).toEqual([]);
    release();
    await commit;
    expect(await store.readBounds()).toEqual({ now: stamp + 30, settled: stamp + 29 });
    expect((await listAll(store)).map(({ datestamp }) => datestamp)).toEqual([stamp, stamp]);
  });
});
