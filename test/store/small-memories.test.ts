import { createMemoryNotices } from '../../src/store/memory/memory-notices.js';
import { createMemoryThrottle } from '../../src/store/memory/memory-throttle.js';
import { createMemoryVisits } from '../../src/store/memory/memory-visits.js';
import { describeNotices } from './notice-contract.js';
import { describeThrottle } from './throttle-contract.js';
import { describeVisits } from './visit-contract.js';

describeNotices('memory', async () => ({ memory: createMemoryNotices(), discard: () => Promise.resolve() }));

describeVisits('memory', async () => ({ memory: createMemoryVisits(), discard: () => Promise.resolve() }));

describeThrottle('memory', async () => ({ memories: [createMemoryThrottle(() => 1_772_000_000_000)], discard: () => Promise.resolve() }));
