import http from 'node:http';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { PublicRoute } from '../../../src/web/public/route.js';
import { startPublicServer, type PublicServer } from './public-server.js';

const VERSION = { tag: 'v7', changed: Date.parse('2026-03-01T12:00:00Z') / 1000 };
const PAGE = '<p>Poliisin näkyvä toiminta sosiaalisessa mediassa</p>\n'.repeat(200);
const LINE = '2012-2;978-952-491-530-4;melinda\n'.repeat(1000);
const MOST_LINES = 3000;
let [made, ended] = [0, false];

/** The same lines for ever, or until nobody listens; some 100 MB. */
async function* endless(): AsyncGenerator<string> {
  try {
    for (made = 0; made < MOST_LINES; made += 1) yield LINE;
  } finally {
    ended = true;
  }
}

async function* failing(): AsyncGenerator<string> {
  yield LINE;
  await new Promise((resolve) => void setImmediate(resolve));
  throw new Error('The store is gone.');
}

async function* dump(): AsyncGenerator<string> {
  for (let piece = 0; piece < 5; piece += 1) yield await Promise.resolve(LINE);
}

const stream = (path: string, body: () => AsyncIterable<string>): PublicRoute => ({
  ...{ method: 'GET', path },
  handle: () => ({ kind: 'stream', type: 'text/csv; charset=utf-8', version: VERSION, body: body() }),
});
const content = (path: string, body: string): PublicRoute => ({
  ...{ method: 'GET', path },
  handle: () => ({ kind: 'content', type: 'text/html; charset=utf-8', version: VERSION, body }),
});

let server: PublicServer;
beforeEach(async () => {
  ended = false;
  server = await startPublicServer([
    ...[content('/page', PAGE), content('/tiny', '<p>1')],
    ...[stream('/dump', dump), stream('/endless', endless), stream('/failing', failing)],
  ]);
});
afterEach(() => server.stop());

interface Got {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: Buffer;
  readonly isWhole: boolean;
}

const ask = (path: string, headers: http.OutgoingHttpHeaders = {}, method = 'GET'): Promise<Got> =>
  new Promise((resolve, reject) => {
    const request = http.request(new URL(path, server.url), { method, headers, agent: false }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('error', () => undefined);
      response.on('close', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          body: Buffer.concat(parts),
          isWhole: response.complete,
        }),
      );
    });
    request.on('error', reject);
    request.end();
  });

const unpacked = ({ headers, body }: Got): string => {
  const coding = headers['content-encoding'];
  return (coding === 'br' ? brotliDecompressSync(body) : coding === 'gzip' ? gunzipSync(body) : body).toString();
};

describe.each([
  ['a page', '/page', PAGE],
  ['a dump', '/dump', LINE.repeat(5)],
])('%s', (_, path, text) => {
  it.each([
    [undefined, undefined],
    ['', undefined],
    ['identity', undefined],
    ['gzip', 'gzip'],
    ['br', 'br'],
    // As browsers ask: any of them, so the smaller one.
    ['gzip, deflate, br, zstd', 'br'],
    ['gzip;q=1.0, br;q=0.5', 'gzip'],
    ['identity;q=1, br;q=0.5', undefined],
    ['br;q=0, *', 'gzip'],
    ['deflate', undefined],
    ['zstd', undefined],
    ['*', 'br'],
    // Whoever forbids everything gets what there is: no 406, and surely no 500.
    ['identity;q=0', undefined],
    ['*;q=0', undefined],
    ['identity;q=0, *;q=0', undefined],
    ['identity;q=0, gzip', 'gzip'],
    ['gzip;q=x;;,,', undefined],
  ])('for Accept-Encoding: %s comes as %s (RFC 9110 §12.5.3)', async (asked, expected) => {
    const got = await ask(path, asked === undefined ? {} : { 'Accept-Encoding': asked });
    expect([got.status, got.headers['content-encoding']]).toEqual([200, expected]);
    expect(got.headers.vary).toMatch(/\bAccept-Encoding\b/);
    expect(unpacked(got)).toBe(text);
    if (expected !== undefined) expect(got.body.length).toBeLessThan(text.length / 10);
  });

  it('is not sent again in any coding to whoever has it in one: the tag is weak, since the bytes differ (§8.8.1)', async () => {
    const first = await ask(path, { 'Accept-Encoding': 'br' });
    expect(first.headers.etag).toMatch(/^W\/"/);
    for (const coding of ['br', 'gzip', 'identity']) {
      const again = await ask(path, { 'Accept-Encoding': coding, 'If-None-Match': first.headers.etag! });
      expect([again.status, again.body.length, again.headers['content-encoding']]).toEqual([304, 0, undefined]);
      expect(again.headers.vary).toMatch(/\bAccept-Encoding\b/);
    }
  });

  it('of a HEAD has no body', async () => {
    const head = await ask(path, { 'Accept-Encoding': 'br' }, 'HEAD');
    expect([head.status, head.body.length]).toEqual([200, 0]);
    expect(head.headers.vary).toMatch(/\bAccept-Encoding\b/);
  });
});

describe('compression', () => {
  it('tells the length of a page as it is sent', async () => {
    const got = await ask('/page', { 'Accept-Encoding': 'gzip' });
    expect(got.headers['content-length']).toBe(String(got.body.length));
  });

  it('leaves alone what is tiny', async () => {
    const got = await ask('/tiny', { 'Accept-Encoding': 'br, gzip' });
    expect([got.headers['content-encoding'], got.body.toString()]).toEqual([undefined, '<p>1']);
  });

  it.each(['br', 'gzip', 'identity'])('never lets a dump that broke off look whole (%s)', async (coding) => {
    // Where nothing was on the wire by then, the connection ends without an answer.
    const got = await ask('/failing', { 'Accept-Encoding': coding }).catch(() => ({ isWhole: false }));
    expect(got.isWhole).toBe(false);
  });

  it.each(['br', 'gzip', 'identity'])('makes no more of a dump than is read, and stops when the reader goes (%s)', async (coding) => {
    await new Promise<void>((resolve, reject) => {
      const request = http.get(new URL('/endless', server.url), { headers: { 'Accept-Encoding': coding }, agent: false }, (response) => {
        response.once('readable', () => {
          response.destroy();
          resolve();
        });
      });
      request.on('error', reject);
    });
    while (!ended) await new Promise((resolve) => void setTimeout(resolve, 5));
    expect(made).toBeLessThan(MOST_LINES);
  });
});
