import http from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import Koa from 'koa';
import { createPublic } from '../../../src/web/public/public-app.js';
import type { PublicRoute } from '../../../src/web/public/route.js';
import { listen } from '../../../src/web/server.js';

const VERSION = { tag: 'v7', changed: Date.parse('2026-03-01T12:00:00Z') / 1000 };
let made = 0;

const ROUTES: readonly PublicRoute[] = [
  {
    method: 'GET',
    path: '/thing/:id',
    handle: ({ params, languages }) => ({
      ...{
        kind: 'content',
        type: 'text/html; charset=utf-8',
        body: `<p>${params['id'] ?? ''}`,
        version: VERSION,
        vary: ['Accept-Language'],
      },
      headers: { 'Content-Language': languages[0] ?? 'fi' },
    }),
  },
  {
    method: 'GET',
    path: '/dump',
    handle: () => ({
      ...{ kind: 'stream', type: 'text/csv', version: VERSION },
      body: (async function* () {
        made += 1;
        yield 'a\n';
        yield 'b\n';
      })(),
    }),
  },
  {
    method: 'GET',
    path: '/number/{*rest}',
    handle: ({ params }) => ({ kind: 'redirect', to: `/thing/${encodeURIComponent(params['rest'] ?? '')}` }),
  },
  { method: 'GET', path: '/bad', handle: () => ({ kind: 'problem', status: 400, title: 'Bad number', detail: 'The number is "<x>".' }) },
  {
    ...{ method: 'POST', path: '/count', mostBytes: 100 },
    handle: ({ body }) => ({ kind: 'content', type: 'text/plain', body: `${body?.type ?? ''} ${body?.text.length ?? 0}` }),
  },
];

let port: number;
let stop: () => Promise<void>;
beforeEach(async () => {
  made = 0;
  const answer = createPublic({
    ...{ routes: ROUTES, behindProxy: false, publicUrl: 'https://julkaisut.example.fi/osa' },
    renderProblem: ({ title, detail }) => `<h1>${title}</h1>${detail.replaceAll('<', '&lt;')}`,
  });
  const app = new Koa();
  app.use(async (context) => {
    if (!(await answer(context))) {
      context.status = 404;
      context.body = 'elsewhere';
    }
  });
  const server = await listen(app, '127.0.0.1', 0);
  port = server.port;
  stop = () => server.stop(1000);
});
afterEach(() => stop());

interface Got {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly text: string;
}

const ask = (method: string, path: string, headers: http.OutgoingHttpHeaders = {}, body?: string): Promise<Got> =>
  new Promise((resolve, reject) => {
    const request = http.request({ host: '127.0.0.1', port, method, path, headers, agent: false }, (response) => {
      let text = '';
      response.on('data', (part: Buffer) => (text += part.toString()));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text }));
    });
    request.on('error', reject);
    request.end(body);
  });

describe('an answer to a reader or a machine', () => {
  it('has a tag and a time, and is not sent again to whoever has it (RFC 9110 §13)', async () => {
    const first = await ask('GET', '/thing/1', { 'Accept-Language': 'sv' });
    expect([first.status, first.text]).toEqual([200, '<p>1']);
    expect(first.headers['last-modified']).toBe('Sun, 01 Mar 2026 12:00:00 GMT');
    const etag = first.headers.etag!;
    expect((await ask('GET', '/thing/1', { 'Accept-Language': 'sv', 'If-None-Match': etag })).status).toBe(304);
    expect((await ask('GET', '/thing/1', { 'Accept-Language': 'en', 'If-None-Match': etag })).status).toBe(200);
    expect((await ask('GET', '/thing/1', { 'If-Modified-Since': 'Sun, 01 Mar 2026 12:00:00 GMT' })).status).toBe(304);
    expect((await ask('GET', '/thing/1', { 'If-Modified-Since': 'Sun, 01 Mar 2026 11:59:59 GMT' })).status).toBe(200);
  });

  it('may be read by the pages of others (CORS), also after asking whether it may', async () => {
    expect((await ask('GET', '/thing/1')).headers['access-control-allow-origin']).toBe('*');
    const before = await ask('OPTIONS', '/count', { Origin: 'https://other.example', 'Access-Control-Request-Method': 'POST' });
    expect([before.status, before.headers['access-control-allow-methods']]).toEqual([204, 'POST']);
  });

  it('of a HEAD has the headers and nothing is made for it', async () => {
    const head = await ask('HEAD', '/dump');
    expect([head.status, head.text, made]).toEqual([200, '', 0]);
    expect((await ask('GET', '/dump')).text).toBe('a\nb\n');
  });

  it('leads to a path below the public address, whatever is in it', async () => {
    const away = await ask('GET', '/number/2012/2');
    expect([away.status, away.headers.location]).toEqual([302, '/osa/thing/2012%2F2']);
    expect((await ask('GET', '/number///evil.example')).headers.location).toMatch(/^\/osa\/thing\//);
  });

  it('that is a refusal is a problem for programs and a page for people', async () => {
    const program = await ask('GET', '/bad');
    expect([program.status, program.headers['content-type']]).toEqual([400, 'application/problem+json; charset=utf-8']);
    expect(JSON.parse(program.text)).toEqual({ type: 'about:blank', title: 'Bad number', status: 400, detail: 'The number is "<x>".' });
    const person = await ask('GET', '/bad', { Accept: 'text/html' });
    expect([person.status, person.text]).toEqual([400, '<h1>Bad number</h1>The number is "&lt;x>".']);
  });
});

describe('what is too much', () => {
  it('of a body is refused with the limit', async () => {
    expect((await ask('POST', '/count', { 'Content-Type': 'text/plain' }, 'x'.repeat(100))).text).toBe('text/plain 100');
    const refused = await ask('POST', '/count', { 'Content-Type': 'text/plain' }, 'x'.repeat(101));
    expect([refused.status, refused.text]).toEqual([413, expect.stringContaining('100 bytes')]);
  });

  it('of an address is refused before anybody looks at it', async () => {
    expect((await ask('GET', `/thing/1?q=${'x'.repeat(8200)}`)).status).toBe(414);
  });

  it('of requests is told when it may go on', async () => {
    const replies: Got[] = [];
    for (let sent = 0; sent < 601; sent += 1) replies.push(await ask('GET', '/thing/1'));
    expect(replies.slice(0, 600).every(({ status }) => status === 200)).toBe(true);
    const last = replies.at(-1)!;
    expect([last.status, Number(last.headers['retry-after']) > 0]).toEqual([429, true]);
  });
});

describe('another address or way', () => {
  it('is somebody else’s, or told which way it goes', async () => {
    expect((await ask('GET', '/elsewhere')).text).toBe('elsewhere');
    const refused = await ask('DELETE', '/thing/1');
    expect([refused.status, refused.headers.allow]).toEqual([405, 'HEAD, GET']);
  });
});
