import { describe, expect, it } from '@jest/globals';
import { auditHarvests } from '../../src/administration/audited-harvests.js';
import type { Harvests } from '../../src/harvester/run/harvests.js';
import { SourceError } from '../../src/harvester/source-error.js';
import type { AuditEntry } from '../../src/store/account-ports.js';
import { StoreError } from '../../src/store/ports.js';
import { createInstallation } from '../harvester/run/installation.js';
import { held, numbers } from '../harvester/run/model-source.js';
import { createHarvestHouse, holdAt, REQUEST, type HarvestHouse } from './harvest-house.js';

type Line = Omit<AuditEntry, 'number' | 'at'>;

/** The house with its door, and what was written down at it. */
const withAudit = (count = 12): { readonly house: HarvestHouse; readonly door: Harvests; readonly lines: Line[] } => {
  const house = createHarvestHouse();
  house.hold(count);
  const lines: Line[] = [];
  const door = auditHarvests(house.harvests, { audit: async ({ actor, ...entry }) => void lines.push({ ...entry, actor: actor.name }) });
  return { house, door, lines };
};

const start = async (house: HarvestHouse, door: Harvests, request: Partial<Parameters<Harvests['start']>[0]> = {}) => {
  house.clock.now += 60_000;
  const outcome = await door.start({ ...REQUEST, ...request });
  if (outcome.kind !== 'started') throw new Error(JSON.stringify(outcome));
  return outcome.done;
};

describe('the audit of harvests', () => {
  it('has who started which and why, and nothing more when it went well', async () => {
    const { house, door, lines } = withAudit();
    await start(house, door, { mode: 'range', from: '2026-01-01', until: '2026-02-28', dryRun: true, reason: 'new year' });
    expect(lines).toEqual([
      {
        actor: 'Maija',
        action: 'harvest.started',
        target: 'library',
        detail: { mode: 'range', dryRun: true, from: '2026-01-01', until: '2026-02-28', reason: 'new year' },
      },
    ]);
  });

  it('has how many records were asked for, and the first of them', async () => {
    const { house, door, lines } = withAudit();
    const ids = numbers(50);
    await start(house, door, { mode: 'records', ids, approveLargeChange: true });
    expect(lines[0]?.detail).toEqual({ mode: 'records', dryRun: false, approveLargeChange: true, records: 50, ids: ids.slice(0, 20) });
  });

  it('is written before anything is done, and what cannot be written down is not done', async () => {
    const house = createHarvestHouse();
    house.hold(3);
    const door = auditHarvests(house.harvests, { audit: async () => Promise.reject(new StoreError('unavailable', 'the disk is full')) });
    await expect(door.start(REQUEST)).rejects.toThrow('the disk is full');
    await expect(door.cancel('x', { actor: 'Maija' })).rejects.toThrow('the disk is full');
    expect(await house.harvests.listRuns({ limit: 5 })).toEqual([]);
    expect(house.library.lists).toEqual([]);
  });

  it('has a line more for what was refused, with why, and for what another run was in the way of', async () => {
    const { house, door, lines } = withAudit(30);
    await door.start({ ...REQUEST, mode: 'range' });
    expect(lines.at(-1)).toMatchObject({
      action: 'harvest.refused',
      target: 'library',
      detail: { wanted: 'start', reasons: ['Mode range needs from or until.'] },
    });
    const { reached, release } = holdAt(house, 1);
    const first = await door.start(REQUEST);
    await reached;
    await door.start({ ...REQUEST, actor: 'schedule' });
    const runningRunId = first.kind === 'started' ? first.run.id : '';
    expect(lines.slice(-2).map(({ actor, action, detail }) => [actor, action, detail?.['runningRunId']])).toEqual([
      ['schedule', 'harvest.started', undefined],
      ['schedule', 'harvest.refused', runningRunId],
    ]);
    release();
    await door.stop();
  });

  it('has every decision with its reason', async () => {
    const { house, door, lines } = withAudit();
    await start(house, door);
    house.library.hold(...numbers(12).map((number) => held(number, { deleted: true, changed: '2026-03-01T13:00:00Z' })));
    const braked = await start(house, door);
    lines.length = 0;
    await door.reject(braked.id, { actor: 'Maija', reason: 'looks wrong' });
    const again = await start(house, door);
    const approved = await door.approve(again.id, { actor: 'Kalle', reason: 'the library told us' });
    if (approved.kind === 'started') await approved.done;
    const dry = await start(house, door, { dryRun: true });
    const applied = await door.applyDryRun(dry.id, { actor: 'Kalle' });
    if (applied.kind === 'started') await applied.done;
    expect(lines.filter(({ action }) => action !== 'harvest.started')).toEqual([
      { actor: 'Maija', action: 'harvest.rejected', target: braked.id, detail: { reason: 'looks wrong' } },
      { actor: 'Kalle', action: 'harvest.approved', target: again.id, detail: { reason: 'the library told us' } },
      { actor: 'Kalle', action: 'harvest.dryRunApplied', target: dry.id, detail: {} },
    ]);
    await door.approve(dry.id, { actor: 'Kalle' });
    expect(lines.at(-1)).toMatchObject({
      action: 'harvest.refused',
      target: dry.id,
      detail: { wanted: 'approve', reasons: [expect.stringContaining('completed')] },
    });
  });

  it('has who stopped a run, and that there was none to stop', async () => {
    const { house, door, lines } = withAudit(30);
    const { reached, release } = holdAt(house, 1);
    const outcome = await door.start(REQUEST);
    if (outcome.kind !== 'started') throw new Error(outcome.kind);
    await reached;
    expect(await door.cancel(outcome.run.id, { actor: 'Maija', reason: 'wrong source' })).toBe(true);
    release();
    await outcome.done;
    expect(await door.interrupt(outcome.run.id, { actor: 'Kalle' })).toBe(false);
    expect(lines.slice(1)).toEqual([
      { actor: 'Maija', action: 'harvest.cancelled', target: outcome.run.id, detail: { reason: 'wrong source' } },
      { actor: 'Kalle', action: 'harvest.interrupted', target: outcome.run.id, detail: {} },
      {
        actor: 'Kalle',
        action: 'harvest.refused',
        target: outcome.run.id,
        detail: { wanted: 'interrupt', reasons: ['It is not under way.'] },
      },
    ]);
  });

  it('has what goes on by itself, in the name of recovery', async () => {
    const { house, door, lines } = withAudit(30);
    house.library.failAfter(1, new SourceError('paused', 'it asks for a pause', { nextAttemptAt: '2026-03-01T12:10:00Z' }));
    expect((await start(house, door)).state).toBe('paused');
    await door.resumeDue();
    expect(lines).toHaveLength(1);
    house.clock.now += 3_600_000;
    await door.resumeDue();
    expect(lines.at(-1)).toMatchObject({ actor: 'recovery', action: 'harvest.started', target: 'library' });
    await door.stop();
  });

  it('has nothing of who only looks', async () => {
    const { door, lines } = withAudit();
    await door.listRuns({ limit: 5 });
    await door.findRun('x');
    await door.recover();
    await door.prune();
    expect(lines).toEqual([]);
  });
});

