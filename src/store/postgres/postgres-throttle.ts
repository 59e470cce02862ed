import { createCommitQueue } from '../commit-queue.js';
import { isTrustedKey, MOST_THROTTLE_KEYS, type ThrottleChange, type ThrottleCount, type ThrottleMemory } from '../throttle-ports.js';
import type { Database, Queries } from './database.js';

/** Any number that nobody else uses in this database. */
const LOCK = 7_135_900_011;

/** Changes of this process between two sweepings: so far above the bound the table may be. */
const SWEEP_EVERY = 50;

/** Attempts to sign in, counted for all processes and by the database's clock. */
export const createPostgresThrottle = (database: Database): ThrottleMemory => {
  // However many knock at the door, they wait here and take one connection together.
  const turns = createCommitQueue();
  let changes = 0;
  return {
    change: <T>(keys: readonly string[], change: (counts: ReadonlyMap<string, ThrottleCount>, now: number) => ThrottleChange<T>) =>
      turns.run(async () => {
        const value = await database.transaction((queries) => changeIn(queries, keys, change));
        if ((changes += 1) % SWEEP_EVERY === 0) await sweep(database);
        return value;
      }),
  };
};

const changeIn = async <T>(
  queries: Queries,
  keys: readonly string[],
  change: (counts: ReadonlyMap<string, ThrottleCount>, now: number) => ThrottleChange<T>,
): Promise<T> => {
  await queries.query('select pg_advisory_xact_lock($1)', [LOCK]);
  const names = new Map(keys.map((key) => [nameOf(key), key]));
  const rows = await queries.query<Row>(READ, [[...names.keys()]]);
  const counts = new Map(rows.flatMap(({ key, body }) => (key === null || body === null ? [] : [[names.get(key) ?? key, body] as const])));
  const { value, put = [], remove = [] } = change(counts, rows[0]?.now ?? 0);
  if (remove.length > 0) await queries.query('delete from throttle where key = any($1::text[])', [remove.map(nameOf)]);
  for (const [key, count] of put) {
    await queries.query(PUT, [nameOf(key), isTrustedKey(key) ? 'trusted' : 'count', JSON.stringify(count)]);
  }
  return value;
};

/** A key with U+0000 or half a character in it, which no text of PostgreSQL has, is counted with one that looks like it. */
const nameOf = (key: string): string => Buffer.from(key.replaceAll('\0', '\ufffd')).toString();

interface Row {
  readonly now: number;
  readonly key: string | null;
  readonly body: ThrottleCount | null;
}

/** One row at least, for the clock. */
const READ = {
  name: 'throttle.read',
  text: `
    select clock.now, throttle.key, throttle.body
      from (select floor(extract(epoch from clock_timestamp()) * 1000)::float8 as now) as clock
      left join throttle on throttle.key = any($1::text[])`,
};

const PUT = {
  name: 'throttle.put',
  text: `
    insert into throttle (key, kind, body) values ($1, $2, $3)
    on conflict (key) do update set body = excluded.body, touched = clock_timestamp()`,
};

/** A day after the last attempt nothing of a count is left to be reckoned with; an address that is not used for a month is a new one. */
const sweep = async (database: Database): Promise<void> => {
  for (const [kind, age] of [
    ['count', '1 day'],
    ['trusted', '30 days'],
  ]) {
    await database.query(SWEEP, [kind, age, MOST_THROTTLE_KEYS]);
  }
};

const SWEEP = `
  delete from throttle where kind = $1 and touched < greatest(
    clock_timestamp() - $2::text::interval,
    (select touched from throttle where kind = $1 order by touched desc offset $3::bigint - 1 limit 1))`;
