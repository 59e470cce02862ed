import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHttp, type HttpOptions } from '../../src/harvester/http.js';
import { shownUrl } from '../../src/harvester/shown-url.js';
import { SourceError } from '../../src/harvester/source-error.js';

type Route = (request: IncomingMessage, response: ServerResponse, body: string) => void;

const redirect =
  (location: string, status = 302): Route =>
  (_, response) =>
    response.writeHead(status, { Location: location }).end('moved');

const echo: Route = (request, response, body) => {
  response.setHeader('Content-Type', 'application/json');
  response.end(JSON.stringify({ method: request.method, url: request.url, headers: request.headers, body }));
};

const MEGABYTE = Buffer.alloc(1_000_000, 'a');

const routes: Readonly<Record<string, Route>> = {
  '/echo': echo,
  '/missing': (_, response) => response.writeHead(404).end('not here'),
  '/gzip': (_, response) => response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(gzipSync('unpacked')),
  '/deflate': (_, response) => response.writeHead(200, { 'Content-Encoding': 'deflate' }).end(deflateSync('unpacked')),
  '/br': (_, response) => response.writeHead(200, { 'Content-Encoding': 'br' }).end(brotliCompressSync('unpacked')),
  '/bomb': (_, response) => response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(gzipSync(Buffer.alloc(60_000_000))),
  '/broken-gzip': (_, response) => response.writeHead(200, { 'Content-Encoding': 'gzip' }).end('this is not gzip at all'),
  '/large': (_, response) => response.end(MEGABYTE),
  '/endless': (_, response) => {
    const timer = setInterval(() => response.write(MEGABYTE), 1);
    response.on('close', () => clearInterval(timer));
  },
  '/silent': () => {},
  '/slow-body': (_, response) => {
    response.write('a');
  },
  '/cut': (_, response) => {
    response.writeHead(200, { 'Content-Length': '100' });
    response.write('only this', () => response.destroy());
  },
  '/hop': redirect('/echo'),
  '/hop-307': redirect('/echo', 307),
  '/hop-303': redirect('/echo', 303),
  '/loop': redirect('/loop'),
  '/to-file': redirect('file:///etc/passwd'),
  '/to-credentials': redirect('http://user:geheim@127.0.0.1/'),
  '/nowhere': (_, response) => response.writeHead(302).end(),
};

const listen = async (): Promise<Server> => {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const route = routes[request.url!.replace(/\?.*/, '')];
      const steps = /^\/steps\/(\d)/.exec(request.url!)?.[1];
      if (steps !== undefined) redirect(steps === '1' ? '/echo' : `/steps/${Number(steps) - 1}`)(request, response, '');
      else if (request.url!.startsWith('/elsewhere/')) redirect(`http://127.0.0.1:${request.url!.slice(11)}/echo`)(request, response, '');
      else route!(request, response, Buffer.concat(chunks).toString());
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
};
const baseOf = (server: Server): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

let server: Server;
let other: Server;
beforeAll(async () => {
  [server, other] = await Promise.all([listen(), listen()]);
});
afterAll(async () => {
  for (const each of [server, other]) {
    const closed = new Promise((resolve) => each.close(resolve));
    each.closeAllConnections();
    await closed;
  }
});

const http = (options: Partial<HttpOptions> = {}) =>
  createHttp({ userAgent: 'Julkaisusilta/0.1', timeoutMs: 5_000, maxBytes: 5_000_000, ...options });
const get = (path: string, options: Partial<HttpOptions> = {}) => http(options).get(baseOf(server) + path);
const text = ({ body }: { readonly body: Uint8Array }): string => new TextDecoder().decode(body);
const errorOf = async (promise: Promise<unknown>): Promise<SourceError> => {
  const error = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(SourceError);
  return error as SourceError;
};

