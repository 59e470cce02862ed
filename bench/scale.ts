/**
 * `npm run bench:scale`: the service over PostgreSQL at 10,000, 100,000 and 1,000,000 records, as harvesters and readers meet it, beside
 * the embedded store at the sizes that it is made for. Every service is a process of its own. PostgreSQL is that of TEST_DATABASE_URL,
 * or one that is made for this run and reached by a socket, as on one machine. Figures are medians and ratios within this one run.
 *
 * BENCH_SIZES (records of each format), BENCH_ROUNDS, BENCH_INDEXED (most records with the public index), BENCH_KEEP (keeps the databases).
 */
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { openDatabase, type Database } from '../src/store/postgres/database.js';
import { openPostgresStore } from '../src/store/postgres/postgres-store.js';
import { createPostgresRunStore } from '../src/store/postgres/postgres-run-store.js';
import type { Store } from '../src/store/ports.js';
import { createCluster } from '../test/postgres-cluster.js';
import { holdToShare } from './cpu-share.js';
import { createRunPipeline, type RunStores } from './harvest-pipelines.js';
import { explainLists } from './scale-plans.js';
import { fillDatabase } from './scale-seed.js';
import { seedStore } from './seed-store.js';
import { agent, median, repeat, repeatInTurn, residentMegabytes, startService, walk, type Running } from './service-process.js';

const SIZES = (process.env['BENCH_SIZES'] ?? '10000,100000,1000000').split(',').map(Number);
const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 3);
/** The embedded store is made for so many. */
const MOST_EMBEDDED = 100_000;
/** To make the public index of more takes longer than all the rest; search is measured up to there. */
const MOST_INDEXED = Number(process.env['BENCH_INDEXED'] ?? 100_000);
const REQUESTS = 20;
/** Of a core, for each process, where it is measured what a second one gives; up to so many records, as the cost of a page is always the same. */
const SHARE = 0.25;
const MOST_HELD = 10_000;

const main = async (): Promise<void> => {
  const cluster = process.env['TEST_DATABASE_URL'] === undefined ? await createCluster({ sharedBuffers: '1GB', socket: true }) : undefined;
  const server = cluster?.url ?? process.env['TEST_DATABASE_URL']!;
  try {
    for (const records of SIZES) await measureSize(server, records);
  } finally {
    agent.destroy();
    await cluster?.remove();
  }
};

const measureSize = async (server: string, records: number): Promise<void> => {
  const url = await makeDatabase(server, `scale_${records}`);
  const database = await openDatabase({ url });
  const store = await openPostgresStore({ database });
  const began = performance.now();
  const { bytes } = await fillDatabase(database, store, records);
  print(`\n${count(records)} records in two formats (filled in ${((performance.now() - began) / 1000).toFixed(0)} s)`);
  await tellSizes(database, records, bytes);
  if (records > MOST_INDEXED) await database.query('delete from stale_work');
  const service = await startService({ DATABASE_URL: url });
  try {
    if (records <= MOST_INDEXED) await untilIndexed(database, records);
    await measureWalks(service, records);
    await measurePages(service, url);
    if (records <= MOST_INDEXED) await measureSearch(service);
    print(`  memory of the web process: ${(await residentMegabytes(service.pid)).toFixed(0)} MB`);
    await measureTwo(service, url, records);
    for (const line of await explainLists(database)) print(`    ${line}`);
    await measureHarvest(store, database);
  } finally {
    await service.stop();
    await store.close();
    await database.close();
    if (process.env['BENCH_KEEP'] === undefined) await dropDatabase(server, `scale_${records}`);
  }
};

