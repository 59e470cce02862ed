import { datestampOf } from '../../catalogue/datestamp.js';
import { legalDate } from '../../oai-pmh/provenance.js';
import type { SourceState } from '../../store/harvest-ports.js';
import type { Run, RunCounters } from '../../store/run-ports.js';
import type { RecordAnswer } from '../source-client.js';
import { SourceError } from '../source-error.js';
import { allowedRemovals, brakeReason } from './brake.js';
import type { HarvestSource } from './harvest-source.js';
import type { Journal } from './journal.js';
import { NO_ABSENCES, planAbsences, type Absences } from './plan-absences.js';
import { PATIENT_RUNS, planRun, type Plan } from './plan-run.js';
import { joinParts, type PlannedParts } from './planned-part.js';
import type { Progress } from './progress.js';
import type { RunPorts } from './run-ports.js';
import { settleJournal, type SettledJournal } from './settle-journal.js';
import { oddVolume, withVolume } from './volume.js';

/** All that a run will do once it is applied. */
export interface PlannedRun extends PlannedParts {
  readonly counters: RunCounters;
  readonly groups: Pick<Run, 'failures' | 'left' | 'repairs'>;
  readonly warnings: readonly string[];
  readonly volumes: readonly number[];
  /** Where the next incremental run begins; absent where it stays as it is. */
  readonly mark?: string;
  /** Why a person has to look first. */
  readonly brake?: string;
}

export interface PlanningPorts extends Pick<RunPorts, 'store' | 'clock'> {
  readonly source: HarvestSource;
  readonly journal: Journal;
  /** Asks the source for one record and keeps its answer in the journal. @throws SourceError */
  readonly askProof: (identifier: string) => Promise<RecordAnswer>;
}

/** Holds what was fetched against what is stored. @throws SourceError when a list is empty that should not be */
export const planHarvestRun = async (ports: PlanningPorts, run: Run, progress: Progress, state: SourceState): Promise<PlannedRun> => {
  const { source, store, clock, journal } = ports;
  const live = await store.countHarvested(source.id, 'live');
  refuseEmptyList(run, source, progress, live);
  const settled = await settleJournal(journal);
  const now = clock();
  const planning = { source: source.id, store, run: run.id, at: datestampOf(now), now: secondOf(now) };
  const plan = await planRun(planning, settled);
  const isWhole = isWholeList(run, source, progress) && plan.nameless === 0;
  const most = run.request.mode === 'reconcile' ? Infinity : allowedRemovals(live, source.removalBrake);
  const absences = isWhole ? await planAbsences({ ...planning, ask: askOnce(ports, settled), most }, plan, settled) : NO_ABSENCES;
  const counters = addUp(plan, absences, progress);
  const brake = run.request.approveLargeChange ? undefined : brakeReason(counters, live, source.removalBrake);
  const mark = markOf(run, progress, plan);
  const odd = isWhole ? oddVolume(state.volumes, counters.inScope) : undefined;
  return {
    ...joinParts([plan, absences]),
    counters,
    groups: { failures: plan.failures, left: plan.left, repairs: plan.repairs },
    warnings: [
      ...[...progress.warnings, ...progress.remarks, ...absences.warnings],
      ...(odd === undefined ? [] : [odd]),
      ...[...namelessWarning(plan), ...failingWarning(plan)],
    ],
    volumes: isWhole ? withVolume(state.volumes, counters.inScope) : state.volumes,
    ...(mark !== undefined && { mark }),
    ...(brake !== undefined && { brake }),
  };
};

const secondOf = (now: number): string => `${new Date(now).toISOString().slice(0, 19)}Z`;

/** Nothing at all, where something must be, is a wrong set or format or a source that is not well: never a list to act on. */
const refuseEmptyList = ({ request }: Run, source: HarvestSource, { counters, isComplete }: Progress, live: number): void => {
  const isEverything = request.mode === 'full' || request.mode === 'reconcile' || (request.mode === 'incremental' && source.isSnapshot);
  const isFirst = request.mode === 'incremental' && live === 0;
  if (!isComplete || counters.seen > 0 || !(isEverything || isFirst)) return;
  if (live > 0) {
    throw new SourceError('source-error', `${source.id}: the list is empty, though ${live} of its records are here; it is not believed`);
  }
  if (isEverything) {
    throw new SourceError('source-error', `${source.id}: the list is empty; the set, the format or the query in the settings may be wrong`);
  }
};

/** Whether what a list lacks can mean anything. */
const isWholeList = ({ request }: Run, source: HarvestSource, { isComplete, warnings, counters }: Progress): boolean => {
  const { mode, limit } = request;
  const isList = mode === 'full' || mode === 'reconcile' || (mode === 'incremental' && source.isSnapshot);
  return isList && isComplete && limit === undefined && warnings.length === 0 && counters.seen > 0;
};

const askOnce =
  ({ askProof }: PlanningPorts, { proofs }: SettledJournal) =>
  async (identifier: string): Promise<RecordAnswer> =>
    proofs.get(identifier) ?? askProof(identifier);

const addUp = (plan: Plan, { suspects, retired, leftScope }: Absences, { counters: { pages, bytes } }: Progress): RunCounters => ({
  ...plan.counters,
  suspects,
  retired,
  leftScope: plan.counters.leftScope + leftScope,
  pages,
  bytes,
});

/**
 * The source's own clock when it began to answer the list that was read to its end; without a readable one the mark stays. A record
 * without an identifier cannot be tried again by itself, so the next run has to pass over it again.
 */
const markOf = ({ request }: Run, { isComplete, listBegan }: Progress, { nameless }: Plan): string | undefined => {
  const { mode, limit } = request;
  const isDue = mode === 'incremental' || mode === 'full' || mode === 'reconcile';
  return isDue && isComplete && limit === undefined && nameless === 0 && listBegan !== undefined ? legalDate(listBegan) : undefined;
};

const namelessWarning = ({ nameless }: Plan): readonly string[] =>
  nameless === 0
    ? []
    : [
        `${nameless} records had no identifier and cannot be asked for again; the next run begins where this one began, to find them once they are mended.`,
      ];

const failingWarning = ({ failing: { count, identifiers } }: Plan): readonly string[] => {
  if (count === 0) return [];
  const shown = `${identifiers.join(', ')}${count > identifiers.length ? ' …' : ''}`;
  return [`${count} records have failed in more than ${PATIENT_RUNS} harvests in a row; tell the source: ${shown}`];
};
