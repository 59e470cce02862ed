import { createCommitQueue } from '../store/commit-queue.js';
import { ALL_MINE } from '../store/schedule-ticks.js';
import type { Sharing } from './sharing.js';
import type { Stores } from './stores.js';

export const openSharing = async ({ database }: Pick<Stores, 'database'>): Promise<Sharing> => {
  if (!database) return { linkTurns: createCommitQueue(), ticks: ALL_MINE, close: () => Promise.resolve() };
  const { openSharedDatabase } = await import('./sharing-by-database.js');
  return openSharedDatabase(database);
};
