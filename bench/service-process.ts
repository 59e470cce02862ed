/** The service as a process of its own, and a harvester that walks it: shared by the benchmarks that measure from outside. */
import { spawn, type ChildProcess } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import http from 'node:http';
import { createServer } from 'node:net';

export const CONNECTIONS = 16;

/** Of every service here, whatever its port: with another one all would be rendered anew, beside what is measured. */
export const PUBLIC_URL = 'https://julkaisut.example.fi';

export const agent = new http.Agent({ keepAlive: true, maxSockets: CONNECTIONS });

export interface Running {
  /** Without a slash at its end. */
  readonly url: string;
  readonly pid: number;
  stop(): Promise<void>;
}

/** `environment` says where its store is: STORE_DIR or DATABASE_URL. */
export const startService = async (environment: Readonly<Record<string, string>>): Promise<Running> => {
  const port = await freePort();
  const given = { ...process.env, PORT: String(port), NODE_ENV: 'production', LOG_LEVEL: 'warn', BASE_URL: PUBLIC_URL, ...environment };
  // What it says at its start, such as where to make the first account, is nothing to a benchmark.
  const child = spawn(process.execPath, ['dist/main.js', 'serve'], { env: given, stdio: 'ignore' });
  await untilUp(`http://127.0.0.1:${port}/health/ready`, child);
  return { url: `http://127.0.0.1:${port}`, pid: child.pid!, stop: () => stop(child) };
};

export const startBare = async (): Promise<Running> => {
  const port = await freePort();
  const child = spawn(process.execPath, ['bench/bare-koa.js', String(port)], { stdio: ['ignore', 'ignore', 'inherit'] });
  await untilUp(`http://127.0.0.1:${port}/?bytes=1`, child);
  return { url: `http://127.0.0.1:${port}/`, pid: child.pid!, stop: () => stop(child) };
};

export interface Walk {
  readonly ms: number;
  /** Bytes of each page. */
  readonly sizes: readonly number[];
  readonly tokens: readonly string[];
}

/** Every page of `/oai?verb=ListRecords` below `url`. */
export const walk = async (url: string, request = '&metadataPrefix=marcxml'): Promise<Walk> => {
  const began = performance.now();
  const sizes: number[] = [];
  const tokens: string[] = [];
  let next = request;
  for (;;) {
    const body = await get(`${url}/oai?verb=ListRecords${next}`);
    sizes.push(body.length);
    const token = />([A-Za-z0-9_-]+)<\/resumptionToken>/.exec(body.subarray(-2000).toString())?.[1];
    if (token === undefined) break;
    tokens.push(token);
    next = `&resumptionToken=${token}`;
  }
  return { ms: performance.now() - began, sizes, tokens };
};

/** The median of so many requests one after the other, in ms. */
export const repeat = async (url: string, times: number): Promise<number> => (await repeatInTurn([url], times))[0]!;

/** The same of several addresses that are to be compared, in turn: what disturbs the machine meanwhile disturbs all alike. */
export const repeatInTurn = async (urls: readonly string[], times: number): Promise<readonly number[]> => {
  const taken = urls.map((): number[] => []);
  for (let i = 0; i < times; i++) {
    for (const [index, url] of urls.entries()) {
      const began = performance.now();
      await get(url);
      taken[index]!.push(performance.now() - began);
    }
  }
  return taken.map(median);
};

export const get = (url: string): Promise<Buffer> =>
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

const LONGEST_START_S = 120;

const untilUp = async (url: string, child: ChildProcess): Promise<void> => {
  for (let tries = 0; tries < LONGEST_START_S * 20; tries++) {
    if (child.exitCode !== null) throw new Error(`the process ended with ${child.exitCode}`);
    const up = await get(url).then(
      () => true,
      () => false,
    );
    if (up) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`${url} did not answer within ${LONGEST_START_S} s`);
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

export const residentMegabytes = async (pid: number): Promise<number> => {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? Number.NaN) / 1024;
};

export const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
