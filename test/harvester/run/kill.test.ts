import { describe, expect, it } from '@jest/globals';
import { SourceError } from '../../../src/harvester/source-error.js';
import { openLowdbStore } from '../../../src/store/lowdb/lowdb-store.js';
import { openRunFiles } from '../../../src/store/lowdb/run-files.js';
import type { Run } from '../../../src/store/run-ports.js';
import { createSimulatedDisk, type Fault, type SimulatedDisk } from '../../store/simulated-disk.js';
import { createInstallation, START, type Installation } from './installation.js';
import { book, held, idOf, numbers, stranger, type Held } from './model-source.js';

const DIRECTORY = '/store';
const LONG = process.env['LONG'] !== undefined;

const seeded = (seed: number) => (): number => {
  seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
  return seed / 2 ** 32;
};

/** A machine with one disk and a clock, on which the house is opened again and again. */
const createMachine = () => {
  let now = START;
  return {
    clock: (): number => now,
    wait: (seconds: number) => void (now += seconds * 1000),
    open: async (disk: SimulatedDisk): Promise<Installation> => {
      const store = await openLowdbStore({ directory: DIRECTORY, wallClock: () => now, disk });
      const runs = await openRunFiles({ directory: DIRECTORY, disk });
      return createInstallation({ store, runs, clock: () => (now += 7), pageSize: 5 });
    },
  };
};

/** What the library holds at its n-th state: some change, come, go, and one cannot be read. */
const libraryAt = (state: number): readonly Held[] =>
  numbers(18).flatMap((number, index): readonly Held[] => {
    const changed = `2026-03-01T${String(10 + (state % 10)).padStart(2, '0')}:00:00Z`;
    if (index === 3) return [held(number, { xml: book(number, { title: `Kirja, tila ${state}` }), changed })];
    if (index === 4) return state % 3 === 2 ? [held(number, { deleted: true, changed })] : [held(number, { changed })];
    if (index === 5) return [held(number, { xml: stranger(number) })];
    if (index === 6) return state % 4 === 1 ? [held(number, { unreadable: 'HTTP 500', changed })] : [held(number, { changed })];
    return [held(number)];
  });

/** Harvests once, as far as the disk lets; `undefined` when the program was dead before it could begin. */
const attempt = async (
  machine: ReturnType<typeof createMachine>,
  disk: SimulatedDisk,
  library: readonly Held[],
): Promise<Run | undefined> => {
  try {
    const house = await machine.open(disk);
    house.library.hold(...library);
    await house.harvests.recover();
    const run = await house.harvest({ mode: 'full' });
    await house.store.close();
    return run;
  } catch (fault) {
    expect(fault).toMatchObject({ name: 'StoreError', code: 'unavailable' });
    return undefined;
  }
};

/** Every live record is as the library has it, every event happened once, and what we publish is what we hold. */
const expectWhole = async (machine: ReturnType<typeof createMachine>, disk: SimulatedDisk, library: readonly Held[]): Promise<void> => {
  const house = await machine.open(disk);
  const rows = await house.store.listHarvested({ limit: 1000 });
  const wanted = library.filter(({ deleted, xml, identifier }) => !deleted && xml !== undefined && identifier !== idOf('000000006'));
  const readable = wanted.filter(({ unreadable }) => unreadable === undefined);
  const live = rows.filter(({ state }) => state === 'live');
  for (const { identifier, xml } of readable) expect(live.find((row) => row.identifier === identifier)?.xml).toBe(xml);
  expect(live.every(({ identifier }) => wanted.some((each) => each.identifier === identifier))).toBe(true);
  for (const { history } of rows) {
    const events = history.map(({ run, outcome, contentHash }) => `${run} ${outcome} ${contentHash}`);
    expect(new Set(events).size).toBe(events.length);
    expect(history.filter(({ outcome }) => outcome === 'added')).toHaveLength(1);
    // Two versions in a row are never the same: nothing was applied twice.
    for (const [index, event] of history.entries()) {
      if (event.outcome === 'updated') expect(event.contentHash).not.toBe(history[index - 1]?.contentHash);
    }
  }
  machine.wait(5);
  const published = await house.published();
  expect(
    published
      .filter(({ deleted }) => !deleted)
      .map(({ identifier }) => identifier.slice(-9))
      .sort(),
  ).toEqual(live.map(({ localId }) => localId.slice(-9)).sort());
  for (const run of await house.harvests.listRuns({ limit: 1000 }))
    expect(['queued', 'fetching', 'applying'].includes(run.state)).toBe(false);
  await house.store.close();
};

