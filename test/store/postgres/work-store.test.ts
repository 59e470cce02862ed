import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { openDatabase, type Database } from '../../../src/store/postgres/database.js';
import { migrate } from '../../../src/store/postgres/migrate.js';
import { createPostgresWorkStore } from '../../../src/store/postgres/postgres-work-store.js';
import type { StaleWork, WorkChange, WorkRow, WorkSearch, WorkStore } from '../../../src/store/work-ports.js';
import { createTestDatabase, type TestDatabase } from './test-database.js';

let made: TestDatabase;
let database: Database;
let works: WorkStore;
beforeAll(async () => {
  made = await createTestDatabase();
  database = await openDatabase({ url: made.url });
  works = createPostgresWorkStore({ database, limits: { counted: 25, ranked: 10, shown: 20 } });
});
afterAll(async () => {
  await database.close();
  await made.drop();
});

const row = (id: string, title: string, more: Partial<WorkRow> = {}): WorkRow => ({
  ...{ id, origin: 'own', created: 1, changed: 1, touched: 1, titleKey: title, keys: [`name ${id}`], names: [], series: [], languages: [] },
  words: { title: title.split(' '), numbers: [], people: [], subjects: [], series: [] },
  fingerprint: 1n,
  body: JSON.stringify(id),
  ...more,
});
const put = (...rows: readonly WorkRow[]): Promise<void> => works.put(rows.map((each) => ({ kind: 'work', row: each })));
const search = (wish: Partial<WorkSearch>): ReturnType<WorkStore['search']> =>
  works.search({ words: [], names: [], series: [], order: 'relevance', offset: 0, limit: 100, ...wish });

describe('a search of the works in the database', () => {
  beforeAll(async () => {
    await put(
      row('talous', 'valtion talousarvio', { year: 2001 }),
      row('nakyva', 'nakyva poliisi', { year: 2012, series: ["o'\\"], languages: ['fin'] }),
      row('isbn', 'muuta', { words: { title: ['muuta'], numbers: ['9789524915304', '2012'], people: [], subjects: [], series: [] } }),
      ...Array.from({ length: 30 }, (_, at) => row(`many-${at + 10}`, 'yleinen sana', { year: 1900 + at })),
    );
  });

  it.each<readonly [string, Partial<WorkSearch>, readonly string[]]>([
    ['knows other forms of a Finnish word', { words: ['nakyvan', 'poliisin'] }, ['nakyva']],
    ['forgives a slip in a long word', { words: ['talousarvoi'] }, ['talous']],
    ['but none in a short one', { words: ['muutq'] }, []],
    ['finds a number by its beginning', { words: ['978'] }, ['isbn']],
    ['finds it by nearly all of it', { words: ['978952491530'] }, ['isbn']],
    ['but not by its middle', { words: ['952491'] }, []],
    ['finds a year by its beginning', { words: ['201'] }, ['isbn']],
    ['takes a series for what it is called, whatever that is', { series: ["o'\\"] }, ['nakyva']],
    ['finds nothing in a series with a name that no text can have', { series: ['\0'] }, []],
    ['bears years that are none', { yearFrom: -1e30, yearUntil: 2001.5, words: ['talousarvio'] }, ['talous']],
  ])('%s', async (_, wish, expected) => {
    expect((await search(wish)).bodies).toEqual(expected);
  });

  it('counts up to a bound, and gives nothing behind it', async () => {
    const found = await search({ words: ['yleinen'], limit: 3 });
    expect(found).toEqual({ bodies: ['many-39', 'many-38', 'many-37'], total: 20, hasMore: true });
    expect((await search({ words: ['yleinen'], offset: 19, limit: 5 })).bodies).toEqual(['many-20']);
    expect((await search({ words: ['yleinen'], offset: 20, limit: 5 })).bodies).toEqual([]);
  });

  it('tells how many there are where nothing is asked, however many', async () => {
    expect(await search({ order: 'newest', limit: 1 })).toEqual({ bodies: ['nakyva'], total: 33, hasMore: false });
  });

  it('keeps its names apart from texts that PostgreSQL cannot hold', async () => {
    expect([await works.find('a\0'), await works.findGone('\0'), (await works.idsUnder(['\0'])).size]).toEqual([undefined, undefined, 0]);
    expect(await works.list({ after: { changed: 1e15, id: '\0' }, limit: 1 })).toEqual([]);
  });
});

