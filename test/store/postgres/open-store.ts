import { openDatabase } from '../../../src/store/postgres/database.js';
import { openPostgresStore } from '../../../src/store/postgres/postgres-store.js';
import type { TestClock } from '../samples.js';
import type { OpenedStore } from '../store-contract.js';
import { borrowTestDatabase } from './test-database.js';

/** A store over a database of its own. */
export const openTestStore = async (wallClock: TestClock): Promise<OpenedStore> => {
  const made = await borrowTestDatabase();
  const database = await openDatabase({ url: made.url });
  const store = await openPostgresStore({ database, wallClock });
  return {
    store,
    discard: async () => {
      await store.close();
      await database.close();
      await made.drop();
    },
  };
};
