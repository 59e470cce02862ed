import { beganAt, restedAt } from '../../../../administration/run-moment.js';
import type { Run, RunCounters } from '../../../../store/run-ports.js';

/** The four figures by which a run is compared with others, in records. */
export interface RunFigures {
  readonly added: number;
  readonly updated: number;
  /** Deleted by the source, gone from its list, or no longer selected. */
  readonly removed: number;
  readonly failed: number;
}

export const figuresOf = ({ added, updated, deleted, retired, leftScope, failed }: RunCounters): RunFigures => ({
  added,
  updated,
  removed: deleted + retired + leftScope,
  failed,
});

/** How many records it changed, or would. */
export const changesOf = (counters: RunCounters): number => {
  const { added, updated, removed } = figuresOf(counters);
  return added + updated + removed;
};

/** What the brake counts: what goes, and what is known by another identifier. */
export const removalsOf = ({ deleted, retired, leftScope, renamed }: RunCounters): number => deleted + retired + leftScope + renamed;

/** Whether it tells what would be, not what was done: a run that is not applied, or never was. */
export const isNotApplied = ({ state }: Pick<Run, 'state'>): boolean =>
  state !== 'completed' && state !== 'completed-with-failures' && state !== 'applying';

/** In ms, up to now while it is under way. */
export const tookOf = (run: Run, now: number): number =>
  Math.max(0, Date.parse(restedAt(run) ?? new Date(now).toISOString()) - Date.parse(beganAt(run)));

/** Of the fetching, in ms: what goes before and after it says nothing about the pace of the source. */
export const fetchingOf = ({ transitions }: Run, now: number): number => {
  const from = transitions.findLastIndex(({ state }) => state === 'fetching');
  const [began, ended] = [transitions[from], transitions[from + 1]];
  return began ? Math.max(0, (ended ? Date.parse(ended.at) : now) - Date.parse(began.at)) : 0;
};
