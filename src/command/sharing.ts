import { createCommitQueue } from '../store/commit-queue.js';
import { openPostgresRunExchange } from '../store/postgres/postgres-run-exchange.js';
import { createPostgresTicks } from '../store/postgres/postgres-ticks.js';
import { createPostgresTurns } from '../store/postgres/postgres-turns.js';
import type { RunExchange } from '../store/run-exchange.js';
import { ALL_MINE, type ScheduleTicks } from '../store/schedule-ticks.js';
import type { Turns } from '../store/turns.js';
import type { Stores } from './stores.js';

/** By what processes of one installation keep out of each other's way; a process that has its store to itself needs little of it. */
export interface Sharing {
  readonly exchange?: RunExchange;
  /** Of all that change ties. */
  readonly linkTurns: Turns;
  readonly ticks: ScheduleTicks;
  close(): Promise<void>;
}

export const openSharing = async ({ database }: Pick<Stores, 'database'>): Promise<Sharing> => {
  if (!database) return { linkTurns: createCommitQueue(), ticks: ALL_MINE, close: () => Promise.resolve() };
  const exchange = await openPostgresRunExchange({ database });
  return {
    exchange,
    linkTurns: createPostgresTurns({ database }),
    ticks: createPostgresTicks({ database }),
    close: () => exchange.close(),
  };
};
