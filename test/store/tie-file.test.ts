import { describe, expect, it } from '@jest/globals';
import { openTieFile } from '../../src/store/lowdb/tie-file.js';
import type { StoreWarning } from '../../src/store/lowdb/warning.js';
import { createMemoryTies } from '../../src/store/memory/memory-ties.js';
import type { TieMemory, WorkTies } from '../../src/store/tie-ports.js';
import { createSimulatedDisk, type SimulatedDisk } from './simulated-disk.js';
import { describeTies } from './tie-contract.js';
import { tieSample, tiesSample } from './tie-samples.js';

const DIRECTORY = '/store';
const FILE = `${DIRECTORY}/ties.jsonl`;

const openDisk = async (): Promise<SimulatedDisk> => {
  const disk = createSimulatedDisk();
  await disk.makeDirectory(DIRECTORY);
  return disk;
};
const openOn = (disk: SimulatedDisk): { readonly ties: TieMemory; readonly warnings: StoreWarning[] } => {
  const warnings: StoreWarning[] = [];
  return { warnings, ties: openTieFile({ directory: DIRECTORY, disk, onWarning: (warning) => void warnings.push(warning) }) };
};
const rowsIn = async (ties: TieMemory): Promise<readonly WorkTies[]> =>
  (await ties.listChanged({ limit: 1_000_000 })).map(({ row }) => row);
const sizeOn = async (disk: SimulatedDisk): Promise<number> => (await disk.sizeOf(FILE)) ?? 0;

describeTies('memory', async () => ({ ties: createMemoryTies(), discard: async () => undefined }));
describeTies('a file', async () => {
  const disk = await openDisk();
  return { ties: openOn(disk).ties, reopen: async () => openOn(disk.afterPowerCut('drops')).ties, discard: async () => undefined };
});

