import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Harvests, StartOutcome } from '../../src/harvester/run/harvests.js';
import { findCronFault, lastTimeBetween, nextTimes } from '../../src/schedule/cron-times.js';
import { catchUp, countHarvestTimes, findScheduleFaults, harvestTasks, nextHarvests } from '../../src/schedule/harvest-schedule.js';
import { startSchedule } from '../../src/schedule/schedule.js';
import type { Run, RunRequest } from '../../src/store/run-ports.js';

const NIGHTLY = { id: 'library', schedule: '15 3 * * *', timezone: 'Europe/Helsinki' };
const SILENT = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** Notes what it is asked to start; `busy` where it is told so. */
const createDoor = (last?: string, kind: 'started' | 'busy' = 'started') => {
  const started: RunRequest[] = [];
  const run = { id: 'r', state: 'completed', transitions: last === undefined ? [] : [{ at: last }] } as unknown as Run;
  const door: Pick<Harvests, 'start' | 'listRuns'> = {
    start: async (request): Promise<StartOutcome> => {
      started.push(request);
      return kind === 'busy' ? { kind, runningRunId: 'other' } : { kind, run, done: Promise.resolve(run) };
    },
    listRuns: async () => (last === undefined ? [] : [run]),
  };
  return { started, door };
};

beforeEach(() => void jest.useFakeTimers({ now: Date.parse('2026-03-28T00:00:00Z') }));
afterEach(() => void jest.useRealTimers());

/** Until that moment, a minute at a time, as a clock runs. */
const runUntil = async (moment: string): Promise<void> => {
  while (Date.now() < Date.parse(moment)) await jest.advanceTimersByTimeAsync(60_000);
};

describe('the times of a source', () => {
  it('are told five ahead, in its own time zone', () => {
    expect(nextHarvests(NIGHTLY, 5).map((time) => time.toISOString())).toEqual([
      '2026-03-28T01:15:00.000Z',
      // In the night to the 29th there is no 3.15: the clocks go from 3 to 4.
      '2026-03-30T00:15:00.000Z',
      '2026-03-31T00:15:00.000Z',
      '2026-04-01T00:15:00.000Z',
      '2026-04-02T00:15:00.000Z',
    ]);
    expect(nextHarvests({ ...NIGHTLY, timezone: 'UTC' }, 1)[0]?.toISOString()).toBe('2026-03-28T03:15:00.000Z');
    const { schedule: _, ...byHand } = NIGHTLY;
    expect(nextHarvests(byHand, 5)).toEqual([]);
  });

  it.each([
    ['15 3 * * *', 'Europe/Helsinki', '2026-03-01T00:00:00Z', '2026-03-04T12:00:00Z', 4],
    ['15 3 * * *', 'Europe/Helsinki', '2026-03-01T01:15:00Z', '2026-03-02T01:15:00Z', 1],
    ['15 3 * * *', 'Europe/Helsinki', '2026-03-01T01:14:00Z', '2026-03-01T01:14:59Z', 0],
    // That night has no 3.15.
    ['15 3 * * *', 'Europe/Helsinki', '2026-03-28T12:00:00Z', '2026-03-29T12:00:00Z', 0],
    ['7 * * * *', 'UTC', '2026-03-01T00:00:00Z', '2026-03-01T12:00:00Z', 12],
    ['*/20 * * * *', 'UTC', '2026-03-01T00:00:00Z', '2026-03-01T02:00:00Z', 6],
    ['50 23 * * *', 'Asia/Kathmandu', '2026-03-01T00:00:00Z', '2026-03-03T00:00:00Z', 2],
    // Of a month a week is counted.
    ['15 3 * * *', 'UTC', '2026-02-01T00:00:00Z', '2026-03-01T12:00:00Z', 7],
  ])('%s in %s come between %s and %s %d times', (schedule, timezone, since, until, count) => {
    expect(countHarvestTimes({ ...NIGHTLY, schedule, timezone }, Date.parse(since), Date.parse(until))).toBe(count);
  });

  it.each([
    ['every night', /"every night" is no cron expression of five fields/],
    ['15 3 * *', /is no cron expression of five fields/],
    ['0 15 3 * * *', /is no cron expression of five fields/],
    ['99 3 * * *', /is no cron expression/],
    ['0 0 31 2 *', /is no cron expression|never comes/],
  ])('"%s" is refused with its place', (schedule, fault) => {
    expect(findScheduleFaults([NIGHTLY, { ...NIGHTLY, schedule }])).toEqual([expect.stringMatching(fault)]);
    expect(findScheduleFaults([NIGHTLY, { ...NIGHTLY, schedule }])[0]).toMatch(/^sources\[1\]\.schedule: /);
  });

  it('a time zone that nobody knows is refused', () => {
    expect(findCronFault({ pattern: '15 3 * * *', timezone: 'Europe/Turku' })).toMatch(/"Europe\/Turku" is no time zone/);
  });

  it('in the past are found, and not beyond what was asked', () => {
    const times = { pattern: '15 3 * * *', timezone: 'Europe/Helsinki' };
    const at = (text: string): number => Date.parse(text);
    expect(lastTimeBetween(times, at('2026-03-26T00:00:00Z'), at('2026-03-28T00:00:00Z'))).toBe(at('2026-03-27T01:15:00Z'));
    expect(lastTimeBetween(times, at('2026-03-27T01:15:00Z'), at('2026-03-28T00:00:00Z'))).toBeUndefined();
    expect(nextTimes(times, 1)).toHaveLength(1);
  });
});

