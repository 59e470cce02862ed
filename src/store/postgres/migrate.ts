import { readdirSync, readFileSync } from 'node:fs';
import { StoreError } from '../ports.js';
import type { Connection, Database } from './database.js';

export interface Migration {
  /** From 1, without gaps. */
  readonly number: number;
  readonly name: string;
  readonly sql: string;
}

/** `schemas/postgres/NNN-name.sql` of the project, in order. */
export const readMigrations = (directory = new URL('../../../schemas/postgres/', import.meta.url)): readonly Migration[] => {
  const migrations = readdirSync(directory)
    .filter((file) => file.endsWith('.sql'))
    .sort()
    .map((file) => ({
      number: Number.parseInt(file, 10),
      name: file.replace(/^\d+-|\.sql$/g, ''),
      sql: readFileSync(new URL(file, directory), 'utf8'),
    }));
  const misplaced = migrations.find(({ number }, index) => number !== index + 1);
  if (misplaced)
    throw new Error(`schemas/postgres: ${misplaced.number}-${misplaced.name}.sql is out of order; they count from 1 without gaps`);
  return migrations;
};

/** Any number that nobody else uses in this database: processes that start at once take turns. */
const LOCK = 7_135_900_001;

/** The oldest that the suite has run against, and that its makers still mend. */
const OLDEST_SERVER = 15;

/**
 * Brings the database's schema to what this program needs: forward only, all missing steps in one transaction.
 * @throws StoreError `newer` when a newer program has been there, `unavailable` when the server is too old
 */
export const migrate = (database: Database, migrations: readonly Migration[] = readMigrations()): Promise<void> =>
  database.withConnection((connection) => connection.transaction(() => migrateIn(connection, database.shownUrl, migrations)));

const migrateIn = async (connection: Connection, shownUrl: string, migrations: readonly Migration[]): Promise<void> => {
  await refuseOldServer(connection, shownUrl);
  await connection.query('select pg_advisory_xact_lock($1)', [LOCK]);
  await connection.query(
    'create table if not exists schema_version (number integer primary key, name text not null, applied timestamptz not null default now())',
  );
  const [newest] = await connection.query<{ readonly number: number; readonly name: string }>(
    'select number, name from schema_version order by number desc limit 1',
  );
  const reached = newest?.number ?? 0;
  if (newest && reached > migrations.length) {
    throw new StoreError(
      'newer',
      `the database ${shownUrl} was made by a newer program: its schema is at step ${reached} (${newest.name}), and this program knows ${migrations.length}. Nothing has been changed. Use the newer program, or a backup from before`,
    );
  }
  for (const { number, name, sql } of migrations.slice(reached)) {
    await connection.query(sql);
    await connection.query('insert into schema_version (number, name) values ($1, $2)', [number, name]);
  }
};

/** Before anything is made, and by name: an old server would refuse some statement later, in words that nobody understands. */
const refuseOldServer = async (connection: Connection, shownUrl: string): Promise<void> => {
  const [server] = await connection.query<{ readonly number: number; readonly name: string }>(
    `select current_setting('server_version_num')::integer as number, current_setting('server_version') as name`,
  );
  if (!server || server.number >= OLDEST_SERVER * 10_000) return;
  throw new StoreError(
    'unavailable',
    `the database ${shownUrl} is PostgreSQL ${server.name}, and this program needs ${OLDEST_SERVER} or newer. Nothing has been changed`,
  );
};
