import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { HttpOptions, HttpRequestOptions } from '../../src/harvester/transport/http.js';
import { shownUrl } from '../../src/harvester/transport/shown-url.js';
import { createTestHttp, echo, errorOf, startRawServer, startServer, textOf, type HttpDouble } from './http-server.js';

let server: HttpDouble;
beforeAll(async () => {
  server = await startServer({
    '/echo': echo,
    '/cookies': (_, response) => response.writeHead(200, { 'Set-Cookie': ['a=1', 'b=2'] }).end(),
    '/later': (_, response) =>
      response.writeHead(503, { 'Retry-After': 'Sun, 01 Mar 2026 12:00:30 GMT', Date: 'Sun, 01 Mar 2026 12:00:00 GMT' }).end('later'),
    '/often': (_, response) => response.writeHead(429, { 'Retry-After': '7' }).end(),
    '/cut': (_, response) => {
      response.writeHead(200, { 'Content-Length': '100' });
      response.write('only this', () => response.destroy());
    },
    '/cut-chunk': (_, response) => response.write('only this', () => response.destroy()),
  });
});
afterAll(() => server.close());

const get = (path: string, options: Partial<HttpOptions> = {}, request: HttpRequestOptions = {}) =>
  createTestHttp(options).get(server.base + path, request);
const echoed = async (options: Partial<HttpOptions>, request: HttpRequestOptions): Promise<Readonly<Record<string, string>>> =>
  (JSON.parse(textOf(await get('/echo', options, request))) as { headers: Record<string, string> }).headers;

describe('http', () => {
  it('says who it is and what it would like', async () => {
    const response = await get('/echo?verb=Identify', {}, { accept: 'text/xml', headers: { 'X-Trace': '7' } });
    expect(response).toMatchObject({ status: 200, url: `${server.base}/echo?verb=Identify` });
    expect(response.headers['content-type']).toBe('application/json');
    expect(response.ms).toBeGreaterThanOrEqual(0);
    expect(JSON.parse(textOf(response))).toMatchObject({
      method: 'GET',
      url: '/echo?verb=Identify',
      headers: { 'user-agent': 'Julkaisusilta/0.1', accept: 'text/xml', 'accept-encoding': 'gzip', 'x-trace': '7' },
    });
  });

  it('says where a person can be reached, when it is told', async () => {
    expect((await echoed({ from: 'kirjasto@example.fi' }, {}))['from']).toBe('kirjasto@example.fi');
    expect((await echoed({}, {}))['from']).toBeUndefined();
  });

  it('would like XML unless told otherwise, in whichever way', async () => {
    expect((await echoed({}, {}))['accept']).toMatch(/^text\/xml/);
    expect((await echoed({}, { headers: { Accept: 'application/json' } }))['accept']).toBe('application/json');
    const identity = await echoed({}, { headers: { 'Accept-Encoding': 'identity', 'User-Agent': 'bot' }, accept: 'text/html' });
    expect(identity).toMatchObject({ accept: 'text/html', 'accept-encoding': 'identity', 'user-agent': 'Julkaisusilta/0.1' });
  });

  it('posts a form', async () => {
    const response = await createTestHttp().post(`${server.base}/echo`, new URLSearchParams({ verb: 'ListRecords', set: 'a&b ä' }));
    expect(JSON.parse(textOf(response))).toMatchObject({
      method: 'POST',
      body: 'verb=ListRecords&set=a%26b+%C3%A4',
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'content-length': '33' },
    });
  });

  it('takes every status for an answer', async () => {
    const response = await get('/missing');
    expect({ status: response.status, text: textOf(response) }).toEqual({ status: 404, text: 'not here' });
  });

  it('T7 passes on when to come back, and the time of the source to measure it by', async () => {
    expect(await get('/later')).toMatchObject({
      status: 503,
      headers: { 'retry-after': 'Sun, 01 Mar 2026 12:00:30 GMT', date: 'Sun, 01 Mar 2026 12:00:00 GMT' },
    });
    expect(await get('/often')).toMatchObject({ status: 429, headers: { 'retry-after': '7' } });
  });

  it('joins headers of one name', async () => {
    expect((await get('/cookies')).headers['set-cookie']).toBe('a=1, b=2');
  });

  it('measures time by the clock that it is given', async () => {
    let now = 1_000;
    expect((await get('/echo', { clock: () => (now += 250) })).ms).toBe(250);
  });

  it.each(['/cut', '/cut-chunk'])('T4 never takes a body that ends before its time for the whole: %s', async (path) => {
    const error = await errorOf(get(path));
    expect(error).toMatchObject({
      code: 'network',
      message: `${server.base}${path}: the connection broke off (ECONNRESET)`,
    });
  });

  it('names an address where nobody listens', async () => {
    const closed = await startServer({});
    await closed.close();
    const error = await errorOf(createTestHttp().get(`${closed.base}/oai?verb=Identify&key=geheim`));
    expect(error.code).toBe('refused');
    expect(error.message).toBe(`${closed.base}/oai?verb=Identify&key=…: nobody answers at this address (ECONNREFUSED)`);
  });

  it('names a host that nobody knows', async () => {
    const error = await errorOf(createTestHttp({ resolve: async () => [] }).get(`http://localhost:${server.port}/`));
    expect(error).toMatchObject({ code: 'network', message: `http://localhost:${server.port}/: no such name is known (ENOTFOUND)` });
  });

  it.each([
    ['not a url', 'is not a URL'],
    ['http://', 'is not a URL'],
    ['ftp://example.org/x', 'ftp://example.org/x is not an address of http or https'],
    ['file:///etc/passwd', 'is not an address of http or https'],
    ['javascript:alert(1)', 'is not an address of http or https'],
    ['http://user:geheim@127.0.0.1/oai', 'http://127.0.0.1/oai carries a user name or password'],
  ])('refuses the address %s', async (url, message) => {
    const error = await errorOf(createTestHttp().get(url));
    expect(error.code).toBe('bad-url');
    expect(error.message).toContain(message);
    expect(error.message).not.toContain('geheim');
  });

  it.each([
    ['another protocol', 'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n'],
    ['no HTTP', 'SSH-2.0-OpenSSH_9.6\r\n'],
    ['nothing, and closes', ''],
    ['headers without end', `HTTP/1.1 200 OK\r\nX: ${'x'.repeat(100_000)}`],
    ['two lengths', 'HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabc'],
    ['a length and chunks', 'HTTP/1.1 200 OK\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n'],
  ])('refuses a server that answers %s', async (_, answer) => {
    const odd = await startRawServer((socket) => void socket.once('data', () => (answer === '' ? socket.end() : socket.write(answer))));
    const error = await errorOf(createTestHttp({ timeoutMs: 2_000 }).get(`${odd.base}/oai`));
    expect(error.code).toBe('network');
    expect(error.message).toContain(`${odd.base}/oai`);
    await odd.close();
  });
});

