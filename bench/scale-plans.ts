import type { Datestamp } from '../src/catalogue/datestamp.js';
import type { Database } from '../src/store/postgres/database.js';
import { writeList } from '../src/store/postgres/record-lists.js';

/** How PostgreSQL goes about the first, a middle and the last page of a list, and of one of a set. */
export const explainLists = async (database: Database): Promise<readonly string[]> => {
  const lines: string[] = [];
  const [middle] = await database.query<{ readonly datestamp: string; readonly identifier: string }>(
    `select datestamp, identifier from record where metadata_prefix = 'marcxml' order by datestamp, identifier
     offset (select count(*) / 2 from record where metadata_prefix = 'marcxml') limit 1`,
  );
  const query = { metadataPrefix: 'marcxml', until: 9_999_999_999 as Datestamp, limit: 501 };
  const begin = middle && { after: { datestamp: Number(middle.datestamp) as Datestamp, identifier: middle.identifier } };
  for (const [name, after] of [
    ['the first page', {}],
    ['a page in the middle', begin],
  ] as const) {
    lines.push(`plan of ${name}:`, ...(await explain(database, writeList('r.*', { ...query, ...after }))));
    lines.push(`plan of ${name} of a set:`, ...(await explain(database, writeList('r.*', { ...query, ...after, set: 'own:print' }))));
  }
  return lines;
};

const explain = async (database: Database, text: string): Promise<readonly string[]> => {
  const rows = await database.query<{ readonly 'QUERY PLAN': string }>(`explain (analyze, buffers, costs off, timing off) ${text}`);
  return rows.map((row) => `  ${row['QUERY PLAN']}`);
};
