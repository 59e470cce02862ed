import type { WallClock } from '../platform/clock.js';
import { createMemoryAccountStore } from '../store/memory/memory-account-store.js';
import { createMemoryIdempotency } from '../store/memory/memory-idempotency.js';
import { createMemoryNotices } from '../store/memory/memory-notices.js';
import { createMemoryRunStore } from '../store/memory/memory-run-store.js';
import { createMemoryStore } from '../store/memory/memory-store.js';
import { createMemoryTies } from '../store/memory/memory-ties.js';
import { createMemoryThrottle } from '../store/memory/memory-throttle.js';
import { createMemoryVisits } from '../store/memory/memory-visits.js';
import type { Stores } from './stores.js';

/** Everything in the memory of this process: a rehearsal that leaves no trace. */
export const openInMemory = async (wallClock: WallClock): Promise<Stores> => {
  const store = createMemoryStore({ wallClock });
  return {
    kind: 'memory',
    ...{ store, runs: createMemoryRunStore(), accountStore: createMemoryAccountStore(), visitMemory: createMemoryVisits() },
    ...{ noticeMemory: createMemoryNotices(), tieMemory: createMemoryTies() },
    ...{ idempotencyMemory: createMemoryIdempotency(wallClock), throttleMemory: createMemoryThrottle(wallClock) },
    close: () => store.close(),
  };
};
