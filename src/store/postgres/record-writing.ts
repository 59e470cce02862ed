import type { Datestamp } from '../../catalogue/datestamp.js';
import type { RecordContent } from '../ports.js';
import { inBatches } from './batches.js';
import type { NamedStatement, Queries } from './database.js';
import type { SetCombinations } from './set-combinations.js';

/** What is given as it already stands is not written. Nobody else writes meanwhile: the caller holds the lock. */
const PUT: NamedStatement = {
  name: 'put_records',
  text: `
  with given as (
    select * from unnest($1::text[], $2::text[], $3::smallint[], $4::text[], $5::text[])
      as given(identifier, metadata_prefix, combination, metadata, about)
  ), written as (
    insert into record (identifier, metadata_prefix, datestamp, combination, deleted, metadata, about)
    select given.identifier, given.metadata_prefix, $6, given.combination, false, given.metadata, given.about
    from given left join record on record.identifier = given.identifier and record.metadata_prefix = given.metadata_prefix
    where record.identifier is null or record.deleted or record.combination <> given.combination
      or record.metadata is distinct from given.metadata or record.about <> given.about
    on conflict (identifier, metadata_prefix) do update
      set datestamp = excluded.datestamp, combination = excluded.combination, deleted = false, metadata = excluded.metadata, about = excluded.about
    returning 1
  ) select count(*)::integer as count from written`,
};

/** A deleted record keeps its last sets: who harvests one of them must learn of it. What never was is not deleted. */
const DELETE: NamedStatement = {
  name: 'delete_records',
  text: `
  with written as (
    update record set datestamp = $3, deleted = true, metadata = null, about = '[]'
    from unnest($1::text[], $2::text[]) as given(identifier, metadata_prefix)
    where record.identifier = given.identifier and record.metadata_prefix = given.metadata_prefix and not record.deleted
    returning 1
  ) select count(*)::integer as count from written`,
};

/** @returns how many were stamped */
export const writeRecords = async (
  queries: Queries,
  combinations: SetCombinations,
  given: readonly RecordContent[],
  stamp: Datestamp,
): Promise<number> => {
  // Of two contents of one record the later counts.
  const latest = [...new Map(given.map((content) => [`${content.metadataPrefix} ${content.identifier}`, content])).values()];
  const live = latest.filter(({ deleted }) => !deleted);
  const gone = latest.filter(({ deleted }) => deleted);
  let stamped = 0;
  const run = async (statement: NamedStatement, values: readonly unknown[]): Promise<void> => {
    const [row] = await queries.query<{ readonly count: number }>(statement, values);
    stamped += row?.count ?? 0;
  };
  for (const batch of inBatches(live)) {
    const ids = await combinations.idsOf(
      queries,
      batch.map(({ sets }) => sets),
    );
    const [metadata, about] = [batch.map((each) => each.metadata ?? null), batch.map((each) => JSON.stringify(each.about))];
    await run(PUT, [...keysOf(batch), ids, metadata, about, stamp]);
  }
  for (const batch of inBatches(gone)) await run(DELETE, [...keysOf(batch), stamp]);
  return stamped;
};

const keysOf = (batch: readonly RecordContent[]): readonly [readonly string[], readonly string[]] => [
  batch.map(({ identifier }) => identifier),
  batch.map(({ metadataPrefix }) => metadataPrefix),
];
