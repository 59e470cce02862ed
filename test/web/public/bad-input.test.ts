import http from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import Koa from 'koa';
import { createCitations } from '../../../src/discovery/citations.js';
import type { Discovery } from '../../../src/discovery/discovery.js';
import type { Work } from '../../../src/discovery/work.js';
import { createPublic } from '../../../src/web/public/public-app.js';
import { createPublicSite } from '../../../src/web/public/public-routes.js';
import { parseXml } from '../../../src/xml/parse.js';
import { createFixedDiscovery, EXAMPLE_WORKS } from '../../discovery/example-works.js';
import { openHouse, RECORD_254001 } from '../../discovery/house.js';
import { SEED_AS_IMPORTED } from '../../golden/seed-publication.js';
import { baseOf, closeServer } from '../../harvester/scripted-source.js';
import { attributeOf, elementsOf, named } from '../oai-page/html.js';
import { PUBLIC_URL, SETTINGS } from './pages-house.js';
import { codePoint } from '../../code-point.js';

interface Got {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly text: string;
}
interface Site {
  get(path: string, headers?: http.OutgoingHttpHeaders, body?: string): Promise<Got>;
  stop(): Promise<void>;
}

/** Every public address over a catalogue, behind the real front; each request comes from an address of its own. */
const openSite = async (
  discovery: Discovery,
  readRecord: (identifier: string, prefix: string) => Promise<Uint8Array | undefined>,
): Promise<Site> => {
  const citations = createCitations({ urnResolver: SETTINGS.links.urnResolver });
  const site = createPublicSite({ discovery, settings: SETTINGS, publicUrl: PUBLIC_URL, citations, readRecord });
  const answer = createPublic({ ...site, behindProxy: true });
  const app = new Koa();
  app.silent = true;
  app.use(async (context) => {
    if (!(await answer(context))) context.status = 404;
  });
  const handle = app.callback();
  const server = http.createServer((request, response) => void handle(request, response));
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  let asked = 0;
  const get: Site['get'] = (path, headers = {}, body) =>
    new Promise((resolve, reject) => {
      asked += 1;
      const request = http.request(
        baseOf(server) + path,
        {
          method: body === undefined ? 'GET' : 'POST',
          headers: { 'X-Forwarded-For': `10.0.${asked >> 8}.${asked & 255}`, ...headers },
          agent: false,
        },
        (response) => {
          const parts: Buffer[] = [];
          response.on('data', (part: Buffer) => parts.push(part));
          response.on('end', () => {
            resolve({ status: response.statusCode ?? 0, headers: response.headers, text: Buffer.concat(parts).toString() });
          });
        },
      );
      request.on('error', reject);
      request.end(body);
    });
  return { get, stop: () => closeServer(server) };
};

let site: Site;
beforeAll(async () => {
  const house = openHouse();
  await house.publish(SEED_AS_IMPORTED);
  await house.harvest('melinda', { localId: 'fi-melinda.000254001', marc: RECORD_254001 });
  site = await openSite(house.discovery, async (identifier, prefix) => (await house.store.findRecord(identifier, prefix))?.metadata);
});
afterAll(() => site.stop());

const query = (params: Readonly<Record<string, string>>): string => new URLSearchParams(params).toString();

describe('a wrong number', () => {
  it.each([
    ['isbn', '978-952-491-530-5', 400, 'its last digit is 5, but after 978952491530 it should be 4'],
    ['isbn', '978-952-491-503-4', 400, 'the eleventh and the twelfth (03) have changed places'],
    ['isbn', '951-734-412-1', 400, 'its last digit is 1, but after 951734412 it should be 0'],
    ['isbn', '987-952-491-530-4', 400, 'it begins with 987'],
    ['isbn', '978-951-0-18435-6', 404, 'of no publication in this catalogue'],
    ['issn', '1798-7122', 400, 'its last digit is 2, but after 1798712 it should be 1'],
    ['issn', '1236-049\u0425', 400, '(U+0425)'],
    ['isbn', '97895249153\u0660\u0664', 400, '(U+0660)'],
    ['isbn', '\u202E4035194259879', 400, 'U+202E'],
    ['melinda', '12345678901', 400, 'up to nine digits'],
    ['urn', 'URN:ISBN:978-952-491-530-5', 400, 'it should be 4'],
    ['oai', 'oai:nobody:1', 404, 'no record in this catalogue'],
  ])('%s %s is %i with words that help, for programs and for people', async (kind, value, status, words) => {
    const path = `/${kind}/${encodeURIComponent(value)}`;
    for (const asked of [path, `/api/resolve?${query({ [kind]: value })}`]) {
      const { text, headers, ...got } = await site.get(asked, { Accept: 'application/json' });
      expect([asked, got.status, headers['content-type']]).toEqual([asked, status, 'application/problem+json; charset=utf-8']);
      expect((JSON.parse(text) as { detail: string }).detail).toContain(words);
    }
    const page = await site.get(path, { Accept: 'text/html' });
    expect([page.status, page.headers['content-type']]).toEqual([status, 'text/html; charset=utf-8']);
  });
});

