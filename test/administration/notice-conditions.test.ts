import { describe, expect, it } from '@jest/globals';
import { createNoticeConditions } from '../../src/administration/notice-conditions.js';
import type { SourceCondition } from '../../src/notices/condition.js';
import type { SourceSettings } from '../../src/platform/settings.js';
import { lastHarvestTime } from '../../src/schedule/harvest-schedule.js';
import { createMemoryRunStore } from '../../src/store/memory/memory-run-store.js';
import type { QuarantinedRecord, SourceState } from '../../src/store/harvest-ports.js';
import { NO_COUNTS, type Run, type RunState } from '../../src/store/run-ports.js';
import { quarantinedOf, SRU } from '../store/harvest-samples.js';
import { runOf } from '../store/run-samples.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** A quarter past three by the clock of Helsinki, as the schedule has it. */
const NIGHT = Date.parse('2026-03-02T01:15:00Z');

const SOURCE = { id: SRU, schedule: '15 3 * * *', timezone: 'Europe/Helsinki' } as SourceSettings;

/** The last state is the run's own. */
const runAt = (at: number, states: readonly RunState[], change: Partial<Run> = {}): Run => ({
  ...runOf(1, change),
  id: `${new Date(at).toISOString().replaceAll(/[-:.]/g, '')}-${SRU}`,
  state: states.at(-1) ?? 'queued',
  transitions: ['queued' as const, ...states].map((state, index) => ({
    state,
    at: new Date(at + index * 1000).toISOString(),
    actor: 'schedule',
  })),
});

const createHouse = (source: SourceSettings = SOURCE) => {
  const runs = createMemoryRunStore();
  const running = new Set<string>();
  const quarantine: QuarantinedRecord[] = [];
  let state: SourceState = { source: SRU, revision: 0, volumes: [] };
  let now = NIGHT;
  let looks = 0;
  const conditions = createNoticeConditions({
    settings: { sources: [source] },
    harvests: { listRuns: (page) => runs.listRuns(page), isRunning: (id) => running.has(id) },
    store: {
      readSource: async () => state,
      listQuarantined: async ({ after = '', limit }) => quarantine.filter(({ identifier }) => identifier > after).slice(0, limit),
    },
    lastHarvestTime: (of, since, until) => {
      looks += Math.max(0, until - since) / MINUTE;
      return lastHarvestTime(of, since, until);
    },
    clock: () => now,
  });
  return {
    runs: async (...given: readonly Run[]) => {
      for (const run of given) await runs.saveRun(run);
    },
    running: (...given: readonly Run[]) => {
      running.clear();
      for (const { id } of given) running.add(id);
    },
    state: (change: Partial<SourceState>) => void (state = { ...state, ...change }),
    quarantine,
    at: (ms: number) => void (now = ms),
    minutesLookedAt: () => looks,
    read: async (): Promise<SourceCondition> => (await conditions())[0]!,
  };
};

describe('a harvest that failed', () => {
  it('is told of until one succeeds', async () => {
    const house = createHouse();
    const failed = runAt(NIGHT, ['fetching', 'failed'], { message: 'The list broke off.' });
    await house.runs(runAt(NIGHT - DAY, ['completed']), failed);
    expect((await house.read()).failed).toEqual({ run: failed.id, at: '2026-03-02T01:15:02.000Z', message: 'The list broke off.' });
    await house.runs(runAt(NIGHT + DAY, ['completed-with-failures']));
    expect(await house.read()).not.toHaveProperty('failed');
  });

  it.each<readonly [string, readonly RunState[], boolean]>([
    ['is under way', ['failed', 'fetching'], true],
    ['is broken off', ['failed', 'fetching', 'interrupted'], false],
    ['has to come back later', ['failed', 'fetching', 'paused'], false],
  ])('has not succeeded while its next try %s', async (_, states, isRunning) => {
    const house = createHouse();
    const again = runAt(NIGHT, states);
    await house.runs(runAt(NIGHT - DAY, ['completed']), again);
    if (isRunning) house.running(again);
    expect((await house.read()).failed).toMatchObject({ run: again.id, message: '' });
    await house.runs(runAt(NIGHT, [...states, 'completed']));
    house.running();
    expect(await house.read()).not.toHaveProperty('failed');
  });

  it('is not told of when it was a trial, a part, or single records: somebody sat by', async () => {
    const house = createHouse();
    const { request } = runOf(1);
    await house.runs(
      runAt(NIGHT, ['completed']),
      runAt(NIGHT + HOUR, ['failed'], { request: { ...request, dryRun: true } }),
      runAt(NIGHT + 2 * HOUR, ['failed'], { request: { ...request, limit: 10 } }),
      runAt(NIGHT + 3 * HOUR, ['failed'], { request: { ...request, mode: 'records', ids: ['x'] } }),
    );
    const again = runAt(NIGHT + 4 * HOUR, ['failed', 'fetching'], { request: { ...request, mode: 'records', ids: ['x'] } });
    await house.runs(again);
    house.running(again);
    expect(await house.read()).not.toHaveProperty('failed');
  });
});

