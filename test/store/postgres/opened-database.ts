import { openDatabase, type Database } from '../../../src/store/postgres/database.js';
import { borrowTestDatabase } from './test-database.js';

export interface OpenedDatabase {
  readonly url: string;
  readonly database: Database;
  /** The same database as another process has it. */
  readonly another: (options?: { readonly mostConnections?: number }) => Promise<Database>;
  /** Closes what was opened and drops the database. */
  readonly discard: () => Promise<void>;
}

/** A fresh database with every table, opened. */
export const openTestDatabase = async (): Promise<OpenedDatabase> => {
  const made = await borrowTestDatabase();
  const opened: Database[] = [];
  const another = async (options: { readonly mostConnections?: number } = {}): Promise<Database> => {
    const database = await openDatabase({ url: made.url, ...options });
    opened.push(database);
    return database;
  };
  return {
    url: made.url,
    database: await another(),
    another,
    discard: async () => {
      for (const database of opened) await database.close();
      await made.drop();
    },
  };
};
