import type { AccountStore } from '../store/account-ports.js';
import type { IdempotencyMemory } from '../store/idempotency-ports.js';
import type { NoticeMemory } from '../store/notice-ports.js';
import type { Database } from '../store/postgres/database.js';
import type { VisitMemory } from '../store/visit-ports.js';
import type { Store } from '../store/ports.js';
import type { RunStore } from '../store/run-ports.js';
import type { ThrottleMemory } from '../store/throttle-ports.js';
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
