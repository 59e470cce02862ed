import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { openLowdbStore } from '../../src/store/lowdb/lowdb-store.js';
import { describeStore } from './store-contract.js';

describeStore('lowdb', async (wallClock) => {
  const directory = await mkdtemp(path.join(os.tmpdir(), 'store-'));
  const store = await openLowdbStore({ directory, wallClock });
  return {
    store,
    discard: async () => {
      await store.close();
      await rm(directory, { recursive: true });
    },
  };
});
