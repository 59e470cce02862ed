/**
 * `npm run bench:harvest`, or with `-- --quick`: 100,000 (10,000) synthetic MARCXML records of 7 kB in pages of 100 from a server on loopback, harvested
 * to the verdict on every record, beside the same bytes merely downloaded and merely parsed. Rounds alternate, so that a noisy machine disturbs all
 * alike. Figures are medians and ratios within this one run.
 */
import { fork, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import http from 'node:http';
import { Worker } from 'node:worker_threads';
import { isOfSeries, oaiPage } from './harvest-records.js';
import type { RunMessage, RunReport } from './harvest-runner.js';

const QUICK = process.argv.includes('--quick');
const RECORDS = QUICK ? 10_000 : 100_000;
const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? (QUICK ? 5 : 3));
const PAGE = 100;
const PAGES = RECORDS / PAGE;

const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });

const main = async (): Promise<void> => {
  const began = performance.now();
  const source = await startSource();
  print(`${RECORDS.toLocaleString('en')} records in ${PAGES} pages, made in ${((performance.now() - began) / 1000).toFixed(1)} s`);
  const runner = startRunner();
  const saxes = await startYardstick('saxes');
  try {
    await measureReading(source.base, runner, saxes);
    await measureRuns(source.base, runner, saxes);
    await measureOverlap(source.base, runner);
    await measureParsingAll(saxes);
  } finally {
    await saxes.stop();
    if (runner.connected) runner.disconnect();
    source.stop();
    agent.destroy();
  }
};

/** (a) downloaded, (b) parsed by saxes alone in two threads, (d) the pipeline. */
const measureReading = async (base: string, runner: ChildProcess, saxes: Yardstick): Promise<void> => {
  const url = `${base}/${PAGE}/0`;
  const pipeline = (): Promise<RunReport> => run(runner, { url, pages: PAGES, lookAhead: 'one-page', upTo: 'verdict' });
  // Once each for nothing, so that V8 has compiled what is measured.
  await run(runner, { url, pages: PAGES, lookAhead: 'one-page', upTo: 'verdict' });
  await saxes.read(100);
  const downloads: number[] = [];
  const parses: number[] = [];
  const reports: RunReport[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    downloads.push(await timed(() => download(url)));
    parses.push(await timed(() => saxes.read(PAGES)));
    reports.push(await pipeline());
  }
  const expected = Array.from({ length: RECORDS }, (_, index) => index).filter(isOfSeries).length;
  const wrong = reports.find(({ records, inScope }) => records !== RECORDS || inScope !== expected);
  if (wrong) throw new Error(`${wrong.records} records, ${wrong.inScope} in scope: not what the server holds`);
  const pipelineMs = median(reports.map(({ ms }) => ms));
  row('merely downloaded', median(downloads));
  row('merely parsed: saxes, two threads', median(parses));
  row('harvested to the verdict', pipelineMs, `${(median(parses) / pipelineMs).toFixed(2)} of saxes alone (reach >= 0.75)`);
  const memory = (of: (report: RunReport) => number): string => median(reports.map(of)).toFixed(0);
  print(
    `  resident: ${memory(({ quarters }) => quarters[0]!)} MB in the first quarter, ${memory(({ quarters }) => quarters[3]!)} MB in the last (flat)`,
  );
};

/** A whole run, journal and commit included: over the series, and over 10,000 records that are all taken. */
const measureRuns = async (base: string, runner: ChildProcess, saxes: Yardstick): Promise<void> => {
  const parses: number[] = [];
  const reports: RunReport[] = [];
  for (let round = 0; round < Math.min(ROUNDS, 3); round += 1) {
    parses.push(await timed(() => saxes.read(PAGES)));
    reports.push(await run(runner, { url: `${base}/${PAGE}/0`, pages: PAGES, lookAhead: 'one-page', upTo: 'series' }));
  }
  const ms = median(reports.map((report) => report.ms));
  row('a whole run, one record in a hundred taken', ms, `${(median(parses) / ms).toFixed(2)} of saxes alone`);
  tellDelay(reports);
  const small = await startSource(10_000);
  try {
    const all: RunReport[] = [];
    for (let round = 0; round < 3; round += 1) {
      all.push(await run(runner, { url: `${small.base}/${PAGE}/0`, pages: 100, lookAhead: 'one-page', upTo: 'all' }));
    }
    print(
      `a whole run of 10,000 records, all of them taken and published: ${(median(all.map((report) => report.ms)) / 1000).toFixed(1)} s`,
    );
    tellDelay(all);
  } finally {
    small.stop();
  }
};

const tellDelay = (reports: readonly RunReport[]): void => {
  const [p99, most] = [median(reports.map(({ delay }) => delay.p99)), median(reports.map(({ delay }) => delay.most))];
  print(`  event loop of the service meanwhile: p99 ${p99.toFixed(0)} ms (reach < 50), most ${most.toFixed(0)} ms`);
};

