import type { ReportedChange, RunReport } from '../harvester/run/run-report.js';
import type { HarvestStore } from '../store/harvest-ports.js';
import type { Run, RunGroup } from '../store/run-ports.js';

/**
 * What a run made of a record, as the counters call it. `updated` here leaves out those that were restored or renamed. `leftScope`: was
 * wanted and is no longer · `outOfScope`: all that the source sent and nobody wants.
 */
export const RUN_OUTCOMES = [
  ...(['added', 'updated', 'restored', 'renamed', 'deleted', 'retired', 'leftScope'] as const),
  ...(['failed', 'repaired', 'outOfScope', 'unchanged'] as const),
] as const;
export type RunOutcome = (typeof RUN_OUTCOMES)[number];

export interface RunRecordsQuery {
  readonly outcome: RunOutcome;
  /** `next` of the page before. */
  readonly after?: string;
  /** Records or groups. */
  readonly limit: number;
}

/** The records of a run by outcome. `total` counts records, on all pages; `next` is absent on the last page. */
export type RunRecords =
  /** In ascending order of localId. */
  | {
      readonly kind: 'records';
      readonly total: number;
      /** Of `total` those that are on no page; absent where there are none. */
      readonly unlisted?: number;
      readonly records: readonly ReportedChange[];
      readonly next?: string;
    }
  /** By what is said of them, the commonest first; each names the first hundred. */
  | { readonly kind: 'groups'; readonly total: number; readonly groups: readonly RunGroup[]; readonly next?: string }
  /** The same, with those of the records that lie in quarantine still: mode records retries them by these identifiers. */
  | {
      readonly kind: 'failures';
      readonly total: number;
      readonly groups: readonly RunGroup[];
      /** Those of the groups on this page. */
      readonly quarantined: readonly string[];
      readonly next?: string;
    }
  /** Nothing is kept of them but their number. */
  | { readonly kind: 'count'; readonly total: number };

/** One page of the records of a run that had this outcome, or would have. */
export const listRunRecords = async (
  { run, report, store }: { readonly run: Run; readonly report: RunReport; readonly store: Pick<HarvestStore, 'listQuarantined'> },
  query: RunRecordsQuery,
): Promise<RunRecords> => {
  const { counters } = run;
  switch (query.outcome) {
    case 'added':
    case 'updated':
    case 'restored':
    case 'renamed':
    case 'deleted':
    case 'retired':
    case 'leftScope':
      return pageOfChanges(report, query);
    case 'outOfScope':
      return { kind: 'groups', total: counters.outOfScope, ...pageOfGroups(run.left, query) };
    case 'repaired':
      return { kind: 'groups', total: counters.repaired, ...pageOfGroups(run.repairs, query) };
    case 'failed': {
      const page = pageOfGroups(run.failures, query);
      return { kind: 'failures', total: countOf(run.failures), ...page, quarantined: await stillQuarantined(store, run, page.groups) };
    }
    case 'unchanged':
      return { kind: 'count', total: counters.unchanged };
  }
};

const pageOfChanges = (report: RunReport, query: RunRecordsQuery): RunRecords => {
  const { changes: records, ...page } = pageOutcome(report, query.outcome, query);
  return { kind: 'records', records, ...page };
};

/** The changes of one outcome. Of very many the report has the first; `total` counts them all. */
export const pageOutcome = (
  { changes, unlisted }: RunReport,
  outcome: RunOutcome,
  query: Pick<RunRecordsQuery, 'after' | 'limit'>,
): ChangePage => {
  const wanted = outcome === 'leftScope' ? 'outOfScope' : outcome;
  const page = pageChanges(
    changes.filter((change) => change.outcome === wanted),
    query,
  );
  const more = Object.entries(unlisted ?? {}).find(([of]) => of === wanted)?.[1] ?? 0;
  return withUnlisted(page, more);
};

/** Changes of a run in ascending order of localId, a page at a time. */
export interface ChangePage {
  readonly changes: readonly ReportedChange[];
  /** On all pages, and on none. */
  readonly total: number;
  /** Of `total` those that are on no page, since the report of a large run has only the first; absent where there are none. */
  readonly unlisted?: number;
  /** To be `after` of the next page; absent on the last one. */
  readonly next?: string;
}

const pageChanges = (given: readonly ReportedChange[], { after, limit }: Pick<RunRecordsQuery, 'after' | 'limit'>): ChangePage => {
  const all = [...given].sort((a, b) => (a.localId < b.localId ? -1 : a.localId > b.localId ? 1 : 0));
  const rest = after === undefined ? all : all.filter(({ localId }) => localId > after);
  const changes = rest.slice(0, limit);
  const last = changes.at(-1);
  return { changes, total: all.length, ...(last && rest.length > limit && { next: last.localId }) };
};

/** The changes of every outcome that the report has. */
export const pageReport = ({ changes, unlisted }: RunReport, query: Pick<RunRecordsQuery, 'after' | 'limit'>): ChangePage => {
  const page = pageChanges(changes, query);
  return withUnlisted(
    page,
    Object.values(unlisted ?? {}).reduce((sum, more) => sum + more, 0),
  );
};

const withUnlisted = (page: ChangePage, more: number): ChangePage =>
  more === 0 ? page : { ...page, total: page.total + more, unlisted: more };

interface GroupPage {
  readonly groups: readonly RunGroup[];
  readonly next?: string;
}

/** The message is the key: no two groups of a run have the same. */
const pageOfGroups = (all: readonly RunGroup[], { after, limit }: RunRecordsQuery): GroupPage => {
  const rest = after === undefined ? all : all.slice(all.findIndex(({ message }) => message === after) + 1);
  const groups = rest.slice(0, limit);
  const last = groups.at(-1);
  return { groups, ...(last && rest.length > limit && { next: last.message }) };
};

const countOf = (groups: readonly RunGroup[]): number => groups.reduce((sum, { count }) => sum + count, 0);

const BATCH = 500;

/** In order of identifier. A record that was read meanwhile has left quarantine; one that failed anew since then is there for both runs. */
const stillQuarantined = async (
  store: Pick<HarvestStore, 'listQuarantined'>,
  run: Run,
  groups: readonly RunGroup[],
): Promise<readonly string[]> => {
  const named = new Set(groups.flatMap(({ identifiers }) => identifiers));
  const found: string[] = [];
  for (let after: string | undefined; named.size > 0;) {
    const page = await store.listQuarantined({ source: run.request.source, limit: BATCH, ...(after !== undefined && { after }) });
    found.push(...page.filter(({ identifier }) => named.has(identifier)).map(({ identifier }) => identifier));
    after = page.at(-1)?.identifier;
    if (page.length < BATCH) break;
  }
  return found;
};
