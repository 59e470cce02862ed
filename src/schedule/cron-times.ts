import { createTask, validate } from 'node-cron';

/** A cron expression of five fields with the time zone in which it is read. */
export interface CronTimes {
  readonly pattern: string;
  /** IANA name. */
  readonly timezone: string;
}

/** What is wrong with it, a sentence; `undefined` for one that can be kept. */
export const findCronFault = ({ pattern, timezone }: CronTimes): string | undefined => {
  if (pattern.trim().split(/\s+/).length !== 5 || !validate(pattern)) {
    return `"${pattern}" is no cron expression of five fields (minute, hour, day, month, weekday), such as "15 3 * * *"`;
  }
  try {
    new Intl.DateTimeFormat('en', { timeZone: timezone });
  } catch {
    return `"${timezone}" is no time zone that this system knows, such as Europe/Helsinki`;
  }
  const next = nextTimes({ pattern, timezone }, 1);
  return next.length === 0 ? `"${pattern}" never comes` : undefined;
};

/** From now by the machine's clock, the soonest first. */
export const nextTimes = (times: CronTimes, count: number): readonly Date[] =>
  withTask(times, (task) => {
    try {
      return task.getNextRuns(count);
    } catch {
      // node-cron throws for a day that no month has.
      return [];
    }
  });

const MINUTE_MS = 60_000;
/** Further back nobody looks: a monthly harvest that was missed two months ago is caught up by the one of last month. */
const LONGEST_LOOK_MS = 62 * 86_400_000;

/** When it last came before `now`, but after `since`; `undefined` when it did not. All in milliseconds. */
export const lastTimeBetween = (times: CronTimes, since: number, now: number): number | undefined =>
  withTask(times, (task) => {
    const earliest = Math.max(since, now - LONGEST_LOOK_MS);
    for (let minute = Math.floor(now / MINUTE_MS) * MINUTE_MS; minute > earliest; minute -= MINUTE_MS) {
      if (task.match(new Date(minute))) return minute;
    }
    return undefined;
  });

/** Further back it is not counted: by then "a week or more" is all that matters. */
const LONGEST_COUNT_MS = 7 * 86_400_000;

/** How often it came after `since` and not after `until`, within the last week before that. All in milliseconds. */
export const countTimesBetween = (times: CronTimes, since: number, until: number): number =>
  withTask(times, (task) => {
    const earliest = Math.max(since, until - LONGEST_COUNT_MS);
    // Every zone in use is some quarters of an hour off UTC, and to ask of each minute takes a tenth of a second for a week.
    const minuteOfHour = /^\d+(?=\s)/.exec(times.pattern.trim())?.[0];
    const step = minuteOfHour === undefined ? MINUTE_MS : 15 * MINUTE_MS;
    const offset = minuteOfHour === undefined ? 0 : (Number(minuteOfHour) % 15) * MINUTE_MS;
    let count = 0;
    for (let at = Math.floor((until - offset) / step) * step + offset; at > earliest; at -= step) if (task.match(new Date(at))) count += 1;
    return count;
  });

/** The task is never started: it only knows its times. */
const withTask = <T>({ pattern, timezone }: CronTimes, ask: (task: ReturnType<typeof createTask>) => T): T => {
  const task = createTask(pattern, () => undefined, { timezone });
  try {
    return ask(task);
  } finally {
    void task.destroy();
  }
};