describe('a harvest that the brake holds', () => {
  it('is told of until it is decided, or another run has changed the source', async () => {
    const house = createHouse();
    house.state({ revision: 3 });
    const held = runAt(NIGHT, ['fetching', 'staged', 'needs-approval'], { baseRevision: 3, message: 'It would remove 40 of 100.' });
    await house.runs(held);
    expect((await house.read()).held).toEqual({ run: held.id, at: '2026-03-02T01:15:03.000Z', message: 'It would remove 40 of 100.' });
    house.state({ revision: 4 });
    expect(await house.read()).not.toHaveProperty('held');
    house.state({ revision: 3 });
    await house.runs(runAt(NIGHT, ['needs-approval', 'cancelled'], { baseRevision: 3 }));
    expect(await house.read()).not.toHaveProperty('held');
  });
});

describe('a schedule', () => {
  it('that is kept has missed nothing', async () => {
    const house = createHouse();
    for (let night = 0; night < 5; night += 1) {
      await house.runs(runAt(NIGHT + night * DAY, ['completed']));
      house.at(NIGHT + night * DAY + 23 * HOUR);
      expect((await house.read()).missed).toEqual([]);
    }
  });

  it('has missed what nobody harvested at, told a quarter of an hour later', async () => {
    const house = createHouse();
    await house.runs(runAt(NIGHT, ['completed']));
    const missedAt = async (ms: number): Promise<readonly string[]> => {
      house.at(ms);
      return (await house.read()).missed;
    };
    expect(await missedAt(NIGHT + DAY + 14 * MINUTE)).toEqual([]);
    expect(await missedAt(NIGHT + DAY + 15 * MINUTE)).toEqual(['2026-03-03T01:15:00.000Z']);
    expect(await missedAt(NIGHT + 2 * DAY + 15 * MINUTE)).toEqual(['2026-03-03T01:15:00.000Z', '2026-03-04T01:15:00.000Z']);
    expect(await missedAt(NIGHT + 4 * DAY)).toEqual(['2026-03-04T01:15:00.000Z', '2026-03-05T01:15:00.000Z']);
    await house.runs(runAt(NIGHT + 4 * DAY + HOUR, ['completed']));
    expect(await missedAt(NIGHT + 4 * DAY + 2 * HOUR)).toEqual([]);
  });

  it('that comes once a month is missed, too, and each minute is looked at twice at most', async () => {
    const house = createHouse({ ...SOURCE, schedule: '15 3 1 * *' });
    await house.runs(runAt(Date.parse('2026-01-01T01:15:00Z'), ['completed']));
    for (const [at, missed] of [
      ['2026-02-15T00:00:00Z', ['2026-02-01T01:15:00.000Z']],
      ['2026-02-15T00:01:00Z', ['2026-02-01T01:15:00.000Z']],
      ['2026-03-02T00:00:00Z', ['2026-02-01T01:15:00.000Z', '2026-03-01T01:15:00.000Z']],
    ] as const) {
      house.at(Date.parse(at));
      expect((await house.read()).missed).toEqual(missed);
    }
    expect(house.minutesLookedAt()).toBeLessThan((2 * 61 * DAY) / MINUTE);
  });

  it('has missed nothing while a harvest is under way, or where there is none', async () => {
    const house = createHouse();
    const long = runAt(NIGHT + HOUR, ['fetching']);
    await house.runs(runAt(NIGHT, ['completed']), long);
    house.running(long);
    house.at(NIGHT + 3 * DAY);
    expect((await house.read()).missed).toEqual([]);
    const { schedule: _, ...byHand } = SOURCE;
    const other = createHouse(byHand);
    await other.runs(runAt(NIGHT, ['completed']));
    other.at(NIGHT + 30 * DAY);
    expect((await other.read()).missed).toEqual([]);
  });

  it('of a source that was never harvested counts from the start of the service', async () => {
    const house = createHouse();
    house.at(NIGHT + 20 * MINUTE);
    expect((await house.read()).missed).toEqual([]);
    house.at(NIGHT + 2 * DAY + HOUR);
    expect((await house.read()).missed).toHaveLength(2);
  });
});

describe('the number of records', () => {
  it('is told with the run that had it, and why it is odd', async () => {
    const house = createHouse();
    const run = runAt(NIGHT, ['completed'], { counters: { ...NO_COUNTS, seen: 12, inScope: 12 } });
    await house.runs(run);
    house.state({ volumes: [400, 401, 400, 402, 12] });
    expect((await house.read()).volume).toEqual({
      records: 12,
      run: run.id,
      odd: 'The list has 12 wanted records; the last 4 complete ones had about 400.5. Look whether the source is well.',
    });
    house.state({ volumes: [400, 401, 400, 402, 401] });
    expect((await house.read()).volume).toEqual({ records: 401 });
    house.state({ volumes: [] });
    expect(await house.read()).not.toHaveProperty('volume');
  });
});

describe('the quarantine', () => {
  it('is told whole, with when each record came there', async () => {
    const house = createHouse();
    house.quarantine.push(
      ...Array.from({ length: 1500 }, (_, index) =>
        quarantinedOf(index, { identifier: `x${String(index).padStart(5, '0')}`, runs: index, firstRun: runAt(NIGHT + index, []).id }),
      ),
    );
    const { quarantine } = await house.read();
    expect(quarantine).toHaveLength(1500);
    expect(quarantine[7]).toEqual({ since: '2026-03-02T01:15:00.007Z', runs: 7 });
  });
});
