import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openDatabase, type Database } from '../../src/store/postgres/database.js';
import { createPostgresAccountStore } from '../../src/store/postgres/postgres-account-store.js';
import { openPostgresStore } from '../../src/store/postgres/postgres-store.js';
import type { Run } from '../../src/store/run-ports.js';
import { BOSS, createEmptyDesk, PASSWORD } from '../accounts/desk.js';
import { startMelindaDouble, type MelindaDouble } from '../harvester/melinda-double.js';
import { book, numbers, stranger } from '../harvester/run/model-source.js';
import { createTestDatabase, type TestDatabase } from '../store/postgres/test-database.js';
import { createSign, openDoor, type Door } from './door.js';
import { writeSettings } from './program-settings.js';
import { build, run, serve, start, type Serving } from './program.js';

/** Of each library; every tenth is of another series. */
const RECORDS = 23;
const PAGES = 5;
const WANTED = RECORDS - 2;

type Environment = Readonly<Record<string, string>>;

/** One library waits with its third page until it is let go; the other holds other records and waits for nobody. */
interface Libraries {
  readonly doubles: Readonly<Record<'first' | 'second', MelindaDouble>>;
  readonly door: Door;
}

const openLibraries = async (): Promise<Libraries> => {
  const library = (from: number): Promise<MelindaDouble> => {
    const records = numbers(from + RECORDS - 1).slice(from - 1);
    const xml = (number: string): string => (number.endsWith('0') ? stranger(number) : book(number));
    return startMelindaDouble({
      records: records.map((number) => ({ xml: xml(number) })),
      pageSize: 5,
      tokensExpire: '2099-01-01T00:00:00.000Z',
    });
  };
  const doubles = { first: await library(1), second: await library(RECORDS + 1) };
  return { doubles, door: await openDoor(doubles.first.oaiUrl) };
};

/** As a person begins it in the administration of that service. */
const beginHarvest = async (service: Serving, source: string, database: Database): Promise<void> => {
  const { accounts } = createEmptyDesk(createPostgresAccountStore(database));
  await accounts.addAccount(BOSS, { name: BOSS.name, password: PASSWORD, role: 'administrator' });
  const made = await accounts.createToken(BOSS, { account: BOSS.name, label: 'a test', scopes: ['harvest'] });
  if (made.kind !== 'done') throw new Error(JSON.stringify(made));
  const headers = { Authorization: `Bearer ${made.value.secret}`, 'Content-Type': 'application/json' };
  const body = JSON.stringify({ mode: 'full' });
  const answer = await fetch(`${service.url}/admin/api/sources/${source}/runs`, { method: 'POST', headers, body });
  expect([answer.status, await answer.text()]).toEqual([202, expect.stringContaining(source)]);
};

type RunsBySource = Readonly<Record<'first' | 'second', readonly Run[]>>;

const runsOf = async (database: Database): Promise<RunsBySource> => {
  const rows = await database.query<{ readonly body: string }>('select body from run order by id');
  const all = rows.map(({ body }) => JSON.parse(body) as Run);
  const of = (source: string): readonly Run[] => all.filter(({ request }) => request.source === source);
  return { first: of('first'), second: of('second') };
};

