import { once } from 'node:events';
import { createServer, get, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import Koa from 'koa';
import { bulkRoutes } from '../../../src/web/public/bulk/bulk-routes.js';
import type { Discovery } from '../../../src/discovery/discovery.js';
import { createPublic } from '../../../src/web/public/public-app.js';
import { portsWith } from '../../discovery/dumps/read-dump.js';
import { EXAMPLE_WORKS } from '../../discovery/example-works.js';

/** More than a page of works, some of them without any tie, so that pieces of a dump are empty. */
const WORKS = Array.from({ length: 900 }, (_, index) => ({
  ...EXAMPLE_WORKS[0]!,
  id: `2012-${String(index).padStart(3, '0')}`,
  ...(index > 150 && index < 700 && { ties: [], manifestations: [] }),
}));

const ports = portsWith(WORKS);
const byId = new Map(WORKS.map((work) => [work.id, work]));
/** As quick as the real one. */
const discovery: Discovery = {
  ...ports.discovery,
  resolve: async ({ value }) => {
    const work = byId.get(value);
    return work ? { kind: 'found', work } : { kind: 'unknown', reason: `Nothing is called ${value}.`, suggestions: [] };
  },
};

let server: Server;
let base = '';

beforeAll(async () => {
  const answer = createPublic({
    routes: bulkRoutes({ ...ports, discovery }),
    behindProxy: false,
    publicUrl: 'https://julkaisut.example.fi',
    renderProblem: ({ title, detail }) => `${title}: ${detail}`,
  });
  const app = new Koa();
  app.use(async (context) => {
    await answer(context);
  });
  server = createServer(app.callback() as never).listen(0, '127.0.0.1');
  await once(server, 'listening');
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
});

/** By node:http, as `fetch` adds `Cache-Control: no-cache` to whatever is conditional. */
const statusOf = async (address: string, tag: string): Promise<number | undefined> => {
  const [response] = (await once(get(address, { headers: { 'If-None-Match': tag } }), 'response')) as [IncomingMessage];
  response.resume();
  return response.statusCode;
};

describe('the dumps behind the real front', () => {
  it('come whole, also where a page of works has nothing to say', async () => {
    const { ties } = (await (await fetch(`${base}/links.json`)).json()) as { ties: { ours: string }[] };
    expect(ties).toHaveLength((900 - 549) * 3);
    const lines = (await (await fetch(`${base}/links.csv`)).text()).split('\r\n');
    expect(lines).toHaveLength((900 - 549) * 3 + 2);
  });

  it.each([
    ...['/links.json', '/links.csv', '/links.beacon', '/links.kbart', '/linkset', '/linkset?work=2012-001', '/urn/mapping.xml'],
    ...['/sitemap.xml', '/resourcesync/resourcelist.xml', '/resourcesync/changelist.xml', '/feed.atom'],
  ])('%s is not sent again to who has it', async (address) => {
    const first = await fetch(base + address);
    expect(first.status).toBe(200);
    expect(first.headers.get('last-modified')).toBe('Thu, 15 Jan 2026 23:59:59 GMT');
    await first.text();
    expect(await statusOf(base + address, first.headers.get('etag')!)).toBe(304);
  });

  it('is found where ResourceSync says that it begins', async () => {
    const answer = await fetch(`${base}/.well-known/resourcesync`);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/xml; charset=utf-8']);
  });

  it('gives the link set by Accept', async () => {
    const text = await fetch(`${base}/linkset?work=2012-001`, { headers: { Accept: 'application/linkset' } });
    expect(text.headers.get('content-type')).toBe('application/linkset');
    expect(text.headers.get('vary')).toContain('Accept');
    const anything = await fetch(`${base}/linkset`, { headers: { Accept: '*/*' } });
    expect(anything.headers.get('content-type')).toBe('application/linkset+json');
    await anything.text();
  });
});

describe('a list by POST behind the real front', () => {
  const post = (body: string, headers: Readonly<Record<string, string>>) => fetch(`${base}/links`, { method: 'POST', body, headers });

  it('is looked up, and told by Accept', async () => {
    const answer = await post('2012-001\nnobody-1\n', { 'Content-Type': 'text/plain', Accept: 'text/csv' });
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present');
    expect((await answer.text()).split('\r\n').map((line) => line.split(',').slice(0, 2).join(' '))).toEqual([
      ...['asked known', '2012-001 true', '2012-001 true', '2012-001 true', 'nobody-1 false', ''],
    ]);
  });

  it('of 10,000 identifiers is answered in full', async () => {
    const asked = Array.from({ length: 10_000 }, (_, index) => `x-${index}`);
    const answer = await post(JSON.stringify(asked), { 'Content-Type': 'application/json' });
    const { answers } = (await answer.json()) as { answers: { asked: string }[] };
    expect(answers.map((each) => each.asked)).toEqual(asked);
  });

  it('of 100,000 lines is refused by words, and what is longer still by its size', async () => {
    const headers = { 'Content-Type': 'text/plain' };
    const refused = await post('978-952-491-530-4\r\n'.repeat(100_000), headers);
    expect(refused.status).toBe(413);
    expect(await refused.json()).toMatchObject({ detail: expect.stringContaining('10000 identifiers are the most') });
    const huge = await post('978-952-491-530-4\r\n'.repeat(300_000), headers).catch(() => undefined);
    expect([413, undefined]).toContain(huge?.status);
  });
});