/** (e) A source that is 60 ms away, with pages that take about as long to read: one after the other, and the next while the last is read. */
const measureOverlap = async (base: string, runner: ChildProcess): Promise<void> => {
  const size = 500;
  const url = `${base}/${size}/60`;
  const pages = Math.ceil(RECORDS / size);
  const inTurn: number[] = [];
  const overlapped: number[] = [];
  await run(runner, { url, pages, lookAhead: 'one-page', upTo: 'verdict' });
  for (let round = 0; round < Math.min(ROUNDS, 3); round += 1) {
    inTurn.push((await run(runner, { url, pages, lookAhead: 'never', upTo: 'verdict' })).ms);
    overlapped.push((await run(runner, { url, pages, lookAhead: 'one-page', upTo: 'verdict' })).ms);
  }
  print(`a source 60 ms away, pages of ${size}`);
  row('one after the other', median(inTurn));
  row(
    'the next while the last is read',
    median(overlapped),
    `${(median(inTurn) / median(overlapped)).toFixed(2)} times as fast (reach >= 1.50)`,
  );
};

/** (c) As it would be without a glance: fast-xml-parser over every record, beside saxes over as many. */
const measureParsingAll = async (saxes: Yardstick): Promise<void> => {
  const parser = await startYardstick('parse-all');
  await parser.read(10);
  const pages = 40;
  const all = await timed(() => parser.read(pages));
  const alone = await timed(() => saxes.read(pages));
  print(`a sample of ${pages} pages`);
  row('every record parsed in full, two threads', (all * PAGES) / pages, `${(alone / all).toFixed(2)} of saxes alone`);
  await parser.stop();
};

const run = async (runner: ChildProcess, message: RunMessage): Promise<RunReport> => {
  runner.send(message);
  const stop = new AbortController();
  const answered = once(runner, 'message', { signal: stop.signal });
  const ended = once(runner, 'exit', { signal: stop.signal }).then(([code]) => {
    throw new Error(`the process of the pipeline ended with ${String(code)}`);
  });
  try {
    const [report] = (await Promise.race([answered, ended])) as [RunReport];
    return report;
  } finally {
    // Whichever did not come is not waited for any more.
    stop.abort();
    await Promise.allSettled([answered, ended]);
  }
};

const download = async (url: string): Promise<void> => {
  for (let token: string | undefined = ''; token !== undefined;) {
    const body: Buffer = await get(`${url}?verb=ListRecords${token === '' ? '' : `&resumptionToken=${token}`}`);
    token = />([\w-]+)<\/resumptionToken>/.exec(body.subarray(-300).toString('latin1'))?.[1];
  }
};

const get = (url: string): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    http
      .get(url, { agent }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => resolve(Buffer.concat(chunks)));
      })
      .on('error', reject);
  });

interface Yardstick {
  /** So many pages, shared between two threads. */
  read(pages: number): Promise<void>;
  stop(): Promise<void>;
}

const startYardstick = async (mode: 'saxes' | 'parse-all'): Promise<Yardstick> => {
  const workers = [0, 1].map((thread) => {
    const pages = Array.from({ length: 20 }, (_, page) =>
      Buffer.from(
        oaiPage(
          Array.from({ length: PAGE }, (__, index) => (page * 2 + thread) * PAGE + index),
          'token',
        ),
      ),
    );
    return new Worker(new URL('./harvest-yardstick.js', import.meta.url), { workerData: { pages, mode } });
  });
  await Promise.all(workers.map((worker) => once(worker, 'message')));
  return {
    read: async (pages) => {
      for (const worker of workers) worker.postMessage(pages / 2);
      await Promise.all(workers.map((worker) => once(worker, 'message')));
    },
    stop: async () => {
      await Promise.all(workers.map((worker) => worker.terminate()));
    },
  };
};

const startSource = async (records = RECORDS): Promise<{ readonly base: string; stop(): void }> => {
  const child = spawn(process.execPath, ['--import', 'tsx', 'bench/harvest-server.ts', String(records)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [port] = (await once(child.stdout, 'data')) as [Buffer];
  return { base: `http://127.0.0.1:${port.toString().trim()}`, stop: () => void child.kill() };
};

const startRunner = (): ChildProcess => fork('bench/harvest-runner.ts', { execArgv: ['--import', 'tsx'] });

const timed = async (work: () => Promise<void>): Promise<number> => {
  const began = performance.now();
  await work();
  return performance.now() - began;
};

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;

const row = (name: string, ms: number, remark = ''): void =>
  print(
    `  ${name.padEnd(44)} ${Math.round((RECORDS * 1000) / ms)
      .toLocaleString('en')
      .padStart(8)} records/s  ${remark}`,
  );

const print = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

await main();