const ADDRESSES = [
  ...['/julkaisut', '/sv/publikationer', '/en/publications', '/julkaisut/2012-2', '/en/publications/series/poha', '/julkaisut/none'],
  ...['/isbn/9789524915304', '/isbn/1', '/issn/1798-7121', '/issn/1798-7121/2012/2', '/urn/x', '/melinda/254001', '/oai/x', '/openurl'],
  ...['/links.json', '/links.csv', '/links.beacon', '/links.kbart', '/linkset', '/urn/mapping.xml', '/sitemap.xml', '/feed.atom'],
  ...['/.well-known/resourcesync', '/resourcesync/capabilitylist.xml', '/resourcesync/resourcelist.xml', '/resourcesync/changelist.xml'],
  ...['/sru', '/api', '/api/works', '/api/works/2012-2', '/api/resolve', '/api/series', '/api/openapi.json'],
];

describe('too long a question', () => {
  it.each(ADDRESSES)('of 9 kB or of 1 MB is refused at %s by its length', async (path) => {
    expect((await site.get(`${path}?q=${'x'.repeat(9000)}`)).status).toBe(414);
    // Node itself closes the door on the larger one.
    expect([414, 431]).toContain((await site.get(`${path}?q=${'x'.repeat(1_000_000)}`)).status);
  });

  it('by a form is refused, too', async () => {
    const form = { 'Content-Type': 'application/x-www-form-urlencoded' };
    expect((await site.get('/sru', form, `query=${'x'.repeat(200_000)}`)).status).toBe(413);
    const long = await site.get('/sru', form, query({ operation: 'searchRetrieve', version: '1.2', query: 'x '.repeat(5000) }));
    expect([long.status, long.text]).toEqual([200, expect.stringContaining('info:srw/diagnostic/1/12')]);
  });
});

describe('an address of somebody else', () => {
  const EVIL = [
    'https://evil.example/',
    '//evil.example/',
    '/\\evil.example',
    '\\\\evil.example',
    'javascript:alert(1)',
    '/%2F/evil.example',
    '\t//evil.example',
  ];
  const NAMES = [
    ...['asked', 'author', 'format', 'language', 'lang', 'manifestation', 'number', 'offset', 'operation', 'part', 'q', 'query', 'series'],
    ...['target', 'type', 'version', 'work', 'next', 'url', 'redirect', 'return', 'rft_id', 'rft.isbn', 'rft.btitle', 'rft.issn', 'rfr_id'],
    ...['since', 'until', 'isbn', 'issn', 'urn', 'oai', 'id', 'melinda', 'stylesheet', 'recordSchema'],
  ];
  it.each(ADDRESSES)('is not where %s leads, in whatever parameter it stands', async (path) => {
    for (const evil of EVIL) {
      const params = Object.fromEntries(NAMES.map((name) => [name, evil]));
      const singly =
        evil.startsWith('https') && ['/julkaisut/2012-2', '/openurl'].includes(path) ? NAMES.map((name) => ({ [name]: evil })) : [];
      for (const asked of [params, ...singly]) {
        const { status, headers } = await site.get(`${path}?${query(asked)}`, { Accept: 'text/html' });
        expect([path, status < 500]).toEqual([path, true]);
        const to = headers.location;
        if (to !== undefined) expect([to, new URL(to, PUBLIC_URL).origin, to.startsWith('/')]).toEqual([to, PUBLIC_URL, true]);
        if (to !== undefined) expect(to).not.toMatch(/^\/[/\\]|[\t\r\n]/);
        expect(String(headers['link'] ?? '')).not.toContain('evil');
        expect(headers['refresh']).toBeUndefined();
      }
    }
  });
});

