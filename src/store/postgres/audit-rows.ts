import type { AuditEntry, AuditPage } from '../account-ports.js';
import type { Database } from './database.js';

/** Numbered and written by one statement: the number is given back with the line where that fails. */
export const appendAuditEntry = async (database: Database, entry: Omit<AuditEntry, 'number'>): Promise<AuditEntry> => {
  const { actor, action, target } = entry;
  const keys = [storable(actor), storable(action), target === undefined ? null : storable(target)];
  const [row] = await database.query<{ readonly number: string }>(APPEND, [...keys, JSON.stringify(entry)]);
  return { number: Number(row?.number), ...entry };
};

/** Newest first, by the index of whatever is asked for: unnamed, so that each question gets the plan of its own values. */
export const listAuditEntries = async (
  database: Pick<Database, 'query'>,
  { before, actor, action, target, limit }: AuditPage,
): Promise<readonly AuditEntry[]> => {
  const wanted = [actor, action, target].map((text) => (text === undefined ? null : storable(text)));
  const rows = await database.query<AuditRow>(LIST, [before ?? null, ...wanted, limit]);
  return rows.map(({ number, body }) => ({ number: Number(number), ...body }));
};

interface AuditRow {
  readonly number: string;
  readonly body: Omit<AuditEntry, 'number'>;
}

/** PostgreSQL's text has no U+0000; the line itself keeps it. */
const storable = (text: string): string => text.replaceAll('\0', '\ufffd');

/** The count is held until the line can be read. */
const APPEND = {
  name: 'audit.append',
  text: `
    with counted as (update audit_count set last = last + 1 returning last)
    insert into audit (number, actor, action, target, body) select last, $1, $2, $3, $4::json from counted
    returning number`,
};

/**
 * A condition that is not asked for is `null`, and gone when the question is planned. The beginnings of the words stand in the indexes.
 * What begins with a text lies between it and it with the last character that there is, so that the index serves.
 */
export const LIST = `
  select number, body from audit
    where ($1::bigint is null or number < $1)
      and ($2::text is null or (left(actor, 200) = left($2, 200) and actor = $2))
      and ($3::text is null or (left(action, 200) >= left($3, 200) and left(action, 200) < left($3, 200) || chr(1114111) and starts_with(action, $3)))
      and ($4::text is null or (target is not null and left(target, 200) = left($4, 200) and target = $4))
    order by number desc limit $5`;
