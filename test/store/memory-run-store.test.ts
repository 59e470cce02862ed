import { createMemoryRunStore } from '../../src/store/memory/memory-run-store.js';
import { describeRuns } from './run-contract.js';

describeRuns('memory', async () => ({ runs: createMemoryRunStore(), discard: () => Promise.resolve() }));