const until = async (isSo: () => Promise<boolean>): Promise<void> => {
  for (const deadline = Date.now() + 90_000; !(await isSo());) {
    if (Date.now() > deadline) throw new Error(`it did not come about: ${isSo.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
};

/** Keeps every harvest of the database from writing its records until it is let go. */
const holdWrites = async (
  database: Database,
): Promise<{ readonly reached: () => Promise<boolean>; readonly letGo: () => Promise<void> }> => {
  const [locked, ended] = [createSign(), createSign()];
  const holding = database.transaction(async (queries) => {
    await queries.query('lock table harvested in share mode');
    locked.give();
    await ended.given;
  });
  await locked.given;
  const waiting = `select 1 from pg_locks where relation = 'harvested'::regclass and not granted`;
  return {
    reached: async () => (await database.query(waiting)).length > 0,
    letGo: async () => {
      ended.give();
      await holding;
    },
  };
};

const textOf = (bytes: Uint8Array | undefined): string => Buffer.from(bytes ?? []).toString('utf8');

/** What was harvested into a database, and what is published of it; without what says when. */
const contentsOf = async (database: Database) => {
  const store = await openPostgresStore({ database });
  const rows = await store.listHarvested({ limit: 1000 });
  const { now } = await store.readBounds();
  const formats = ['marcxml', 'oai_dc'];
  const records = await Promise.all(formats.map((metadataPrefix) => store.listRecords({ metadataPrefix, until: now, limit: 1000 })));
  const revisions = await Promise.all(['first', 'second'].map(async (source) => (await store.readSource(source)).revision));
  await store.close();
  return {
    harvested: rows.map(({ history, ...row }) => ({
      ...{ localId: row.localId, source: row.source, identifier: row.identifier, state: row.state, xml: row.xml },
      history: history.map(({ outcome }) => outcome),
    })),
    published: records
      .flat()
      .map(({ datestamp: _, metadata, about, ...record }) => ({ ...record, metadata: textOf(metadata), about: about.map(textOf) }))
      .sort((a, b) => (a.identifier < b.identifier ? -1 : 1)),
    revisions,
  };
};

/** By as many requests as the list has pages. */
const identifiersOf = async ({ url }: Serving): Promise<readonly string[]> => {
  const identifiers: string[] = [];
  for (let query = 'metadataPrefix=marcxml&set=older'; ;) {
    const page = await (await fetch(`${url}/oai?verb=ListIdentifiers&${query}`)).text();
    identifiers.push(...[...page.matchAll(/<identifier>([^<]+)/g)].map(([, identifier]) => identifier!));
    const token = /<resumptionToken[^>]*>([^<]+)/.exec(page)?.[1];
    if (token === undefined) return identifiers;
    query = `resumptionToken=${encodeURIComponent(token)}`;
  }
};

describe('two services with one database, and a command beside them', () => {
  let directory: string;
  let libraries: Libraries;
  let made: readonly TestDatabase[];
  let [database, undisturbed]: readonly Database[] = [];
  const serving: Serving[] = [];
  const killed: Record<string, string> = {};
  let runs: RunsBySource;

  const begin = async (): Promise<Environment> => {
    directory = await mkdtemp(path.join(tmpdir(), 'julkaisusilta-'));
    libraries = await openLibraries();
    made = [await createTestDatabase(), await createTestDatabase()];
    [database, undisturbed] = await Promise.all(made.map(({ url }) => openDatabase({ url, mostConnections: 3 })));
    const urls = { first: libraries.door.url, second: libraries.doubles.second.oaiUrl };
    const basis = { metadataPrefix: 'melinda_marc', controlNumberIdentifier: 'FI-MELINDA' };
    const CONFIG = await writeSettings(
      directory,
      Object.entries(urls).map(([id, url]) => ({ id, url, ...basis })),
    );
    const environment = { CONFIG, STORE_DIR: '/nobody/may/write/here', DATABASE_URL: made[0]!.url };
    serving.push(...(await Promise.all([serve(environment), serve(environment)])));
    return environment;
  };

  /** One dies while it waits for a page, the other in the middle of its commit. */
  const killBoth = async (environment: Environment): Promise<void> => {
    await beginHarvest(serving[0]!, 'first', database!);
    const writes = await holdWrites(database!);
    const command = start(['harvest', 'second'], environment);
    await Promise.all([libraries.door.reached, until(writes.reached)]);
    command.kill('SIGKILL');
    await Promise.all([serving[0]!.stop('SIGKILL'), command.ended]);
    await writes.letGo();
    for (const [source, [left]] of Object.entries(await runsOf(database!))) killed[source] = left!.state;
    libraries.door.open();
  };

  const harvestUndisturbed = async (environment: Environment): Promise<void> => {
    const alone = { ...environment, DATABASE_URL: made[1]!.url };
    for (const source of ['first', 'second']) expect((await run(['harvest', source, '--mode', 'full'], alone)).exit).toBe(0);
  };

  beforeAll(async () => {
    await build();
    const environment = await begin();
    await killBoth(environment);
    // Nobody waits for the lease of one that is dead in vain.
    await harvestUndisturbed(environment);
    await until(async () =>
      Object.values((runs = await runsOf(database!))).every((all) => all.every(({ state }) => state === 'completed')),
    );
  }, 240_000);
  afterAll(async () => {
    await Promise.all(serving.map((service) => service.stop('SIGKILL')));
    for (const each of [libraries.door, ...Object.values(libraries.doubles), database!, undisturbed!]) await each.close();
    for (const each of made) await each.drop();
    await rm(directory, { recursive: true });
  }, 60_000);

  it('leave a run where it was when they are killed', () => {
    expect(killed).toEqual({ first: 'fetching', second: 'applying' });
  });

  it.each([
    ['a service that was killed between two pages', 'first', 'fetching'],
    ['a command that was killed in the middle of its commit', 'second', 'applying'],
  ] as const)('finish the one run of %s, by the service that is there', (_, source, state) => {
    const [left, ...more] = runs[source];
    expect(more).toEqual([]);
    const states = left!.transitions.map((each) => each.state);
    expect(states.slice(states.lastIndexOf('interrupted') - 1)).toEqual([
      state,
      'interrupted',
      'fetching',
      'staged',
      'applying',
      'completed',
    ]);
    expect(left!.counters).toMatchObject({ pages: PAGES, seen: RECORDS, added: WANTED, duplicates: 0, failed: 0 });
  });

  it('ask nobody again for a page that was kept', () => {
    const lists = libraries.doubles.second.requests.filter((request) => request.includes('verb=ListRecords'));
    // Once by the command that died, and once undisturbed.
    expect(lists).toHaveLength(2 * PAGES);
  });

  it('come to the same as one whom nobody disturbed: nothing lost, nothing twice', async () => {
    const contents = await contentsOf(database!);
    expect(contents).toEqual(await contentsOf(undisturbed!));
    expect(contents.harvested.filter(({ state }) => state === 'live')).toHaveLength(2 * WANTED);
    for (const { history } of contents.harvested) expect(history).toEqual(['added']);
    expect(contents.revisions).toEqual([1, 1]);
  });

  it('list all of it, each record once', async () => {
    const { published } = await contentsOf(undisturbed!);
    const wanted = published.filter(({ deleted }) => !deleted).map(({ identifier }) => identifier);
    // A list leaves the current second out.
    await until(async () => (await identifiersOf(serving[1]!)).length >= 2 * WANTED);
    expect([...(await identifiersOf(serving[1]!))].sort()).toEqual([...new Set(wanted)].sort());
  });
});
