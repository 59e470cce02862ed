import type { WorkHits, WorkSearch } from '../work-ports.js';
import { readAlike } from './alike-words.js';
import type { Queries } from './database.js';
import { writeQuery, type SearchTexts } from './work-lexemes.js';
import { wholeNumber } from './work-values.js';

export interface SearchLimits {
  readonly counted: number;
  readonly ranked: number;
  /** Of more than are counted, so many can be paged through: each page is found by walking there. */
  readonly shown: number;
}

/**
 * So many hits are counted; of more the page says "more than": whoever gets that many has to narrow the search down anyway. So many are
 * weighed against each other, for which each must be fetched; of more the newest come first.
 */
const LIMITS: SearchLimits = { counted: 10_000, ranked: 3000, shown: 2000 };

const ORDERS = {
  newest: 'year desc nulls last, created desc, id',
  oldest: 'year, created, id',
  title: 'title_key, id',
} as const;

/** Asked without a name: each question gets a plan of its own, since a rare word and a common one need different ones. */
const CONDITIONS = `
  ($1::text is null or words @@ $1::tsquery) and ($2::integer is null or year >= $2) and ($3::integer is null or year <= $3)`;

const COUNT = `select count(*)::integer as count from (select from work where ${CONDITIONS} limit $4) found`;

const COUNT_ALL = { name: 'work_count', text: 'select works::integer as count from work_state' };

/** Few hits are gathered and sorted, whatever the planner believes. */
const fewBy = (order: string): string => `
  with found as materialized (select id, year, created, title_key from work where ${CONDITIONS}),
  page as (select id, row_number() over (order by ${order}) as place from found order by place offset $4 limit $5)
  select work_body.body from page join work_body using (id) order by page.place`;

/** Many are met soon enough on the way along the order. */
const manyBy = (order: string): string => `
  with page as materialized (select id, year, created, title_key from work where ${CONDITIONS} order by ${order} offset $4 limit $5)
  select work_body.body from page join work_body using (id) order by ${order}`;

/** What has the words as they were asked comes before what is only alike; of equals the newest. Weights in the order D, C, B, A. */
const BEST = `
  with found as materialized (
    select id, year, created,
      ts_rank('{0.1, 0.25, 0.6, 1}', words, $6::tsquery) + 0.3 * ts_rank('{0.1, 0.25, 0.6, 1}', words, $1::tsquery) as fit
    from work where ${CONDITIONS}
  ), page as (select id, row_number() over (order by fit desc, ${ORDERS.newest}) as place from found order by place offset $4 limit $5)
  select work_body.body from page join work_body using (id) order by page.place`;

interface Body {
  readonly body: unknown;
}

export const searchWorks = async (queries: Queries, wish: WorkSearch, { counted, ranked, shown } = LIMITS): Promise<WorkHits> => {
  const { words, yearFrom, yearUntil, order, offset, limit } = wish;
  const texts = writeQuery(wish, await readAlike(queries, words));
  const conditions = [texts.wanted ?? null, ...[yearFrom, yearUntil].map((year) => (year === undefined ? null : wholeNumber(year)))];
  const asksNothing = conditions.every((each) => each === null);
  const [row] = asksNothing
    ? await queries.query<{ readonly count: number }>(COUNT_ALL)
    : await queries.query<{ readonly count: number }>(COUNT, [...conditions, counted + 1]);
  const found = row?.count ?? 0;
  const hasMore = !asksNothing && found > counted;
  const total = hasMore ? shown : found;
  // Who goes on behind the last counted one would have everything looked through.
  const most = Math.min(limit, total - offset);
  if (most <= 0) return { bodies: [], total, hasMore };
  const isMany = asksNothing || hasMore;
  const values = [...conditions, offset, most];
  const bodies = await readBodies(queries, { order, texts, isMany, isRanked: found <= ranked, values });
  return { bodies, total, hasMore };
};

interface PageWish {
  readonly order: WorkSearch['order'];
  readonly texts: SearchTexts;
  readonly isMany: boolean;
  readonly isRanked: boolean;
  readonly values: readonly unknown[];
}

const readBodies = async (queries: Queries, { order, texts, isMany, isRanked, values }: PageWish): Promise<readonly unknown[]> => {
  const isBest = order === 'relevance' && isRanked && texts.exact !== undefined;
  const by = ORDERS[order === 'relevance' ? 'newest' : order];
  const rows = isBest
    ? await queries.query<Body>(BEST, [...values, texts.exact])
    : await queries.query<Body>(isMany ? manyBy(by) : fewBy(by), values);
  return rows.map(({ body }) => body);
};
