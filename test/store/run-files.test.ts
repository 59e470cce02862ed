import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { openLowdbStore } from '../../src/store/lowdb/lowdb-store.js';
import { openRunFiles } from '../../src/store/lowdb/run-files.js';
import type { StoreWarning } from '../../src/store/lowdb/warning.js';
import type { RunStore } from '../../src/store/run-ports.js';
import { OAI, runIdOf } from './harvest-samples.js';
import { describeRuns } from './run-contract.js';
import { entriesOf, runOf } from './run-samples.js';
import { createTestClock, identifierOf, namesIn, recordOf } from './samples.js';
import { createSimulatedDisk, type SimulatedDisk } from './simulated-disk.js';

const DIRECTORY = '/store';
const fileOf = (name: string): string => `${DIRECTORY}/runs/${name}`;

const openOnRealDisk = async () => {
  const directory = await mkdtemp(path.join(os.tmpdir(), 'runs-'));
  return { directory, runs: await openRunFiles({ directory }), discard: () => rm(directory, { recursive: true }) };
};

describeRuns('files', openOnRealDisk);
describeRuns('files on a simulated disk', async () => ({
  runs: await openRunFiles({ directory: DIRECTORY, disk: createSimulatedDisk() }),
  discard: () => Promise.resolve(),
}));

