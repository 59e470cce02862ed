import { describe, expect, it } from '@jest/globals';
import { openRunFiles } from '../../src/store/lowdb/run-files.js';
import type { Run, RunStore } from '../../src/store/run-ports.js';
import { createMemoryRunStore } from '../../src/store/memory/memory-run-store.js';
import { OAI, runIdOf } from './harvest-samples.js';
import { entriesOf, runOf } from './run-samples.js';
import { seeded } from './seeded.js';
import { createSimulatedDisk, type Fault, type SimulatedDisk } from './simulated-disk.js';

const DIRECTORY = '/store';
const open = (disk: SimulatedDisk): Promise<RunStore> => openRunFiles({ directory: DIRECTORY, disk });

interface Act {
  readonly what: string;
  readonly do: (runs: RunStore) => Promise<void>;
  /** `keeps`: what was acknowledged before stays, whenever it stops · `removes`: some of it may be gone already, or come back. */
  readonly kind: 'keeps' | 'removes';
}

const saves = (run: Run): Act => ({ what: `saves ${run.id} as ${run.state}`, kind: 'keeps', do: (runs) => runs.saveRun(run) });
const appends = (id: string, number: number, entry: string): Act => ({
  what: `appends entry ${number} to ${id}`,
  kind: 'keeps',
  do: (runs) => runs.appendEntry(id, number, entry),
});
const reports = (id: string, report: string): Act => ({
  what: `reports on ${id}`,
  kind: 'keeps',
  do: (runs) => runs.saveReport(id, report),
});

const [FIRST, SECOND] = [runIdOf(1), runIdOf(2, OAI)];
const IDS = [FIRST, SECOND];

/** The lives of two runs: one that begins its list anew, and is written over where it was torn, and one that is removed. */
const SCRIPT: readonly Act[] = [
  saves(runOf(1)),
  appends(FIRST, 1, 'page 1'),
  appends(FIRST, 2, 'page 2, '.repeat(50)),
  appends(FIRST, 3, 'page 3'),
  saves(runOf(1, { state: 'fetching' })),
  saves(runOf(2, {}, OAI)),
  appends(SECOND, 1, 'page of another'),
  { ...appends(FIRST, 2, 'page 2 once more'), kind: 'removes' },
  reports(SECOND, 'first report'),
  reports(SECOND, 'second report'),
  { what: 'begins anew', kind: 'removes', do: (runs) => runs.removeEntries(FIRST) },
  appends(FIRST, 1, 'new page 1'),
  appends(FIRST, 2, 'new page 2'),
  { what: 'removes a run', kind: 'removes', do: (runs) => runs.removeRun(SECOND) },
  saves(runOf(1, { state: 'completed' })),
];

interface Shown {
  readonly run: Run | undefined;
  readonly entries: readonly string[];
  readonly report: string | undefined;
}

const shownIn = async (runs: RunStore): Promise<readonly Shown[]> =>
  Promise.all(
    IDS.map(async (id) => ({ run: await runs.findRun(id), entries: await entriesOf(runs, id), report: await runs.findReport(id) })),
  );

/** What is there after so many acts, as the memory has it. */
const shownAfter = async (acts: number): Promise<readonly Shown[]> => {
  const memory = createMemoryRunStore();
  for (const act of SCRIPT.slice(0, acts)) await act.do(memory);
  return shownIn(memory);
};

/** Acts until the disk stops it; how many acts were acknowledged. */
const live = async (disk: SimulatedDisk): Promise<number> => {
  let acknowledged = 0;
  try {
    const runs = await open(disk);
    for (const act of SCRIPT) {
      await act.do(runs);
      acknowledged++;
    }
  } catch (fault) {
    expect(fault).toMatchObject({ name: 'StoreError', code: 'unavailable' });
  }
  return acknowledged;
};

const beginsWith = (whole: readonly string[], part: readonly string[]): boolean =>
  part.length <= whole.length && part.every((entry, index) => entry === whole[index]);

/** Everything is as one of the acts around the stop left it; where one of those removes, a journal may be a beginning of one. */
const expectWhole = async (runs: RunStore, acknowledged: number): Promise<void> => {
  const found = await shownIn(runs);
  const around = [SCRIPT[acknowledged - 1], SCRIPT[acknowledged]];
  const isLosing = around.some((act) => act?.kind === 'removes');
  const earliest = around[0]?.kind === 'removes' ? acknowledged - 1 : acknowledged;
  const states = [];
  for (let acts = earliest; acts <= Math.min(acknowledged + 1, SCRIPT.length); acts++) states.push(await shownAfter(acts));
  for (const [index, { run, entries, report }] of found.entries()) {
    expect(states.map((state) => state[index]!.run)).toContainEqual(run);
    expect(states.map((state) => state[index]!.report)).toContainEqual(report);
    const journals = states.map((state) => state[index]!.entries);
    expect(isLosing ? journals.some((journal) => beginsWith(journal, entries)) : journals.some((journal) => isSame(journal, entries))).toBe(
      true,
    );
  }
};
const isSame = (a: readonly string[], b: readonly string[]): boolean => a.length === b.length && beginsWith(a, b);

const countSteps = async (): Promise<number> => {
  const disk = createSimulatedDisk();
  expect(await live(disk)).toBe(SCRIPT.length);
  return disk.steps.length;
};

const AFTERMATHS: readonly (readonly [string, (disk: SimulatedDisk, step: number) => SimulatedDisk])[] = [
  ['the program is killed', (disk) => disk.afterKill()],
  ['the power is cut and nothing unsynced is left', (disk) => disk.afterPowerCut('drops')],
  ['the power is cut and all of it is left', (disk) => disk.afterPowerCut('keeps')],
  ...Array.from({ length: process.env['LONG'] ? 100 : 8 }, (_, seed): (typeof AFTERMATHS)[number] => [
    `the power is cut and some of it is left (seed ${seed})`,
    (disk, step) => disk.afterPowerCut(seeded(seed * 10_000 + step)),
  ]),
];

