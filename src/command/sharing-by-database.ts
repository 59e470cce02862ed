import type { Database } from '../store/postgres/database.js';
import { openPostgresRunExchange } from '../store/postgres/postgres-run-exchange.js';
import { createPostgresTicks } from '../store/postgres/postgres-ticks.js';
import { createPostgresTurns } from '../store/postgres/postgres-turns.js';
import type { Sharing } from './sharing.js';

/** Processes that have one database keep out of each other's way by its locks, and tell each other by its notifications. */
export const openSharedDatabase = async (database: Database): Promise<Sharing> => {
  const exchange = await openPostgresRunExchange({ database });
  return {
    exchange,
    linkTurns: createPostgresTurns({ database }),
    ticks: createPostgresTicks({ database }),
    close: () => exchange.close(),
  };
};