describe('the files of runs', () => {
  let disk: SimulatedDisk;
  let runs: RunStore;
  let warnings: StoreWarning[];
  beforeEach(async () => {
    disk = createSimulatedDisk();
    warnings = [];
    runs = await openRunFiles({ directory: DIRECTORY, disk, onWarning: (warning) => warnings.push(warning) });
  });

  it('are found again by the next program', async () => {
    await runs.saveRun(runOf(1));
    await runs.appendEntry(runIdOf(1), 1, 'one');
    await runs.saveReport(runIdOf(1), 'report');
    const again = await openRunFiles({ directory: DIRECTORY, disk: disk.afterKill() });
    expect(await again.listRuns({ limit: 10 })).toEqual([runOf(1)]);
    expect([await entriesOf(again, runIdOf(1)), await again.findReport(runIdOf(1))]).toEqual([['one'], 'report']);
    await again.appendEntry(runIdOf(1), 2, 'two');
    expect(await entriesOf(again, runIdOf(1))).toEqual(['one', 'two']);
  });

  it('are in no folder any more once their run was removed', async () => {
    await runs.saveRun(runOf(1));
    await runs.appendEntry(runIdOf(1), 1, 'one');
    await runs.saveReport(runIdOf(1), 'report');
    await runs.removeRun(runIdOf(1));
    expect(disk.files).toEqual([]);
    expect(await disk.list(`${DIRECTORY}/runs`)).toEqual([]);
  });

  it('are their owner’s only, and leave nothing on the real disk that they should not', async () => {
    const { directory, runs: real, discard } = await openOnRealDisk();
    await real.saveRun(runOf(1));
    await real.saveRun(runOf(2));
    await real.appendEntry(runIdOf(1), 1, 'one');
    await real.appendEntry(runIdOf(2), 1, 'one');
    await real.saveReport(runIdOf(1), 'report');
    await real.removeRun(runIdOf(2));
    const names = await readdir(path.join(directory, 'runs'), { recursive: true });
    expect(names.sort()).toEqual([
      runIdOf(1),
      `${runIdOf(1)}.json`,
      path.join(runIdOf(1), '000001.entry'),
      path.join(runIdOf(1), 'report.json'),
    ]);
    for (const name of names) {
      const found = await stat(path.join(directory, 'runs', name));
      expect([name, (found.mode & 0o777).toString(8)]).toEqual([name, found.isDirectory() ? '700' : '600']);
    }
    await discard();
  });

  it.each<readonly [string, (name: string) => Promise<void>]>([
    ['saveRun', (name) => runs.saveRun(runOf(1, { id: name }))],
    ['appendEntry', (name) => runs.appendEntry(name, 1, 'one')],
    ['saveReport', (name) => runs.saveReport(name, 'report')],
  ])('are not written by %s under a name that is no run’s', async (_, write) => {
    for (const name of ['../escaped', '..', '', `${runIdOf(1)}/x`, runIdOf(1, 'UPPER')]) {
      await expect(write(name)).rejects.toMatchObject({ name: 'StoreError', code: 'unavailable' });
      await expect(write(name)).rejects.toThrow(`"${name}": that is no id of a run`);
    }
    expect(disk.files).toEqual([]);
  });

  it('share a directory with those of a store, and neither minds the other', async () => {
    const clock = createTestClock();
    const store = await openLowdbStore({ directory: DIRECTORY, wallClock: clock, disk });
    await runs.saveRun(runOf(1));
    await store.commit({ records: [recordOf(identifierOf(1))] });
    await store.close();
    const again = await openLowdbStore({ directory: DIRECTORY, wallClock: clock, disk });
    expect(await namesIn(again)).toHaveLength(1);
    expect(await (await openRunFiles({ directory: DIRECTORY, disk })).listRuns({ limit: 10 })).toEqual([runOf(1)]);
  });

  it('leave alone what is not theirs, and clear away what was never finished', async () => {
    await runs.saveRun(runOf(1));
    await disk.write(fileOf('README'), Buffer.from('mine'));
    await disk.write(fileOf('notes.json'), Buffer.from('mine'));
    await disk.write(fileOf(`${runIdOf(2)}.json.new`), Buffer.from('{'));
    const again = await openRunFiles({ directory: DIRECTORY, disk });
    expect(await again.listRuns({ limit: 10 })).toEqual([runOf(1)]);
    expect(disk.files).toEqual([`${runIdOf(1)}.json`, 'README', 'notes.json'].map(fileOf));
  });

  describe('where an entry of a journal was altered', () => {
    const ENTRIES = ['{"kind":"page"}', 'Ä € 😀', '', 'last'];
    beforeEach(async () => {
      for (const [index, entry] of ENTRIES.entries()) await runs.appendEntry(runIdOf(1), index + 1, entry);
    });
    const tamper = (number: number, change: (bytes: Buffer) => Buffer | undefined): void =>
      disk.tamper(fileOf(`${runIdOf(1)}/00000${number}.entry`), change);

    it.each<readonly [string, (bytes: Buffer) => Buffer | undefined]>([
      ['is missing', () => undefined],
      ['is empty', () => Buffer.alloc(0)],
      ['is its checksum only', (bytes) => bytes.subarray(0, 64)],
      ['has lost its last byte', (bytes) => bytes.subarray(0, -1)],
      ['has one byte more', (bytes) => Buffer.concat([bytes, Buffer.from('x')])],
      ['is of zeros, as a file system leaves it after a power cut', (bytes) => Buffer.alloc(bytes.length)],
      ['is another text', () => Buffer.from('{"kind":"end"}')],
    ])('end before the one that %s', async (_, change) => {
      tamper(2, change);
      expect(await entriesOf(runs, runIdOf(1))).toEqual(ENTRIES.slice(0, 1));
    });

    it('end there whatever was done to it', async () => {
      const mutation = fc.record({
        number: fc.integer({ min: 1, max: 4 }),
        at: fc.nat(),
        bit: fc.integer({ min: 0, max: 7 }),
        isCut: fc.boolean(),
      });
      const directory = disk;
      await fc.assert(
        fc.asyncProperty(mutation, async ({ number, at, bit, isCut }) => {
          disk = directory.afterKill();
          tamper(number, (bytes) => {
            const position = at % bytes.length;
            if (isCut) return bytes.subarray(0, position);
            bytes[position]! ^= 1 << bit;
            return bytes;
          });
          expect(await entriesOf(await openRunFiles({ directory: DIRECTORY, disk }), runIdOf(1))).toEqual(ENTRIES.slice(0, number - 1));
        }),
        { numRuns: process.env['LONG'] ? 5000 : 200 },
      );
    });

    it('go on from there without what stood behind it', async () => {
      tamper(2, () => Buffer.alloc(0));
      await runs.appendEntry(runIdOf(1), 2, 'fetched again');
      expect(await entriesOf(runs, runIdOf(1))).toEqual([ENTRIES[0], 'fetched again']);
    });
  });

  describe('where that of a run was altered', () => {
    const HARMS: readonly (readonly [string, () => Buffer])[] = [
      ['is empty', () => Buffer.alloc(0)],
      ['is cut short', () => Buffer.from(JSON.stringify(runOf(2)).slice(0, 100))],
      ['is no run', () => Buffer.from('null')],
      ['is half a run', () => Buffer.from(JSON.stringify({ id: runIdOf(2), request: {} }))],
      ['is another run', () => Buffer.from(JSON.stringify(runOf(1)))],
    ];

    it.each(HARMS)('name it when it %s, with what to do, and find the others', async (_, harm) => {
      for (const run of [runOf(1), runOf(2), runOf(3), runOf(2, {}, OAI)]) await runs.saveRun(run);
      disk.tamper(fileOf(`${runIdOf(2)}.json`), harm);
      const reading = runs.findRun(runIdOf(2));
      await expect(reading).rejects.toMatchObject({ name: 'StoreError', code: 'damaged' });
      await expect(reading).rejects.toThrow(new RegExp(`${runIdOf(2)}.*remove it from runs/`));
      expect(await runs.listRuns({ limit: 10 })).toEqual([runOf(3), runOf(2, {}, OAI), runOf(1)]);
      await runs.listRuns({ limit: 10 });
      expect(warnings).toEqual([{ kind: 'damagedRun', message: expect.stringMatching(new RegExp(`${runIdOf(2)}.*remove it from runs/`)) }]);
      expect(await runs.findRun(runIdOf(1))).toEqual(runOf(1));
      expect(await runs.listRuns({ source: OAI, limit: 10 })).toEqual([runOf(2, {}, OAI)]);
      expect(await runs.listRuns({ before: runIdOf(2), limit: 10 })).toEqual([runOf(1)]);
      expect(await runs.listRuns({ limit: 1 })).toEqual([runOf(3)]);

      await runs.removeRun(runIdOf(2));
      expect(await runs.listRuns({ limit: 10 })).toHaveLength(3);
    });
  });

  it('that cannot be opened are told with the directory', async () => {
    const { directory, discard } = await openOnRealDisk();
    const inTheWay = path.join(directory, 'file');
    await writeFile(inTheWay, '');
    const opening = openRunFiles({ directory: inTheWay });
    await expect(opening).rejects.toMatchObject({ name: 'StoreError', code: 'unavailable' });
    await expect(opening).rejects.toThrow(`${path.join(inTheWay, 'runs')} could not be opened: ENOTDIR`);
    await discard();
  });
});
