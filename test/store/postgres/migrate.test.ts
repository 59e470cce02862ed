import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openDatabase, type Database, type Statement } from '../../../src/store/postgres/database.js';
import { migrate, readMigrations } from '../../../src/store/postgres/migrate.js';
import { createTestDatabase, type TestDatabase } from './test-database.js';

const step = (number: number) => ({ number, name: `step-${number}`, sql: `create table made_by_${number} (id integer)` });

/** The same database behind a server that says it is of another version. */
const asServer = (database: Database, version: { readonly number: number; readonly name: string }): Database => ({
  ...database,
  withConnection: (work) =>
    database.withConnection((connection) =>
      work({
        ...connection,
        query: async <Row>(statement: Statement, values?: readonly unknown[]) =>
          typeof statement === 'string' && statement.includes('server_version')
            ? ([version] as unknown as readonly Row[])
            : connection.query<Row>(statement, values),
      }),
    ),
});

describe('the schema of a database', () => {
  let made: TestDatabase;
  let database: Database;
  beforeEach(async () => {
    made = await createTestDatabase({ migrated: false });
    database = await openDatabase({ url: made.url });
  });
  afterEach(async () => {
    await database.close();
    await made.drop();
  });
  const steps = async () =>
    (await database.query<{ readonly number: number }>('select number from schema_version order by number')).map(({ number }) => number);

  it('is made by the files of schemas/postgres, each once and in order', async () => {
    await migrate(database);
    await migrate(database);
    expect(await steps()).toEqual(readMigrations().map(({ number }) => number));
  });

  it('goes on from where an older program left it', async () => {
    await migrate(database, [step(1)]);
    await migrate(database, [step(1), step(2), step(3)]);
    expect(await steps()).toEqual([1, 2, 3]);
  });

  it('is made once when several processes start at the same moment', async () => {
    const others = await Promise.all([1, 2, 3, 4].map(() => openDatabase({ url: made.url, mostConnections: 1 })));
    await Promise.all(others.map((other) => migrate(other)));
    await Promise.all(others.map((other) => other.close()));
    expect(await steps()).toEqual(readMigrations().map(({ number }) => number));
  });

  it('is not touched when a newer program has made it', async () => {
    await migrate(database, [step(1), step(2)]);
    await expect(migrate(database, [step(1)])).rejects.toMatchObject({
      name: 'StoreError',
      code: 'newer',
      message: expect.stringMatching(/step 2 \(step-2\)/),
    });
  });

  it.each([
    [140_019, '14.19 (Debian 14.19-1)'],
    [90_624, '9.6.24'],
  ])('is not made by a server that is too old (%i)', async (number, name) => {
    await expect(migrate(asServer(database, { number, name }))).rejects.toMatchObject({
      ...{ name: 'StoreError', code: 'unavailable' },
      message: expect.stringContaining(`is PostgreSQL ${name}, and this program needs 15 or newer`),
    });
    expect(await database.query(`select from pg_tables where schemaname = 'public'`)).toEqual([]);
  });

  it.each([
    [150_000, '15.0'],
    [190_000, '19beta1'],
  ])('is made by one that is new enough (%i)', async (number, name) => {
    await migrate(asServer(database, { number, name }), [step(1)]);
    expect(await steps()).toEqual([1]);
  });

  it('stays as it was when a step fails', async () => {
    await expect(migrate(database, [step(1), { number: 2, name: 'bad', sql: 'create tabel nothing' }])).rejects.toThrow();
    await migrate(database, [step(1)]);
    expect(await steps()).toEqual([1]);
  });
});
