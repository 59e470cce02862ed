import type { Database } from '../src/store/postgres/database.js';
import { LISTS } from '../src/store/postgres/record-reading.js';

/** How PostgreSQL goes about the first, a middle and the last page of a list, and of one of a set. */
export const explainLists = async (database: Database): Promise<readonly string[]> => {
  const lines: string[] = [];
  const [middle] = await database.query<{ readonly datestamp: string; readonly identifier: string }>(
    `select datestamp, identifier from record where metadata_prefix = 'marcxml' order by datestamp, identifier
     offset (select count(*) / 2 from record where metadata_prefix = 'marcxml') limit 1`,
  );
  const after = [
    ['the first page', -1, ''],
    ['a page in the middle', Number(middle?.datestamp), middle?.identifier],
  ] as const;
  for (const [name, datestamp, identifier] of after) {
    const values = ['marcxml', 0, 9_999_999_999, datestamp, identifier, 501];
    lines.push(`plan of ${name}:`, ...(await explain(database, LISTS.records.all.text, values)));
    lines.push(`plan of ${name} of a set:`, ...(await explain(database, LISTS.records.ofSet.text, [...values, 'own:print'])));
  }
  return lines;
};

const explain = async (database: Database, text: string, values: readonly unknown[]): Promise<readonly string[]> => {
  const rows = await database.query<{ readonly 'QUERY PLAN': string }>(`explain (analyze, buffers, costs off, timing off) ${text}`, values);
  return rows.map((row) => `  ${row['QUERY PLAN']}`);
};
