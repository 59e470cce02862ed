import type { WallClock } from '../platform/clock.js';
import type { Config } from '../platform/config.js';
import type { Log } from '../platform/log.js';
import type { Stores, WhereStored } from './stores.js';

/** Loads the one adapter that it opens: the others would make every command slower to begin. */
export const openStores = async (config: Config, log: Log, where: WhereStored, wallClock: WallClock): Promise<Stores> => {
  if (where === 'memory') return (await import('./stores-in-memory.js')).openInMemory(wallClock);
  if (config.databaseUrl === undefined) return (await import('./stores-in-files.js')).openFiles(config, log, wallClock);
  return (await import('./stores-in-database.js')).openInDatabase(config.databaseUrl);
};
