import { describe, expect, it } from '@jest/globals';
import { SourceError } from '../../src/harvester/source-error.js';
import type { SourceSettings } from '../../src/platform/settings.js';
import { SOURCE, START } from '../harvester/run/installation.js';
import { held, numbers } from '../harvester/run/model-source.js';
import { createHarvestHouse, holdAt, REQUEST, type HarvestHouse } from './harvest-house.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const NIGHTLY: SourceSettings = { ...SOURCE, schedule: '15 3 * * *' };

const withSource = (source: SourceSettings = SOURCE): HarvestHouse => {
  const house = createHarvestHouse({ sources: [source] });
  house.hold(12);
  return house;
};

const describeIt = async (house: HarvestHouse) => (await house.sources.find('library'))!;
const healthOf = async (house: HarvestHouse) => (await describeIt(house)).health;

const failing = new SourceError('timeout', 'library.example.fi gave no answer within 60 s');

describe('a source is shown to an administrator', () => {
  it('with what it has brought, its mark and how old that is', async () => {
    const house = withSource();
    const run = await house.harvest();
    house.clock.now = Date.parse('2026-03-01T15:00:00Z');
    expect(await describeIt(house)).toMatchObject({
      id: 'library',
      protocol: 'oai-pmh',
      records: 12,
      counts: { live: 12, deleted: 0, retired: 0, outOfScope: 0 },
      quarantined: 0,
      mark: '2026-03-01T12:00:00Z',
      markAge: 3 * HOUR,
      lastRun: { id: run.id, state: 'completed' },
      lastSuccess: { run: run.id, at: '2026-03-01T12:01:00.000Z' },
      missed: 0,
      health: { kind: 'well', lastSuccess: { run: run.id } },
    });
  });

  it('with what has gone, by why it has', async () => {
    const house = withSource();
    await house.harvest();
    const [first, ...others] = numbers(12);
    house.library.hold(held(first!, { deleted: true, changed: '2026-03-01T13:00:00Z' }), ...others.map((number) => held(number)));
    await house.harvest();
    expect((await describeIt(house)).counts).toEqual({ live: 11, deleted: 1, retired: 0, outOfScope: 0 });
  });

  it('with what lies in quarantine', async () => {
    const house = withSource();
    house.library.hold(...numbers(3).map((number) => held(number)), held('000000009', { unreadable: 'it has no leader' }));
    await house.harvest();
    expect(await describeIt(house)).toMatchObject({ records: 3, quarantined: 1, health: { kind: 'well' } });
  });

  it('without the secrets that its address may hold', async () => {
    const house = withSource({ ...SOURCE, url: 'https://maija:sala@library.example.fi/oai?apikey=abc123&set=poliisi' });
    expect((await describeIt(house)).url).toBe('https://library.example.fi/oai?apikey=…&set=poliisi');
    expect(JSON.stringify(await house.sources.list())).not.toMatch(/sala|abc123|maija/);
  });

  it('in the order of the settings, and only when the settings name it', async () => {
    const house = createHarvestHouse({ sources: [{ ...SOURCE, id: 'second' }, SOURCE] });
    expect((await house.sources.list()).map(({ id }) => id)).toEqual(['second', 'library']);
    expect(await house.sources.find('nobody')).toBeUndefined();
  });

  it('with the next five times of its schedule in UTC, or none', async () => {
    const times = (await describeIt(withSource(NIGHTLY))).next;
    expect(times).toHaveLength(5);
    expect(times.every((time) => /T0[01]:15:00.000Z$/.test(time))).toBe(true);
    const byHand = await describeIt(withSource());
    expect([byHand.next, byHand.schedule, byHand.timezone]).toEqual([[], undefined, undefined]);
  });
});

