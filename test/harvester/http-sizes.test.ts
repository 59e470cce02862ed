import type { ServerResponse } from 'node:http';
import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { createGzip, brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { HttpOptions } from '../../src/harvester/transport/http.js';
import { runHttp } from './http-child.js';
import { createTestHttp, errorOf, startServer, textOf, type HttpDouble, type Route } from './http-server.js';

const MEGABYTE = 1_000_000;
const XML = `<record>${'Poliisiosaston julkaisu '.repeat(50)}</record>`;

let sent = 0;
/** Without end, as fast as it is taken. */
const endless = (response: ServerResponse, piece: Buffer, most = Infinity): void => {
  sent = 0;
  const write = (): void => {
    while (!response.destroyed && sent < most) {
      sent += piece.byteLength;
      if (!response.write(piece)) return void response.once('drain', write);
    }
    if (!response.destroyed) response.end();
  };
  write();
};

const answer =
  (body: string | Buffer, headers: Record<string, string> = {}): Route =>
  (_, response) =>
    response.writeHead(200, headers).end(body);
const inChunks =
  (body: Buffer, size: number, headers: Record<string, string> = {}): Route =>
  (_, response) => {
    response.writeHead(200, headers);
    for (let at = 0; at < body.byteLength; at += size) response.write(body.subarray(at, at + size));
    response.end();
  };
const packed = (coding: string): Record<string, string> => ({ 'Content-Encoding': coding });
/** Random bytes that are packed to no less. */
const noise = (bytes: number): Buffer => gzipSync(randomBytes(bytes), { level: 0 });

let server: HttpDouble;
beforeAll(async () => {
  server = await startServer({
    '/small': answer('small'),
    '/gzip': answer(gzipSync(XML), packed('gzip')),
    '/x-gzip': answer(gzipSync(XML), packed('X-GZIP')),
    '/deflate': answer(deflateSync(XML), packed('deflate')),
    '/deflate-raw': answer(deflateRawSync(XML), packed('deflate')),
    '/br': answer(brotliCompressSync(XML), packed('br')),
    '/identity': answer(XML, packed('identity')),
    '/unannounced': answer(gzipSync(XML), { 'Content-Type': 'text/xml' }),
    '/unannounced-by-bytes': inChunks(gzipSync(XML), 1),
    '/by-bytes': inChunks(Buffer.from(XML), 1),
    '/packed-by-bytes': inChunks(gzipSync(XML), 1, packed('gzip')),
    '/empty': answer(''),
    '/empty-packed': answer('', packed('gzip')),
    '/one-byte': answer('x'),
    '/nothing': (_, response) => response.writeHead(204).end(),
    '/zstd': answer('x', packed('zstd')),
    '/twice': answer('x', packed('gzip, gzip')),
    '/not-packed': answer('this is not gzip at all', packed('gzip')),
    '/one-byte-packed': answer('x', packed('gzip')),
    '/packed-cut': answer(gzipSync(XML).subarray(0, -20), packed('gzip')),
    '/packed-damaged': answer(Buffer.from(gzipSync(XML).map((byte, index) => (index === 60 ? byte ^ 255 : byte))), packed('gzip')),
    '/large': answer(Buffer.alloc(MEGABYTE, 'a')),
    '/bomb': answer(gzipSync(Buffer.alloc(50 * MEGABYTE)), packed('gzip')),
    '/bomb-unannounced': answer(gzipSync(Buffer.alloc(50 * MEGABYTE))),
    '/bomb-br': answer(brotliCompressSync(Buffer.alloc(50 * MEGABYTE)), packed('br')),
    '/many-zeros': answer(gzipSync(Buffer.alloc(MEGABYTE)), packed('gzip')),
    '/noise': answer(noise(2 * MEGABYTE), packed('gzip')),
    '/noise-chunked': inChunks(noise(2 * MEGABYTE), 65_536, packed('gzip')),
    '/noise-unannounced': inChunks(noise(2 * MEGABYTE), 65_536),
    '/300-mb': (_, response) => endless(response, Buffer.alloc(65_536, 'a'), 300 * MEGABYTE),
    '/300-mb-told': (_, response) => {
      response.setHeader('Content-Length', String(300 * MEGABYTE));
      endless(response, Buffer.alloc(65_536, 'a'), 300 * MEGABYTE);
    },
    '/only-told': (_, response) => response.writeHead(200, { 'Content-Length': '3000000' }).flushHeaders(),
    '/only-told-packed': (_, response) =>
      response.writeHead(200, { 'Content-Length': '3000000', 'Content-Encoding': 'gzip' }).flushHeaders(),
    '/endless': (_, response) => endless(response, Buffer.alloc(65_536, 'a')),
    '/endless-bytes': (_, response) => endless(response, Buffer.from('a')),
    '/100-mb-gzip': (_, response) => {
      response.writeHead(200, packed('gzip'));
      // Packs to about a fifth: neither its size nor its ratio is out of the way at first.
      const piece = Buffer.concat([randomBytes(13_000), Buffer.alloc(52_000, XML)]);
      const source = Readable.from(
        (function* () {
          for (let bytes = 0; bytes < 100 * MEGABYTE; bytes += piece.byteLength) yield piece;
        })(),
      );
      source.pipe(createGzip({ level: 1 })).pipe(response);
    },
  });
});
afterAll(() => server.close());

const get = (path: string, options: Partial<HttpOptions> = {}) => createTestHttp(options).get(server.base + path);

describe('T14 a packed answer', () => {
  it.each(['/gzip', '/x-gzip', '/deflate', '/deflate-raw', '/br', '/packed-by-bytes'])(
    'is unpacked, asked for or not: %s',
    async (path) => {
      const response = await get(path);
      expect(textOf(response)).toBe(XML);
      expect(response.wireBytes).toBeLessThan(200);
      expect(response.headers['content-encoding']).toBeDefined();
    },
  );

  it.each(['/unannounced', '/unannounced-by-bytes'])('is known by its first bytes where nobody announced it: %s', async (path) => {
    expect(textOf(await get(path))).toBe(XML);
  });

  it.each([
    ['/identity', XML],
    ['/by-bytes', XML],
    ['/empty', ''],
    ['/empty-packed', ''],
    ['/nothing', ''],
    ['/one-byte', 'x'],
  ])('is not seen where there is none: %s', async (path, body) => {
    expect(await get(path)).toMatchObject({ wireBytes: body.length });
    expect(textOf(await get(path))).toBe(body);
  });

  it.each([
    ['/not-packed', 'the packed answer cannot be unpacked (Z_DATA_ERROR)'],
    ['/one-byte-packed', 'the packed answer cannot be unpacked (Z_BUF_ERROR)'],
    ['/packed-cut', 'the packed answer cannot be unpacked (Z_BUF_ERROR)'],
    ['/packed-damaged', 'the packed answer cannot be unpacked (Z_DATA_ERROR)'],
    ['/zstd', 'packed as "zstd", which was not asked for'],
    ['/twice', 'packed as "gzip, gzip", which was not asked for'],
  ])('that cannot be unpacked is never taken for the whole: %s', async (path, message) => {
    const error = await errorOf(get(path));
    expect(error.code).toBe('network');
    expect(error.message).toContain(`${server.base}${path}`);
    expect(error.message).toContain(message);
  });
});

describe('T14 an answer of exactly the most bytes allowed', () => {
  it('is read, one byte more is not', async () => {
    expect((await get('/large', { maxBytes: MEGABYTE })).body.byteLength).toBe(MEGABYTE);
    expect((await get('/many-zeros', { maxBytes: MEGABYTE })).body.byteLength).toBe(MEGABYTE);
    for (const path of ['/large', '/many-zeros'])
      expect(await errorOf(get(path, { maxBytes: MEGABYTE - 1 }))).toMatchObject({ code: 'too-large' });
  });
});

describe('T14 an answer that is too large', () => {
  it.each([
    ['of 1 MB where less is allowed', '/large', { maxBytes: 999_999 }, '999999 bytes allowed; ask for less at a time'],
    ['without end', '/endless', { maxBytes: 3_000_000 }, '3000000 bytes allowed'],
    ['without end, byte by byte', '/endless-bytes', { maxBytes: 100_000 }, '100000 bytes allowed'],
    ['of 50 kB that unpack to 50 MB', '/bomb', { maxBytes: 40_000_000 }, 'more than 200 times the bytes once unpacked'],
    [
      'of 50 kB that unpack to 50 MB, unannounced',
      '/bomb-unannounced',
      { maxBytes: 40_000_000 },
      'more than 200 times the bytes once unpacked',
    ],
    ['of a few bytes that unpack to 50 MB', '/bomb-br', { maxBytes: 40_000_000 }, 'more than 200 times the bytes once unpacked'],
    [
      'of 50 kB that unpack to more than is allowed',
      '/bomb',
      { maxBytes: 1_000_000 },
      'more than the 1000000 bytes allowed, once unpacked',
    ],
    ['packed, by what its headers say', '/noise', { maxPackedBytes: MEGABYTE }, '1000000 bytes allowed, packed'],
    ['packed, by what came', '/noise-chunked', { maxPackedBytes: MEGABYTE }, '1000000 bytes allowed, packed'],
    ['packed and unannounced', '/noise-unannounced', { maxPackedBytes: MEGABYTE }, '1000000 bytes allowed, packed'],
  ])('%s is refused', async (_, path, options, message) => {
    const error = await errorOf(get(path, options));
    expect(error.code).toBe('too-large');
    expect(error.message).toContain(`${server.base}${path}`);
    expect(error.message).toContain(message);
  });

  it('of 300 MB is given up on the way', async () => {
    expect(await errorOf(get('/300-mb', { maxBytes: MEGABYTE }))).toMatchObject({ code: 'too-large' });
    // What was sent lies in the buffers of the sockets.
    expect(sent).toBeLessThan(30 * MEGABYTE);
  });

  it.each(['/only-told', '/only-told-packed'])('by its headers is refused before its body, which never comes: %s', async (path) => {
    expect(await errorOf(get(path, { maxBytes: MEGABYTE, maxPackedBytes: MEGABYTE }))).toMatchObject({ code: 'too-large' });
  });

  it('leaves the way free for the next', async () => {
    const http = createTestHttp({ maxBytes: MEGABYTE });
    await errorOf(http.get(`${server.base}/endless`));
    expect(textOf(await http.get(`${server.base}/small`))).toBe('small');
  });

  it.each(['/300-mb', '/300-mb-told', '/endless', '/100-mb-gzip', '/bomb'])(
    'is refused within five seconds and 150 MB of memory, measured in a process of its own: %s',
    async (path) => {
      const outcome = await runHttp({ url: server.base + path, options: {} });
      expect(outcome.code).toBe('too-large');
      expect(outcome.ms).toBeLessThan(5_000);
      expect(outcome.grownBytes).toBeLessThan(150 * MEGABYTE);
    },
  );
});

describe('a body', () => {
  it.each(['/small', '/large', '/gzip', '/by-bytes', '/noise', '/empty'])(
    'can be handed to another thread without a copy: %s',
    async (path) => {
      const { body } = await get(path);
      const { byteLength } = body;
      expect([body.byteOffset, body.buffer.byteLength]).toEqual([0, byteLength]);
      const moved = structuredClone(body, { transfer: [body.buffer as ArrayBuffer] });
      expect([moved.byteLength, body.byteLength]).toEqual([byteLength, 0]);
    },
  );
});
