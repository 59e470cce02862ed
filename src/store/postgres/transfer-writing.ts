import { accountKeyOf } from '../account-contents.js';
import type { StoredPublication } from '../ports.js';
import { validIsbns } from '../publication-index.js';
import type { OnceRow, TransferKind, TransferRecord, TransferRow, TransferRows } from '../transfer-ports.js';
import { inBatches } from './batches.js';
import type { Queries } from './database.js';
import { writeHarvest } from './harvest-writing.js';
import type { SetCombinations } from './set-combinations.js';

type Write = { readonly [Kind in TransferKind]: (rows: readonly TransferRows[Kind][]) => Promise<unknown> };

/** Puts rows there as they are; rows that are there already take what is given. In the transaction of `queries`. */
export const writeTransferRows = async <Kind extends TransferKind>(
  queries: Queries,
  combinations: SetCombinations,
  kind: Kind,
  rows: readonly TransferRow<Kind>[],
): Promise<void> => {
  const write = writesBy(queries, combinations)[kind] as (rows: readonly TransferRow<Kind>[]) => Promise<unknown>;
  for (const batch of inBatches(rows)) await write(batch);
};

const json = (values: readonly unknown[]): readonly string[] => values.map((value) => JSON.stringify(value));

const writesBy = (queries: Queries, combinations: SetCombinations): Write => ({
  once: async (rows) => {
    for (const row of rows) await writeOnce(queries, row);
  },
  publications: (rows) => writePublications(queries, rows),
  records: (rows) => writeRecords(queries, combinations, rows),
  harvested: (harvested) => writeHarvest(queries, { harvested }),
  quarantined: (put) => writeHarvest(queries, { quarantine: { put } }),
  links: (put) => writeHarvest(queries, { links: { put } }),
  sources: (rows) =>
    queries.query(PUT_SOURCES, [
      rows.map(({ source }) => source),
      rows.map(({ revision }) => revision),
      json(rows.map(({ revision: _, ...row }) => row)),
    ]),
  runs: (rows) =>
    queries.query(PUT_RUNS, [
      rows.map(({ id }) => id),
      rows.map(({ request }) => request.source),
      rows.map(({ state }) => state),
      json(rows),
    ]),
  reports: (rows) => queries.query(PUT_REPORTS, [rows.map(({ run }) => run), rows.map(({ report }) => Buffer.from(report, 'utf8'))]),
  entries: (rows) =>
    queries.query(PUT_ENTRIES, [
      rows.map(({ run }) => run),
      rows.map(({ number }) => number),
      rows.map(({ entry }) => Buffer.from(entry, 'utf8')),
    ]),
  accounts: (rows) =>
    queries.query(PUT_ACCOUNTS, [
      rows.map(({ name }) => accountKeyOf(name)),
      rows.map(({ subject }) => subject?.issuer ?? null),
      rows.map(({ subject }) => subject?.sub ?? null),
      json(rows),
    ]),
  sessions: (rows) =>
    queries.query(PUT_SESSIONS, [
      rows.map(({ idHash }) => idHash),
      rows.map(({ account }) => accountKeyOf(account)),
      rows.map(({ account }) => account),
      rows.map(({ signedInBy }) => signedInBy),
      rows.map(({ created }) => created),
      rows.map(({ lastSeen }) => lastSeen),
    ]),
  tokens: (rows) =>
    queries.query(PUT_TOKENS, [
      rows.map(({ id }) => id),
      rows.map(({ account }) => accountKeyOf(account)),
      rows.map(({ hash }) => hash),
      rows.map(({ created }) => created),
      rows.map(({ lastUsed }) => lastUsed ?? null),
      json(rows.map(({ lastUsed: _, ...token }) => token)),
    ]),
  audit: (rows) =>
    queries.query(PUT_AUDIT, [
      rows.map(({ number }) => number),
      rows.map(({ actor }) => storable(actor)),
      rows.map(({ action }) => storable(action)),
      rows.map(({ target }) => (target === undefined ? null : storable(target))),
      json(rows.map(({ number: _, ...entry }) => entry)),
    ]),
  ties: (rows) => queries.query(PUT_TIES, [rows.map(({ work }) => work), json(rows), rows.length]),
});

/** PostgreSQL's text has no U+0000; the line itself keeps it. */
const storable = (text: string): string => text.replaceAll('\0', '\ufffd');

const writeOnce = async (queries: Queries, { name, value }: OnceRow): Promise<void> => {
  switch (name) {
    case 'cookieKey':
      await queries.query('update account_basis set cookie_key = $1', [value]);
      return;
    case 'installation':
      await queries.query('update installation set body = $1', [JSON.stringify(value)]);
      return;
    case 'notices':
      await queries.query('update notices_told set told = $1', [JSON.stringify(value)]);
      return;
    case 'setUpLink':
      await queries.query('update account_basis set set_up_link = $1', [JSON.stringify(value)]);
      return;
    case 'statements':
      await queries.query('update statements set body = $1', [JSON.stringify(value)]);
      return;
    case 'visits':
      await queries.query('update visit_log set log = $1', [JSON.stringify(value)]);
      return;
  }
};

