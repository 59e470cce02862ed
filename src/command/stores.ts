import type { WallClock } from '../platform/clock.js';
import type { Config } from '../platform/config.js';
import type { Log } from '../platform/log.js';
import type { AccountStore } from '../store/account-ports.js';
import { openAccountFiles } from '../store/lowdb/account-files.js';
import { openLowdbStore } from '../store/lowdb/lowdb-store.js';
import { openNoticeFile } from '../store/lowdb/notice-file.js';
import { openRunFiles } from '../store/lowdb/run-files.js';
import { createMemoryAccountStore } from '../store/memory/memory-account-store.js';
import { createMemoryNotices } from '../store/memory/memory-notices.js';
import { createMemoryRunStore } from '../store/memory/memory-run-store.js';
import { createMemoryStore } from '../store/memory/memory-store.js';
import { createMemoryVisits } from '../store/memory/memory-visits.js';
import { openVisitFile } from '../store/lowdb/visit-file.js';
import type { NoticeMemory } from '../store/notice-ports.js';
import type { VisitMemory } from '../store/visit-ports.js';
import type { Store } from '../store/ports.js';
import type { RunStore } from '../store/run-ports.js';

/** Everything that is kept, by one adapter. */
export interface Stores {
  readonly store: Store;
  readonly runs: RunStore;
  readonly accountStore: AccountStore;
  readonly visitMemory: VisitMemory;
  readonly noticeMemory: NoticeMemory;
  /** Gives back what was opened. */
  close(): Promise<void>;
}

/** The store itself first: its lock is what keeps the other files ours. */
export const openStores = async (config: Config, log: Log, where: 'disk' | 'memory', wallClock: WallClock): Promise<Stores> => {
  if (where === 'memory') {
    const store = createMemoryStore({ wallClock });
    return {
      ...{ store, runs: createMemoryRunStore(), accountStore: createMemoryAccountStore(), visitMemory: createMemoryVisits() },
      noticeMemory: createMemoryNotices(),
      close: () => store.close(),
    };
  }
  const here = {
    directory: config.storeDirectory,
    onWarning: (warning: { readonly kind: string; readonly message: string }) => log.warn('store.warning', { warning }),
  };
  const store = await openLowdbStore({ ...here, wallClock });
  try {
    const runs = await openRunFiles(here);
    const accounts = await openAccountFiles(here);
    return {
      ...{ store, runs, accountStore: accounts, visitMemory: openVisitFile(here), noticeMemory: openNoticeFile(here) },
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
