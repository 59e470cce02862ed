import { afterAll } from '@jest/globals';
import { createHash, randomBytes } from 'node:crypto';
import pg from 'pg';
import { openDatabase } from '../../../src/store/postgres/database.js';
import { migrate, readMigrations } from '../../../src/store/postgres/migrate.js';

export interface TestDatabase {
  /** With every migration applied. */
  readonly url: string;
  drop(): Promise<void>;
}

/** The server that the suite runs against. */
export const serverUrl = (): string => {
  const url = process.env['TEST_DATABASE_URL'];
  if (url) return url;
  throw new Error(
    `There is no PostgreSQL for this test: ${process.env['TEST_DATABASE_FAULT'] ?? 'it was not started'}. Let TEST_DATABASE_URL name one, such as postgres://user:password@127.0.0.1:5432/postgres, whose user may create databases.`,
  );
};

/** A database of its own, copied from one that has been migrated. */
export const createTestDatabase = async (
  options: { readonly migrated?: boolean; readonly server?: string } = {},
): Promise<TestDatabase> => {
  const server = options.server ?? serverUrl();
  const name = `test_${randomBytes(8).toString('hex')}`;
  if (options.migrated === false) await onServer(server, `create database ${name} template template0`);
  else await onServer(server, `create database ${name} template ${await migratedTemplate(server)}`);
  return { url: urlOf(server, name), drop: () => onServer(server, `drop database if exists ${name} with (force)`) };
};

/**
 * As `createTestDatabase`, but when it is dropped it is emptied for the next that asks: a copy takes half a second, and a suite that wants
 * one for each test wants a hundred. Not where a program of its own might still hold it.
 */
export const borrowTestDatabase = async (): Promise<TestDatabase> => {
  const kept = returned.pop() ?? (await createTestDatabase());
  return {
    url: kept.url,
    drop: async () => {
      await emptyAsNew(kept.url);
      returned.push(kept);
    },
  };
};

const returned: TestDatabase[] = [];

/** Those that nobody has borrowed go with the suite: the server may not be ours. */
afterAll(async () => {
  for (const database of returned.splice(0)) await database.drop();
});

const templates = new Map<string, Promise<string>>();

const migratedTemplate = (server: string): Promise<string> => {
  const made = templates.get(server) ?? makeTemplate(server);
  templates.set(server, made);
  return made;
};

/** Any number that nobody else locks: suites that begin at once take turns. */
const TEMPLATE_LOCK = 7_135_900_099;

/** Made once for each server and state of the migrations. */
const makeTemplate = async (server: string): Promise<string> => {
  const migrations = readMigrations();
  const name = `template_${createHash('sha256').update(JSON.stringify(migrations)).digest('hex').slice(0, 16)}`;
  await withClient(inPostgres(server), async (client) => {
    await client.query('select pg_advisory_lock($1)', [TEMPLATE_LOCK]);
    const { rows } = await client.query('select from pg_database where datname = $1', [name]);
    if (rows.length > 0) return;
    // Under another name until it is whole: a suite may be stopped at any moment.
    const unfinished = `test_${randomBytes(8).toString('hex')}`;
    await client.query(`create database ${unfinished} template template0`);
    const database = await openDatabase({ url: urlOf(server, unfinished) });
    await migrate(database, migrations);
    await database.close();
    await withClient(urlOf(server, unfinished), (made) => made.query(KEEP_FIRST_ROWS));
    await client.query(`alter database ${unfinished} rename to ${name}`);
  });
  return name;
};

const EVERY_TABLE = `select tablename from pg_tables where schemaname = 'public' and tablename <> 'schema_version' order by tablename`;

/** What the migrations put into tables, beside them: a row in each of a few. */
const KEEP_FIRST_ROWS = `
  create schema as_migrated;
  do $$ declare name text; is_filled boolean; begin
    for name in ${EVERY_TABLE} loop
      execute format('create table as_migrated.%1$I as table public.%1$I', name);
      execute format('select exists (select from as_migrated.%I)', name) into is_filled;
      if not is_filled then execute format('drop table as_migrated.%I', name); end if;
    end loop;
  end $$`;

/** Ends every connection, as dropping it would, and takes each table and sequence back to what the migrations made of it. */
const emptyAsNew = (url: string): Promise<void> =>
  withClient(url, async (client) => {
    await client.query(
      'select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = current_database() and usename = current_user and pid <> pg_backend_pid()',
    );
    await client.query(`
      do $$ declare name text; filled text[] := '{}'; is_filled boolean; begin
        for name in ${EVERY_TABLE} loop
          continue when to_regclass(format('as_migrated.%I', name)) is not null;
          execute format('select exists (select from public.%I)', name) into is_filled;
          if is_filled then filled := filled || format('public.%I', name); end if;
        end loop;
        if filled <> '{}' then execute 'truncate ' || array_to_string(filled, ', ') || ' cascade'; end if;
        for name in select tablename from pg_tables where schemaname = 'as_migrated' loop
          execute format('delete from public.%I', name);
          execute format('insert into public.%1$I overriding system value table as_migrated.%1$I', name);
        end loop;
        for name in select sequencename from pg_sequences where schemaname = 'public' and last_value is not null loop
          perform setval(format('public.%I', name), 1, false);
        end loop;
      end $$`);
  });

const urlOf = (server: string, name: string): string => {
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
};

const inPostgres = (server: string): string => (new URL(server).pathname.length > 1 ? server : urlOf(server, 'postgres'));

const onServer = (server: string, statement: string): Promise<void> => withClient(inPostgres(server), (client) => client.query(statement));

const withClient = async (url: string, work: (client: pg.Client) => Promise<unknown>): Promise<void> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
};