const AFTERMATHS: readonly (readonly [string, (disk: SimulatedDisk, random: () => number) => SimulatedDisk])[] = [
  ['the program is killed', (disk) => disk.afterKill()],
  ['the power is cut and nothing unsynced is left', (disk) => disk.afterPowerCut('drops')],
  ['the power is cut and some of it is left', (disk, random) => disk.afterPowerCut(random)],
];
const SEEDS = LONG ? [1, 2, 3] : [1];

describe.each(AFTERMATHS)('a harvest, when %s', (_, aftermath) => {
  it.each(SEEDS)('at any step of the disk, loses nothing and does nothing twice (seed %d)', async (seed) => {
    const random = seeded(seed);
    const machine = createMachine();
    let disk = createSimulatedDisk();
    let state = 0;
    let kills = 0;
    // Not every step in the suite: each seed starts its strides elsewhere.
    const stride = LONG ? 1 : 7;
    for (let step = seed; ; step += stride) {
      const library = libraryAt(state);
      disk.killAt(disk.steps.length + step);
      const run = await attempt(machine, disk, library);
      const wasKilled = run === undefined || disk.isDead();
      disk = aftermath(disk, random);
      if (wasKilled) kills += 1;
      // The library goes on meanwhile, now and then.
      if (random() < 0.3) state += 1;
      machine.wait(60);
      if (!wasKilled) break;
    }
    expect(kills).toBeGreaterThan(LONG ? 200 : 20);
    const library = libraryAt(state);
    const last = await attempt(machine, disk, library);
    expect(['completed', 'completed-with-failures']).toContain(last?.state);
    await expectWhole(machine, disk, library);
  });
});

describe('a disk that fails in a harvest', () => {
  const FAULTS: readonly Fault[] = [
    { code: 'ENOSPC', when: 'before' },
    { code: 'EIO', when: 'before' },
    { code: 'EIO', when: 'after' },
  ];

  it.each(FAULTS)('once with $code $when at any step ends the run as failed with all as it was, or not at all', async (fault) => {
    const whole = createSimulatedDisk();
    await attempt(createMachine(), whole, libraryAt(0));
    const steps = whole.steps.length;
    // Each fault begins its strides elsewhere.
    for (let step = 12 + (LONG ? 0 : 3 * FAULTS.indexOf(fault)); step < steps; step += LONG ? 1 : 9) {
      const machine = createMachine();
      const disk = createSimulatedDisk();
      disk.failAt(step, fault);
      const run = await attempt(machine, disk, libraryAt(0));
      if (run?.state === 'failed') {
        expect(run.message).toContain(fault.code);
        const house = await machine.open(disk.afterKill());
        const { length } = await house.store.listHarvested({ limit: 100 });
        // Only a disk that fails in the very moment of the exchange leaves it open which of the two it is.
        expect([0, 17]).toContain(length);
        await house.store.close();
      }
      machine.wait(60);
      const healed = disk.afterKill();
      const next = await attempt(machine, healed, libraryAt(0));
      expect(next?.state).toBe('completed');
      await expectWhole(machine, healed, libraryAt(0));
    }
  });

  it('and a source that fails in between, is all the same', async () => {
    const random = seeded(7);
    const machine = createMachine();
    let disk = createSimulatedDisk();
    for (let step = 5; step < 400; step += LONG ? 3 : 23) {
      disk.killAt(disk.steps.length + step);
      try {
        const house = await machine.open(disk);
        house.library.hold(...libraryAt(0));
        house.library.failAfter(Math.floor(random() * 4), new SourceError('status', 'library answers 503'));
        await house.harvests.recover();
        await house.harvest({ mode: 'full' });
      } catch (fault) {
        expect(fault).toMatchObject({ code: 'unavailable' });
      }
      disk = disk.afterKill();
      machine.wait(60);
    }
    await attempt(machine, disk, libraryAt(0));
    await expectWhole(machine, disk, libraryAt(0));
  });
});