describe('the queue of works that must be made anew', () => {
  const madeWith = 'these settings';
  const takeAll = async (): Promise<readonly StaleWork[]> => {
    const taken: StaleWork[] = [];
    const make = async (stale: readonly StaleWork[]) => (taken.push(...stale), { changes: [] as WorkChange[], alsoStale: [] });
    while ((await works.renew({ limit: 2, madeWith, make })) > 0);
    return taken;
  };
  beforeAll(async () => {
    await works.claim(madeWith);
    await database.query(`insert into publication values ('2012-2', 1, '{}')`);
    await database.query(`insert into set_combination (sets, lists) values ('{a}', '{a}')`);
    await takeAll();
  });

  it.each([
    ['a publication', `update publication set revision = 2`, [{ id: '2012-2', spreads: false }]],
    [
      'a record of a publication, in several formats at once',
      `insert into record (identifier, metadata_prefix, datestamp, combination, deleted)
        select 'oai:a.fi:b/2012-2-pdf', prefix, 1, id, false from set_combination, unnest('{oai_dc,kk}'::text[]) prefix`,
      [{ id: '2012-2', spreads: false }],
    ],
    [
      'a record of something else, whatever its name ends with',
      `insert into record (identifier, metadata_prefix, datestamp, combination, deleted) select 'oai:a.fi:b/x.1-pdf', 'kk', 1, id, false from set_combination`,
      [{ id: 'x.1-pdf', spreads: false }],
    ],
    ['a link', `insert into link values ('x.2', '2012-2', '{}')`, ['2012-2', 'x.2'].map((id) => ({ id, spreads: false }))],
    [
      "a library's record and the publication that is tied to it",
      `insert into harvested values ('x.2', 's', 'i', 'live', '{}')`,
      [
        { id: '2012-2', spreads: false },
        { id: 'x.2', spreads: true },
      ],
    ],
    ['a link that is taken back', 'delete from link', ['2012-2', 'x.2'].map((id) => ({ id, spreads: false }))],
  ])('learns of %s', async (_, statement, expected) => {
    await database.query(statement);
    const taken = await takeAll();
    expect([...taken].sort((a, b) => (a.id < b.id ? -1 : 1))).toEqual(expected);
  });

  it('learns nothing of a change that was rolled back', async () => {
    const change = database.transaction(async (queries) => {
      await queries.query('update publication set revision = 3');
      throw new Error('no');
    });
    await expect(change).rejects.toThrow('no');
    expect(await works.countStale(9)).toBe(0);
  });

  it('keeps what could not be made', async () => {
    await database.query('update publication set revision = 4');
    const make = (): Promise<never> => Promise.reject(new Error('The disk is gone.'));
    await expect(works.renew({ limit: 9, madeWith, make })).rejects.toThrow('The disk is gone.');
    expect(await works.countStale(9)).toBe(1);
    expect(await takeAll()).toHaveLength(1);
  });

  it('keeps a change that comes while the same work is made', async () => {
    await database.query('update publication set revision = 5');
    const make = async () => (await database.query('update publication set revision = 6'), { changes: [], alsoStale: [] });
    expect(await works.renew({ limit: 9, madeWith, make })).toBe(1);
    expect(await takeAll()).toEqual([{ id: '2012-2', spreads: false }]);
  });

  it('has the last change made first, with all that is noted of the same work', async () => {
    await database.query(`insert into stale_work (id, spreads) values ('a', true), ('b', false), ('c', false), ('a', false)`);
    expect(await takeAll()).toEqual([
      { id: 'a', spreads: true },
      { id: 'c', spreads: false },
      { id: 'b', spreads: false },
    ]);
  });

  it('is for one process at a time', async () => {
    await database.query(`insert into stale_work (id) values ('a'), ('b')`);
    let atOnce = 0;
    let most = 0;
    const make = async () => {
      most = Math.max(most, ++atOnce);
      await database.query('select pg_sleep(0.05)');
      atOnce -= 1;
      return { changes: [], alsoStale: [] };
    };
    const other = createPostgresWorkStore({ database });
    const renewed = await Promise.all([works.renew({ limit: 1, madeWith, make }), other.renew({ limit: 1, madeWith, make })]);
    expect({ renewed, most }).toEqual({ renewed: [1, 1], most: 1 });
  });

  it('is left alone by a process with other settings; all works are in it once such a one has said so', async () => {
    await works.claim(madeWith);
    expect(await works.countStale(99)).toBe(0);
    await works.claim('other settings');
    expect(await works.countStale(99)).toBeGreaterThanOrEqual(35);
    expect(await takeAll()).toEqual([]);
    await works.claim(madeWith);
    expect((await takeAll()).map(({ id }) => id)).toEqual(expect.arrayContaining(['2012-2', 'x.2', 'talous']));
  });
});

describe('a database whose user may not create extensions', () => {
  it('is refused with what its owner has to do', async () => {
    const own = await createTestDatabase({ migrated: false });
    const owner = new pg.Client({ connectionString: own.url });
    await owner.connect();
    const name = `limited_${randomBytes(6).toString('hex')}`;
    await owner.query(`create role ${name} login`);
    await owner.query(`grant all on schema public to ${name}`);
    const url = new URL(own.url);
    url.username = name;
    const limited = await openDatabase({ url: url.href });
    try {
      await expect(migrate(limited)).rejects.toThrow(/Let the owner of the database run in it: create extension pg_trgm/);
      await owner.query('create extension pg_trgm');
      await migrate(limited);
    } finally {
      await limited.close();
      await owner.query(`drop owned by ${name}`);
      await owner.query(`drop role ${name}`);
      await owner.end();
      await own.drop();
    }
  });
});