describe('a run that somebody decides about', () => {
  it('is not applied when somebody else rejected it a moment before', async () => {
    const house = createInstallation();
    house.library.hold(held('000000001'));
    const run = await house.harvest({ dryRun: true });
    const leaseSource = house.runs.leaseSource.bind(house.runs);
    Object.assign(house.runs, {
      leaseSource: async (source: string) => {
        await house.runs.saveRun({ ...run, state: 'cancelled' });
        return leaseSource(source);
      },
    });
    expect(await house.harvests.applyDryRun(run.id, { actor: 'Maija' })).toEqual({
      kind: 'refused',
      reasons: [`Run ${run.id} is cancelled, not staged.`],
    });
    expect(await house.stored()).toEqual([]);
  });

  it('gives the source back when what was kept of it cannot be read', async () => {
    const house = createInstallation();
    house.library.hold(held('000000001'));
    const findRun = house.runs.findRun.bind(house.runs);
    let isDamaged = true;
    // The first look is for a free number, the second for what was decided meanwhile.
    let looks = 0;
    Object.assign(house.runs, {
      findRun: async (id: string) => {
        looks += 1;
        if (isDamaged && looks === 2) throw new StoreError('damaged', 'the file of the run is damaged');
        return findRun(id);
      },
    });
    await expect(house.harvests.start(REQUEST)).rejects.toThrow('damaged');
    isDamaged = false;
    expect((await house.harvest()).state).toBe('completed');
  });
});
