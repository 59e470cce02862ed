import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { HttpOptions } from '../../src/harvester/transport/http.js';
import { createTestHttp, errorOf, redirect, startRawServer, startServer, textOf, type HttpDouble, type Route } from './http-server.js';

/** A piece every 20 ms. */
const drip =
  (piece: string | Buffer): Route =>
  (_, response) => {
    const timer = setInterval(() => response.write(piece), 20);
    response.on('close', () => clearInterval(timer));
  };

let server: HttpDouble;
beforeAll(async () => {
  server = await startServer({
    '/silent': () => undefined,
    '/headers': (_, response) => response.flushHeaders(),
    '/stops': (_, response) => response.write('a'),
    '/stops-packed': (_, response) =>
      response.writeHead(200, { 'Content-Encoding': 'gzip' }).write(gzipSync('a'.repeat(1000)).subarray(0, 20)),
    '/drip': drip('a'),
    '/slow-hop': (request, response, body) => void setTimeout(() => redirect('/slow-hop')(request, response, body), 60),
    '/ok': (_, response) => response.end('ok'),
  });
});
afterAll(() => server.close());

const get = (path: string, options: Partial<HttpOptions> = {}, signal?: AbortSignal) =>
  createTestHttp(options).get(server.base + path, signal && { signal });
const never = (): Promise<never> => new Promise(() => undefined);

describe('T13 a source that does not answer', () => {
  it('has so long to be connected to, the look-up of its name included', async () => {
    const http = createTestHttp({ connectTimeoutMs: 50, resolve: never });
    expect(await errorOf(http.get(`http://localhost:${server.port}/ok`))).toMatchObject({
      code: 'timeout',
      message: `http://localhost:${server.port}/ok: no connection within 50 ms`,
    });
  });

  it('has no longer for agreeing on encryption', async () => {
    const mute = await startRawServer(() => undefined);
    expect(await errorOf(createTestHttp({ connectTimeoutMs: 50 }).get(`https://127.0.0.1:${mute.port}/`))).toMatchObject({
      code: 'timeout',
      message: `https://127.0.0.1:${mute.port}/: no connection within 50 ms`,
    });
    await mute.close();
  });

  it('no bytes: has so long to begin', async () => {
    expect(await errorOf(get('/silent', { headersTimeoutMs: 50 }))).toMatchObject({
      code: 'timeout',
      message: `${server.base}/silent: no answer within 50 ms of being asked`,
    });
  });

  it('does not win time by sending its headers letter by letter', async () => {
    const slow = await startRawServer((socket) => {
      socket.write('HTTP/1.1 200 OK\r\nX: ');
      const timer = setInterval(() => socket.write('x'), 10);
      socket.on('close', () => clearInterval(timer));
    });
    expect((await errorOf(createTestHttp({ headersTimeoutMs: 100 }).get(slow.base))).message).toContain('no answer within 100 ms');
    await slow.close();
  });

  it.each([
    ['headers, then silence', '/headers'],
    ['the beginning, then silence', '/stops'],
    ['the beginning of what is packed, then silence', '/stops-packed'],
  ])('%s: has so long to go on', async (_, path) => {
    expect(await errorOf(get(path, { idleTimeoutMs: 50 }))).toMatchObject({
      code: 'timeout',
      message: `${server.base}${path}: the answer stopped on its way; nothing more came for 50 ms`,
    });
  });

  it('a byte now and then: has so long for the whole', async () => {
    expect(await errorOf(get('/drip', { idleTimeoutMs: 150, timeoutMs: 400 }))).toMatchObject({
      code: 'timeout',
      message: `${server.base}/drip: the answer was not whole within 400 ms`,
    });
  });

  it('redirects count into the whole', async () => {
    expect((await errorOf(get('/slow-hop', { timeoutMs: 150 }))).message).toContain('not whole within 150 ms');
  });

  it('leaves no connection behind', async () => {
    const own = await startServer({ '/silent': () => undefined, '/drip': drip('a') });
    for (const path of ['/silent', '/drip']) await errorOf(createTestHttp({ timeoutMs: 50 }).get(own.base + path));
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(own.open()).toBe(0);
    await own.close();
  });

  it('is not in the way of the next question', async () => {
    const http = createTestHttp({ headersTimeoutMs: 50 });
    await errorOf(http.get(`${server.base}/silent`));
    expect(textOf(await http.get(`${server.base}/ok`))).toBe('ok');
  });
});

describe('the caller', () => {
  const cancelAfter = (ms: number): AbortSignal => {
    const controller = new AbortController();
    setTimeout(() => controller.abort(), ms);
    return controller.signal;
  };

  it.each([
    ['while it waits for the answer', '/silent'],
    ['in the middle of a body', '/drip'],
  ])('may cancel %s', async (_, path) => {
    expect(await errorOf(get(path, {}, cancelAfter(50)))).toMatchObject({
      code: 'cancelled',
      message: `${server.base}${path}: the harvest was cancelled`,
    });
  });

  it('may cancel before it begins, and nothing is asked', async () => {
    const before = server.asked.length;
    expect(await errorOf(get('/ok', {}, AbortSignal.abort()))).toMatchObject({ code: 'cancelled' });
    expect(server.asked.length).toBe(before);
  });

  it('may cancel while the name is looked up', async () => {
    const http = createTestHttp({ resolve: never });
    expect(await errorOf(http.get(`http://localhost:${server.port}/ok`, { signal: cancelAfter(20) }))).toMatchObject({ code: 'cancelled' });
  });

  it('may cancel while another request has the connection, which goes on', async () => {
    const http = createTestHttp({ timeoutMs: 300 });
    const first = errorOf(http.get(`${server.base}/drip`));
    expect(await errorOf(http.get(`${server.base}/ok`, { signal: cancelAfter(20) }))).toMatchObject({ code: 'cancelled' });
    expect((await first).message).toContain('not whole within 300 ms');
    expect(textOf(await http.get(`${server.base}/ok`))).toBe('ok');
  });

  it('hears of nothing afterwards', async () => {
    const controller = new AbortController();
    const http = createTestHttp();
    for (let count = 0; count < 20; count++) await http.get(`${server.base}/ok`, { signal: controller.signal });
    controller.abort();
    expect(textOf(await http.get(`${server.base}/ok`))).toBe('ok');
  });
});