describe('connections', () => {
  it('are kept for the next request, one at a time', async () => {
    const own = await startServer({ '/echo': echo });
    const http = createTestHttp();
    let mostOpen = 0;
    const asked = ['1', '2', '3', '4'].map(async (number) => {
      const response = await http.get(`${own.base}/echo?verb=${number}`);
      mostOpen = Math.max(mostOpen, own.open());
      return response.status;
    });
    expect(await Promise.all(asked)).toEqual([200, 200, 200, 200]);
    expect([mostOpen, own.connections()]).toEqual([1, 1]);
    await own.close();
  });

  it('that the server closed in the meantime are opened again, unseen', async () => {
    // Answers one request of a connection and breaks the connection off at the second.
    const own = await startRawServer((socket) => {
      socket.once('data', () => {
        socket.write('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok');
        socket.once('data', () => socket.resetAndDestroy());
      });
    });
    const http = createTestHttp();
    expect(textOf(await http.get(own.base))).toBe('ok');
    expect(textOf(await http.post(own.base, new URLSearchParams({ verb: 'Identify' })))).toBe('ok');
    expect(own.connections()).toBe(2);
    await own.close();
  });
});

describe('an address in a message', () => {
  it.each([
    [
      'http://user:geheim@example.org:81/oai?verb=ListRecords&metadataPrefix=oai_dc',
      'http://example.org:81/oai?verb=ListRecords&metadataPrefix=oai_dc',
    ],
    [
      'https://example.org/oai?verb=ListRecords&resumptionToken=geheim&apikey=geheim#geheim',
      'https://example.org/oai?verb=ListRecords&resumptionToken=…&apikey=…',
    ],
    ['geheim', '(not a URL)'],
  ])('%s', (url, shown) => {
    expect(shownUrl(url)).toBe(shown);
  });
});
