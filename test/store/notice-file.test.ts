import { describe, expect, it } from '@jest/globals';
import { openNoticeFile } from '../../src/store/lowdb/notice-file.js';
import type { StoreWarning } from '../../src/store/lowdb/warning.js';
import type { NoticeMemory, Told } from '../../src/store/notice-ports.js';
import { describeNotices } from './notice-contract.js';
import { createSimulatedDisk, type SimulatedDisk } from './simulated-disk.js';

const DIRECTORY = '/srv/julkaisusilta/data';
const FILE = `${DIRECTORY}/notices.json`;
const TOLD: Told = {
  email: [
    { source: 'melinda', cause: 'failed', since: '2026-11-24T06:00:00.000Z', at: '2026-11-25T06:00:00.000Z', isOpen: true },
    { source: 'finna', cause: 'old-quarantine', since: '2026-11-24T06:00:00.000Z', at: '2026-11-24T06:00:00.000Z', isOpen: false },
  ],
  webhook: [],
};
const NEXT: Told = { email: [], webhook: [] };

const openDisk = async (): Promise<SimulatedDisk> => {
  const disk = createSimulatedDisk();
  await disk.makeDirectory(DIRECTORY);
  return disk;
};

const read = (memory: NoticeMemory): Promise<Told | undefined> => memory.takeTurn((turn) => turn.read());
const write = async (memory: NoticeMemory, told: Told): Promise<void> => {
  await memory.takeTurn((turn) => turn.write(told));
};

describeNotices('a file', async () => {
  const disk = await openDisk();
  return { memory: openNoticeFile({ directory: DIRECTORY, disk }), discard: () => Promise.resolve() };
});

describe('what was told to people', () => {
  it('comes back after a power cut as it was written', async () => {
    const disk = await openDisk();
    await write(openNoticeFile({ directory: DIRECTORY, disk }), TOLD);
    expect(await read(openNoticeFile({ directory: DIRECTORY, disk: disk.afterPowerCut('drops') }))).toEqual(TOLD);
  });

  it('is what it was before or after, wherever the machine stops', async () => {
    const reached = new Set<string>();
    for (let step = 1; ; step += 1) {
      const disk = await openDisk();
      const memory = openNoticeFile({ directory: DIRECTORY, disk });
      await write(memory, TOLD);
      disk.killAt(disk.steps.length + step);
      await write(memory, NEXT).catch(() => undefined);
      for (const left of [disk.afterKill(), disk.afterPowerCut('drops'), disk.afterPowerCut('keeps')]) {
        const warnings: StoreWarning[] = [];
        const found = await read(openNoticeFile({ directory: DIRECTORY, disk: left, onWarning: (warning) => warnings.push(warning) }));
        expect([TOLD, NEXT]).toContainEqual(found);
        expect(warnings).toEqual([]);
        reached.add(JSON.stringify(found));
      }
      if (!disk.isDead()) break;
    }
    expect(reached.size).toBe(2);
  });

  it.each([
    ['cut short', '{"told":{"email":[{"sour'],
    ['of another kind', '{"told":{"email":[{"source":"melinda"}]}}'],
    ['with a time that is none', JSON.stringify({ told: { email: [{ ...TOLD['email']![0]!, at: 'yesterday' }] } })],
    ['empty', ''],
  ])('is nothing, and the operator is told, when the file is %s', async (_, text) => {
    const disk = await openDisk();
    await disk.write(FILE, Buffer.from(text));
    const warnings: StoreWarning[] = [];
    const memory = openNoticeFile({ directory: DIRECTORY, disk, onWarning: (warning) => warnings.push(warning) });
    // It is looked into every minute, and told of once.
    expect([await read(memory), await read(memory)]).toEqual([{}, {}]);
    expect(warnings).toMatchObject([{ kind: 'damagedNotices', message: expect.stringContaining('notices.json') as unknown }]);
  });

  it('cannot be kept on a full disk, which is said', async () => {
    const disk = await openDisk();
    disk.failAlways('ENOSPC');
    await expect(write(openNoticeFile({ directory: DIRECTORY, disk }), TOLD)).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining('the disk is full') as unknown,
    });
  });
});