const writePublications = async (queries: Queries, rows: readonly StoredPublication[]): Promise<void> => {
  const ids = rows.map(({ publication }) => publication.id);
  await queries.query(PUT_PUBLICATIONS, [ids, rows.map(({ revision }) => revision), json(rows.map(({ publication }) => publication))]);
  await queries.query('delete from publication_isbn where publication = any($1)', [ids]);
  const isbns = rows.flatMap(({ publication }) => [...validIsbns(publication)].map((isbn) => [isbn, publication.id] as const));
  await queries.query('insert into publication_isbn (isbn, publication) select * from unnest($1::text[], $2::text[])', [
    isbns.map(([isbn]) => isbn),
    isbns.map(([, id]) => id),
  ]);
};

const writeRecords = async (queries: Queries, combinations: SetCombinations, rows: readonly TransferRecord[]): Promise<void> => {
  const ids = await combinations.idsOf(
    queries,
    rows.map(({ sets }) => sets),
  );
  await queries.query(PUT_RECORDS, [
    rows.map(({ identifier }) => identifier),
    rows.map(({ metadataPrefix }) => metadataPrefix),
    rows.map(({ datestamp }) => datestamp),
    ids,
    rows.map(({ deleted }) => deleted),
    rows.map(({ metadata }) => metadata ?? null),
    rows.map(({ about }) => JSON.stringify(about)),
  ]);
};

const PUT_PUBLICATIONS = `
  insert into publication (id, revision, body) select * from unnest($1::text[], $2::integer[], $3::json[])
  on conflict (id) do update set revision = excluded.revision, body = excluded.body`;

const PUT_RECORDS = `
  insert into record (identifier, metadata_prefix, datestamp, combination, deleted, metadata, about)
  select * from unnest($1::text[], $2::text[], $3::bigint[], $4::smallint[], $5::boolean[], $6::text[], $7::text[])
  on conflict (identifier, metadata_prefix) do update set datestamp = excluded.datestamp, combination = excluded.combination,
    deleted = excluded.deleted, metadata = excluded.metadata, about = excluded.about`;

const PUT_SOURCES = `
  insert into source (id, revision, body) select * from unnest($1::text[], $2::integer[], $3::json[])
  on conflict (id) do update set revision = excluded.revision, body = excluded.body`;

const PUT_RUNS = `
  insert into run (id, source, state, body) select * from unnest($1::text[], $2::text[], $3::text[], $4::text[])
  on conflict (id) do update set source = excluded.source, state = excluded.state, body = excluded.body`;

const PUT_REPORTS = `
  insert into run_report (run, body) select * from unnest($1::text[], $2::bytea[])
  on conflict (run) do update set body = excluded.body`;

const PUT_ENTRIES = `
  insert into run_entry (run, number, body) select * from unnest($1::text[], $2::integer[], $3::bytea[])
  on conflict (run, number) do update set body = excluded.body`;

const PUT_ACCOUNTS = `
  insert into account (key, issuer, sub, body) select * from unnest($1::text[], $2::text[], $3::text[], $4::json[])
  on conflict (key) do update set issuer = excluded.issuer, sub = excluded.sub, body = excluded.body`;

const PUT_SESSIONS = `
  insert into session (id_hash, account, account_name, signed_in_by, created, last_seen)
  select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[])
  on conflict (id_hash) do update set account = excluded.account, account_name = excluded.account_name,
    signed_in_by = excluded.signed_in_by, created = excluded.created, last_seen = excluded.last_seen`;

const PUT_TOKENS = `
  insert into api_token (id, account, hash, created, last_used, body)
  select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::json[])
  on conflict (id) do update set account = excluded.account, hash = excluded.hash, created = excluded.created,
    last_used = excluded.last_used, body = excluded.body`;

const PUT_AUDIT = `
  insert into audit (number, actor, action, target, body)
  select * from unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::json[])
  on conflict (number) do update set actor = excluded.actor, action = excluded.action, target = excluded.target, body = excluded.body`;

const PUT_TIES = `
  with counted as (update tie_change set last = last + $3::bigint returning last - $3::bigint as base)
  insert into work_ties (work, change, body)
  select given.work, counted.base + given.position, given.body::json
    from counted, unnest($1::text[], $2::text[]) with ordinality as given (work, body, position)
  on conflict (work) do update set change = excluded.change, body = excluded.body`;
