import type { WallClock } from '../platform/clock.js';
import type { Config } from '../platform/config.js';
import type { Log } from '../platform/log.js';
import { openAccountFiles } from '../store/lowdb/account-files.js';
import { openIdempotencyFile } from '../store/lowdb/idempotency-file.js';
import { openLowdbStore } from '../store/lowdb/lowdb-store.js';
import { openNoticeFile } from '../store/lowdb/notice-file.js';
import { openTieFile } from '../store/lowdb/tie-file.js';
import { openRunFiles } from '../store/lowdb/run-files.js';
import { createMemoryThrottle } from '../store/memory/memory-throttle.js';
import { openVisitFile } from '../store/lowdb/visit-file.js';
import type { Stores } from './stores.js';

/** Everything in files of one directory. The store itself first: its lock is what keeps the other files ours. */
export const openFiles = async (config: Config, log: Log, wallClock: WallClock): Promise<Stores> => {
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
