/** Settles which process does what has come round. */
export interface ScheduleTicks {
  /**
   * Whether a task that was due at a moment falls to whoever asks: it does to the first. `task` with its time, such as
   * `harvest sru:2026-03-01T01:15:00.000Z`. With `againAfterMs` it falls to another one, too, when the first took it longer ago than that
   * and, as the caller has seen, did nothing.
   */
  claim(task: string, againAfterMs?: number): Promise<boolean>;
}

/** Where one process has the store to itself. */
export const ALL_MINE: ScheduleTicks = { claim: async () => true };
