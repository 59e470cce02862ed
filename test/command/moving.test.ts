import { mkdtemp, readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { runCommandLine } from '../../src/command/command-line.js';
import { parseStoreCommand } from '../../src/command/store-command.js';
import { openAccountFiles } from '../../src/store/lowdb/account-files.js';
import { openLowdbStore } from '../../src/store/lowdb/lowdb-store.js';
import { openDatabase } from '../../src/store/postgres/database.js';
import { openPostgresStore } from '../../src/store/postgres/postgres-store.js';
import { createTestDatabase, type TestDatabase } from '../store/postgres/test-database.js';
import { fillDirectory, RICH } from '../store/rich-store.js';
import { createTestClock, listAll } from '../store/samples.js';

let directory: string;
let database: TestDatabase;
beforeEach(async () => {
  directory = await mkdtemp(path.join(os.tmpdir(), 'moving-'));
  database = await createTestDatabase();
  // A service that opens it reads journals, and would find these to be none.
  await fillDirectory({ directory: path.join(directory, 'data') }, createTestClock(), { ...RICH, entries: [] });
});
afterEach(async () => {
  await rm(directory, { recursive: true });
  await database.drop();
});

const run = async (words: readonly string[], environment: Readonly<Record<string, string>> = {}) => {
  let [out, err] = ['', ''];
  const exit = await runCommandLine(
    words,
    { CONFIG: path.resolve('store/config.json'), STORE_DIR: path.join(directory, 'data'), LOG_LEVEL: 'silent', ...environment },
    { out: { write: (text) => (out += text) }, err: { write: (text) => (err += text) } },
  );
  return { exit, out, err };
};

describe('migrate-store', () => {
  const there = ['migrate-store', '--from', 'lowdb', '--to', 'postgres'];

  it('tells each kind with its count and sum, and ends with 0 only when both sides are the same', async () => {
    const environment = { DATABASE_URL: database.url };
    const moved = await run(there, environment);
    expect(moved).toMatchObject({ exit: 0 });
    expect(moved.out).toMatch(/^records +8 {2}[0-9a-f]{64} {2}same$/m);
    expect(moved.out).toMatch(/is the same as the store in .*data and can be used/);
    expect(moved.err).toMatch(/^copying records: 8\n/m);
    expect(moved.err).not.toContain('\r');
    const again = await run(there, environment);
    expect(again).toMatchObject({ exit: 1 });
    expect(again.err).toMatch(/not empty/);
    const back = await run(['migrate-store', '--from', 'postgres', '--to', 'lowdb', '--json'], {
      ...environment,
      STORE_DIR: path.join(directory, 'back'),
    });
    expect(back).toMatchObject({ exit: 0 });
    const report = JSON.parse(back.out) as { isDone: boolean; comparisons: readonly { kind: string; target: { rows: number } }[] };
    expect(report.isDone).toBe(true);
    expect(report.comparisons.find(({ kind }) => kind === 'records')?.target.rows).toBe(8);
    const { hostname } = new URL(database.url);
    expect(back.out).toContain(hostname);
  });

  it('says what is wrong with the call', async () => {
    expect(await run(there)).toMatchObject({ exit: 2, err: expect.stringMatching(/DATABASE_URL is not set/) });
    expect(await run(['migrate-store', '--from', 'lowdb', '--to', 'lowdb'], { DATABASE_URL: database.url })).toMatchObject({ exit: 2 });
    expect(await run(['migrate-store', '--from', 'mysql', '--to', 'lowdb'])).toMatchObject({ exit: 2 });
    expect(await run(there, { DATABASE_URL: 'postgres://a:secret@127.0.0.1:1/none' })).toMatchObject({
      exit: 1,
      err: expect.not.stringContaining('secret'),
    });
  });
});

describe('backup and restore-backup', () => {
  it('copy the store with a line in the audit, and put it back with another', async () => {
    const copy = path.join(directory, 'copy');
    const made = await run(['backup', copy]);
    expect(made).toMatchObject({ exit: 0, err: '', out: expect.stringMatching(/keep it as the store itself is kept/) });
    expect(await readdir(path.join(copy, 'settings'))).toEqual(['config.json']);
    const restored = await run(['restore-backup', copy]);
    expect(restored).toMatchObject({ exit: 0, out: expect.stringMatching(/8 records.*stamped anew.*What was there lies in/s) });
    const accounts = await openAccountFiles({ directory: path.join(directory, 'data') });
    const [last, first] = await accounts.listAudit({ action: 'store', limit: 2 });
    expect(last).toMatchObject({ action: 'store.rolledBack', target: copy });
    expect(first).toMatchObject({ action: 'store.backedUp', target: copy });
    await accounts.close();
    const store = await openLowdbStore({ directory: path.join(directory, 'data'), wallClock: createTestClock() });
    expect(await listAll(store)).toHaveLength(4);
    await store.close();
  });

  it('goes to the service that holds the store', () => {
    const command = { kind: 'note-backup', directory: '/copies/one', actor: 'command line (maija)' };
    expect(parseStoreCommand(command)).toEqual(command);
    expect(parseStoreCommand({ ...command, directory: 1 })).toBeUndefined();
  });

  it('are not for a database, which has its own tools; after these harvesters are told', async () => {
    const environment = { DATABASE_URL: database.url };
    expect(await run(['backup', path.join(directory, 'copy')], environment)).toMatchObject({
      exit: 2,
      err: expect.stringMatching(/docs\/moving\.md/),
    });
    expect(await run(['restore-backup', 'x', '--database'], environment)).toMatchObject({ exit: 2 });
    await run(['migrate-store', '--from', 'lowdb', '--to', 'postgres'], environment);
    const opened = await openDatabase({ url: database.url });
    const store = await openPostgresStore({ database: opened });
    const { epoch } = await store.readInstallation();
    const { now } = await store.readBounds();
    expect(await run(['restore-backup', '--database'], environment)).toMatchObject({
      exit: 0,
      out: expect.stringMatching(/8 records/),
    });
    expect((await store.readInstallation()).epoch).not.toBe(epoch);
    for (const { datestamp } of await listAll(store)) expect(datestamp).toBeGreaterThanOrEqual(now);
    expect(await opened.query('select 1 from session')).toEqual([]);
    await store.close();
    await opened.close();
  });
});
