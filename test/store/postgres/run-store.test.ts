import { afterAll, beforeAll } from '@jest/globals';
import { openDatabase, type Database } from '../../../src/store/postgres/database.js';
import { createPostgresRunStore } from '../../../src/store/postgres/postgres-run-store.js';
import { describeRuns } from '../run-contract.js';
import { createTestDatabase, type TestDatabase } from './test-database.js';

let made: TestDatabase;
let database: Database;
beforeAll(async () => {
  made = await createTestDatabase();
  database = await openDatabase({ url: made.url });
}, 60_000);
afterAll(async () => {
  await database.close();
  await made.drop();
});

describeRuns('PostgreSQL', async () => {
  await database.query('truncate run, run_entry, run_report, source_lease');
  return { runs: createPostgresRunStore({ database }), discard: async () => undefined };
});
