import type { Isbn } from '../../catalogue/isbn.js';
import type { PublicationId } from '../../catalogue/publication.js';
import type { PublisherStatement } from '../../catalogue/statement.js';
import type { CatalogueStore, PublicationChange, StoredPublication } from '../ports.js';
import { validIsbns } from '../publication-index.js';
import { refuseIfPublicationMoved } from '../refusals.js';
import { inBatches } from './batches.js';
import type { NamedStatement, Queries } from './database.js';

interface PublicationRow {
  readonly revision: number;
  readonly body: StoredPublication['publication'];
}

const FIND: NamedStatement = { name: 'find_publication', text: 'select revision, body from publication where id = $1' };

const FIND_MANY: NamedStatement = {
  name: 'find_publications',
  text: 'select revision, body from publication where id = any($1::text[]) order by id',
};

const FIND_BY_ISBN: NamedStatement = {
  name: 'find_publication_by_isbn',
  text: `select revision, body from publication
    where id = (select publication from publication_isbn where isbn = $1 order by publication limit 1)`,
};

const LIST: NamedStatement = {
  name: 'list_publications',
  text: 'select revision, body from publication where id > $1 order by id limit $2',
};

export const createCatalogueReading = (database: Queries): CatalogueStore => {
  const read = ({ revision, body }: PublicationRow): StoredPublication => ({ publication: body, revision });
  const findOne = async (statement: NamedStatement, key: string): Promise<StoredPublication | undefined> => {
    const [row] = await database.query<PublicationRow>(statement, [key]);
    return row && read(row);
  };
  return {
    findPublication: (id: PublicationId) => findOne(FIND, id),
    findPublications: async (ids) => (await database.query<PublicationRow>(FIND_MANY, [ids])).map(read),
    findPublicationByIsbn: (isbn: Isbn) => findOne(FIND_BY_ISBN, isbn),
    listPublications: async ({ after = '', limit }) => (await database.query<PublicationRow>(LIST, [after, limit])).map(read),
    listStatements: async () => {
      const [row] = await database.query<{ readonly body: readonly PublisherStatement[] }>('select body from statements');
      return row?.body ?? [];
    },
  };
};

/** What a change rests on. @throws StoreError `conflict` */
export const refuseStaleSights = async (
  queries: Queries,
  seen: readonly { readonly id: PublicationId; readonly revision: number }[],
): Promise<void> => {
  for (const batch of inBatches(seen)) {
    const revisions = await readRevisions(
      queries,
      batch.map(({ id }) => id),
    );
    for (const { id, revision } of batch) refuseIfPublicationMoved(id, revision, revisions.get(id));
  }
};

const PUT: NamedStatement = {
  name: 'put_publications',
  text: `insert into publication (id, revision, body)
    select * from unnest($1::text[], $2::integer[], $3::json[])
    on conflict (id) do update set revision = excluded.revision, body = excluded.body`,
};

/** A publication may be changed twice. @returns how many were written @throws StoreError `conflict` */
export const writePublications = async (queries: Queries, changes: readonly PublicationChange[]): Promise<number> => {
  for (const batch of inBatches(changes)) {
    const revisions = await readRevisions(
      queries,
      batch.map(({ publication }) => publication.id),
    );
    const planned = new Map<PublicationId, StoredPublication>();
    for (const { publication, sawRevision } of batch) {
      refuseIfPublicationMoved(publication.id, sawRevision, planned.get(publication.id)?.revision ?? revisions.get(publication.id));
      planned.set(publication.id, { publication, revision: sawRevision + 1 });
    }
    await putPublications(queries, [...planned.values()]);
  }
  return changes.length;
};

const putPublications = async (queries: Queries, rows: readonly StoredPublication[]): Promise<void> => {
  const ids = rows.map(({ publication }) => publication.id);
  await queries.query(PUT, [ids, rows.map(({ revision }) => revision), rows.map(({ publication }) => JSON.stringify(publication))]);
  await queries.query('delete from publication_isbn where publication = any($1)', [ids]);
  const isbns = rows.flatMap(({ publication }) => [...validIsbns(publication)].map((isbn) => [isbn, publication.id] as const));
  if (isbns.length === 0) return;
  await queries.query('insert into publication_isbn (isbn, publication) select * from unnest($1::text[], $2::text[])', [
    isbns.map(([isbn]) => isbn),
    isbns.map(([, id]) => id),
  ]);
};

const readRevisions = async (queries: Queries, ids: readonly PublicationId[]): Promise<ReadonlyMap<PublicationId, number>> => {
  const rows = await queries.query<{ readonly id: PublicationId; readonly revision: number }>(
    'select id, revision from publication where id = any($1)',
    [ids],
  );
  return new Map(rows.map(({ id, revision }) => [id, revision]));
};
