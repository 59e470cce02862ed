import type { WallClock } from '../platform/clock.js';
import type { SourceSettings } from '../platform/settings.js';
import { lastAt } from './run-moment.js';
import type { SourceHistory } from './source-history.js';

/** When the schedule of a source last came after one moment and not after the other; `undefined` when it did not. All in ms since the epoch. */
export type LastHarvestTime = (source: SourceSettings, since: number, until: number) => number | undefined;

/** For a run to begin, in ms: the service may be about to start, or to catch up. */
const GRACE_MS = 15 * 60_000;
/** A timer may come a little early. */
const EARLY_MS = 60_000;
const MINUTE_MS = 60_000;
const KEPT = 2;

/**
 * The last two times of a schedule, however far apart, at which nobody harvested. To look for them takes a moment for each minute that went
 * by, so what has been looked at once is remembered. A source that was never harvested is waited for from the start of the program.
 */
export const createMissedTimes = ({
  lastHarvestTime,
  clock,
}: {
  readonly lastHarvestTime: LastHarvestTime;
  readonly clock: WallClock;
}): ((source: SourceSettings, history: SourceHistory) => readonly string[]) => {
  const started = clock();
  const looked = new Map<string, { readonly until: number; readonly times: readonly number[] }>();
  return (source, { running, lastWhole }) => {
    // What comes while one is under way is left out on purpose.
    if (running) return [];
    const since = lastWhole ? Date.parse(lastAt(lastWhole)) + EARLY_MS : started;
    const until = clock() - GRACE_MS;
    const before = looked.get(source.id);
    const fresh = findTimes(lastHarvestTime, source, Math.max(since, before?.until ?? since), until);
    const times = [...(before?.times ?? []), ...fresh].filter((time) => time > since).slice(-KEPT);
    looked.set(source.id, { until: Math.max(until, before?.until ?? until), times });
    return times.map((time) => new Date(time).toISOString());
  };
};

/** In ascending order. */
const findTimes = (lastHarvestTime: LastHarvestTime, source: SourceSettings, since: number, until: number): readonly number[] => {
  const last = until > since ? lastHarvestTime(source, since, until) : undefined;
  if (last === undefined) return [];
  const before = lastHarvestTime(source, since, last - MINUTE_MS);
  return before === undefined ? [last] : [before, last];
};
