/**
 * `npm run bench:provider`: the whole service as a harvester meets it, beside a bare koa app that sends ready bodies of
 * the same sizes. Both run as processes of their own; rounds alternate, so that a noisy machine disturbs both alike.
 * Figures are medians and ratios within this one run.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import http from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { seedStore } from './seed-store.js';

const SIZES = (process.env['BENCH_SIZES'] ?? '10000,100000').split(',').map(Number);
const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 5);
const REQUESTS = 6_000;
const CONNECTIONS = 16;

const agent = new http.Agent({ keepAlive: true, maxSockets: CONNECTIONS });

const main = async (): Promise<void> => {
  for (const records of SIZES) await measureSize(records);
  await measureStart(50_000);
};

const measureSize = async (records: number): Promise<void> => {
  const directory = await mkdtemp(path.join(tmpdir(), 'bench-'));
  const seeded = await seedStore(directory, records);
  print(`\n${records.toLocaleString('en')} records of marcxml, ${(seeded.bytes / 1e6).toFixed(0)} MB of rendered text`);
  const service = await startService(directory);
  const bare = await startBare();
  try {
    const sizes = (await walk(service.url)).sizes;
    const walks = await rounds(
      () => walk(service.url).then(({ ms }) => ms),
      () => bareWalk(bare.url, sizes),
    );
    report(`full walk, ${sizes.length} pages`, records / (walks.ours / 1000), records / (walks.bare / 1000), 'records/s', 0.6);
    const tokens = (await walk(service.url)).tokens;
    const first = `${service.url}?verb=ListRecords&metadataPrefix=marcxml`;
    const last = `${service.url}?verb=ListRecords&resumptionToken=${tokens.at(-1) ?? ''}`;
    const nextToLast = `${service.url}?verb=ListRecords&resumptionToken=${tokens.at(-2) ?? tokens.at(-1) ?? ''}`;
    const pages = await rounds(
      () => repeat(first, 20),
      () => repeat(nextToLast, 20),
    );
    print(
      `  first page ${pages.ours.toFixed(1)} ms, last full page ${pages.bare.toFixed(1)} ms: ratio ${(pages.bare / pages.ours).toFixed(2)} (reach <= 1.20)`,
    );
    await get(last);
    const ids = seeded.identifiers;
    const one = `${service.url}?verb=GetRecord&metadataPrefix=marcxml&identifier=`;
    const recordSize = (await get(one + encodeURIComponent(ids[0]!))).length;
    await compareRates('GetRecord', (i) => one + encodeURIComponent(ids[(i * 7919) % ids.length]!), bare.url, recordSize, 0.5);
    const identify = `${service.url}?verb=Identify`;
    await compareRates('Identify', () => identify, bare.url, (await get(identify)).length, undefined);
  } finally {
    await service.stop();
    await bare.stop();
    await rm(directory, { recursive: true });
  }
};

const measureStart = async (records: number): Promise<void> => {
  const directory = await mkdtemp(path.join(tmpdir(), 'bench-'));
  await seedStore(directory, records);
  const times: number[] = [];
  const memory: number[] = [];
  for (let round = 0; round < 3; round++) {
    const began = performance.now();
    const service = await startService(directory);
    times.push(performance.now() - began);
    memory.push(await residentMegabytes(service.pid));
    await service.stop();
  }
  print(
    `\nstart with ${records.toLocaleString('en')} stored records: ${(median(times) / 1000).toFixed(2)} s (reach <= 10), ${median(memory).toFixed(0)} MB resident (reach <= 1000)`,
  );
  await rm(directory, { recursive: true });
};

interface Walk {
  readonly ms: number;
  readonly sizes: readonly number[];
  readonly tokens: readonly string[];
}

const walk = async (url: string): Promise<Walk> => {
  const began = performance.now();
  const sizes: number[] = [];
  const tokens: string[] = [];
  let next = '&metadataPrefix=marcxml';
  for (;;) {
    const body = await get(`${url}?verb=ListRecords${next}`);
    sizes.push(body.length);
    const token = />([A-Za-z0-9_-]+)<\/resumptionToken>/.exec(body.subarray(-2000).toString())?.[1];
    if (token === undefined) break;
    tokens.push(token);
    next = `&resumptionToken=${token}`;
  }
  return { ms: performance.now() - began, sizes, tokens };
};

const bareWalk = async (url: string, sizes: readonly number[]): Promise<number> => {
  const began = performance.now();
  for (const [page, size] of sizes.entries()) await get(`${url}?page=${page}&bytes=${size}`);
  return performance.now() - began;
};

const compareRates = async (
  name: string,
  urlOf: (i: number) => string,
  bareUrl: string,
  bytes: number,
  reach: number | undefined,
): Promise<void> => {
  const both = await rounds(
    () => hammer(urlOf),
    () => hammer(() => `${bareUrl}?bytes=${bytes}`),
  );
  report(`${name}, ${bytes} bytes`, REQUESTS / (both.ours / 1000), REQUESTS / (both.bare / 1000), 'requests/s', reach);
};

/** So many requests over so many connections; milliseconds for all. */
const hammer = async (urlOf: (i: number) => string): Promise<number> => {
  const began = performance.now();
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < REQUESTS) await get(urlOf(next++));
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, worker));
  return performance.now() - began;
};