describe('the files of runs, when they stop between any two steps of the disk', () => {
  it.each(AFTERMATHS)('have every acknowledged run and entry whole, and nothing half, when %s', async (_, aftermath) => {
    const steps = await countSteps();
    expect(steps).toBeGreaterThan(80);
    for (let step = 0; step < steps; step++) {
      const disk = createSimulatedDisk();
      disk.killAt(step);
      const acknowledged = await live(disk);
      const later = aftermath(disk, step);
      await expectWhole(await open(later), acknowledged);
      expect(later.files.filter((file) => /runs\/[^/]*\.new$/.test(file))).toEqual([]);
    }
  });

  it('have what the next program read there for as long as that which it wrote after it', async () => {
    const steps = await countSteps();
    for (let step = 0; step < steps; step++) {
      const disk = createSimulatedDisk();
      disk.killAt(step);
      await live(disk);
      const later = disk.afterKill();
      const runs = await open(later);
      const read = await entriesOf(runs, FIRST);
      await runs.appendEntry(FIRST, read.length + 1, 'page after the restart');
      const last = await open(later.afterPowerCut('drops'));
      expect(await entriesOf(last, FIRST)).toEqual([...read, 'page after the restart']);
    }
  });

  it('can be gone on with, to the same end', async () => {
    const steps = await countSteps();
    for (let step = 0; step < steps; step++) {
      const disk = createSimulatedDisk();
      disk.killAt(step);
      const acknowledged = await live(disk);
      const later = disk.afterPowerCut('drops');
      const runs = await open(later);
      for (const act of SCRIPT.slice(Math.max(0, acknowledged - 1))) await act.do(runs);
      expect(await shownIn(runs)).toEqual(await shownAfter(SCRIPT.length));
      expect(later.files).toHaveLength(3);
    }
  });
});

describe('a disk that fails under the files of runs', () => {
  const FAULTS: readonly (readonly [Fault, string])[] = [
    [{ code: 'ENOSPC', when: 'before' }, 'ENOSPC: the disk is full, make room'],
    [{ code: 'EIO', when: 'before' }, 'EIO: the disk is failing, look at it and at your backup'],
    [{ code: 'EIO', when: 'after' }, 'EIO: the disk is failing, look at it and at your backup'],
  ];

  it.each(FAULTS)('once (%j) at any step refuses what was asked, says what and why, and leaves what was there', async (fault, told) => {
    const steps = await countSteps();
    const openings = createSimulatedDisk();
    await open(openings);
    for (let step = openings.steps.length; step < steps; step++) {
      const disk = createSimulatedDisk();
      disk.failAt(step, fault);
      const runs = await open(disk);
      let refusals = 0;
      for (const [acts, act] of SCRIPT.entries()) {
        const [outcome] = await Promise.allSettled([act.do(runs)]);
        if (outcome.status === 'fulfilled') continue;
        refusals++;
        expect(outcome.reason).toMatchObject({ name: 'StoreError', code: 'unavailable' });
        expect(String(outcome.reason)).toMatch(/the store in \/store\/runs could not (?:be changed|be tidied|write 2026\S+): /);
        expect(String(outcome.reason)).toContain(told);
        await expectWhole(runs, acts);
        await act.do(runs);
      }
      expect(refusals).toBe(1);
      expect(await shownIn(runs)).toEqual(await shownAfter(SCRIPT.length));
      expect(await shownIn(await open(disk.afterPowerCut('drops')))).toEqual(await shownAfter(SCRIPT.length));
    }
  });

  it('names the file that it could not write', async () => {
    const disk = createSimulatedDisk();
    const runs = await open(disk);
    await runs.appendEntry(FIRST, 1, 'page 1');
    disk.onStep(async (step) => disk.failAlways(step.startsWith('create') ? 'ENOSPC' : undefined));
    await expect(runs.saveRun(runOf(1))).rejects.toThrow(`could not write ${FIRST}.json: ENOSPC`);
    await expect(runs.appendEntry(FIRST, 2, 'page 2')).rejects.toThrow(`could not write ${FIRST}/000002.entry: ENOSPC`);
    await expect(runs.saveReport(FIRST, 'report')).rejects.toThrow(`could not write ${FIRST}/report.json: ENOSPC`);
  });

  it('at opening is told as such', async () => {
    for (let step = 0; step < 3; step++) {
      const disk = createSimulatedDisk();
      disk.failAt(step, { code: 'EIO', when: 'before' });
      await expect(open(disk)).rejects.toMatchObject({ name: 'StoreError', code: 'unavailable' });
      expect(await shownIn(await open(disk))).toEqual(await shownAfter(0));
    }
  });

  it('in reading is never taken for the end of a journal or for a run that is not there', async () => {
    const disk = createSimulatedDisk();
    await live(disk);
    const runs = await open(disk);
    disk.failAlways('EIO');
    const readings = [entriesOf(runs, FIRST), runs.findRun(FIRST), runs.listRuns({ limit: 10 }), runs.findReport(FIRST)];
    for (const outcome of await Promise.allSettled(readings)) {
      expect(outcome).toMatchObject({ status: 'rejected', reason: { name: 'StoreError', code: 'unavailable' } });
    }
    disk.failAlways(undefined);
    expect(await shownIn(runs)).toEqual(await shownAfter(SCRIPT.length));
  });
});
