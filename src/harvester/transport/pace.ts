import type { WallClock } from '../../platform/clock.js';
import { SourceError } from '../source-error.js';

/** Resolves after so many ms. @throws SourceError `cancelled` as soon as the signal says so */
export type Wait = (ms: number, signal: AbortSignal) => Promise<void>;

export interface PaceOptions {
  /** From the end of one answer to the next request, in ms. */
  readonly minDelayMs: number;
  readonly clock: WallClock;
  readonly wait: Wait;
}

/** The manners towards one source. All that ask it share one pace. */
export interface Pace {
  readonly clock: WallClock;
  /** From the end of one answer to the next request, in ms. */
  readonly minDelayMs: number;
  /** Runs the request when its turn has come: never two at once. @throws SourceError `cancelled` */
  inTurn<T>(request: () => Promise<T>, signal: AbortSignal): Promise<T>;
  /** Stays away for so many ms, as the source asked or before trying again. @throws SourceError `cancelled` */
  pause(ms: number, signal: AbortSignal): Promise<void>;
}

export const createPace = ({ minDelayMs, clock, wait }: PaceOptions): Pace => {
  let queue: Promise<unknown> = Promise.resolve();
  let free = -Infinity;
  const take = async <T>(request: () => Promise<T>, signal: AbortSignal): Promise<T> => {
    // A clock put back must not make us wait for longer than ever agreed.
    const rest = Math.min(free - clock(), minDelayMs);
    if (rest > 0) await wait(rest, signal);
    refuseIfCancelled(signal);
    try {
      return await request();
    } finally {
      free = clock() + minDelayMs;
    }
  };
  return {
    clock,
    minDelayMs,
    inTurn: (request, signal) => {
      const turn = queue.then(() => take(request, signal));
      queue = turn.then(
        () => undefined,
        () => undefined,
      );
      return turn;
    },
    pause: async (ms, signal) => {
      refuseIfCancelled(signal);
      await wait(ms, signal);
    },
  };
};

/** @throws SourceError `cancelled` */
export const refuseIfCancelled = (signal: AbortSignal): void => {
  if (signal.aborted) throw new SourceError('cancelled', 'the harvest was cancelled');
};

/** By the timers of the machine. */
export const systemWait: Wait = (ms, signal) =>
  new Promise((resolve, reject) => {
    const cancel = (): void => {
      clearTimeout(timer);
      reject(new SourceError('cancelled', 'the harvest was cancelled'));
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', cancel);
      resolve();
    }, ms);
    if (signal.aborted) cancel();
    else signal.addEventListener('abort', cancel, { once: true });
  });
