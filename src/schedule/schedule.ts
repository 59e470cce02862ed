import { schedule as scheduleTask } from 'node-cron';
import { describeError, type Log } from '../platform/log.js';
import { ALL_MINE, type ScheduleTicks } from '../store/schedule-ticks.js';

/** Work that comes round. `pattern` is a cron expression of five fields, read in `timezone` (an IANA name). */
export interface ScheduledTask {
  readonly name: string;
  readonly pattern: string;
  readonly timezone: string;
  /** In every process that has a schedule, as it is about what that process has; each time in one of them otherwise. */
  readonly isEveryones?: true;
  /** What it resolves to is logged; `undefined` is not. */
  readonly run: () => Promise<unknown>;
}

/**
 * Starts all tasks; a task that is still running is not started again, and one that fails is logged and comes round again. Of several
 * processes with the same schedule `ticks` settles which one a task falls to; when it cannot be asked, nobody does it that time.
 */
export const startSchedule = (
  tasks: readonly ScheduledTask[],
  log: Log,
  ticks: ScheduleTicks = ALL_MINE,
): { readonly stop: () => Promise<void> } => {
  const runCoordinator = { shouldRun: (tick: string) => ticks.claim(tick) };
  const started = tasks.map(({ name, pattern, timezone, isEveryones, run }) =>
    scheduleTask(
      pattern,
      async () => {
        try {
          const result = await run();
          // What comes round every minute and has nothing to tell would fill the log.
          if (result !== undefined) log.info('schedule.done', { task: name, result });
        } catch (error) {
          log.error('schedule.failed', { task: name, ...describeError(error) });
        }
      },
      { name, timezone, noOverlap: true, logger: remarksOf(name, log), ...(!isEveryones && { distributed: true, runCoordinator }) },
    ),
  );
  return {
    stop: async () => {
      for (const task of started) await task.destroy();
    },
  };
};

/** What node-cron itself has to say, of a run that was skipped for example, goes where everything goes. */
const remarksOf = (task: string, log: Log) => ({
  info: () => undefined,
  debug: () => undefined,
  warn: (remark: string) => log.warn('schedule.remark', { task, remark }),
  error: (remark: string | Error) => log.error('schedule.remark', { task, remark: String(remark) }),
});

/** What a task is called at the time `at` (ms) when it comes round: as node-cron itself calls it. */
export const tickOf = (task: string, at: number): string => `${task}:${new Date(at).toISOString()}`;
