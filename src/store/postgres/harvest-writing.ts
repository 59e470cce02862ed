import { harvestedKey, linkKey, quarantineKey } from '../harvest-index.js';
import type { HarvestChange, HarvestedRecord, Link, QuarantinedRecord } from '../harvest-ports.js';
import { refuseIfSourceMoved } from '../refusals.js';
import { inBatches } from './batches.js';
import type { NamedStatement, Queries } from './database.js';

/** What is given as it already stands is not written, here as below. */
const PUT_HARVESTED: NamedStatement = {
  name: 'put_harvested',
  text: `
  with given as (
    select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[]) as given(local_id, source, identifier, state, body)
  )
  insert into harvested (local_id, source, identifier, state, body)
  select given.local_id, given.source, given.identifier, given.state, given.body::json
  from given left join harvested on harvested.local_id = given.local_id and harvested.source = given.source
  where harvested.local_id is null or harvested.body::text <> given.body
  on conflict (local_id, source) do update set identifier = excluded.identifier, state = excluded.state, body = excluded.body
  returning local_id, source`,
};

const FORGET_NAMES: NamedStatement = {
  name: 'forget_harvested_names',
  text: `delete from harvested_name using unnest($1::text[], $2::text[]) as given(local_id, source)
    where harvested_name.local_id = given.local_id and harvested_name.source = given.source`,
};

const PUT_NAMES: NamedStatement = {
  name: 'put_harvested_names',
  text: `insert into harvested_name (source, name, local_id) select * from unnest($1::text[], $2::text[], $3::text[]) on conflict do nothing`,
};

const PUT_QUARANTINED: NamedStatement = {
  name: 'put_quarantined',
  text: `insert into quarantined (source, identifier, body) select * from unnest($1::text[], $2::text[], $3::json[])
    on conflict (source, identifier) do update set body = excluded.body where quarantined.body::text <> excluded.body::text returning 1`,
};

const REMOVE_QUARANTINED: NamedStatement = {
  name: 'remove_quarantined',
  text: `delete from quarantined using unnest($1::text[], $2::text[]) as given(source, identifier)
    where quarantined.source = given.source and quarantined.identifier = given.identifier returning 1`,
};

const PUT_LINKS: NamedStatement = {
  name: 'put_links',
  text: `insert into link (theirs, ours, body) select * from unnest($1::text[], $2::text[], $3::json[])
    on conflict (theirs, ours) do update set body = excluded.body where link.body::text <> excluded.body::text returning 1`,
};

const REMOVE_LINKS: NamedStatement = {
  name: 'remove_links',
  text: `delete from link using unnest($1::text[], $2::text[]) as given(theirs, ours)
    where link.theirs = given.theirs and link.ours = given.ours returning 1`,
};

/** @returns how many rows were written @throws StoreError `conflict` when a source has moved on */
export const writeHarvest = async (queries: Queries, change: HarvestChange): Promise<number> => {
  const { harvested = [], quarantine = {}, links = {}, source, seenSources = [] } = change;
  for (const seen of seenSources) refuseIfSourceMoved(seen.source, seen.revision, await readRevision(queries, seen.source));
  if (source) await writeSource(queries, source);
  const stays = { quarantine: latest(quarantine.put ?? [], quarantineKey), links: latest(links.put ?? [], linkKey) };
  const gone = {
    quarantine: (quarantine.remove ?? []).filter((row) => !stays.quarantine.has(quarantineKey(row))),
    links: (links.remove ?? []).filter((row) => !stays.links.has(linkKey(row))),
  };
  const written = [
    await writeHarvested(queries, [...latest(harvested, harvestedKey).values()]),
    await removeQuarantined(queries, gone.quarantine),
    await putQuarantined(queries, [...stays.quarantine.values()]),
    await removeLinks(queries, gone.links),
    await putLinks(queries, [...stays.links.values()]),
  ];
  return written.reduce((sum, count) => sum + count, source ? 1 : 0);
};

