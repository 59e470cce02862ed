import type { WorkTies } from '../../store/tie-ports.js';
import { isSuspect } from './questions.js';
import { tieKey } from './sightings.js';

/** What one round did. */
export interface RoundCount {
  readonly works: number;
  /** Searches, those that were not answered included. */
  readonly asked: number;
  /** Works whose look could not be finished. */
  readonly failed: number;
  /** Ties that are new, that were missed for the first time, that were taken for gone, and that came back. */
  readonly found: number;
  readonly missed: number;
  readonly died: number;
  readonly revived: number;
}

export const createRoundCount = () => {
  const count = { works: 0, asked: 0, failed: 0, found: 0, missed: 0, died: 0, revived: 0 };
  return {
    noteQuestions: (asked: number): void => void (count.asked += asked),
    note: (before: WorkTies | undefined, after: WorkTies | undefined): void => {
      if (after === undefined) return;
      count.works += 1;
      if (after.failed !== undefined) count.failed += 1;
      const old = new Map((before?.ties ?? []).map((tie) => [tieKey(tie), tie]));
      for (const tie of after.ties) {
        const was = old.get(tieKey(tie));
        if (was === undefined) count.found += 1;
        else if (tie.dead !== undefined && was.dead === undefined) count.died += 1;
        else if (tie.dead === undefined && was.dead !== undefined) count.revived += 1;
        else if (isSuspect(tie) && !isSuspect(was)) count.missed += 1;
      }
    },
    read: (): RoundCount => ({ ...count }),
  };
};
