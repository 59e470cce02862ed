import type { Harvests } from '../harvester/run/harvests.js';
import { isUnderWay } from '../harvester/run/run-words.js';
import type { Run } from '../store/run-ports.js';

/** What the runs of one source so far say of it. */
export interface SourceHistory {
  /** Of whatever kind. */
  readonly lastRun?: Run;
  readonly running?: Run;
  /** Held by the brake, newest first; whether it can still be approved the source's revision tells. */
  readonly held: readonly Run[];
  /** The last run that was to read the list as it should be read, whatever became of it; not one that a person has ended. */
  readonly lastWhole?: Run;
  readonly lastSuccess?: Run;
  readonly lastFailure?: Run;
  /** Such runs that failed in a row, up to the last one. */
  readonly failures: number;
}

const BATCH = 30;

/** Back to the last success: what failed before that has been overcome. */
export const readSourceHistory = async (
  { listRuns, isRunning }: Pick<Harvests, 'listRuns' | 'isRunning'>,
  source: string,
): Promise<SourceHistory> => {
  const runs: Run[] = [];
  for (let last: Run | undefined; ;) {
    const page = await listRuns({ source, limit: BATCH, ...(last && { before: last.id }) });
    runs.push(...page);
    last = page.at(-1);
    if (page.length < BATCH || page.some(isSuccess)) break;
  }
  const whole = runs.filter((run) => isWhole(run) && run.state !== 'cancelled' && !isRunning(run.id) && !isUnderWay(run.state));
  return {
    ...picked(runs, whole, isRunning),
    held: runs.filter(({ state }) => state === 'needs-approval'),
    failures: countFailures(whole),
  };
};

const picked = (runs: readonly Run[], whole: readonly Run[], isRunning: Harvests['isRunning']) => {
  const [lastRun, lastWhole] = [runs[0], whole[0]];
  const running = runs.find(({ id }) => isRunning(id));
  const lastSuccess = whole.find(isSuccess);
  const lastFailure = whole.find(({ state }) => state === 'failed');
  return {
    ...(lastRun && { lastRun }),
    ...(running && { running }),
    ...(lastWhole && { lastWhole }),
    ...(lastSuccess && { lastSuccess }),
    ...(lastFailure && { lastFailure }),
  };
};

const WHOLE: ReadonlySet<Run['request']['mode']> = new Set(['incremental', 'full', 'reconcile']);

/** Single records, a range or a trial say nothing about whether the source is being harvested. */
export const isWhole = ({ request: { mode, limit, dryRun } }: Run): boolean => WHOLE.has(mode) && limit === undefined && !dryRun;

const isSuccess = (run: Run): boolean => isWhole(run) && (run.state === 'completed' || run.state === 'completed-with-failures');

const countFailures = (whole: readonly Run[]): number => {
  const success = whole.findIndex(isSuccess);
  return whole.slice(0, success < 0 ? whole.length : success).filter(({ state }) => state === 'failed').length;
};
