import { afterEach, describe, expect, it } from '@jest/globals';
import { createSruClient } from '../../../src/harvester/sru/sru-client.js';
import type { SruSource } from '../../../src/harvester/sru/sru-source.js';
import type { SruPorts } from '../../../src/discovery/sru/sru.js';
import { sruRoutes } from '../../../src/web/public/sru.js';
import { readAnswer, portsOf, workOf } from '../../discovery/sru/sru-example.js';
import { createSurroundings, harvest } from '../../harvester/scripted-source.js';
import { startPublicServer, type PublicServer } from './public-server.js';

let server: PublicServer | undefined;
afterEach(async () => {
  await server?.stop();
  server = undefined;
});

const start = async (ports: SruPorts): Promise<string> => {
  server = await startPublicServer(sruRoutes(ports));
  return `${server.url}/sru`;
};

const MANY = Array.from({ length: 137 }, (_, number) => workOf(`w${number}`, { year: 1980 + (number % 40) }));
const ALL = MANY.flatMap(({ manifestations }) => manifestations.map(({ identifier }) => identifier)).toSorted();

describe('our own SRU client', () => {
  const clientOf = (url: string, more: Partial<SruSource>) =>
    createSruClient({
      ...createSurroundings(),
      source: { id: 'own', url, version: '2.0', queries: ['cql.allRecords=1'], recordSchema: 'marcxml', pageSize: 50, ...more },
    });

  it.each([
    ['1.2', 'marcxml'],
    ['2.0', 'marcxml'],
    ['2.0', 'info:srw/schema/1/marcxml-v1.1'],
    ['1.2', 'dc'],
  ] as const)('harvests the catalogue by %s as %s, page by page, each record once', async (version, recordSchema) => {
    const url = await start(portsOf(MANY));
    const { error, pages, identifiers } = await harvest(clientOf(url, { version, recordSchema }));
    expect(error).toBeUndefined();
    expect(pages).toHaveLength(6);
    expect(pages.flatMap(({ warnings = [], unreadable }) => [...warnings, ...unreadable])).toEqual([]);
    expect([...identifiers].toSorted()).toEqual(ALL);
  });

  it('splits what is too much for it by years, and still gets each record once', async () => {
    const url = await start(portsOf(MANY));
    const splitYears = { index: 'dc.date', from: 1980, until: 2019 };
    const { error, identifiers } = await harvest(clientOf(url, { totalCap: 100, splitYears }));
    expect(error).toBeUndefined();
    expect([...identifiers].toSorted()).toEqual(ALL);
  });

  it('fetches one record by its identifier, and learns that another is not there', async () => {
    const client = clientOf(await start(portsOf(MANY)), {});
    const { signal } = new AbortController();
    expect(await client.fetchRecord(ALL[7]!, signal)).toMatchObject({ kind: 'received', record: { identifier: ALL[7] } });
    expect(await client.fetchRecord('oai:x:y/"no" *', signal)).toMatchObject({ kind: 'gone' });
  });

  it('finds nothing strange about the server', async () => {
    expect(await clientOf(await start(portsOf(MANY)), {}).describe(new AbortController().signal)).toEqual({ remarks: [] });
  });

  it('tells the diagnostic when its query is none', async () => {
    const { error } = await harvest(clientOf(await start(portsOf(MANY)), { queries: ['dc.colour = x'] }));
    expect(error?.code).toBe('source-error');
    expect(error?.message).toContain('info:srw/diagnostic/1/16');
  });
});

describe('the address /sru', () => {
  const FORM = 'application/x-www-form-urlencoded';

  it('answers a form as it answers an address, under 200, as XML', async () => {
    const url = await start(portsOf());
    const params = 'operation=searchRetrieve&version=1.2&query=dc.title%20%3D%20talousvastuu';
    const got = await fetch(`${url}?${params}`);
    const posted = await fetch(url, { method: 'POST', headers: { 'Content-Type': FORM }, body: params });
    expect([got.status, posted.status]).toEqual([200, 200]);
    expect(posted.headers.get('content-type')).toBe('text/xml; charset=utf-8');
    const text = await got.text();
    expect(await posted.text()).toBe(text);
    expect(readAnswer(text).total).toBe('1');
  });

  it('says what is wrong under 200 too', async () => {
    const response = await fetch(`${await start(portsOf())}?operation=scan&version=1.2`);
    expect(response.status).toBe(200);
    expect(readAnswer(await response.text()).diagnostics).toEqual([4]);
  });

  it('takes a query of full length with every letter escaped, and a longer one is told so', async () => {
    const url = await start(portsOf());
    const ask = async (length: number): Promise<readonly number[]> => {
      const body = new URLSearchParams({ query: 'ä'.repeat(length) }).toString();
      const response = await fetch(url, { method: 'POST', headers: { 'Content-Type': FORM }, body });
      return readAnswer(await response.text()).diagnostics;
    };
    expect(await ask(8192)).toEqual([]);
    expect(await ask(8193)).toEqual([12]);
  });

  it.each([
    ['a query of a megabyte in the address', 414, (url: string) => fetch(`${url}?query=${'a'.repeat(12_000)}`)],
    [
      'a query of a megabyte in a form',
      413,
      (url: string) => fetch(url, { method: 'POST', headers: { 'Content-Type': FORM }, body: `query=${'a'.repeat(1_000_000)}` }),
    ],
    ['SOAP', 415, (url: string) => fetch(url, { method: 'POST', headers: { 'Content-Type': 'text/xml' }, body: '<a/>' })],
  ])('refuses %s', async (_, status, ask) => {
    const response = await ask(await start(portsOf()));
    expect(response.status).toBe(status);
  });

  it('does not take a search that its caller has given up for a failure', async () => {
    const ports = portsOf();
    const [route] = sruRoutes(ports);
    const gone = new AbortController();
    gone.abort();
    const request = { query: new URLSearchParams('query=poliisin'), signal: gone.signal };
    expect(await route!.handle(request as unknown as Parameters<NonNullable<typeof route>['handle']>[0])).toMatchObject({ status: 503 });
  });
});
