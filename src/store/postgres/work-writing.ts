import type { WorkChange, WorkRow } from '../work-ports.js';
import { readStems } from './alike-words.js';
import { inBatches } from './batches.js';
import type { Queries } from './database.js';
import { isVocabulary, wordsOf, writeVector } from './work-lexemes.js';

/** What is there under these ids is taken away, and out of the sum. */
const REMOVE = {
  name: 'work_remove',
  text: `
    with works as (delete from work where id = any($1::text[]) returning fingerprint),
      bodies as (delete from work_body where id = any($1::text[])),
      gone as (delete from work_gone where id = any($1::text[]) returning fingerprint)
    update work_state set
      works = works - (select count(*) from works),
      sum = mod(sum + ${2n ** 96n}::numeric * 1000 - (select coalesce(sum(fingerprint), 0) from (select * from works union all select * from gone) removed), ${2n ** 96n})
    where exists (select from works) or exists (select from gone)`,
};

const PUT_WORKS = {
  name: 'work_put',
  text: `
    with given as (
      select * from unnest($1::text[], $2::text[], $3::integer[], $4::bigint[], $5::bigint[], $6::text[], $7::text[], $8::numeric[])
        as given (id, origin, year, created, changed, title_key, words, fingerprint)
    ), put as (
      insert into work (id, origin, year, created, changed, title_key, words, fingerprint)
        select id, origin, year, created, changed, title_key, words::tsvector, fingerprint from given
    )
    update work_state set
      works = works + (select count(*) from given),
      sum = mod(sum + (select sum(fingerprint) from given), ${2n ** 96n}),
      changed = greatest(changed, $9)`,
};

/** Arrays of different lengths cannot be given in one array: each work's keys come as JSON. */
const PUT_BODIES = {
  name: 'work_put_bodies',
  text: `
    insert into work_body (id, keys, body)
      select id, array(select json_array_elements_text(keys::json)), body::json from unnest($1::text[], $2::text[], $3::text[]) as given (id, keys, body)`,
};

const PUT_GONE = {
  name: 'work_put_gone',
  text: `
    with put as (
      insert into work_gone (id, changed, fingerprint) select * from unnest($1::text[], $2::bigint[], $3::numeric[]) returning changed, fingerprint
    )
    update work_state set
      sum = mod(sum + (select sum(fingerprint) from put), ${2n ** 96n}), changed = greatest(changed, (select max(changed) from put))`,
};

const PUT_WORDS = {
  name: 'work_put_words',
  text: `insert into work_word (word) select word from unnest($1::text[]) as given (word)
    where not exists (select from work_word known where known.word = given.word) on conflict do nothing`,
};

/** One writer at a time: the caller holds the lock, and a transaction. */
export const putWorks = async (queries: Queries, changes: readonly WorkChange[]): Promise<void> => {
  const latest = [...new Map(changes.map((change) => [idOf(change), change])).values()];
  for (const batch of inBatches(latest)) {
    await queries.query(REMOVE, [batch.map(idOf)]);
    await putRows(
      queries,
      batch.flatMap((change) => (change.kind === 'work' ? [change.row] : [])),
    );
    await putGone(
      queries,
      batch.flatMap((change) => (change.kind === 'gone' ? [change] : [])),
    );
  }
};

const idOf = (change: WorkChange): string => (change.kind === 'work' ? change.row.id : change.id);

const putRows = async (queries: Queries, rows: readonly WorkRow[]): Promise<void> => {
  if (rows.length === 0) return;
  const words = new Set(rows.flatMap(wordsOf));
  const stems = await readStems(queries, words);
  // In order: two that put the same words never wait for each other in a circle.
  await queries.query(PUT_WORDS, [[...words].filter(isVocabulary).sort()]);
  const ids = rows.map(({ id }) => id);
  await queries.query(PUT_WORKS, [
    ids,
    rows.map(({ origin }) => origin),
    rows.map(({ year }) => year ?? null),
    rows.map(({ created }) => created),
    rows.map(({ changed }) => changed),
    rows.map(({ titleKey }) => titleKey),
    rows.map((row) => writeVector(row, (word) => stems.get(word))),
    rows.map(({ fingerprint }) => fingerprint.toString()),
    Math.max(...rows.map(({ touched }) => touched)),
  ]);
  await queries.query(PUT_BODIES, [ids, rows.map(({ keys }) => JSON.stringify(keys)), rows.map(({ body }) => body)]);
};

const putGone = async (queries: Queries, gone: readonly Extract<WorkChange, { kind: 'gone' }>[]): Promise<void> => {
  if (gone.length === 0) return;
  await queries.query(PUT_GONE, [
    gone.map(({ id }) => id),
    gone.map(({ changed }) => changed),
    gone.map(({ fingerprint }) => fingerprint.toString()),
  ]);
};
