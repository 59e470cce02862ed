import type { StoredWorkTies, TieMemory, WorkTies } from '../tie-ports.js';
import type { Database } from './database.js';

/** What look-ups found, in `work_ties`. */
export const createPostgresTies = (database: Database): TieMemory => ({
  find: async (works) => (await database.query<Row>(FIND, [works])).map(storedOf),
  listChanged: async ({ after = 0, limit }) => (await database.query<Row>(LIST_CHANGED, [after, limit])).map(storedOf),
  put: async (rows) => {
    // Of one that comes twice the later one counts; one statement cannot put it twice.
    const put = [...new Map(rows.map((row) => [row.work, row])).values()];
    if (put.length === 0) return;
    await database.query(PUT, [put.map(({ work }) => work), put.map((row) => JSON.stringify(row)), put.length]);
  },
  lastChange: async () => {
    const [row] = await database.query<{ readonly last: string }>(LAST_CHANGE);
    return Number(row?.last ?? 0);
  },
});

interface Row {
  readonly change: string;
  readonly body: WorkTies;
}

const storedOf = ({ change, body }: Row): StoredWorkTies => ({ row: body, change: Number(change) });

const FIND = { name: 'ties.find', text: 'select change, body from work_ties where work = any($1::text[])' };

const LIST_CHANGED = { name: 'ties.changed', text: 'select change, body from work_ties where change > $1 order by change limit $2' };

const LAST_CHANGE = { name: 'ties.last', text: 'select last from tie_change' };

/** The count comes first and is held until all of it can be read. */
const PUT = {
  name: 'ties.put',
  text: `
    with counted as (update tie_change set last = last + $3::bigint returning last - $3::bigint as base)
    insert into work_ties (work, change, body)
      select given.work, counted.base + given.position, given.body::json
        from counted, unnest($1::text[], $2::text[]) with ordinality as given (work, body, position)
      on conflict (work) do update set change = excluded.change, body = excluded.body`,
};