describe('http', () => {
  it('says who it is and what it would like', async () => {
    const response = await http().get(`${baseOf(server)}/echo?verb=Identify`, { accept: 'text/xml', headers: { 'X-Trace': '7' } });
    expect(response).toMatchObject({ status: 200, url: `${baseOf(server)}/echo?verb=Identify` });
    expect(response.headers['content-type']).toBe('application/json');
    expect(response.ms).toBeGreaterThanOrEqual(0);
    expect(JSON.parse(text(response))).toMatchObject({
      method: 'GET',
      url: '/echo?verb=Identify',
      headers: { 'user-agent': 'Julkaisusilta/0.1', accept: 'text/xml', 'x-trace': '7' },
    });
  });

  it('would like XML unless told otherwise, in whichever way', async () => {
    const accepted = async (options: Parameters<ReturnType<typeof http>['get']>[1]): Promise<string> =>
      (JSON.parse(text(await http().get(`${baseOf(server)}/echo`, options))) as { headers: Record<string, string> }).headers['accept']!;
    expect(await accepted({})).toMatch(/^text\/xml/);
    expect(await accepted({ headers: { Accept: 'application/json' } })).toBe('application/json');
    expect(await accepted({ headers: { 'Accept-Encoding': 'identity' }, accept: 'text/html' })).toBe('text/html');
  });

  it('posts a form', async () => {
    const response = await http().post(`${baseOf(server)}/echo`, new URLSearchParams({ verb: 'ListRecords', set: 'a&b ä' }));
    expect(JSON.parse(text(response))).toMatchObject({ method: 'POST', body: 'verb=ListRecords&set=a%26b+%C3%A4' });
    expect((JSON.parse(text(response)) as { headers: Record<string, string> }).headers['content-type']).toMatch(
      /^application\/x-www-form-urlencoded/,
    );
  });

  it('takes every status for an answer', async () => {
    const response = await get('/missing');
    expect({ status: response.status, text: text(response) }).toEqual({ status: 404, text: 'not here' });
  });

  it.each(['gzip', 'deflate', 'br'])('unpacks %s', async (coding) => {
    const response = await get(`/${coding}`);
    expect(text(response)).toBe('unpacked');
    expect(response.headers['content-encoding']).toBe(coding);
  });

  it('measures time by the clock that it is given', async () => {
    let now = 1_000;
    expect((await get('/echo', { clock: () => (now += 250) })).ms).toBe(250);
  });

  it('reads a body of exactly the most bytes allowed', async () => {
    expect((await get('/large', { maxBytes: 1_000_000 })).body.byteLength).toBe(1_000_000);
  });

  it.each([
    ['a body that is too large', '/large', 999_999],
    ['a body that never ends', '/endless', 3_000_000],
    ['a small body that unpacks to 60 MB', '/bomb', 1_000_000],
  ])('stops at %s', async (_, path, maxBytes) => {
    const error = await errorOf(get(path, { maxBytes }));
    expect(error.code).toBe('too-large');
    expect(error.message).toContain(`${maxBytes} bytes`);
  });

  it.each([
    ['no answer', '/silent'],
    ['a body that does not go on', '/slow-body'],
  ])('gives up after the time-out: %s', async (_, path) => {
    const error = await errorOf(get(path, { timeoutMs: 150 }));
    expect({ code: error.code, message: error.message }).toEqual({
      code: 'timeout',
      message: `${baseOf(server)}${path} has not answered within 150 ms`,
    });
  });

  it('gives up on a guard that never comes back', async () => {
    const error = await errorOf(get('/echo', { timeoutMs: 150, guard: () => new Promise<void>(() => {}) }));
    expect(error.message).toBe(`${baseOf(server)}/echo has not answered within 150 ms`);
  });

  it('counts the guard and every redirect into the time-out', async () => {
    const guard = () => new Promise<void>((resolve) => setTimeout(resolve, 100));
    expect((await errorOf(get('/steps/5', { timeoutMs: 250, guard }))).code).toBe('timeout');
  });

  it.each([
    ['a body that ends before its time', '/cut'],
    ['a body that cannot be unpacked', '/broken-gzip'],
  ])('never takes %s for the whole', async (_, path) => {
    expect((await errorOf(get(path))).code).toBe('network');
  });

  it('names an address where nobody listens', async () => {
    const closed = await listen();
    const base = baseOf(closed);
    await new Promise((resolve) => closed.close(resolve));
    const error = await errorOf(http().get(`${base}/oai?verb=Identify&key=geheim`));
    expect(error.code).toBe('refused');
    expect(error.message).toBe(`${base}/oai?verb=Identify&key=…: nobody answers at this address (ECONNREFUSED)`);
  });

  it('says what is wrong with a port that nobody may ask', async () => {
    expect(await errorOf(http().get('http://127.0.0.1:9/oai'))).toMatchObject({
      code: 'network',
      message: 'http://127.0.0.1:9/oai cannot be read (bad port)',
    });
  });

  it.each([
    ['not a url', 'is not a URL'],
    ['http://', 'is not a URL'],
    ['ftp://example.org/x', 'ftp://example.org/x is not an address of http or https'],
    ['file:///etc/passwd', 'is not an address of http or https'],
    ['javascript:alert(1)', 'is not an address of http or https'],
    ['http://user:geheim@127.0.0.1/oai', 'http://127.0.0.1/oai carries a user name or password'],
  ])('refuses the address %s', async (url, message) => {
    const error = await errorOf(http().get(url));
    expect(error.code).toBe('bad-url');
    expect(error.message).toContain(message);
    expect(error.message).not.toContain('geheim');
  });

  describe('redirects', () => {
    it('are followed up to five times, and the answer says where it came from', async () => {
      expect((await get('/steps/5')).url).toBe(`${baseOf(server)}/echo`);
      const error = await errorOf(get('/steps/6'));
      expect(error).toMatchObject({ code: 'redirect' });
      expect(error.message).toContain('more than 5 times');
    });

    it.each([
      ['in a circle', '/loop', 'more than 5 times'],
      ['to a file', '/to-file', 'where we do not go'],
      ['to an address with a password', '/to-credentials', 'where we do not go'],
      ['to nowhere', '/nowhere', 'without saying where to'],
    ])('%s are an error', async (_, path, message) => {
      const error = await errorOf(get(path));
      expect(error.code).toBe('redirect');
      expect(error.message).toContain(message);
      expect(error.message).not.toContain('geheim');
    });

    it.each([
      [302, '/hop', 'POST', 'verb=Identify'],
      [307, '/hop-307', 'POST', 'verb=Identify'],
      [303, '/hop-303', 'GET', ''],
    ])('of status %i answer a POST', async (_, path, method, body) => {
      const response = await http().post(baseOf(server) + path, new URLSearchParams({ verb: 'Identify' }));
      expect(JSON.parse(text(response))).toMatchObject({ method, body });
    });

    it('to another origin do not get the headers that were meant for the first', async () => {
      const port = baseOf(other).split(':')[2]!;
      const headers = { Authorization: 'Bearer geheim' };
      const there = await http().get(`${baseOf(server)}/elsewhere/${port}`, { headers });
      expect(text(there)).not.toContain('geheim');
      expect(text(there)).toContain('Julkaisusilta');
      expect(text(await http().get(`${baseOf(server)}/hop`, { headers }))).toContain('geheim');
    });

    it('are asked of the guard, every one', async () => {
      const seen: string[] = [];
      const guard = async (url: URL): Promise<void> => {
        seen.push(url.pathname);
        if (url.pathname === '/steps/1') throw new SourceError('refused', 'not there');
      };
      expect(await errorOf(get('/steps/3', { guard }))).toMatchObject({ code: 'refused', message: 'not there' });
      expect(seen).toEqual(['/steps/3', '/steps/2', '/steps/1']);
    });
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
