import type { RunStore } from '../run-ports.js';
import type { Database } from './database.js';
import { readRuns, writeFreely, writeRuns } from './run-rows.js';
import { createPostgresLeases, LEASE_TIMES, type LeaseTimes } from './source-leases.js';

export interface PostgresRunStoreOptions {
  readonly database: Database;
  /** Of tests, which cannot wait. */
  readonly leaseTimes?: LeaseTimes;
}

/** The runs of an installation whose processes share one database. */
export const createPostgresRunStore = ({ database, leaseTimes = LEASE_TIMES }: PostgresRunStoreOptions): RunStore => {
  const runs: RunStore = {
    ...readRuns(database),
    ...writeRuns(writeFreely(database)),
    ...createPostgresLeases(database, () => runs, leaseTimes),
  };
  return runs;
};
