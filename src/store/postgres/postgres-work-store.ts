import type { WorkStore } from '../work-ports.js';
import type { Database } from './database.js';
import { createStaleWorks } from './stale-works.js';
import { createWorkReading } from './work-reading.js';
import type { SearchLimits } from './work-search.js';

export interface WorkStoreOptions {
  readonly database: Database;
  /** For tests. */
  readonly limits?: SearchLimits;
}

/** The public index in `work` and its tables, which `migrate` has made. @throws StoreError `unavailable`, by each of its functions */
export const createPostgresWorkStore = ({ database, limits }: WorkStoreOptions): WorkStore => ({
  ...createWorkReading(database, limits),
  ...createStaleWorks(database),
});
