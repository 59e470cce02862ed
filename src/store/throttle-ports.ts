/** Attempts under one key: an account, an address, or an account from an address that it knows. */
export interface ThrottleCount {
  readonly failures: number;
  /** Of the last attempt that was let through, in ms since 1970 by the memory's clock. */
  readonly last: number;
  /** Somebody has been told since then that he has to wait. */
  readonly isTold: boolean;
}

/** What becomes of the counts, and what the caller wanted to know. */
export interface ThrottleChange<T> {
  readonly value: T;
  readonly put?: readonly (readonly [key: string, count: ThrottleCount])[];
  readonly remove?: readonly string[];
}

/**
 * Counts attempts to sign in, for all processes that share it. What is touched last is kept: ten thousand keys, and apart from these ten
 * thousand that begin with `trusted `, so that a flood of made-up names pushes out nobody who was let in.
 */
export interface ThrottleMemory {
  /**
   * Reads the counts of some keys and changes them as one, one change after the other, so that of many attempts at the same moment each sees
   * those before it. `now` is the memory's own clock, in ms since 1970.
   */
  change<T>(keys: readonly string[], change: (counts: ReadonlyMap<string, ThrottleCount>, now: number) => ThrottleChange<T>): Promise<T>;
}

export const MOST_THROTTLE_KEYS = 10_000;

export const isTrustedKey = (key: string): boolean => key.startsWith('trusted ');
