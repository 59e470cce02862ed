import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createPostgresNotices } from '../../../src/store/postgres/postgres-notices.js';
import { openTestDatabase, type OpenedDatabase } from './opened-database.js';

const TOLD = {
  email: [{ source: 'melinda', cause: 'failed', since: '2026-11-24T06:00:00.000Z', at: '2026-11-24T06:00:00.000Z', isOpen: true }],
} as const;

describe('notices of two processes', () => {
  let opened: OpenedDatabase;
  beforeEach(async () => void (opened = await openTestDatabase()));
  afterEach(() => opened.discard());

  it('are told by one at a time', async () => {
    const [here, there] = [createPostgresNotices(opened.database), createPostgresNotices(await opened.another())];
    const inner = await here.takeTurn(async (turn) => {
      await turn.write(TOLD);
      return [await there.takeTurn(async () => 'both')];
    });
    expect(inner).toEqual([undefined]);
    expect(await there.takeTurn((turn) => turn.read())).toEqual(TOLD);
  });

  it('are told by the other once the first has died over it, and what that then writes takes nobody’s place', async () => {
    const dying = createPostgresNotices(await opened.another({ mostConnections: 1 }));
    const next = createPostgresNotices(opened.database);
    const late: string[] = [];
    await dying.takeTurn(async (turn) => {
      await turn.read();
      await opened.database.query(KILL_HOLDER);
      // The lock is given up a moment after the kill.
      while ((await next.takeTurn(async (theirs) => theirs.write(TOLD).then(() => 'told'))) !== 'told')
        await new Promise((resolve) => setTimeout(resolve, 5));
      await turn.write({}).catch((fault: unknown) => late.push(String((fault as { readonly code?: unknown }).code)));
    });
    expect(late).toEqual(['unavailable']);
    expect(await next.takeTurn((turn) => turn.read())).toEqual(TOLD);
    expect(await dying.takeTurn((turn) => turn.read())).toEqual(TOLD);
  });
});

const KILL_HOLDER = `
  select pg_terminate_backend(pid) from pg_locks
    where locktype = 'advisory' and granted and database = (select oid from pg_database where datname = current_database())`;
