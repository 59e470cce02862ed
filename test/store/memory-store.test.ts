import { createMemoryStore } from '../../src/store/memory/memory-store.js';
import { describeStore } from './store-contract.js';

describeStore('memory', async (wallClock) => {
  const store = createMemoryStore({ wallClock });
  return { store, discard: () => store.close() };
});
