import type { WallClock } from '../platform/clock.js';
import type { Config } from '../platform/config.js';
import type { Log } from '../platform/log.js';
import type { AccountStore } from '../store/account-ports.js';
import { openAccountFiles } from '../store/lowdb/account-files.js';
import { openIdempotencyFile } from '../store/lowdb/idempotency-file.js';
import { openLowdbStore } from '../store/lowdb/lowdb-store.js';
import { openNoticeFile } from '../store/lowdb/notice-file.js';
import { openTieFile } from '../store/lowdb/tie-file.js';
import { openRunFiles } from '../store/lowdb/run-files.js';
import { createMemoryAccountStore } from '../store/memory/memory-account-store.js';
import { createMemoryIdempotency } from '../store/memory/memory-idempotency.js';
import { createMemoryNotices } from '../store/memory/memory-notices.js';
import { createMemoryRunStore } from '../store/memory/memory-run-store.js';
import { createMemoryStore } from '../store/memory/memory-store.js';
import { createMemoryTies } from '../store/memory/memory-ties.js';
import { createMemoryThrottle } from '../store/memory/memory-throttle.js';
import { createMemoryVisits } from '../store/memory/memory-visits.js';
import { openVisitFile } from '../store/lowdb/visit-file.js';
import type { IdempotencyMemory } from '../store/idempotency-ports.js';
import type { NoticeMemory } from '../store/notice-ports.js';
import { openDatabase, type Database } from '../store/postgres/database.js';
import { createPostgresAccountStore } from '../store/postgres/postgres-account-store.js';
import { createPostgresIdempotency } from '../store/postgres/postgres-idempotency.js';
import { createPostgresNotices } from '../store/postgres/postgres-notices.js';
import { openPostgresStore } from '../store/postgres/postgres-store.js';
import { createPostgresRunStore } from '../store/postgres/postgres-run-store.js';
import { createPostgresThrottle } from '../store/postgres/postgres-throttle.js';
import { createPostgresTies } from '../store/postgres/postgres-ties.js';
import { createPostgresVisits } from '../store/postgres/postgres-visits.js';
import type { VisitMemory } from '../store/visit-ports.js';
import type { Store } from '../store/ports.js';
import type { RunStore } from '../store/run-ports.js';
import type { ThrottleMemory } from '../store/throttle-ports.js';
import { createPostgresWorkStore } from '../store/postgres/postgres-work-store.js';
import type { WorkStore } from '../store/work-ports.js';
import type { TieMemory } from '../store/tie-ports.js';

/** Everything that is kept, by one adapter. */
export interface Stores {
  readonly kind: 'memory' | 'lowdb' | 'postgres';
  /** Of PostgreSQL only. */
  readonly database?: Database;
  readonly store: Store;
  readonly runs: RunStore;
  readonly accountStore: AccountStore;
  readonly visitMemory: VisitMemory;
  readonly noticeMemory: NoticeMemory;
  readonly tieMemory: TieMemory;
  readonly idempotencyMemory: IdempotencyMemory;
  readonly throttleMemory: ThrottleMemory;
  /** The public index, where it lies in the database; else each process has its own in memory. */
  readonly works?: WorkStore;
  /** Gives back what was opened. */
  close(): Promise<void>;
}

/** `kept`: in the database of DATABASE_URL where there is one, else in files below STORE_DIR. */
export type WhereStored = 'kept' | 'memory';

export const openStores = (config: Config, log: Log, where: WhereStored, wallClock: WallClock): Promise<Stores> => {
  if (where === 'memory') return openInMemory(wallClock);
  return config.databaseUrl === undefined ? openFiles(config, log, wallClock) : openInDatabase(config.databaseUrl);
};

const openInMemory = async (wallClock: WallClock): Promise<Stores> => {
  const store = createMemoryStore({ wallClock });
  return {
    kind: 'memory',
    ...{ store, runs: createMemoryRunStore(), accountStore: createMemoryAccountStore(), visitMemory: createMemoryVisits() },
    ...{ noticeMemory: createMemoryNotices(), tieMemory: createMemoryTies() },
    ...{ idempotencyMemory: createMemoryIdempotency(wallClock), throttleMemory: createMemoryThrottle(wallClock) },
    close: () => store.close(),
  };
};

const openInDatabase = async (url: string): Promise<Stores> => {
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

/** The store itself first: its lock is what keeps the other files ours. */
const openFiles = async (config: Config, log: Log, wallClock: WallClock): Promise<Stores> => {
  const here = {
    directory: config.storeDirectory,
    onWarning: (warning: { readonly kind: string; readonly message: string }) => log.warn('store.warning', { warning }),
  };
  const store = await openLowdbStore({ ...here, wallClock });
  try {
    const runs = await openRunFiles(here);
    const accounts = await openAccountFiles(here);
    return {
      kind: 'lowdb',
      ...{ store, runs, accountStore: accounts, visitMemory: openVisitFile(here), noticeMemory: openNoticeFile(here) },
      ...{ tieMemory: openTieFile(here), idempotencyMemory: openIdempotencyFile({ ...here, clock: wallClock }) },
      throttleMemory: createMemoryThrottle(wallClock),
      close: async () => {
        await accounts.close();
        await store.close();
      },
    };
  } catch (error) {
    await store.close();
    throw error;
  }
};
