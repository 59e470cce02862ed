import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect, createServer, type Server, type Socket } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { openDatabase } from '../../../src/store/postgres/database.js';
import { openPostgresStore } from '../../../src/store/postgres/postgres-store.js';
import { createTestDatabase, type TestDatabase } from './test-database.js';

let directory: string;
let server: Server;
let made: TestDatabase;
const sockets: Socket[] = [];

/** A socket before the suite's server, wherever that listens. */
beforeAll(async () => {
  made = await createTestDatabase();
  const { hostname, port } = new URL(made.url);
  directory = await mkdtemp(path.join(os.tmpdir(), 'socket-'));
  server = createServer((ours) => {
    const theirs = connect({ host: hostname, port: Number(port || 5432) });
    sockets.push(ours);
    ours.pipe(theirs).pipe(ours);
  });
  await new Promise<void>((resolve) => server.listen(path.join(directory, '.s.PGSQL.5432'), resolve));
});
afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  await rm(directory, { recursive: true });
  await made.drop();
});

describe('a database behind a socket of this machine', () => {
  const addressOf = (form: 'in the query' | 'as the host'): string => {
    const { username, password, pathname } = new URL(made.url);
    if (form === 'as the host') return `postgres://${username}:${password}@${encodeURIComponent(directory)}${pathname}`;
    const given = new URLSearchParams({ host: directory, user: username, ...(password && { password }) });
    return `postgres://${pathname}?${given.toString()}`;
  };

  it.each(['in the query', 'as the host'] as const)('is opened by the address of its directory, %s', async (form) => {
    const through = sockets.length;
    const database = await openDatabase({ url: addressOf(form) });
    const store = await openPostgresStore({ database });
    expect(await store.readMoment()).toMatchObject({ installation: { tokenKeys: [{}] } });
    expect(sockets.length).toBeGreaterThan(through);
    await store.close();
    await database.close();
  });

  it('is named in messages with its directory and without a password', async () => {
    const database = await openDatabase({ url: 'postgres:///julkaisut?host=/run/postgresql&user=me&password=verysecret' });
    expect(database.shownUrl).toBe('postgres:///julkaisut?host=/run/postgresql');
    await database.close();
  });
});