/** Made by the service beside everything else: what is measured shall not pay for it. */
const untilIndexed = async (database: Database, records: number): Promise<void> => {
  const began = performance.now();
  for (;;) {
    const [left] = await database.query<{ readonly some: boolean }>('select exists (select from stale_work) as some');
    if (left?.some !== true) break;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  const seconds = (performance.now() - began) / 1000;
  // PostgreSQL would begin to do so by itself, beside what is measured.
  await database.query('vacuum analyze');
  const [size] = await database.query<{ readonly works: string }>(
    "select pg_total_relation_size('work') + pg_total_relation_size('work_body') as works",
  );
  print(
    `  public index made in ${seconds.toFixed(0)} s: ${count(records / seconds)} works/s, ${(Number(size!.works) / records).toFixed(0)} bytes a work`,
  );
};

const tellSizes = async (database: Database, records: number, bytes: number): Promise<void> => {
  const [size] = await database.query<{ readonly all: string; readonly index: string }>(
    `select pg_total_relation_size('record') as all, pg_indexes_size('record') as index`,
  );
  const each = (total: string): string => (Number(total) / (2 * records)).toFixed(0);
  print(
    `  on disk: ${each(size!.all)} bytes a record of ${(bytes / (2 * records)).toFixed(0)} bytes of text, of them ${each(size!.index)} of indexes`,
  );
};

/** A service runs for weeks: what its first pages take, while V8 still learns, is not counted. */
const WARMING = 40_000;

const warm = async ({ url }: Running, records: number): Promise<void> => {
  for (let walked = 0; walked < WARMING; walked += records) await walk(url);
};

/** In turn with the embedded store, where that serves as many. */
const measureWalks = async (service: Running, records: number): Promise<void> => {
  const embedded = records <= MOST_EMBEDDED ? await startEmbedded(records) : undefined;
  const [ours, theirs]: [number[], number[]] = [[], []];
  try {
    for (const each of [service, embedded?.service]) if (each) await warm(each, records);
    for (let round = 0; round < ROUNDS; round++) {
      ours.push((await walk(service.url)).ms);
      if (embedded) theirs.push((await walk(embedded.service.url)).ms);
    }
  } finally {
    await embedded?.end();
  }
  const rate = (times: readonly number[]): number => records / (median(times) / 1000);
  const beside = embedded ? `, embedded store ${count(rate(theirs))}: ratio ${(rate(ours) / rate(theirs)).toFixed(2)} (reach >= 0.35)` : '';
  print(`  full walk: ${count(rate(ours))} records/s${beside}`);
};

const startEmbedded = async (records: number): Promise<{ readonly service: Running; end(): Promise<void> }> => {
  const directory = await mkdtemp(path.join(tmpdir(), 'bench-'));
  await seedStore(directory, records);
  const service = await startService({ STORE_DIR: directory });
  return {
    service,
    end: async () => {
      await service.stop();
      await rm(directory, { recursive: true });
    },
  };
};

const measurePages = async (service: Running, url: string): Promise<void> => {
  const { tokens } = await walk(service.url);
  const pageAt = (share: number): string =>
    `${service.url}/oai?verb=ListRecords&resumptionToken=${tokens[Math.max(0, Math.round((tokens.length - 2) * share))] ?? ''}`;
  const first = await repeat(`${service.url}/oai?verb=ListRecords&metadataPrefix=marcxml`, REQUESTS);
  const [begin, middle, end] = (await repeatInTurn([0, 0.5, 1].map(pageAt), 5 * REQUESTS)) as [number, number, number];
  print(
    `  page of 500: the request that begins ${first.toFixed(1)} ms; by token at 0 % ${begin.toFixed(1)}, 50 % ${middle.toFixed(1)}, 100 % ${end.toFixed(1)} ms: deepest / first ${(end / begin).toFixed(2)} (reach <= 1.20)`,
  );
  const set = await repeat(`${service.url}/oai?verb=ListRecords&metadataPrefix=marcxml&set=own:print`, REQUESTS);
  print(`  first page of a set ${set.toFixed(1)} ms (${new URL(url).pathname.slice(1)})`);
};

const measureSearch = async (service: Running): Promise<void> => {
  const search = async (query: string): Promise<string> =>
    `${(await repeat(`${service.url}/en/publications?q=${query}`, REQUESTS)).toFixed(1)} ms`;
  print(
    `  search page: a common word ${await search('sosiaalisessa')}, a number ${await search('2012-77')}, a slip ${await search('sosiaaliessa')} (reach <= 100)`,
  );
};

/** Clients that walk at once, half of them over each process: over one and over two, in turn. */
const measureTwo = async (service: Running, url: string, records: number): Promise<void> => {
  const second = await startService({ DATABASE_URL: url });
  try {
    await warm(second, records);
    const free = await compareTwo([service, second], 2, records);
    print(`  two harvesters at once: ${free} (reach >= 1.60 where there are cores for it)`);
    if (records <= MOST_HELD) await measureHeld([service, second], records);
  } finally {
    await second.stop();
  }
};

/**
 * What more processes give where there are cores: each of ours may use a part of a core only, so that the database and the harvesters, which
 * share this machine's cores with them, have enough.
 */
const measureHeld = async (services: readonly [Running, Running], records: number): Promise<void> => {
  const held = await Promise.all(services.map(({ pid }) => holdToShare(pid, SHARE)));
  try {
    if (held.includes(undefined)) print('  processes held to a part of a core: this machine does not let us');
    else
      print(
        `  four harvesters at once, each process held to ${SHARE} of a core: ${await compareTwo(services, 4, records)} (reach >= 1.60)`,
      );
  } finally {
    for (const each of held) await each?.free();
  }
};

const compareTwo = async ([first, second]: readonly [Running, Running], clients: number, records: number): Promise<string> => {
  const walkOver = (...services: readonly Running[]): Promise<number> =>
    timed(() => Promise.all(Array.from({ length: clients }, (_, index) => walk(services[index % services.length]!.url))));
  const [one, two]: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS; round++) {
    one.push(await walkOver(first));
    two.push(await walkOver(first, second));
  }
  const rate = (times: readonly number[]): number => (clients * records) / (median(times) / 1000);
  return `one process ${count(rate(one))} records/s, two ${count(rate(two))}: ratio ${(rate(two) / rate(one)).toFixed(2)}`;
};

