import type { Harvests } from '../harvester/run/harvests.js';
import type { WallClock } from '../platform/clock.js';
import type { SourceSettings } from '../platform/settings.js';
import type { Run, RunRequest } from '../store/run-ports.js';
import { findCronFault, lastTimeBetween, nextTimes, type CronTimes } from './cron-times.js';
import type { ScheduledTask } from './schedule.js';

type Scheduled = Pick<SourceSettings, 'id' | 'schedule' | 'timezone'>;

/** What is wrong with the schedules of the settings, each a sentence that names its place. */
export const findScheduleFaults = (sources: readonly Scheduled[]): readonly string[] =>
  sources.flatMap((source, index) => {
    const times = timesOf(source);
    const fault = times && findCronFault(times);
    return fault === undefined ? [] : [`sources[${index}].schedule: ${fault}`];
  });

/** The next times of a source, the soonest first; none where it is harvested by hand only. */
export const nextHarvests = (source: Scheduled, count: number): readonly Date[] => {
  const times = timesOf(source);
  return times ? nextTimes(times, count) : [];
};

/** One task for each source that has a schedule; one that finds a run of its source under way leaves it at that. */
export const harvestTasks = (sources: readonly Scheduled[], harvests: Pick<Harvests, 'start'>): readonly ScheduledTask[] =>
  sources.flatMap((source) => {
    const times = timesOf(source);
    return times ? [{ name: `harvest ${source.id}`, ...times, run: () => harvestNow(source.id, harvests, 'its time has come') }] : [];
  });

/**
 * After a time in which nobody was there: each source whose time came meanwhile is harvested once, however often it was missed. One that
 * was never harvested waits for its first time.
 */
export const catchUp = async (
  sources: readonly Scheduled[],
  harvests: Pick<Harvests, 'start' | 'listRuns'>,
  clock: WallClock,
): Promise<readonly string[]> => {
  const caughtUp: string[] = [];
  for (const source of sources) {
    const times = timesOf(source);
    const [last] = await harvests.listRuns({ source: source.id, limit: 1 });
    if (!times || !last || lastTimeBetween(times, beganAt(last), clock()) === undefined) continue;
    void harvestNow(source.id, harvests, 'its time came while the service was down');
    caughtUp.push(source.id);
  }
  return caughtUp;
};

const timesOf = ({ schedule, timezone }: Scheduled): CronTimes | undefined =>
  schedule === undefined ? undefined : { pattern: schedule, timezone };

const beganAt = ({ transitions }: Run): number => Date.parse(transitions[0]?.at ?? '');

const harvestNow = async (source: string, { start }: Pick<Harvests, 'start'>, reason: string): Promise<unknown> => {
  const request: RunRequest = { source, mode: 'incremental', dryRun: false, approveLargeChange: false, actor: 'schedule', reason };
  const outcome = await start(request);
  if (outcome.kind !== 'started') return outcome;
  const { id, state } = await outcome.done;
  return { run: id, state };
};