/** Of two rows with one key the later counts. */
const latest = <Row>(rows: readonly Row[], keyOf: (row: Row) => string): ReadonlyMap<string, Row> =>
  new Map(rows.map((row) => [keyOf(row), row]));

const readRevision = async (queries: Queries, source: string): Promise<number | undefined> => {
  const [row] = await queries.query<{ readonly revision: number }>('select revision from source where id = $1', [source]);
  return row?.revision;
};

const writeSource = async (queries: Queries, { sawRevision, ...next }: NonNullable<HarvestChange['source']>): Promise<void> => {
  refuseIfSourceMoved(next.source, sawRevision, await readRevision(queries, next.source));
  await queries.query(
    `insert into source (id, revision, body) values ($1, $2, $3)
     on conflict (id) do update set revision = excluded.revision, body = excluded.body`,
    [next.source, sawRevision + 1, JSON.stringify(next)],
  );
};

const writeHarvested = async (queries: Queries, rows: readonly HarvestedRecord[]): Promise<number> => {
  let count = 0;
  for (const batch of inBatches(rows)) {
    const written = await queries.query<{ readonly local_id: string; readonly source: string }>(PUT_HARVESTED, [
      batch.map(({ localId }) => localId),
      batch.map(({ source }) => source),
      batch.map(({ identifier }) => identifier),
      batch.map(({ state }) => state),
      batch.map((row) => JSON.stringify(row)),
    ]);
    const keys = new Set(written.map((row) => harvestedKey({ localId: row.local_id, source: row.source })));
    await writeNames(
      queries,
      batch.filter((row) => keys.has(harvestedKey(row))),
    );
    count += written.length;
  }
  return count;
};

const writeNames = async (queries: Queries, rows: readonly HarvestedRecord[]): Promise<void> => {
  if (rows.length === 0) return;
  await queries.query(FORGET_NAMES, [rows.map(({ localId }) => localId), rows.map(({ source }) => source)]);
  const names = rows.flatMap(({ source, identifier, aliases, localId }) =>
    [...new Set([identifier, ...aliases])].map((name) => [source, name, localId] as const),
  );
  await queries.query(PUT_NAMES, [names.map(([source]) => source), names.map(([, name]) => name), names.map(([, , localId]) => localId)]);
};

const inEach = async <Row>(rows: readonly Row[], write: (batch: readonly Row[]) => Promise<readonly unknown[]>): Promise<number> => {
  let count = 0;
  for (const batch of inBatches(rows)) count += (await write(batch)).length;
  return count;
};

const putQuarantined = (queries: Queries, rows: readonly QuarantinedRecord[]): Promise<number> =>
  inEach(rows, (batch) => queries.query(PUT_QUARANTINED, [...quarantineKeys(batch), batch.map((row) => JSON.stringify(row))]));

const removeQuarantined = (queries: Queries, rows: readonly Pick<QuarantinedRecord, 'source' | 'identifier'>[]): Promise<number> =>
  inEach(rows, (batch) => queries.query(REMOVE_QUARANTINED, quarantineKeys(batch)));

const putLinks = (queries: Queries, rows: readonly Link[]): Promise<number> =>
  inEach(rows, (batch) => queries.query(PUT_LINKS, [...linkKeys(batch), batch.map((row) => JSON.stringify(row))]));

const removeLinks = (queries: Queries, rows: readonly Pick<Link, 'theirs' | 'ours'>[]): Promise<number> =>
  inEach(rows, (batch) => queries.query(REMOVE_LINKS, linkKeys(batch)));

const quarantineKeys = (rows: readonly Pick<QuarantinedRecord, 'source' | 'identifier'>[]): readonly (readonly string[])[] => [
  rows.map(({ source }) => source),
  rows.map(({ identifier }) => identifier),
];

const linkKeys = (rows: readonly Pick<Link, 'theirs' | 'ours'>[]): readonly (readonly string[])[] => [
  rows.map(({ theirs }) => theirs),
  rows.map(({ ours }) => ours),
];