const repeat = async (url: string, times: number): Promise<number> => {
  const each: number[] = [];
  for (let i = 0; i < times; i++) {
    const began = performance.now();
    await get(url);
    each.push(performance.now() - began);
  }
  return median(each);
};

const rounds = async (ours: () => Promise<number>, bare: () => Promise<number>): Promise<{ ours: number; bare: number }> => {
  await ours();
  await bare();
  const a: number[] = [];
  const b: number[] = [];
  for (let i = 0; i < ROUNDS; i++) {
    a.push(await ours());
    b.push(await bare());
  }
  return { ours: median(a), bare: median(b) };
};

const get = (url: string): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    http
      .get(url, { agent }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => {
          if (response.statusCode === 200) resolve(Buffer.concat(chunks));
          else reject(new Error(`${url}: HTTP ${String(response.statusCode)}`));
        });
      })
      .on('error', reject);
  });

interface Running {
  readonly url: string;
  readonly pid: number;
  stop(): Promise<void>;
}

const startService = async (directory: string): Promise<Running> => {
  const port = await freePort();
  const environment = { ...process.env, PORT: String(port), STORE_DIR: directory, NODE_ENV: 'production' };
  const child = spawn(process.execPath, ['dist/main.js', 'serve'], { env: environment, stdio: ['ignore', 'ignore', 'inherit'] });
  await untilUp(`http://127.0.0.1:${port}/health/ready`, child);
  return { url: `http://127.0.0.1:${port}/oai`, pid: child.pid!, stop: () => stop(child) };
};

const startBare = async (): Promise<Running> => {
  const port = await freePort();
  const child = spawn(process.execPath, ['bench/bare-koa.js', String(port)], { stdio: ['ignore', 'ignore', 'inherit'] });
  await untilUp(`http://127.0.0.1:${port}/?bytes=1`, child);
  return { url: `http://127.0.0.1:${port}/`, pid: child.pid!, stop: () => stop(child) };
};

const untilUp = async (url: string, child: ChildProcess): Promise<void> => {
  for (let tries = 0; tries < 1200; tries++) {
    if (child.exitCode !== null) throw new Error(`the process ended with ${child.exitCode}`);
    const up = await get(url).then(
      () => true,
      () => false,
    );
    if (up) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`${url} did not answer within a minute`);
};

const stop = async (child: ChildProcess): Promise<void> => {
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await ended;
};

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });

const residentMegabytes = async (pid: number): Promise<number> => {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? Number.NaN) / 1024;
};

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;

const report = (name: string, ours: number, bare: number, unit: string, reach: number | undefined): void => {
  const target = reach === undefined ? '' : ` (reach >= ${reach.toFixed(2)})`;
  print(
    `  ${name}: ${Math.round(ours).toLocaleString('en')} ${unit}, bare koa ${Math.round(bare).toLocaleString('en')}: ratio ${(ours / bare).toFixed(2)}${target}`,
  );
};

const print = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

await main();
agent.destroy();
