import { createPostgresIdempotency } from '../../../src/store/postgres/postgres-idempotency.js';
import { createPostgresNotices } from '../../../src/store/postgres/postgres-notices.js';
import { createPostgresVisits } from '../../../src/store/postgres/postgres-visits.js';
import { describeIdempotency } from '../idempotency-contract.js';
import { describeNotices } from '../notice-contract.js';
import { describeVisits } from '../visit-contract.js';
import { openTestDatabase } from './opened-database.js';

describeNotices('PostgreSQL', async () => {
  const { database, discard } = await openTestDatabase();
  return { memory: createPostgresNotices(database), discard };
});

describeVisits('PostgreSQL', async () => {
  const { database, discard } = await openTestDatabase();
  return { memory: createPostgresVisits(database), discard };
});

describeIdempotency('PostgreSQL', async () => {
  const { database, discard } = await openTestDatabase();
  // Time passes by what is there growing older.
  const wait = async (ms: number): Promise<void> => {
    await database.query("update kept_answer set claimed = claimed - $1 * interval '1 millisecond'", [ms]);
  };
  return { memory: createPostgresIdempotency(database), wait, discard };
});
