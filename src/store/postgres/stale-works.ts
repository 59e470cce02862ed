import { createCommitQueue } from '../commit-queue.js';
import type { Link } from '../harvest-ports.js';
import type { Renewal, StaleWork, WorkNeighbours, WorkStore } from '../work-ports.js';
import type { Database, Queries } from './database.js';
import { findUnder } from './work-reading.js';
import { putWorks } from './work-writing.js';

/** Any number that nobody else uses in this database. */
const RENEWAL_LOCK = 7_135_900_004;

const LOCK = { name: 'work_lock', text: 'select pg_advisory_xact_lock($1)' };
const READ_MADE_WITH = { name: 'work_made_with', text: 'select made_with from work_state' };
const COUNT = {
  name: 'work_count_stale',
  text: 'select count(*)::integer as count from (select from stale_work order by place desc limit $1) waiting',
};

/** Those that changed last first: what somebody has just saved must not wait behind a million that were loaded. With them all that is noted of the same works. */
const TAKE = {
  name: 'work_take_stale',
  text: `
    with newest as (select distinct id from (select id from stale_work order by place desc limit $1) last)
    select id, bool_or(spreads) as spreads, array_agg(place::text) as places from stale_work join newest using (id) group by id order by id`,
};
const SETTLE = { name: 'work_settle', text: 'delete from stale_work where place = any($1::bigint[])' };
const MARK = { name: 'work_mark', text: 'insert into stale_work (id) select distinct * from unnest($1::text[])' };

const LIST_LINKS = { name: 'work_links', text: 'select body from link where ours = any($1::text[]) order by theirs' };
const LIST_COPIES = {
  name: 'work_copies',
  text: 'select number, local_id from copy_number where number = any($1::text[]) order by local_id',
};
const DROP_COPY = { name: 'work_drop_copy', text: 'delete from copy_number where local_id = $1 returning number' };
const PUT_COPY = {
  name: 'work_put_copy',
  text: 'insert into copy_number (number, local_id) select number, $1 from unnest($2::text[]) as number',
};

/** The queue of works that the triggers of schemas/postgres/004-works.sql fill. */
export const createStaleWorks = (database: Database): Pick<WorkStore, 'claim' | 'countStale' | 'renew' | 'put'> => {
  const alone = <T>(work: (queries: Queries) => Promise<T>): Promise<T> =>
    database.transaction(async (queries) => {
      await queries.query(LOCK, [RENEWAL_LOCK]);
      return work(queries);
    });
  return {
    put: (changes) => alone((queries) => putWorks(queries, changes)),
    claim: (madeWith) =>
      alone(async (queries) => {
        const before = await readMadeWith(queries);
        if (before === madeWith) return;
        await queries.query('update work_state set made_with = $1', [madeWith]);
        // The migration has queued them for the first one that comes.
        if (before !== undefined) await queries.query('select queue_all_works()');
      }),
    countStale: async (most) => {
      const [row] = await database.query<{ readonly count: number }>(COUNT, [most]);
      return row?.count ?? 0;
    },
    renew: ({ limit, madeWith, make }) =>
      alone(async (queries) => {
        if ((await readMadeWith(queries)) !== madeWith) return 0;
        const taken = await queries.query<StaleWork & { readonly places: readonly string[] }>(TAKE, [limit]);
        if (taken.length === 0) return 0;
        const stale = taken.map(({ id, spreads }) => ({ id, spreads }));
        await settle(queries, await make(stale, neighboursOf(oneByOne(queries))));
        await queries.query(SETTLE, [taken.flatMap(({ places }) => places)]);
        return taken.length;
      }),
  };
};

const settle = async (queries: Queries, { changes, alsoStale }: Renewal): Promise<void> => {
  await putWorks(queries, changes);
  if (alsoStale.length > 0) await queries.query(MARK, [alsoStale]);
};

const readMadeWith = async (queries: Queries): Promise<string | undefined> => {
  const [row] = await queries.query<{ readonly made_with: string | null }>(READ_MADE_WITH);
  return row?.made_with ?? undefined;
};

/** Works are made side by side, but a connection takes one question after the other. */
const oneByOne = (queries: Queries): Queries => {
  const turns = createCommitQueue();
  return { query: (statement, values) => turns.run(() => queries.query(statement, values)) };
};

const neighboursOf = (queries: Queries): WorkNeighbours => ({
  listLinksOfOurs: async (ours) => (await queries.query<{ readonly body: Link }>(LIST_LINKS, [ours])).map(({ body }) => body),
  listCopies: async (numbers) =>
    (await queries.query<{ readonly number: string; readonly local_id: string }>(LIST_COPIES, [numbers])).map(
      ({ number, local_id: localId }) => ({ number, localId }),
    ),
  putCopy: async (localId, numbers) => {
    const before = await queries.query<{ readonly number: string }>(DROP_COPY, [localId]);
    if (numbers.length > 0) await queries.query(PUT_COPY, [localId, [...new Set(numbers)]]);
    return before.map(({ number }) => number);
  },
  idsUnder: (keys) => findUnder(queries, keys),
});
