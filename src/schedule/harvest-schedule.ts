import type { Harvests } from '../harvester/run/harvests.js';
import type { WallClock } from '../platform/clock.js';
import type { Settings, SourceSettings } from '../platform/settings.js';
import type { Run, RunMode, RunRequest } from '../store/run-ports.js';
import { ALL_MINE, type ScheduleTicks } from '../store/schedule-ticks.js';
import { countTimesBetween, findCronFault, lastTimeBetween, nextTimes, type CronTimes } from './cron-times.js';
import { tickOf, type ScheduledTask } from './schedule.js';

type Scheduled = Pick<SourceSettings, 'id' | 'schedule' | 'reconcileSchedule' | 'timezone'>;

/** What is wrong with the schedules of the settings, each a sentence that names its place. */
export const findScheduleFaults = (sources: readonly Scheduled[]): readonly string[] =>
  sources.flatMap((source, index) => {
    return (['schedule', 'reconcileSchedule'] as const).flatMap((name) => {
      const pattern = source[name];
      const fault = pattern === undefined ? undefined : findCronFault({ pattern, timezone: source.timezone });
      return fault === undefined ? [] : [`sources[${index}].${name}: ${fault}`];
    });
  });

/** The same of the re-check of ties. */
export const findRecheckFaults = ({ recheck }: Settings['links']): readonly string[] => {
  const fault = recheck && findCronFault({ pattern: recheck.schedule, timezone: recheck.timezone });
  return fault === undefined ? [] : [`links.recheck.schedule: ${fault}`];
};

/** The next times of a source, the soonest first; none where it is harvested by hand only. */
export const nextHarvests = (source: Scheduled, count: number): readonly Date[] => {
  const times = timesOf(source);
  return times ? nextTimes(times, count) : [];
};

/** How often a source's time came after `since` and not after `until`, both in milliseconds; what is more than a week ago is not counted. */
export const countHarvestTimes = (source: Scheduled, since: number, until: number): number => {
  const times = timesOf(source);
  return times ? countTimesBetween(times, since, until) : 0;
};

/** When a source's time last came after `since` and not after `until`, all in milliseconds; `undefined` when it did not. */
export const lastHarvestTime = (source: Scheduled, since: number, until: number): number | undefined => {
  const times = timesOf(source);
  return times && lastTimeBetween(times, since, until);
};

/** One task for each schedule of a source; one that finds a run of its source under way leaves it at that. */
export const harvestTasks = (sources: readonly Scheduled[], harvests: Pick<Harvests, 'start'>): readonly ScheduledTask[] =>
  sources.flatMap((source) => {
    const { id, timezone, schedule, reconcileSchedule } = source;
    const task = (name: string, mode: RunMode, pattern: string | undefined): readonly ScheduledTask[] =>
      pattern === undefined ? [] : [{ name, pattern, timezone, run: () => harvestNow(id, mode, harvests, 'its time has come') }];
    return [...task(harvestTask(id), 'incremental', schedule), ...task(`reconcile ${id}`, 'reconcile', reconcileSchedule)];
  });

const harvestTask = (source: string): string => `harvest ${source}`;

/** In ms: whoever took a time longer ago than that and shows no run was stopped before it could begin. */
const TAKEN_MS = 60_000;

/**
 * After a time in which nobody was there: each source whose time came meanwhile is harvested once, however often it was missed. One that
 * was never harvested waits for its first time. Of several processes that start one does it.
 */
export const catchUp = async (
  sources: readonly Scheduled[],
  harvests: Pick<Harvests, 'start' | 'listRuns'>,
  clock: WallClock,
  ticks: ScheduleTicks = ALL_MINE,
): Promise<readonly string[]> => {
  const caughtUp: string[] = [];
  for (const source of sources) {
    const times = timesOf(source);
    const [last] = await harvests.listRuns({ source: source.id, limit: 1 });
    const missed = times && last && lastTimeBetween(times, beganAt(last), clock());
    if (missed === undefined || !(await ticks.claim(tickOf(harvestTask(source.id), missed), TAKEN_MS))) continue;
    void harvestNow(source.id, 'incremental', harvests, 'its time came while the service was down');
    caughtUp.push(source.id);
  }
  return caughtUp;
};

const timesOf = ({ schedule, timezone }: Scheduled): CronTimes | undefined =>
  schedule === undefined ? undefined : { pattern: schedule, timezone };

const beganAt = ({ transitions }: Run): number => Date.parse(transitions[0]?.at ?? '');

const harvestNow = async (source: string, mode: RunMode, { start }: Pick<Harvests, 'start'>, reason: string): Promise<unknown> => {
  const request: RunRequest = { source, mode, dryRun: false, approveLargeChange: false, actor: 'schedule', reason };
  const outcome = await start(request);
  if (outcome.kind !== 'started') return outcome;
  const { id, state } = await outcome.done;
  return { run: id, state };
};
