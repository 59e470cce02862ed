import { schedule as scheduleTask } from 'node-cron';
import { describeError, type Log } from '../platform/log.js';

/** Work that comes round. `pattern` is a cron expression of five fields, read in `timezone` (an IANA name). */
export interface ScheduledTask {
  readonly name: string;
  readonly pattern: string;
  readonly timezone: string;
  readonly run: () => Promise<unknown>;
}

/** Starts all tasks; a task that is still running is not started again, and one that fails is logged and comes round again. */
export const startSchedule = (tasks: readonly ScheduledTask[], log: Log): { stop(): Promise<void> } => {
  const started = tasks.map(({ name, pattern, timezone, run }) =>
    scheduleTask(
      pattern,
      async () => {
        try {
          log.info('schedule.done', { task: name, result: await run() });
        } catch (error) {
          log.error('schedule.failed', { task: name, ...describeError(error) });
        }
      },
      { name, timezone, noOverlap: true },
    ),
  );
  return {
    stop: async () => {
      for (const task of started) await task.destroy();
    },
  };
};
