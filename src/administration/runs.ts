import type { Harvests } from '../harvester/run/harvests.js';
import type { RunReport } from '../harvester/run/run-report.js';
import type { HarvestStore } from '../store/harvest-ports.js';
import type { Run, RunState } from '../store/run-ports.js';
import { tellRunLog, type RunLogLine } from './run-log.js';
import { beganAt, decisionsFor, type RunDecision } from './run-moment.js';
import { listRunRecords, pageReport, type ChangePage, type RunRecords, type RunRecordsQuery } from './run-records.js';

/** In the order in which a run may come through them. */
export const RUN_STATES = [
  ...(['queued', 'fetching', 'staged', 'needs-approval', 'applying'] as const),
  ...(['completed', 'completed-with-failures', 'failed', 'cancelled', 'interrupted', 'paused'] as const),
] as const satisfies readonly RunState[];

/** Which runs are wanted; what is absent does not matter. */
export interface RunFilter {
  readonly source?: string;
  readonly states?: readonly RunState[];
  /** When it began, in ms, both inclusive. */
  readonly from?: number;
  readonly until?: number;
  readonly dryRun?: boolean;
  /** The id of the last one that was shown. */
  readonly before?: string;
  readonly limit: number;
}

export interface RunPage {
  /** Newest first. */
  readonly runs: readonly Run[];
  /** To be `before` of the next page; absent on the last one. */
  readonly next?: string;
}

/** The harvests so far, to be looked at. */
export interface Runs {
  list(filter: RunFilter): Promise<RunPage>;
  find(id: string): Promise<Run | undefined>;
  /** All changes with their field diffs; empty for a run that was not planned. */
  report(id: string): Promise<RunReport>;
  /** The same, paged by key. `undefined` when there is no such run. */
  diff(id: string, page: { readonly after?: string; readonly limit: number }): Promise<ChangePage | undefined>;
  /** Paged by key. `undefined` when there is no such run. */
  records(id: string, query: RunRecordsQuery): Promise<RunRecords | undefined>;
  /** In order of time. `undefined` when there is no such run. */
  log(id: string): Promise<readonly RunLogLine[] | undefined>;
  /** What a person can do with it now. */
  decisions(run: Run): readonly RunDecision[];
}

export interface RunsPorts {
  readonly harvests: Pick<Harvests, 'listRuns' | 'findRun' | 'findReport' | 'isRunning'>;
  readonly store: Pick<HarvestStore, 'listQuarantined'>;
}

export const createRuns = ({ harvests, store }: RunsPorts): Runs => ({
  list: (filter) => listRuns(harvests, filter),
  find: (id) => harvests.findRun(id),
  report: (id) => harvests.findReport(id),
  diff: async (id, page) => {
    const run = await harvests.findRun(id);
    return run && pageReport(await harvests.findReport(id), page);
  },
  records: async (id, query) => {
    const run = await harvests.findRun(id);
    return run && listRunRecords({ run, report: await harvests.findReport(id), store }, query);
  },
  log: async (id) => {
    const run = await harvests.findRun(id);
    return run && tellRunLog(run);
  },
  decisions: (run) => decisionsFor(run, harvests.isRunning),
});

const BATCH = 50;

/** Ids sort by the time at which a run began, so that no run outside the span is read. */
const listRuns = async (harvests: RunsPorts['harvests'], filter: RunFilter): Promise<RunPage> => {
  const { source, from = -Infinity, limit } = filter;
  const found: Run[] = [];
  for (let before = firstKey(filter); ;) {
    const page = await harvests.listRuns({
      limit: BATCH,
      ...(source !== undefined && { source }),
      ...(before !== undefined && { before }),
    });
    for (const run of page) {
      if (Date.parse(beganAt(run)) < from) return { runs: found };
      if (!isWanted(run, filter)) continue;
      if (found.length === limit) return { runs: found, next: found.at(-1)?.id ?? '' };
      found.push(run);
    }
    if (page.length < BATCH) return { runs: found };
    before = page.at(-1)?.id;
  }
};

/** In ms. Whoever writes 9999-12-31 means no end; from the year 10000 on, dates do not sort as text any more (ECMA-262 §21.4.1.32). */
const NO_END = Date.UTC(9999, 11, 31);

const firstKey = ({ before, until }: RunFilter): string | undefined => {
  if (until === undefined || until >= NO_END) return before;
  const bound = new Date(until + 1).toISOString().replaceAll(/[-:.]/g, '');
  return before !== undefined && before < bound ? before : bound;
};

const isWanted = (run: Run, { states, until = Infinity, dryRun }: RunFilter): boolean =>
  (states === undefined || states.includes(run.state)) &&
  (dryRun === undefined || run.request.dryRun === dryRun) &&
  Date.parse(beganAt(run)) <= until;
