import { createServer, type Server } from 'node:http';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createCluster, type Cluster } from '../postgres-cluster.js';
import { createTestDatabase, type TestDatabase } from '../store/postgres/test-database.js';
import { build, command, serve, type Serving } from './program.js';

let cluster: Cluster;
let made: TestDatabase;
const serving: Serving[] = [];
beforeAll(async () => {
  await build();
  // Its own: these tests take the database away.
  cluster = await createCluster();
}, 180_000);
afterAll(() => cluster.remove());
beforeEach(async () => {
  made = await createTestDatabase({ server: cluster.url, migrated: false });
});
afterEach(async () => {
  await Promise.all(serving.splice(0).map((each) => each.stop('SIGKILL')));
  await made.drop();
});

const environment = (): Readonly<Record<string, string>> => ({
  DATABASE_URL: made.url,
  STORE_DIR: '/nobody/may/write/here',
  BASE_URL: 'https://julkaisut.example.fi',
});

const start = async (more: Readonly<Record<string, string>> = {}): Promise<Serving> => {
  const started = await serve({ ...environment(), ...more });
  serving.push(started);
  return started;
};

const LIST = '/oai?verb=ListRecords&metadataPrefix=marcxml';
const textOf = async (url: string): Promise<string> => (await (await fetch(url)).text()).replace(/<responseDate>[^<]*/, '');
const identifiersIn = (text: string): readonly string[] => [...text.matchAll(/<identifier>([^<]+)/g)].map(([, identifier]) => identifier!);

/** Asks over and over until it is told to end; counts the statuses, and keeps answers that should not be. */
const ask = (urls: readonly string[], isGood: (answer: Response, text: string) => boolean) => {
  const statuses = new Map<number, number>();
  const bad: string[] = [];
  let isWanted = true;
  const one = async (url: string): Promise<void> => {
    while (isWanted) {
      try {
        const answer = await fetch(url);
        const text = await answer.text();
        statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
        if (!isGood(answer, text)) bad.push(`${url}: ${answer.status} ${text.slice(0, 200)}`);
      } catch (error) {
        bad.push(`${url}: ${String(error)}`);
      }
    }
  };
  const all = Promise.all(urls.map(one));
  return {
    statuses,
    bad,
    end: async () => {
      isWanted = false;
      await all;
    },
  };
};

const until = async (isSo: () => boolean | Promise<boolean>): Promise<void> => {
  for (const deadline = Date.now() + 60_000; !(await isSo());) {
    if (Date.now() > deadline) throw new Error('it did not come about within a minute');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
};

describe('a service whose store is PostgreSQL', () => {
  it('needs no directory, and two that start at the same moment fill the empty catalogue once', async () => {
    const [first, second] = await Promise.all([start(), start()]);
    const [a, b] = await Promise.all([textOf(`${first.url}${LIST}`), textOf(`${second.url}${LIST}`)]);
    expect(identifiersIn(a)).toEqual(['oai:julkaisut.poliisi.fi:poliisi/2012-2-pdf', 'oai:julkaisut.poliisi.fi:poliisi/2012-2-print']);
    expect(b).toBe(a);
  });

  it('shows in every process what a command beside them has changed, and takes the tokens of any of them', async () => {
    const [first, second] = [await start(), await start()];
    expect((await command(['withdraw', '2012-2', '--reason', 'a test'], environment())).err).toBe('');
    await until(async () => (await textOf(`${second.url}${LIST}`)).includes('status="deleted"'));
    expect(await textOf(`${first.url}${LIST}`)).toBe(await textOf(`${second.url}${LIST}`));
    expect((await fetch(`${second.url}/julkaisut/2012-2`)).status).not.toBe(200);
  });

  it('answers 503 with Retry-After while the database is gone, nothing else, and goes on by itself once it is back', async () => {
    const service = await start();
    // Of a dump that has begun when the database goes only its end can be cut off, and is.
    const paths = [
      LIST,
      '/oai?verb=Identify',
      '/julkaisut',
      '/isbn/978-952-491-530-4',
      '/api/works?q=poliisi',
      '/health/ready',
      '/admin/login',
    ];
    // Warm: what is asked for the first time may need what it has not yet.
    for (const path of paths) await fetch(`${service.url}${path}`);
    const load = ask(
      paths.map((path) => `${service.url}${path}`),
      (answer, text) =>
        answer.status === 200 || (answer.status === 503 && answer.headers.get('Retry-After') !== null && !/postgres|ECONN|57P/i.test(text)),
    );
    await until(() => (load.statuses.get(200) ?? 0) > 20);
    await cluster.stop('SIGKILL');
    await until(() => (load.statuses.get(503) ?? 0) > 20);
    await cluster.start();
    await until(async () => (await fetch(`${service.url}/health/ready`)).status === 200);
    await load.end();
    expect(load.bad).toEqual([]);
    for (const path of paths) expect([path, (await fetch(`${service.url}${path}`)).status]).toEqual([path, 200]);
  });

  it('is restarted process by process without a request that fails', async () => {
    const more = { DRAIN_MS: '500' };
    let backends = [await start(more), await start(more)];
    const proxy = await openProxy(() => backends);
    const load = ask(
      [LIST, '/julkaisut', '/oai?verb=Identify'].map((path) => `${proxy.url}${path}`),
      ({ status }) => status === 200,
    );
    for (const leaving of [...backends]) {
      const fresh = await start(more);
      backends = [...backends, fresh];
      const stopped = leaving.stop('SIGTERM');
      // A proxy sees that it is not ready any more, and sends nobody there.
      await until(
        async () =>
          (await fetch(`${leaving.url}/health/ready`).then(
            ({ status }) => status,
            () => 503,
          )) === 503,
      );
      backends = backends.filter((each) => each !== leaving);
      expect(await stopped).toBe(0);
    }
    await load.end();
    await proxy.close();
    expect(load.bad).toEqual([]);
    expect(load.statuses.get(200)).toBeGreaterThan(3);
  });

  it('says what is wrong with DATABASE_URL without repeating its password', async () => {
    const bad = await command(['export'], { ...environment(), DATABASE_URL: 'mysql://me:verysecret@127.0.0.1/x' });
    expect([bad.exit === 0, bad.err.includes('verysecret')]).toEqual([false, false]);
    expect(bad.err).toMatch(/DATABASE_URL is no address of a database; it must look like postgres:\/\//);
    const nobody = await command(['export'], { ...environment(), DATABASE_URL: 'postgres://me:verysecret@127.0.0.1:1/x' });
    expect([nobody.exit === 0, nobody.err.includes('verysecret')]).toEqual([false, false]);
    expect(nobody.err).toMatch(/ECONNREFUSED: nobody listens there/);
  });
});

/** Sends requests to the backends in turn, as a proxy in front of several processes does. */
const openProxy = async (backends: () => readonly Serving[]): Promise<{ readonly url: string; close(): Promise<void> }> => {
  let turn = 0;
  const server: Server = createServer((request, response) => {
    const all = backends();
    const backend = all[turn++ % all.length]!;
    const pass = async (): Promise<void> => {
      const answer = await fetch(`${backend.url}${request.url ?? ''}`);
      const body = Buffer.from(await answer.arrayBuffer());
      response.writeHead(answer.status, { 'Content-Type': answer.headers.get('Content-Type') ?? '' }).end(body);
    };
    pass().catch((error: unknown) => response.writeHead(502).end(String(error)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { readonly port: number };
  return {
    url: `http://127.0.0.1:${port}`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
};
