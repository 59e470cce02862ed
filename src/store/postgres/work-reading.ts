import type { WorkStore } from '../work-ports.js';
import type { Queries } from './database.js';
import { searchWorks, type SearchLimits } from './work-search.js';
import { plainText, wholeNumber } from './work-values.js';

const FIND = { name: 'work_find', text: 'select body from work_body where id = $1' };
const FIND_ALL = {
  name: 'work_find_all',
  text: 'select body from unnest($1::text[]) with ordinality as given (id, place) join work_body using (id) order by place',
};
const FIND_GONE = { name: 'work_find_gone', text: 'select id, changed from work_gone where id = $1' };

/** Nobody reads on in a list of what answers to one name. */
const MOST_UNDER = 500;

const FIND_UNDER = { name: 'work_find_under', text: 'select id, key from work_ids_under($1, $2)' };

const LIST = {
  name: 'work_list',
  text: `with page as (select changed, id from work where (changed, id) > ($1, $2) order by changed, id limit $3)
    select body from page join work_body using (id) order by changed, id`,
};
const LIST_NEWEST = {
  name: 'work_list_newest',
  text: `with page as (select created, id from work order by created desc, id limit $1)
    select body from page join work_body using (id) order by created desc, id`,
};
const LIST_GONE = {
  name: 'work_list_gone',
  text: 'select id, changed from work_gone where changed >= $1 order by changed, id limit $2',
};
const READ_STATE = { name: 'work_state', text: 'select works, sum, changed from work_state' };

interface Body {
  readonly body: unknown;
}
interface GoneRow {
  readonly id: string;
  readonly changed: string;
}

const bodies = (rows: readonly Body[]): readonly unknown[] => rows.map(({ body }) => body);
const goneOf = ({ id, changed }: GoneRow) => ({ id, changed: Number(changed) });

export const createWorkReading = (queries: Queries, limits?: SearchLimits): Omit<WorkStore, 'put' | 'claim' | 'countStale' | 'renew'> => ({
  find: async (id) => (await queries.query<Body>(FIND, [plainText(id)]))[0]?.body,
  findAll: async (ids) => (ids.length === 0 ? [] : bodies(await queries.query<Body>(FIND_ALL, [ids.map(plainText)]))),
  findGone: async (id) => (await queries.query<GoneRow>(FIND_GONE, [plainText(id)])).map(goneOf)[0],
  idsUnder: (keys) => findUnder(queries, keys),
  search: (wish) => searchWorks(queries, wish, limits),
  list: async ({ after, since, limit }) => {
    // Behind every work of the second before, or behind the one that was the last: whichever is later.
    const start = { changed: wholeNumber(since ?? 0) - 1, id: AFTER_ALL_IDS };
    const from = after !== undefined && after.changed > start.changed ? after : start;
    return bodies(await queries.query<Body>(LIST, [wholeNumber(from.changed), plainText(from.id), limit]));
  },
  listNewest: async (limit) => bodies(await queries.query<Body>(LIST_NEWEST, [limit])),
  listGone: async ({ since = 0, limit }) => (await queries.query<GoneRow>(LIST_GONE, [wholeNumber(since), limit])).map(goneOf),
  readState: async () => {
    const [row] = await queries.query<{ readonly works: string; readonly sum: string; readonly changed: string }>(READ_STATE);
    return { works: Number(row?.works), sum: BigInt(row?.sum ?? 0), changed: Number(row?.changed) };
  },
});

/** The greatest text of one character that there is in UTF-8. */
const AFTER_ALL_IDS = '\u{10FFFF}';

export const findUnder = async (queries: Queries, keys: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>> => {
  const found = new Map<string, string[]>();
  if (keys.length === 0) return found;
  for (const { id, key } of await queries.query<{ readonly id: string; readonly key: string }>(FIND_UNDER, [
    keys.map(plainText),
    MOST_UNDER,
  ])) {
    const ids = found.get(key);
    if (ids) ids.push(id);
    else found.set(key, [id]);
  }
  for (const ids of found.values()) ids.sort();
  return found;
};
