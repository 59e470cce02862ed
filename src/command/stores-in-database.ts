import { openDatabase } from '../store/postgres/database.js';
import { createPostgresAccountStore } from '../store/postgres/postgres-account-store.js';
import { createPostgresIdempotency } from '../store/postgres/postgres-idempotency.js';
import { createPostgresNotices } from '../store/postgres/postgres-notices.js';
import { openPostgresStore } from '../store/postgres/postgres-store.js';
import { createPostgresRunStore } from '../store/postgres/postgres-run-store.js';
import { createPostgresThrottle } from '../store/postgres/postgres-throttle.js';
import { createPostgresTies } from '../store/postgres/postgres-ties.js';
import { createPostgresVisits } from '../store/postgres/postgres-visits.js';
import { createPostgresWorkStore } from '../store/postgres/postgres-work-store.js';
import type { Stores } from './stores.js';

/** Everything in a PostgreSQL database, beside other processes. */
export const openInDatabase = async (url: string): Promise<Stores> => {
  const database = await openDatabase({ url });
  try {
    const store = await openPostgresStore({ database });
    return {
      kind: 'postgres',
      database,
      works: createPostgresWorkStore({ database }),
      ...{ store, runs: createPostgresRunStore({ database }), accountStore: createPostgresAccountStore(database) },
      ...{
        visitMemory: createPostgresVisits(database),
        noticeMemory: createPostgresNotices(database),
        tieMemory: createPostgresTies(database),
        idempotencyMemory: createPostgresIdempotency(database),
        throttleMemory: createPostgresThrottle(database),
      },
      close: async () => {
        await store.close();
        await database.close();
      },
    };
  } catch (error) {
    await database.close();
    throw error;
  }
};
