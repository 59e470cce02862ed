import type { Database } from '../src/store/postgres/database.js';
import { createCatalogue } from './scale-catalogue.js';
import type { Store } from '../src/store/ports.js';

/**
 * Fills a database with so many publications of the seed's kind, by the database itself: one is published as the service does it, and
 * copied under other numbers, since rendering a million of them would measure xmlbuilder2.
 * @returns the bytes of text of all records
 */
export const fillDatabase = async (database: Database, store: Store, records: number): Promise<{ readonly bytes: number }> => {
  const identifier = await createCatalogue(store);
  await database.query(
    `insert into publication (id, revision, body)
     select '2012-' || n, 1, replace(replace(body::text, '"2012-2"', '"2012-' || n || '"'), '2/2012', n || '/2012')::json
     from publication, generate_series(10, $1::integer + 9) n where id = '2012-2'`,
    [records],
  );
  await database.query(
    `insert into record (identifier, metadata_prefix, datestamp, combination, deleted, metadata, about)
     select replace(identifier, '2012-2-print', '2012-' || n || '-print'), metadata_prefix, datestamp - 3600 - n / 200, combination, deleted,
       replace(replace(metadata, '2012-2-print', '2012-' || n || '-print'), '2/2012', n || '/2012'), about
     from record, generate_series(10, $2::integer + 9) n where identifier = $1 and metadata_prefix in ('marcxml', 'oai_dc')`,
    [identifier, records],
  );
  await database.query('delete from record where identifier in (select identifier from record where identifier like $1)', ['%/2012-2-%']);
  await database.query("delete from publication_isbn where publication = '2012-2'");
  await database.query("delete from publication where id = '2012-2'");
  await database.query('update commit_count set commits = commits + 1');
  await database.query('vacuum analyze');
  const [sum] = await database.query<{ readonly bytes: string }>('select sum(octet_length(metadata)) as bytes from record');
  return { bytes: Number(sum?.bytes) };
};