describe('nonsense in CQL', () => {
  const PIECES = [
    'dc.title',
    'bath.isbn',
    'cql.allRecords',
    'rec.id',
    '=',
    '==',
    '<>',
    'any',
    'within',
    '(',
    ')',
    '"',
    '\\',
    '*',
    '?',
    '^',
    '/',
    '>',
    'and',
    'or',
    'not',
    'prox',
    'sortby',
    '1',
    '2012',
    'ä',
    '\u0000',
    '\uFFFF',
    '\u{1F46E}',
  ];
  const nonsense = fc.oneof(
    fc.array(fc.constantFrom(...PIECES), { maxLength: 15 }).map((pieces) => pieces.join(' ')),
    fc.array(fc.constantFrom(...PIECES), { maxLength: 15 }).map((pieces) => pieces.join('')),
    fc.string({ unit: codePoint, maxLength: 60 }),
  );
  it('is answered by a number of records or by a diagnostic, in XML that can be read, and never by a failure', async () => {
    await fc.assert(
      fc.asyncProperty(nonsense, fc.constantFrom('1.1', '1.2', '2.0', 'x'), async (cql, version) => {
        const { status, text, headers } = await site.get(`/sru?${query({ operation: 'searchRetrieve', version, query: cql })}`);
        expect([status, headers['content-type']]).toEqual([200, 'text/xml; charset=utf-8']);
        parseXml(text);
        expect(text).toMatch(/numberOfRecords>[1-9]|info:srw\/diagnostic\/1\/\d+|numberOfRecords>0</);
      }),
      { numRuns: 100 },
    );
  });
});

const ATTACK = `=cmd|' /C calc'!A0"'><script>alert(1)</script><img src=x onerror=alert(1)>]]></script><!--`;
const poison = (value: unknown, key = ''): unknown => {
  if (Array.isArray(value)) return value.map((each) => poison(each, key));
  if (value !== null && typeof value === 'object')
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, poison(each, name)]));
  if (typeof value !== 'string' || ['id', 'kind', 'origin', 'role', 'status', 'code', 'target', 'ours', 'formats'].includes(key))
    return value;
  return ['url', 'uri', 'landingPage'].includes(key) ? `javascript:alert(1)//${ATTACK}` : ATTACK;
};

describe('script in every field of a work', () => {
  let hostile: Site;
  beforeAll(async () => {
    hostile = await openSite(createFixedDiscovery(EXAMPLE_WORKS.map((work) => poison(work) as Work)), async () => undefined);
  });
  afterAll(() => hostile.stop());
  const ofWork = EXAMPLE_WORKS.flatMap(({ id }) => [
    ...['/julkaisut/', '/sv/publikationer/', '/en/publications/', '/api/works/', '/linkset?work='].map((start) => start + id),
    ...['json-ld', 'bibtex', 'ris', 'csl-json'].map((format) => `/julkaisut/${id}?format=${format}`),
  ]);

  it.each([...ADDRESSES, ...ofWork, '/sru?operation=searchRetrieve&version=2.0&query=cql.allRecords%3D1', '/julkaisut?q=script'])(
    'is no script and no formula at %s',
    async (path) => {
      const { status, text, headers } = await hostile.get(path, { Accept: '*/*' });
      const type = headers['content-type'] ?? '';
      expect([path, status < 500]).toEqual([path, true]);
      expect(headers['x-powered-by']).toBeUndefined();
      if (type.startsWith('text/html')) {
        const elements = elementsOf(text);
        expect(named(elements, 'img', 'iframe', 'object')).toEqual([]);
        expect(named(elements, 'script').filter((each) => attributeOf(each, 'type') !== 'application/ld+json')).toEqual([]);
        expect(
          elements.flatMap(({ attrs }) => attrs).filter(({ name, value }) => name.startsWith('on') || /^\s*javascript:/i.test(value)),
        ).toEqual([]);
      } else if (type.includes('xml')) {
        parseXml(text);
        expect(text).not.toMatch(/<(?:script|img)|(?:href|url)="javascript:/i);
      } else if (type.includes('json')) JSON.parse(text);
      else if (type.startsWith('text/csv')) expect(text).not.toMatch(/(?:^|[,\n])"?[=+\-@]/);
      expect(String(headers['link'] ?? '')).not.toMatch(/<script|<javascript/i);
    },
  );
});
