import { execFile, spawn } from 'node:child_process';
import { readdir, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { runCommandLine } from '../../src/command/command-line.js';
import { oneAtATime } from '../one-at-a-time.js';

/** The built program, run as a person runs it. */
const MAIN = path.resolve('dist/main.js');

export interface Ended {
  readonly exit: number;
  readonly out: string;
  readonly err: string;
}

/** Builds what has changed since the last time; suites that run beside each other build once, and none runs what is just being written. */
export const build = (): Promise<void> =>
  oneAtATime('building', async () => {
    if ((await builtAt()) > (await changedAt())) return;
    await compile();
    await writeFile(STAMP, '');
  });

const STAMP = path.resolve('dist/.built');

const builtAt = async (): Promise<number> =>
  stat(STAMP).then(
    ({ mtimeMs }) => mtimeMs,
    () => 0,
  );

const changedAt = async (): Promise<number> => {
  const names = (await readdir('src', { recursive: true })).map((name) => path.join('src', name));
  const times = await Promise.all([...names, 'tsconfig.json'].map(async (name) => (await stat(name)).mtimeMs));
  return Math.max(...times);
};

const compile = (): Promise<void> =>
  new Promise((resolve, reject) => {
    execFile(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.json', '--noCheck'], (error, out) => {
      if (error) reject(new Error(out));
      else resolve();
    });
  });

/** `typed` is what comes by a pipe. */
export const run = (words: readonly string[], environment: Readonly<Record<string, string>>, typed?: string): Promise<Ended> =>
  new Promise((resolve) => {
    const child = execFile(process.execPath, [MAIN, ...words], { env: { ...process.env, ...environment } }, (error, out, err) => {
      resolve({ exit: typeof error?.code === 'number' ? error.code : error ? 1 : 0, out, err });
    });
    if (typed !== undefined) child.stdin?.end(typed);
  });

/**
 * The same without a process of its own, for what a command does to a store and prints: to start a process takes a hundred times as long.
 * A command that begins threads needs the built program.
 */
export const command = async (words: readonly string[], environment: Readonly<Record<string, string>>, typed?: string): Promise<Ended> => {
  let [out, err] = ['', ''];
  const exit = await runCommandLine(words, environment, {
    out: { write: (text) => (out += text) },
    err: { write: (text) => (err += text) },
    readFirstLine: () => Promise.resolve(typed?.split('\n')[0]),
  });
  return { exit, out, err };
};

export interface Started {
  /** Resolves when what it printed matches. */
  until(pattern: RegExp): Promise<void>;
  kill(signal: NodeJS.Signals): void;
  readonly ended: Promise<Ended>;
}

/** The same, to be watched and stopped while it runs. */
export const start = (words: readonly string[], environment: Readonly<Record<string, string>>): Started => {
  const child = spawn(process.execPath, [MAIN, ...words], { env: { ...process.env, ...environment } });
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  const ended = new Promise<Ended>((resolve) => child.once('exit', (code) => resolve({ exit: code ?? 1, out, err })));
  return {
    until: async (pattern) => {
      while (!pattern.test(out + err)) {
        if (child.exitCode !== null) throw new Error(`the program ended with ${child.exitCode}: ${out}${err}`);
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    },
    kill: (signal) => void child.kill(signal),
    ended,
  };
};

export interface Serving {
  readonly url: string;
  readonly log: () => string;
  /** Resolves to the exit code. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

export const serve = async (environment: Readonly<Record<string, string>>, options: readonly string[] = []): Promise<Serving> => {
  const port = String(await freePort());
  const child = spawn(process.execPath, [MAIN, 'serve', ...options], { env: { ...process.env, PORT: port, ...environment } });
  let log = '';
  child.stdout.on('data', (chunk: Buffer) => (log += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (log += chunk.toString()));
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  while (!log.includes('serve.ready')) {
    if (child.exitCode !== null) throw new Error(`serve ended with ${child.exitCode}: ${log}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return {
    url: `http://127.0.0.1:${port}`,
    log: () => log,
    stop: (signal = 'SIGTERM') => {
      child.kill(signal);
      return ended;
    },
  };
};

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
