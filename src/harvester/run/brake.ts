import type { RunCounters } from '../../store/run-ports.js';

/** How many of `live` records may go at once without a person's word: a small source loses one, never most of what it has. */
export const allowedRemovals = (live: number, share: number): number => Math.max(1, Math.floor(share * live));

type Removals = Pick<RunCounters, 'deleted' | 'retired' | 'leftScope' | 'renamed'>;

/** Why a person has to look before this is applied; `undefined` when it may go on. @param live records before the run */
export const brakeReason = (counters: Removals, live: number, share: number): string | undefined => {
  const { deleted, retired, leftScope, renamed } = counters;
  const removals = deleted + retired + leftScope + renamed;
  const allowed = allowedRemovals(live, share);
  if (removals <= allowed) return undefined;
  const parts = [
    [deleted, 'deleted by the source'],
    [retired, 'gone from its list'],
    [leftScope, 'of the older series no longer'],
    [renamed, 'under another identifier'],
  ] as const;
  const what = parts.flatMap(([count, words]) => (count > 0 ? [`${count} ${words}`] : [])).join(', ');
  return `Of ${live} records ${removals} would change at once in a way that rarely happens (${what}); more than ${allowed} need a person's word.`;
};
