import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { isPublicAddress } from '../../src/harvester/transport/address-guard.js';
import { createTestHttp, echo, errorOf, startServer, type HttpDouble } from './http-server.js';

let server: HttpDouble;
beforeAll(async () => {
  server = await startServer({ '/': echo });
});
afterAll(() => server.close());

describe('T11 a source that may not be on a private address', () => {
  it.each([
    '127.0.0.1',
    '0x7f.1',
    '0177.0.0.1',
    '127.1',
    '2130706433',
    '１２７.0.0.1',
    '①②⑦.0.0.1',
    '[::ffff:127.0.0.1]',
    '[::ffff:7f00:1]',
    '[::1]',
    '0.0.0.0',
    'localhost',
    'LOCALHOST',
  ])('is refused as %s, and no connection is made', async (host) => {
    const before = server.connections();
    const error = await errorOf(createTestHttp({ addresses: isPublicAddress }).get(`http://${host}:${server.port}/`));
    expect(error.code).toBe('refused');
    expect(error.message).toMatch(/leads to .*, which is not on the public Internet; allowPrivate in the source's settings allows it/);
    // Without a cause: what a guard refuses is not tried again.
    expect(error.cause).toBeUndefined();
    expect(server.connections()).toBe(before);
  });

  it('is refused by one bad address among good ones', async () => {
    const before = server.connections();
    const http = createTestHttp({ addresses: isPublicAddress, resolve: async () => ['93.184.216.34', '10.1.2.3', '127.0.0.1'] });
    const error = await errorOf(http.get(`http://localhost:${server.port}/`));
    expect(error.message).toContain('leads to 10.1.2.3');
    expect(server.connections()).toBe(before);
  });
});

describe('T11 a name that changes its address between check and use', () => {
  it('is connected to at the address that was checked', async () => {
    const answers = ['127.0.0.1', '10.0.0.1', '10.0.0.1'];
    let looked = 0;
    const http = createTestHttp({ addresses: (address) => address === '127.0.0.1', resolve: async () => [answers[looked++]!] });
    const before = server.connections();
    expect((await http.get(`http://localhost:${server.port}/`)).status).toBe(200);
    expect([looked, server.connections()]).toEqual([1, before + 1]);
  });

  it('is checked again when a new connection is made', async () => {
    let address = '127.0.0.1';
    const http = createTestHttp({ addresses: (each) => each === '127.0.0.1', resolve: async () => [address] });
    expect((await http.get(`http://localhost:${server.port}/`)).status).toBe(200);
    address = '169.254.169.254';
    await server.close();
    expect(await errorOf(http.get(`http://localhost:${server.port}/`))).toMatchObject({ code: 'refused' });
  });
});
