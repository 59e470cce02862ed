/**
 * `npm run bench:provider`: the whole service as a harvester meets it, beside a bare koa app that sends ready bodies of
 * the same sizes. Both run as processes of their own; rounds alternate, so that a noisy machine disturbs both alike.
 * Figures are medians and ratios within this one run.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { seedStore } from './seed-store.js';
import { agent, CONNECTIONS, get, median, repeatInTurn, residentMegabytes, startBare, startService, walk } from './service-process.js';

const SIZES = (process.env['BENCH_SIZES'] ?? '10000,100000').split(',').map(Number);
const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 5);
const REQUESTS = 6_000;

const main = async (): Promise<void> => {
  for (const records of SIZES) await measureSize(records);
  await measureStart(50_000);
};

const measureSize = async (records: number): Promise<void> => {
  const directory = await mkdtemp(path.join(tmpdir(), 'bench-'));
  const seeded = await seedStore(directory, records);
  print(`\n${records.toLocaleString('en')} records of marcxml, ${(seeded.bytes / 1e6).toFixed(0)} MB of rendered text`);
  const service = await startService({ STORE_DIR: directory });
  const bare = await startBare();
  try {
    const sizes = (await walk(service.url)).sizes;
    const walks = await rounds(
      () => walk(service.url).then(({ ms }) => ms),
      () => bareWalk(bare.url, sizes),
    );
    report(`full walk, ${sizes.length} pages`, records / (walks.ours / 1000), records / (walks.bare / 1000), 'records/s', 0.6);
    const tokens = (await walk(service.url)).tokens;
    const first = `${service.url}/oai?verb=ListRecords&metadataPrefix=marcxml`;
    const last = `${service.url}/oai?verb=ListRecords&resumptionToken=${tokens.at(-1) ?? ''}`;
    const nextToLast = `${service.url}/oai?verb=ListRecords&resumptionToken=${tokens.at(-2) ?? tokens.at(-1) ?? ''}`;
    const [opening, deepest] = (await repeatInTurn([first, nextToLast], 20 * ROUNDS)) as [number, number];
    print(
      `  first page ${opening.toFixed(1)} ms, last full page ${deepest.toFixed(1)} ms: ratio ${(deepest / opening).toFixed(2)} (reach <= 1.20)`,
    );
    await get(last);
    const ids = seeded.identifiers;
    const one = `${service.url}/oai?verb=GetRecord&metadataPrefix=marcxml&identifier=`;
    const recordSize = (await get(one + encodeURIComponent(ids[0]!))).length;
    await compareRates('GetRecord', (i) => one + encodeURIComponent(ids[(i * 7919) % ids.length]!), bare.url, recordSize, 0.5);
    const identify = `${service.url}/oai?verb=Identify`;
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
    const service = await startService({ STORE_DIR: directory });
    times.push(performance.now() - began);
    memory.push(await residentMegabytes(service.pid));
    await service.stop();
  }
  print(
    `\nstart with ${records.toLocaleString('en')} stored records: ${(median(times) / 1000).toFixed(2)} s (reach <= 10), ${median(memory).toFixed(0)} MB resident (reach <= 1000)`,
  );
  await rm(directory, { recursive: true });
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