describe('the file of ties', () => {
  it('has each batch whole or not at all, and keeps what was promised, wherever the machine stops', async () => {
    const batches = [[tiesSample('a'), tiesSample('b')], [tiesSample('c'), tiesSample('a', tieSample('fikka.1'))], [tiesSample('d')]];
    const states: (readonly WorkTies[])[] = [];
    for (let count = 0; count <= batches.length; count += 1) {
      const { ties } = openOn(await openDisk());
      for (const batch of batches.slice(0, count)) await ties.put(batch);
      states.push(await rowsIn(ties));
    }
    const reached = new Set<number>();
    for (let step = 1; ; step += 1) {
      const disk = await openDisk();
      disk.killAt(disk.steps.length + step);
      const { ties } = openOn(disk);
      let promised = 0;
      for (const batch of batches) {
        await ties.put(batch).then(
          () => (promised += 1),
          () => undefined,
        );
      }
      for (const left of [disk.afterKill(), disk.afterPowerCut('drops'), disk.afterPowerCut('keeps')]) {
        const again = openOn(left);
        const rows = await rowsIn(again.ties);
        const state = states.findIndex((each) => JSON.stringify(each) === JSON.stringify(rows));
        expect(state).toBeGreaterThanOrEqual(promised);
        expect(again.warnings).toEqual([]);
        reached.add(state);
        // It goes on from there.
        await again.ties.put([tiesSample('z')]);
        expect(await rowsIn(openOn(left.afterPowerCut('drops')).ties)).toEqual([...rows, tiesSample('z')]);
      }
      if (!disk.isDead()) break;
    }
    expect([...reached].sort()).toEqual([0, 1, 2, 3]);
  });

  it('goes on after a disk that was full, without half a line in it', async () => {
    const disk = await openDisk();
    const { ties } = openOn(disk);
    await ties.put([tiesSample('a')]);
    for (const when of ['before', 'after'] as const) {
      for (let step = 1; step <= 2; step += 1) {
        disk.failAt(disk.steps.length + step, { code: 'ENOSPC', when });
        await ties.put([tiesSample('lost')]).catch((error: unknown) => expect(error).toMatchObject({ code: 'unavailable' }));
      }
    }
    await ties.put([tiesSample('b')]);
    const again = openOn(disk.afterPowerCut('drops'));
    expect((await rowsIn(again.ties)).map(({ work }) => work)).toEqual(expect.arrayContaining(['a', 'b']));
    expect(again.warnings).toEqual([]);
  });

  it('cannot be read or written on a failing disk, which is said', async () => {
    const disk = await openDisk();
    const { ties } = openOn(disk);
    disk.failAlways('EIO');
    await expect(ties.lastChange()).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining('ties.jsonl') as unknown,
    });
    disk.failAlways(undefined);
    expect(await ties.lastChange()).toBe(0);
  });

  it.each([
    ['is no JSON', 'nonsense'],
    ['is of a later program', '{"format":2,"rows":[]}'],
    ['has a tie without evidence', JSON.stringify({ format: 1, rows: [{ ...tiesSample('x'), ties: [{ target: 'finna' }] }] })],
    ['has a time that is none', JSON.stringify({ format: 1, rows: [{ ...tiesSample('x'), checked: 'soon' }] })],
  ])('passes over a line that %s, and the operator is told', async (_, line) => {
    const disk = await openDisk();
    await openOn(disk).ties.put([tiesSample('a')]);
    disk.tamper(FILE, (bytes) => Buffer.concat([Buffer.from(`${line}\n`), bytes]));
    const { ties, warnings } = openOn(disk);
    expect((await rowsIn(ties)).map(({ work }) => work)).toEqual(['a']);
    expect(warnings).toMatchObject([{ kind: 'damagedTies', message: expect.stringContaining('1 lines of ties.jsonl') as unknown }]);
  });

  it('holds 10,000 ties and writes of them only what has changed; once most of it is out of date, it is written anew', async () => {
    const disk = await openDisk();
    const { ties } = openOn(disk);
    const all = Array.from({ length: 10_000 }, (_, index) => tiesSample(`w${index}`, tieSample(`fikka.${index}`)));
    for (let start = 0; start < all.length; start += 2000) await ties.put(all.slice(start, start + 2000));
    const full = await sizeOn(disk);
    await ties.put(all.slice(0, 20));
    expect((await sizeOn(disk)) - full).toBeLessThan(full / 400);
    for (let start = 0; start < 1000 + all.length; start += 2000) await ties.put(all.slice(start % 10_000, (start % 10_000) + 2000));
    expect(await sizeOn(disk)).toBeLessThan(full * 1.1);
    const again = openOn(disk.afterPowerCut('drops'));
    expect(await rowsIn(again.ties)).toEqual(await rowsIn(ties));
    expect(again.warnings).toEqual([]);
  });

  it('is written anew whole or not at all, wherever the machine stops', async () => {
    const few = ['a', 'b'].map((work) => tiesSample(work));
    const many = Array.from({ length: 1005 }, (_, index) => tiesSample('a', tieSample(`fikka.${index}`)));
    for (let step = 1; ; step += 1) {
      const disk = await openDisk();
      const { ties } = openOn(disk);
      await ties.put(few);
      // One work, again and again: in one line each, as only a file of one's own making would have it.
      for (const row of many.slice(0, 2)) await ties.put([row]);
      await disk.append(FILE, Buffer.from(`${JSON.stringify({ format: 1, rows: many })}\n`));
      const overfull = openOn(disk);
      await overfull.ties.lastChange();
      disk.killAt(disk.steps.length + step);
      const isPromised = await overfull.ties.put([tiesSample('c')]).then(
        () => true,
        () => false,
      );
      for (const left of [disk.afterKill(), disk.afterPowerCut('keeps')]) {
        const works = (await rowsIn(openOn(left).ties)).map(({ work }) => work);
        expect(works.filter((work) => work !== 'c')).toEqual(['b', 'a']);
        if (isPromised) expect(works).toContain('c');
      }
      if (!disk.isDead()) {
        expect(disk.steps.some((each) => each.includes('ties.jsonl.new'))).toBe(true);
        break;
      }
    }
  });
});
