import Koa from 'koa';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { adminRoutes } from '../../../src/web/admin/admin-routes.js';
import type { PublicationId } from '../../../src/catalogue/publication.js';
import { StoreError } from '../../../src/store/ports.js';
import { createPublic } from '../../../src/web/public/public-app.js';
import { listen } from '../../../src/web/server.js';
import { createPublicSite } from '../../../src/web/public/public-routes.js';
import { createPublicPorts } from '../../../src/command/public-site.js';
import { openHouse, tokenIn, type Ask, type Browser, type House, type Reply } from '../admin/house.js';
import { openFailingStores, SECRET, type FailingStores } from './failing-stores.js';

let failing: FailingStores;
let house: House;
let browser: Browser;
let csrf: string;
let program: Awaited<ReturnType<House['program']>>;

const SOURCE = {
  ...{ id: 'kirjasto', protocol: 'sru', url: 'http://127.0.0.1:9/sru', queries: ['x=1'], allowPrivate: true },
  select: { issn: ['1236-049X'] },
};
const PUBLICATION = '2012-2';

beforeAll(async () => {
  failing = await openFailingStores();
  house = await openHouse({ stores: failing.stores, sources: [SOURCE], filled: true });
  browser = await house.as('administrator');
  csrf = tokenIn((await browser.get('/admin/own')).text);
  program = await house.program('administrator', ['read', 'edit', 'harvest']);
});
afterEach(() => failing.fail([]));
afterAll(() => house.stop());

const NAMES: Readonly<Record<string, string>> = { id: PUBLICATION, source: 'kirjasto', theirs: 'fi-melinda.1', ours: PUBLICATION };
const targetOf = (path: string, names: Readonly<Record<string, string>>): string =>
  path.replaceAll(/\/?\{\/?\*?(\w+)\}/g, '/x').replaceAll(/:(\w+)/g, (_, name: string) => encodeURIComponent(names[name] ?? 'x'));

/** By people and by programs, so that the answer for both is seen. */
const send = async (method: string, target: string): Promise<Reply> => {
  const isApi = target.startsWith('/admin/api/');
  const json = isApi && method !== 'GET' ? { titles: [{ text: 'X', language: 'fi' }], decisions: [], mode: 'full' } : undefined;
  const ask: Ask = isApi
    ? json
      ? { json }
      : {}
    : { headers: { Accept: 'text/html' }, ...(method !== 'GET' && { form: { _csrf: csrf, title: 'X' } }) };
  return isApi ? program(method, target, ask) : browser.ask(method, target, ask);
};

const expectUnwell = ({ status, headers, text }: Reply, what: string): void => {
  expect([what, status]).toEqual([what, 503]);
  expect([what, Number(headers['retry-after']) > 0]).toEqual([what, true]);
  expectNothingLeaked(text, what);
};
const expectNothingLeaked = (text: string, what: string): void =>
  expect([what, /10\.1\.2\.3|silta_owner|StoreError|\bat .+\.[jt]s:|node:/.exec(text)?.[0]]).toEqual([what, undefined]);

/** What a request meets that a store fails behind: 503 where it needed that store, and an answer as ever where it did not. */
const tryEach = async (targets: readonly (readonly [string, string])[], ports: readonly string[]): Promise<ReadonlySet<string>> => {
  const met = new Set<string>();
  for (const [method, target] of targets) {
    failing.fail(ports);
    const reply = await send(method, target);
    const failures = failing.takeFailures();
    const what = `${method} ${target} (${failures.join(', ')})`;
    for (const failure of failures) met.add(failure);
    if (failures.length > 0) expectUnwell(reply, what);
    else expect([what, reply.status < 500]).toEqual([what, true]);
    expectNothingLeaked(reply.text, what);
  }
  return met;
};

const adminTargets = (): readonly (readonly [string, string])[] =>
  adminRoutes(house.adminPorts)
    .filter(({ path }) => path !== '/admin/logout')
    .map(({ method, path }) => [method, targetOf(path, NAMES)] as const);
