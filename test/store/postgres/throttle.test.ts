import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createThrottle } from '../../../src/accounts/throttle.js';
import { createPostgresThrottle } from '../../../src/store/postgres/postgres-throttle.js';
import { describeThrottle } from '../throttle-contract.js';
import { openTestDatabase, type OpenedDatabase } from './opened-database.js';

describeThrottle('PostgreSQL', async () => {
  const { database, another, discard } = await openTestDatabase();
  return { memories: [createPostgresThrottle(database), createPostgresThrottle(await another())], discard };
});

describe('a stranger who guesses at two processes', () => {
  let opened: OpenedDatabase;
  beforeEach(async () => void (opened = await openTestDatabase()));
  afterEach(() => opened.discard());

  it('is let through three times and no more, all processes together', async () => {
    const throttles = [opened.database, await opened.another()].map((database) => createThrottle(createPostgresThrottle(database)));
    const attempts = await Promise.all(
      Array.from({ length: 20 }, (_, index) => throttles[index % 2]!.attempt('maija', `192.0.2.${index}`)),
    );
    expect(attempts.filter(({ kind }) => kind === 'go')).toHaveLength(3);
    expect(attempts.filter((attempt) => attempt.kind === 'wait' && attempt.isFirst)).toHaveLength(1);
  });

  it('cannot fill the database, nor push out who was let in', async () => {
    const memory = createPostgresThrottle(opened.database);
    const count = { failures: 1, last: 0, isTold: false };
    await memory.change([], () => ({ value: undefined, put: [['trusted home maija', count]] }));
    await opened.database.query(`
      insert into throttle (key, kind, body, touched)
        select 'account ' || number, 'count', '{}', clock_timestamp() - number * interval '1 second' from generate_series(1, 12000) as number`);
    for (let change = 1; change < 50; change++) await memory.change([], () => ({ value: undefined }));
    const rows = await opened.database.query<{ readonly kind: string; readonly rows: number }>(
      'select kind, count(*)::integer as rows from throttle group by kind order by kind',
    );
    expect(rows).toEqual([
      { kind: 'count', rows: 10_000 },
      { kind: 'trusted', rows: 1 },
    ]);
  });
});
