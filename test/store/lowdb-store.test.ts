import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { openLowdbStore } from '../../src/store/lowdb/lowdb-store.js';
import { describeHarvests } from './harvest-contract.js';
import type { TestClock } from './samples.js';
import { describeStore, type OpenedStore } from './store-contract.js';

const open = async (wallClock: TestClock): Promise<OpenedStore> => {
  const directory = await mkdtemp(path.join(os.tmpdir(), 'store-'));
  const store = await openLowdbStore({ directory, wallClock });
  return {
    store,
    discard: async () => {
      await store.close();
      await rm(directory, { recursive: true });
    },
  };
};

describeStore('lowdb', open);
describeHarvests('lowdb', open);