const publicTargets = (): readonly (readonly [string, string])[] =>
  createPublicSite(createPublicPorts(house.services)).routes.map(({ method, path }) => [method, targetOf(path, NAMES)] as const);

/** One of each kind that costs little. */
const SHORT = [
  '/links.json',
  '/links.csv',
  '/en/publications',
  '/api/works/2012-2',
  '/feed.atom',
  '/sru?query=x',
  '/isbn/9789524915304',
].map((target) => ['GET', target] as const);

describe('while a store cannot be reached', () => {
  it('every address of the administration is 503 with Retry-After, whatever fails', async () => {
    const { ports: all } = failing;
    for (const ports of [all, all.filter((port) => port !== 'accountStore'), ['store'], ['runs'], ['accountStore']]) {
      const met = await tryEach(adminTargets(), ports);
      expect(met.size).toBeGreaterThan(1);
      failing.fail([]);
      // Else all that came after would have been refused to a stranger.
      expect((await browser.get('/admin')).status).toBe(200);
    }
  });

  it('so is the way out', async () => {
    failing.fail(['accountStore']);
    expectUnwell(await send('POST', '/admin/logout'), 'logout');
  });

  it('every public address is 503 with Retry-After', async () => {
    const met = await tryEach(publicTargets(), failing.ports);
    expect([...met]).toEqual(['store.countCommits']);
  });

  it('so it is where the catalogue has changed and cannot be read again', async () => {
    const met = new Set<string>();
    for (const method of ['store.listPublications', 'store.listHeaders', 'store.findPublication', 'store.listHeadersOf']) {
      failing.fail([]);
      const before = await house.services.store.findPublication(PUBLICATION as PublicationId);
      const { publication, revision } = before!;
      const titles = [{ ...publication.titles[0], text: `Muutettu ${revision}` }];
      await house.services.publishing.publish({
        publications: [{ publication: { ...publication, titles }, sawRevision: revision }],
      });
      for (const failure of await tryEach(SHORT, [method])) met.add(failure);
    }
    expect(met.size).toBeGreaterThan(1);
  });

  it.each(['text/html', 'application/json'])('a record that cannot be read is not said to be absent (%s)', async (accept) => {
    for (const target of ['/isbn/978-952-491-530-4?format=marcxml', '/sru?version=1.2&operation=searchRetrieve&query=cql.allRecords%3D1']) {
      failing.fail([]);
      expect([target, (await house.visitor().get(target)).status]).toEqual([target, 200]);
      failing.fail(['store.findRecord']);
      expectUnwell(await house.visitor().get(target, { Accept: accept }), target);
    }
  });

  it('a person gets a page and a program gets a problem (RFC 9457)', async () => {
    failing.fail(failing.ports);
    const page = await house.visitor('en').get('/en/publications', { Accept: 'text/html' });
    expect([page.status, page.headers['content-type']]).toEqual([503, 'text/html; charset=utf-8']);
    expect(page.text).toMatch(/<h1[^>]*>The service cannot answer at the moment/);
    for (const target of ['/links.json', '/api/works/2012-2', '/isbn/9789524915304']) {
      const problem = await house.visitor().get(target, { Accept: 'application/json' });
      expect([target, problem.headers['content-type']]).toEqual([target, 'application/problem+json; charset=utf-8']);
      expect(problem.json()).toMatchObject({ status: 503, type: 'about:blank' });
    }
    expect((await house.visitor().get('/links.json')).headers).not.toHaveProperty('etag');
    const api = await program('GET', '/admin/api/sources');
    expect([api.status, api.headers['content-type']]).toEqual([503, 'application/problem+json; charset=utf-8']);
    expect((await browser.get('/admin/sources')).text).toContain('</html>');
  });

  it.each([
    ['GET', '1.2', 'http://www.loc.gov/zing/srw/diagnostic/'],
    ['POST', '2.0', 'http://docs.oasis-open.org/ns/search-ws/diagnostic'],
  ])('SRU by %s says so in its own words, diagnostic 2 of version %s, and by the status', async (method, version, namespace) => {
    failing.fail(failing.ports);
    const query = { version, operation: 'searchRetrieve', query: 'dc.title=poliisi' };
    const reply = await (method === 'GET'
      ? house.visitor().get(`/sru?${new URLSearchParams(query).toString()}`)
      : house.visitor().ask('POST', '/sru', { form: query }));
    expectUnwell(reply, 'sru');
    expect(reply.headers['content-type']).toBe('text/xml; charset=utf-8');
    expect(reply.text).toContain(namespace);
    expect(reply.text).toContain('info:srw/diagnostic/1/2');
  });

  it('harvesters get 503 for every verb, and the probe of a proxy gets it, too', async () => {
    failing.fail(failing.ports);
    for (const query of [
      'Identify',
      'ListSets',
      'ListMetadataFormats',
      'ListRecords&metadataPrefix=oai_dc',
      'ListIdentifiers&metadataPrefix=kk',
    ])
      expectUnwell(await house.visitor().get(`/oai?verb=${query}`), query);
    expectUnwell(await house.visitor().get('/health/ready'), 'ready');
    expect((await house.visitor().get('/health/live')).status).toBe(200);
  });

  it('the log tells the operator what strangers are not told', async () => {
    const before = house.logged.length;
    failing.fail(failing.ports);
    for (const target of ['/oai?verb=Identify', '/links.json', '/admin/sources', '/sru?query=x']) await browser.get(target);
    const told = house.logged.slice(before).filter((line) => line.includes('store.unwell'));
    expect(told).toHaveLength(4);
    for (const line of told) expect(line).toContain(SECRET);
  });

  it('and once it is back the very next request is answered', async () => {
    for (const target of [
      '/oai?verb=Identify',
      '/health/ready',
      '/links.json',
      '/links.csv',
      '/en/publications',
      '/admin/sources',
      '/admin',
    ]) {
      failing.fail(failing.ports);
      expect([target, (await browser.get(target)).status]).toEqual([target, 503]);
      failing.fail([]);
      expect([target, (await browser.get(target)).status]).toEqual([target, 200]);
    }
  });
});