/** Each of the records is wanted, matched against all publications, rendered in two formats and committed. */
const HARVESTED = 5_000;

const measureHarvest = async (store: Store, database: Database): Promise<void> => {
  const server = spawn('npx', ['tsx', 'bench/harvest-server.ts', String(HARVESTED)], {
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });
  const port = await new Promise<string>((resolve) => server.stdout.once('data', (line: Buffer) => resolve(line.toString().trim())));
  const openStores = async (): Promise<RunStores> => ({
    store,
    runs: createPostgresRunStore({ database }),
    close: () => Promise.resolve(),
  });
  const pipeline = createRunPipeline('all', openStores);
  try {
    const began = performance.now();
    const { inScope } = await pipeline.run({ url: `http://127.0.0.1:${port}/100/0`, lookAhead: 'one-page' }, () => undefined);
    const seconds = (performance.now() - began) / 1000;
    print(`  harvest of ${count(inScope)} records, all of them taken and published: ${count(inScope / seconds)} records/s`);
  } finally {
    await pipeline.close();
    process.kill(-server.pid!, 'SIGTERM');
  }
};

const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const began = performance.now();
  await work();
  return performance.now() - began;
};

const makeDatabase = async (server: string, name: string): Promise<string> => {
  await onServer(server, `drop database if exists ${name} with (force)`);
  await onServer(server, `create database ${name} template template0`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
};

const dropDatabase = (server: string, name: string): Promise<void> => onServer(server, `drop database if exists ${name} with (force)`);

const onServer = async (server: string, statement: string): Promise<void> => {
  const client = new pg.Client({ connectionString: new URL(server).pathname.length > 1 ? server : `${server}/postgres` });
  await client.connect();
  await client.query(statement);
  await client.end();
};

const count = (number: number): string => Math.round(number).toLocaleString('en');

const print = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

await main();
