import { createMemoryStore } from '../../src/store/memory/memory-store.js';
import { describeHarvests } from './harvest-contract.js';
import type { TestClock } from './samples.js';
import { describeStore, type OpenedStore } from './store-contract.js';

const open = async (wallClock: TestClock): Promise<OpenedStore> => {
  const store = createMemoryStore({ wallClock });
  return { store, discard: () => store.close() };
};

describeStore('memory', open);
describeHarvests('memory', open);
