import type { Run, RunListPage, RunStore } from '../run-ports.js';
import type { Queries, Statement } from './database.js';

/** What is written of runs, each in one statement; so that each can be bound to a lease. */
export type RunWrites = Pick<RunStore, 'saveRun' | 'appendEntry' | 'removeEntries' | 'saveReport' | 'removeRun'>;
export type RunReads = Pick<RunStore, 'findRun' | 'listRuns' | 'readEntries' | 'findReport'>;

/** Everything else comes from a stranger and is no run's. Journals of runs that were never saved have it, too. */
const RUN_ID = /^\d{8}T\d{9}Z-[a-z][a-z0-9-]*$/;
const isRunId = (text: string): boolean => RUN_ID.test(text);

interface BodyRow {
  readonly body: string;
}

interface BytesRow {
  readonly body: Buffer;
}

const FIND_RUN = { name: 'find-run', text: 'select body from run where id = $1' };
const LIST_RUNS = {
  name: 'list-runs',
  text: `select body from run where ($1::text is null or id < $1) order by id desc limit $2`,
};
const LIST_RUNS_OF = {
  name: 'list-runs-of-source',
  text: `select body from run where source = $3 and ($1::text is null or id < $1) order by id desc limit $2`,
};
const LIST_RUNS_IN = `select body from run
  where state = any($3::text[]) and ($4::text is null or source = $4) and ($1::text is null or id < $1) order by id desc limit $2`;
/** Those under way have an index of their own. */
const LIST_RUNS_UNDER_WAY = `select body from run
  where state in ('queued', 'fetching', 'staged', 'applying') and state = any($3::text[])
    and ($4::text is null or source = $4) and ($1::text is null or id < $1) order by id desc limit $2`;
const UNDER_WAY: ReadonlySet<string> = new Set(['queued', 'fetching', 'staged', 'applying']);
const FIND_ENTRY = { name: 'find-run-entry', text: 'select body from run_entry where run = $1 and number = $2', binary: true };
const FIND_REPORT = { name: 'find-run-report', text: 'select body from run_report where run = $1', binary: true };

export const readRuns = (queries: Queries): RunReads => ({
  findRun: async (id) => {
    const [row] = isRunId(id) ? await queries.query<BodyRow>(FIND_RUN, [id]) : [];
    return row && parseRun(row);
  },
  listRuns: async ({ source, states, before, limit }: RunListPage) => {
    const values = [before ?? null, limit];
    const rows = await (states
      ? queries.query<BodyRow>(states.every((state) => UNDER_WAY.has(state)) ? LIST_RUNS_UNDER_WAY : LIST_RUNS_IN, [
          ...values,
          states,
          source ?? null,
        ])
      : source === undefined
        ? queries.query<BodyRow>(LIST_RUNS, values)
        : queries.query<BodyRow>(LIST_RUNS_OF, [...values, source]));
    return rows.map(parseRun);
  },
  // One by one: each may have two megabytes, and whoever follows a journal needs no connection meanwhile.
  readEntries: async function* (runId) {
    for (let number = 1; isRunId(runId); number += 1) {
      const [row] = await queries.query<BytesRow>(FIND_ENTRY, [runId, number]);
      if (!row) return;
      yield row.body.toString('utf8');
    }
  },
  findReport: async (runId) => {
    const [row] = isRunId(runId) ? await queries.query<BytesRow>(FIND_REPORT, [runId]) : [];
    return row?.body.toString('utf8');
  },
});

/** We wrote it. */
const parseRun = ({ body }: BodyRow): Run => JSON.parse(body) as Run;

/** SQL that changes something of a run, as a `with` query that begins with a comma or with nothing; `$1` … stand for `values`. */
export type WriteRows = (name: string, parts: readonly string[], values: readonly unknown[]) => Promise<void>;

const SAVE_RUN = `insert into run (id, source, state, body) select $1, $2, $3, $4 from allowed
  on conflict (id) do update set state = excluded.state, body = excluded.body`;
const PUT_ENTRY = `insert into run_entry (run, number, body) select $1, $2::integer, $3::bytea from allowed
  on conflict (run, number) do update set body = excluded.body`;
/** Of an earlier attempt, and no part of the journal any more. */
const CUT_JOURNAL = `delete from run_entry using allowed where run = $1 and number > $2::integer`;
const REMOVE_ENTRIES = `delete from run_entry using allowed where run = $1`;
const SAVE_REPORT = `insert into run_report (run, body) select $1, $2::bytea from allowed on conflict (run) do update set body = excluded.body`;
const REMOVE_REPORT = `delete from run_report using allowed where run = $1`;
const REMOVE_RUN = `delete from run using allowed where id = $1`;

/** Each write is one statement, and so all or nothing. */
export const writeRuns = (write: WriteRows): RunWrites => ({
  saveRun: (run) => write('save-run', [SAVE_RUN], [run.id, run.request.source, run.state, JSON.stringify(run)]),
  appendEntry: (runId, number, entry) => write('append-run-entry', [PUT_ENTRY, CUT_JOURNAL], [runId, number, Buffer.from(entry, 'utf8')]),
  removeEntries: (runId) => write('remove-run-entries', [REMOVE_ENTRIES], [runId]),
  saveReport: (runId, report) => write('save-run-report', [SAVE_REPORT], [runId, Buffer.from(report, 'utf8')]),
  removeRun: (runId) => write('remove-run', [REMOVE_ENTRIES, REMOVE_REPORT, REMOVE_RUN], [runId]),
});

/** Writes where no lease is asked for. */
export const writeFreely =
  (queries: Queries): WriteRows =>
  async (name, parts, values) => {
    await queries.query(statementOf(name, 'allowed as (select 1)', parts), values);
  };

/** `select 1 from allowed` answers one row where it was allowed, and none where nothing was done. */
export const statementOf = (name: string, allowed: string, parts: readonly string[]): Statement => ({
  name,
  text: `with ${[allowed, ...parts.map((part, index) => `part${index} as (${part})`)].join(',\n')} select 1 as done from allowed`,
});
