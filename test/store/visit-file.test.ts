import { describe, expect, it } from '@jest/globals';
import { openVisitFile } from '../../src/store/lowdb/visit-file.js';
import type { StoreWarning } from '../../src/store/lowdb/warning.js';
import type { VisitLog } from '../../src/store/visit-ports.js';
import { describeVisits } from './visit-contract.js';
import { createSimulatedDisk, type SimulatedDisk } from './simulated-disk.js';

const DIRECTORY = '/store';
const AT = '2026-11-25T10:00:00.000Z';
const LOG: VisitLog = {
  visits: [
    {
      ...{ agent: 'Finna', from: '192.0.2.0/24', began: AT, last: AT, verb: 'ListRecords', metadataPrefix: 'marcxml' },
      ...{ pages: 2, records: 1000, completeListSize: 1500, isComplete: false, list: 'ListRecords marcxml', next: 1000 },
    },
  ],
  days: [{ day: '2026-11-25', client: { agent: 'Finna', from: '192.0.2.0/24' }, requests: { Identify: 1 }, errors: {}, last: AT }],
};

const openOn = async (disk: SimulatedDisk) => {
  await disk.makeDirectory(DIRECTORY);
  const warnings: StoreWarning[] = [];
  return { warnings, memory: openVisitFile({ directory: DIRECTORY, disk, onWarning: (warning) => void warnings.push(warning) }) };
};

const contentOf = async (disk: SimulatedDisk, name: string): Promise<string | undefined> =>
  (await disk.read(`${DIRECTORY}/${name}`))?.toString();

describeVisits('a file', async () => ({ memory: (await openOn(createSimulatedDisk())).memory, discard: () => Promise.resolve() }));

describe('the file of who harvested when', () => {
  it('gives back what was written, also after a power cut', async () => {
    const disk = createSimulatedDisk();
    const { memory } = await openOn(disk);
    expect(await memory.read()).toEqual({ visits: [], days: [] });
    await memory.update(() => LOG);
    const later = await openOn(disk.afterPowerCut('drops'));
    expect(await later.memory.read()).toEqual(LOG);
    expect(later.warnings).toEqual([]);
  });

  it.each([
    ['is cut short', '{"format":1,"visits":[{"agent"'],
    ['is empty', ''],
    ['is of a later program', JSON.stringify({ format: 2, ...LOG })],
    ['holds other things', '{"format":1,"visits":{},"days":[]}'],
    ['has a visit without its figures', JSON.stringify({ format: 1, visits: [{ ...LOG.visits[0], pages: '2' }], days: [] })],
    ['has a time that is none', JSON.stringify({ format: 1, visits: [{ ...LOG.visits[0], last: 'soon' }], days: [] })],
    ['has a gap that is none', JSON.stringify({ format: 1, visits: [{ ...LOG.visits[0], gaps: [[1]] }], days: [] })],
    ['has a day without counts', JSON.stringify({ format: 1, visits: [], days: [{ ...LOG.days[0], requests: { Identify: 'x' } }] })],
  ])('is set aside with a warning when it %s, and the figures begin anew', async (_, text) => {
    const disk = createSimulatedDisk();
    const { memory, warnings } = await openOn(disk);
    await disk.write(`${DIRECTORY}/visits.json`, Buffer.from(text));
    expect(await memory.read()).toEqual({ visits: [], days: [] });
    expect(warnings).toMatchObject([{ kind: 'damagedVisits', message: expect.stringContaining('visits.json.damaged') }]);
    await memory.update(() => LOG);
    expect(await contentOf(disk, 'visits.json.damaged')).toBe(text);
    expect(await memory.read()).toEqual(LOG);
  });

  it('never keeps the service from starting, even when the disk cannot be read', async () => {
    const disk = createSimulatedDisk();
    const { memory, warnings } = await openOn(disk);
    disk.failAlways('EIO');
    expect(await memory.read()).toEqual({ visits: [], days: [] });
    expect(warnings).toMatchObject([{ kind: 'damagedVisits', message: expect.stringContaining('EIO') }]);
    await expect(memory.update(() => LOG)).rejects.toMatchObject({ code: 'unavailable' });
  });
});