describe('a text that is sent in parts', () => {
  const site = async (parts: () => AsyncIterable<string>): Promise<{ readonly url: string; stop(): Promise<void> }> => {
    const answer = createPublic({
      routes: [
        {
          method: 'GET',
          path: '/dump',
          handle: () => ({ kind: 'stream', type: 'text/plain', body: parts(), version: { tag: 'v', changed: 1 } }),
        },
      ],
      ...{ behindProxy: false, publicUrl: 'https://julkaisut.example.fi', renderProblem: ({ title }) => title },
    });
    const app = new Koa();
    app.on('error', () => undefined);
    app.use(async (context) => {
      await answer(context);
    });
    const server = await listen(app, '127.0.0.1', 0);
    return { url: `http://127.0.0.1:${server.port}`, stop: () => server.stop(1000) };
  };

  it('is 503 while nothing has been sent, and without what would let a cache keep it', async () => {
    const server = await site(async function* () {
      throw new StoreError('unavailable', SECRET);
      yield 'never';
    });
    const answer = await fetch(`${server.url}/dump`);
    expect([answer.status, answer.headers.get('etag'), answer.headers.get('retry-after')]).toEqual([503, null, '30']);
    expectNothingLeaked(await answer.text(), 'dump');
    await server.stop();
  });

  it('is broken off where the store goes away in its midst: half a list never looks whole', async () => {
    const server = await site(async function* () {
      yield 'one\n';
      await new Promise((resolve) => setTimeout(resolve, 20));
      throw new StoreError('unavailable', SECRET);
    });
    const answer = await fetch(`${server.url}/dump`, { headers: { 'Accept-Encoding': 'identity' } });
    expect(answer.status).toBe(200);
    await expect(answer.text()).rejects.toThrow();
    await server.stop();
  });
});
