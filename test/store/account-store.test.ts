import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { openAccountFiles } from '../../src/store/lowdb/account-files.js';
import { createMemoryAccountStore } from '../../src/store/memory/memory-account-store.js';
import { describeAccounts } from './account-contract.js';
import { createSimulatedDisk } from './simulated-disk.js';

describeAccounts('memory', async () => ({ accounts: createMemoryAccountStore(), discard: () => Promise.resolve() }));

describeAccounts('files', async () => {
  const directory = await mkdtemp(path.join(os.tmpdir(), 'accounts-'));
  const accounts = await openAccountFiles({ directory });
  return { accounts, discard: () => accounts.close().then(() => rm(directory, { recursive: true })) };
});

describeAccounts('files on a simulated disk', async () => ({
  accounts: await openAccountFiles({ directory: '/store', disk: createSimulatedDisk() }),
  discard: () => Promise.resolve(),
}));