describe('how a source is', () => {
  it('is "never" until its list was read and applied', async () => {
    const house = withSource(NIGHTLY);
    expect(await describeIt(house)).toMatchObject({ health: { kind: 'never' }, missed: 0 });
    await house.harvest({ dryRun: true });
    await house.harvest({ mode: 'records', ids: ['oai:library.example.fi:bib/000000001'] });
    await house.harvest({ limit: 3 });
    const seen = await describeIt(house);
    expect([seen.health, seen.lastSuccess, seen.lastRun !== undefined]).toEqual([{ kind: 'never' }, undefined, true]);
  });

  it('is "running" while a run is under way, even after a failure', async () => {
    const house = withSource();
    house.library.failAfter(0, failing);
    await house.harvest();
    const { reached, release } = holdAt(house, 1);
    house.clock.now += 1000;
    const outcome = await house.harvests.start({ ...REQUEST, mode: 'full' });
    await reached;
    const run = outcome.kind === 'started' ? outcome.run.id : '';
    expect(await describeIt(house)).toMatchObject({ health: { kind: 'running', run }, runningRun: run });
    release();
    await house.harvests.stop();
    expect((await describeIt(house)).runningRun).toBeUndefined();
  });

  it('is "failing" with how often in a row and what to do, until a run succeeds', async () => {
    const house = withSource();
    const good = await house.harvest();
    let last = good;
    for (let time = 0; time < 3; time += 1) {
      house.library.failAfter(0, failing);
      last = await house.harvest({ mode: time % 2 === 0 ? 'full' : 'incremental' });
    }
    expect(last.state).toBe('failed');
    expect(await healthOf(house)).toEqual({
      kind: 'failing',
      run: last.id,
      at: last.transitions.at(-1)!.at,
      failures: 3,
      message: expect.stringMatching(/no answer within 60 s\. .*ask the source/),
    });
    expect((await describeIt(house)).lastSuccess?.run).toBe(good.id);
    await house.harvest();
    const well = await describeIt(house);
    expect([well.health.kind, well.lastFailure?.run]).toEqual(['well', last.id]);
  });

  it('is not "failing" for a dry run or single records that failed, nor for what a person cancelled', async () => {
    const house = withSource();
    await house.harvest();
    house.library.failAfter(0, failing);
    expect((await house.harvest({ dryRun: true, mode: 'full' })).state).toBe('failed');
    const { reached, release } = holdAt(house, 1);
    house.clock.now += 1000;
    const outcome = await house.harvests.start({ ...REQUEST, mode: 'full' });
    await reached;
    if (outcome.kind === 'started') await house.harvests.cancel(outcome.run.id, { actor: 'Maija' });
    release();
    await house.harvests.stop();
    expect(await healthOf(house)).toMatchObject({ kind: 'well' });
  });

  it('is "failing" still when a person has cancelled the next run', async () => {
    const house = withSource();
    house.library.failAfter(0, failing);
    const failed = await house.harvest();
    const { reached, release } = holdAt(house, 1);
    house.clock.now += 1000;
    const outcome = await house.harvests.start({ ...REQUEST, mode: 'full' });
    await reached;
    if (outcome.kind === 'started') await house.harvests.cancel(outcome.run.id, { actor: 'Maija' });
    release();
    if (outcome.kind === 'started') expect((await outcome.done).state).toBe('cancelled');
    expect(await healthOf(house)).toMatchObject({ kind: 'failing', run: failed.id, failures: 1 });
  });

  it('"needs approval" while the brake holds a run that can still be approved, with what it would take away', async () => {
    const house = withSource();
    await house.harvest();
    const gone = numbers(12).map((number, index) => held(number, index < 6 ? { deleted: true, changed: '2026-03-01T13:00:00Z' } : {}));
    house.library.hold(...gone);
    const run = await house.harvest();
    expect(run.state).toBe('needs-approval');
    expect(await healthOf(house)).toEqual({ kind: 'needsApproval', run: run.id, at: run.transitions.at(-1)!.at, removals: 6 });
    // Another run has moved the source on: what is held rests on what is no more.
    await house.harvest({ mode: 'records', ids: [gone[11]!.identifier] });
    expect((await healthOf(house)).kind).toBe('well');
  });

  it('is "waiting" when the source asked us to come back later', async () => {
    const house = withSource();
    await house.harvest();
    house.library.failAfter(0, new SourceError('paused', 'it asks for a pause', { nextAttemptAt: '2026-03-01T14:00:00Z' }));
    const run = await house.harvest();
    expect(await healthOf(house)).toMatchObject({ kind: 'waiting', run: run.id, until: '2026-03-01T14:00:00Z' });
  });

  it.each([
    ['a few minutes after its time', 13.35 * HOUR, 'well', 0],
    ['an hour after its time', 14.25 * HOUR, 'missed', 1],
    ['two days later', 2 * DAY + 14 * HOUR, 'missed', 3],
    ['weeks later, of which one is counted', 20 * DAY, 'missed', 7],
  ] as const)('%s, when nobody harvested, is told with how often', async (_, later, kind, missed) => {
    // 03.15 in Helsinki is 01.15 UTC, 13 h 15 min after the beginning.
    const house = withSource(NIGHTLY);
    await house.harvest();
    house.clock.now = START + later;
    const seen = await describeIt(house);
    expect([seen.health.kind, seen.missed]).toEqual([kind, missed]);
  });

  it('is not "missed" for a time at which a harvest was under way or failed', async () => {
    const house = withSource(NIGHTLY);
    await house.harvest();
    house.clock.now = START + 13.25 * HOUR;
    house.library.failAfter(0, failing);
    await house.harvest();
    house.clock.now += 5 * HOUR;
    expect(await describeIt(house)).toMatchObject({ missed: 0, health: { kind: 'failing', failures: 1 } });
  });

  it('finds the last success behind a hundred failures', async () => {
    const house = withSource();
    const good = await house.harvest();
    for (let time = 0; time < 100; time += 1) {
      house.library.failAfter(0, failing);
      await house.harvest({ mode: time % 2 === 0 ? 'full' : 'incremental' });
    }
    expect(await describeIt(house)).toMatchObject({ lastSuccess: { run: good.id }, health: { kind: 'failing', failures: 100 } });
  });
});
