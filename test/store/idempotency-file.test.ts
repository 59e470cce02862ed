import { describe, expect, it } from '@jest/globals';
import { openIdempotencyFile } from '../../src/store/lowdb/idempotency-file.js';
import type { StoreWarning } from '../../src/store/lowdb/warning.js';
import { createMemoryIdempotency } from '../../src/store/memory/memory-idempotency.js';
import { describeIdempotency } from './idempotency-contract.js';
import { createSimulatedDisk, type SimulatedDisk } from './simulated-disk.js';

const DIRECTORY = '/store';
const WISH = { person: 'Maija', key: 'a', fingerprint: 'full' };

const openOn = async (disk: SimulatedDisk, clock = (): number => 0) => {
  await disk.makeDirectory(DIRECTORY);
  const warnings: StoreWarning[] = [];
  const onWarning = (warning: StoreWarning): void => void warnings.push(warning);
  return { warnings, memory: openIdempotencyFile({ directory: DIRECTORY, disk, clock, onWarning }) };
};
const createTime = () => {
  let now = 0;
  return { clock: (): number => now, wait: (ms: number): void => void (now += ms), discard: () => Promise.resolve() };
};

describeIdempotency('memory', async () => {
  const time = createTime();
  return { memory: createMemoryIdempotency(time.clock), ...time };
});

describeIdempotency('a file', async () => {
  const time = createTime();
  return { memory: (await openOn(createSimulatedDisk(), time.clock)).memory, ...time };
});

describe('the file of answers under a key', () => {
  it('outlives the program and the power, and what was under way then is free', async () => {
    const disk = createSimulatedDisk();
    const { memory } = await openOn(disk);
    const claimed = await memory.claim(WISH);
    if (claimed.kind === 'ours') await memory.keep(claimed, 'done');
    await memory.claim({ ...WISH, key: 'b' });
    const later = await openOn(disk.afterPowerCut('drops'));
    expect(await later.memory.claim(WISH)).toEqual({ kind: 'answered', fingerprint: 'full', answer: 'done' });
    expect((await later.memory.claim({ ...WISH, key: 'b' })).kind).toBe('ours');
    expect(later.warnings).toEqual([]);
  });

  it.each([
    ['cut short', '{"format":1,"answers":[{"per'],
    ['empty', ''],
    ['of another kind', '{"format":1,"answers":[{"person":"Maija"}]}'],
  ])('begins anew, and the operator is told once, when it is %s', async (_, text) => {
    const disk = createSimulatedDisk();
    const { memory, warnings } = await openOn(disk);
    await disk.write(`${DIRECTORY}/answers.json`, Buffer.from(text));
    expect((await memory.claim(WISH)).kind).toBe('ours');
    expect((await memory.claim(WISH)).kind).toBe('underWay');
    expect(warnings).toMatchObject([{ kind: 'damagedAnswers', message: expect.stringContaining('answers.json') }]);
  });

  it('says that it cannot be written', async () => {
    const disk = createSimulatedDisk();
    const { memory } = await openOn(disk);
    const claimed = await memory.claim(WISH);
    disk.failAlways('ENOSPC');
    if (claimed.kind !== 'ours') throw new Error('it is not ours');
    await expect(memory.keep(claimed, 'done')).rejects.toMatchObject({ code: 'unavailable' });
  });
});
