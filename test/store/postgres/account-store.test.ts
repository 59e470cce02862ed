import { createPostgresAccountStore } from '../../../src/store/postgres/postgres-account-store.js';
import { describeAccounts } from '../account-contract.js';
import { openTestDatabase } from './opened-database.js';

describeAccounts('PostgreSQL', async () => {
  const { database, discard } = await openTestDatabase();
  return { accounts: createPostgresAccountStore(database), discard };
});
