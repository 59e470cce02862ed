import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { openDatabase } from '../../../src/store/postgres/database.js';
import { migrate } from '../../../src/store/postgres/migrate.js';

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

const templates = new Map<string, Promise<string>>();

/** Made once for each process of the suite. */
const migratedTemplate = (server: string): Promise<string> => {
  const made = templates.get(server) ?? makeTemplate(server);
  templates.set(server, made);
  return made;
};

const makeTemplate = async (server: string): Promise<string> => {
  const name = `template_${randomBytes(8).toString('hex')}`;
  await onServer(server, `create database ${name} template template0`);
  const database = await openDatabase({ url: urlOf(server, name) });
  await migrate(database);
  await database.close();
  return name;
};

const urlOf = (server: string, name: string): string => {
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
};

const onServer = async (server: string, statement: string): Promise<void> => {
  const client = new pg.Client({ connectionString: new URL(server).pathname.length > 1 ? server : `${server}/postgres` });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
};