describe('a schedule of harvests', () => {
  it('T42 comes at most once a day, also in the nights in which the clocks change', async () => {
    for (const [begin, end, times] of [
      ['2026-03-28T00:00:00Z', '2026-03-31T00:00:00Z', ['2026-03-28T01:15', '2026-03-30T00:15']],
      // In October there are two, of which one counts.
      ['2026-10-24T12:00:00Z', '2026-10-26T12:00:00Z', ['2026-10-25T01:15', '2026-10-26T01:15']],
    ] as const) {
      jest.setSystemTime(Date.parse(begin));
      const came: string[] = [];
      const { door } = createDoor();
      const start: Harvests['start'] = (request) => {
        came.push(new Date(Date.now()).toISOString().slice(0, 16));
        return door.start(request);
      };
      const schedule = startSchedule(harvestTasks([NIGHTLY], { start }), SILENT);
      await runUntil(end);
      await schedule.stop();
      expect(came).toEqual(times);
    }
  });

  it('asks by the same door as everyone, and takes a busy source as it is', async () => {
    const { started, door } = createDoor(undefined, 'busy');
    const schedule = startSchedule(harvestTasks([NIGHTLY], door), SILENT);
    await runUntil('2026-03-28T02:00:00Z');
    await schedule.stop();
    expect(started).toEqual([
      { source: 'library', mode: 'incremental', dryRun: false, approveLargeChange: false, actor: 'schedule', reason: 'its time has come' },
    ]);
  });
});

it('a reconciliation has a schedule of its own', async () => {
  const { started, door } = createDoor();
  const source = { ...NIGHTLY, reconcileSchedule: '30 4 * * 0' };
  expect(findScheduleFaults([{ ...source, reconcileSchedule: 'weekly' }])).toEqual([
    expect.stringMatching(/^sources\[0\]\.reconcileSchedule: "weekly"/),
  ]);
  const schedule = startSchedule(harvestTasks([source], door), SILENT);
  await runUntil('2026-03-29T03:00:00Z');
  await schedule.stop();
  expect(started.map(({ mode }) => mode)).toEqual(['incremental', 'reconcile']);
});

describe('after a time in which the service was down', () => {
  const now = (): number => Date.parse('2026-03-28T12:00:00Z');

  it('a source whose time came is harvested once, however often it was missed', async () => {
    const { started, door } = createDoor('2026-03-20T01:15:00Z');
    expect(await catchUp([NIGHTLY], door, now)).toEqual(['library']);
    expect(started).toHaveLength(1);
  });

  it.each([
    ['that was harvested at its last time', '2026-03-28T01:15:02Z'],
    ['that was never harvested', undefined],
  ])('one %s is not', async (_, last) => {
    const { started, door } = createDoor(last);
    expect(await catchUp([NIGHTLY], door, now)).toEqual([]);
    expect(started).toEqual([]);
  });

  it('one without a schedule is not', async () => {
    const { door } = createDoor('2026-01-01T00:00:00Z');
    const { schedule: _, ...byHand } = NIGHTLY;
    expect(await catchUp([byHand], door, now)).toEqual([]);
  });
});
