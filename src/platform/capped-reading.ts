import { setTimeout as wait } from 'node:timers/promises';
import type { WallClock } from './clock.js';

export interface ReadingLimits {
  /** In ms: whoever asks waits no longer. */
  readonly most: number;
  /** In ms: what was read is not read again before. */
  readonly keep: number;
}

/** Told of a reading that failed; one that only took too long is no failure. */
export type NoteFailure = (error: unknown) => void;

/**
 * Reads something that may be slow or unwell for someone who must not wait for it. One reading at a time, whoever asks; one that takes
 * longer than `most` goes on, and is there for whoever asks next. `undefined` when nothing fresh can be said in time: never a stale value.
 */
export const createCappedReading = <Value>(
  read: () => Promise<Value>,
  { most, keep }: ReadingLimits,
  clock: WallClock,
  noteFailure: NoteFailure,
): (() => Promise<Value | undefined>) => {
  let kept: { readonly at: number; readonly value: Value } | undefined;
  let underWay: Promise<void> | undefined;
  const readOnce = async (): Promise<void> => {
    try {
      const value = await read();
      kept = { at: clock(), value };
    } catch (error) {
      kept = undefined;
      noteFailure(error);
    } finally {
      underWay = undefined;
    }
  };
  // A clock that was put back must not keep an old value for ever.
  const isFresh = (): boolean => kept !== undefined && Math.abs(clock() - kept.at) < keep;
  return async () => {
    if (isFresh()) return kept?.value;
    underWay ??= readOnce();
    const enough = new AbortController();
    await Promise.race([underWay, wait(most, undefined, { signal: enough.signal }).catch(() => undefined)]);
    enough.abort();
    return isFresh() ? kept?.value : undefined;
  };
};
