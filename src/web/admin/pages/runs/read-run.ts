import { isAtRest, type RunDecision } from '../../../../administration/run-moment.js';
import { pageOutcome, type RunOutcome, type RunRecords } from '../../../../administration/run-records.js';
import type { Runs } from '../../../../administration/runs.js';
import type { ReportedChange } from '../../../../harvester/run/run-report.js';
import type { Run } from '../../../../store/run-ports.js';

/** In the order in which they are shown: what goes is what has to be looked at. */
export const CHANGE_OUTCOMES = [
  'deleted',
  'retired',
  'leftScope',
  'renamed',
  'restored',
  'updated',
  'added',
] as const satisfies readonly RunOutcome[];
export type ChangeOutcome = (typeof CHANGE_OUTCOMES)[number];

/** The first records of a run that have an outcome; `total` is of all. */
export interface ChangeGroup {
  readonly outcome: ChangeOutcome;
  readonly total: number;
  readonly changes: readonly ReportedChange[];
}

/** A run with all that its page tells. */
export interface WholeRun {
  readonly run: Run;
  readonly decisions: readonly RunDecision[];
  /** Something goes on: the page is to be asked for again. */
  readonly isLive: boolean;
  /** Only those that there are. */
  readonly changes: readonly ChangeGroup[];
  /** Identifiers of records that could not be read and lie in quarantine still, of the groups that are shown. */
  readonly quarantined: readonly string[];
}

const SHOWN_CHANGES = 50;
/** Of groups of one message each. */
export const SHOWN_GROUPS = 20;

export const readWholeRun = async (runs: Runs, run: Run): Promise<WholeRun> => {
  const decisions = runs.decisions(run);
  const failed: RunRecords | undefined =
    run.failures.length === 0 ? undefined : await runs.records(run.id, { outcome: 'failed', limit: SHOWN_GROUPS });
  return {
    ...{ run, decisions },
    isLive: decisions.includes('cancel') || !isAtRest(run),
    changes: await readChanges(runs, run),
    quarantined: failed?.kind === 'failures' ? failed.quarantined : [],
  };
};

/** Empty for a run that has not been planned yet. */
export const readChanges = async (runs: Runs, { id, transitions }: Run): Promise<readonly ChangeGroup[]> => {
  if (!transitions.some(({ state }) => state === 'staged')) return [];
  const report = await runs.report(id);
  return CHANGE_OUTCOMES.flatMap((outcome) => {
    const { changes, total } = pageOutcome(report, outcome, { limit: SHOWN_CHANGES });
    return total === 0 ? [] : [{ outcome, total, changes }];
  });
};
