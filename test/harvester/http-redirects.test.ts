import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { isPublicAddress } from '../../src/harvester/transport/address-guard.js';
import type { HttpOptions } from '../../src/harvester/transport/http.js';
import { AUTHORITY, GOOD, KEY } from './http-certificates.js';
import { createTestHttp, echo, errorOf, redirect, startServer, textOf, type HttpDouble, type Route } from './http-server.js';

let server: HttpDouble;
let locations: { secure: string; plain: string; otherHost: string; otherPort: string };
const later =
  (name: keyof typeof locations, status: number): Route =>
  (request, response, body) =>
    redirect(locations[name], status)(request, response, body);

beforeAll(async () => {
  const steps = Object.fromEntries(
    [1, 2, 3, 4, 5, 6].map((step) => [`/steps/${step}`, redirect(step === 1 ? '/echo' : `/steps/${step - 1}`)]),
  );
  const statuses = Object.fromEntries(
    [301, 302, 303, 307, 308].flatMap((status) => [
      [`/hop-${status}`, redirect('/echo?verb=Identify', status)],
      [`/secure-${status}`, later('secure', status)],
    ]),
  );
  server = await startServer(
    {
      '/echo': echo,
      ...steps,
      ...statuses,
      '/loop': redirect('/loop'),
      '/to-file': redirect('file:///etc/passwd'),
      '/to-credentials': redirect('http://user:geheim@127.0.0.1/'),
      '/nowhere': (_, response) => response.writeHead(302).end(),
      '/plain': later('plain', 302),
      '/other-host': later('otherHost', 302),
      '/other-port': later('otherPort', 302),
      '/to-metadata': redirect('http://169.254.169.254/latest/meta-data'),
      '/to-mapped': redirect('http://[::ffff:127.0.0.1]/'),
      '/moved-and-hopped': redirect('/hop-302', 301),
    },
    { key: KEY, cert: GOOD },
  );
  locations = {
    secure: `https://127.0.0.1:${server.port}/echo?verb=Identify`,
    plain: `http://127.0.0.1:${server.port}/echo`,
    otherHost: `http://localhost:${server.port}/echo`,
    otherPort: 'http://127.0.0.1:8081/echo',
  };
});
afterAll(() => server.close());

const get = (path: string, options: Partial<HttpOptions> = {}, headers: Record<string, string> = {}) =>
  createTestHttp(options).get(server.base + path, { headers });

describe('redirects', () => {
  it('are followed up to five times, and the answer says where it came from', async () => {
    expect((await get('/steps/5')).url).toBe(`${server.base}/echo`);
    const error = await errorOf(get('/steps/6'));
    expect(error).toMatchObject({ code: 'redirect' });
    expect(error.message).toContain('more than 5 times');
  });

  it.each([
    ['T11 in a circle', '/loop', 'more than 5 times'],
    ['T11 to a file', '/to-file', 'where we do not go'],
    ['to an address with a password', '/to-credentials', 'where we do not go'],
    ['to nowhere', '/nowhere', 'without saying where to'],
    ['T11 to another host', '/other-host', 'name localhost in allowHosts'],
    ['to another port', '/other-port', 'to port 8081'],
  ])('%s are an error', async (_, path, message) => {
    const error = await errorOf(get(path));
    expect(error.code).toBe('redirect');
    expect(error.message).toContain(message);
    expect(error.message).not.toContain('geheim');
  });

  it.each([
    ['to the address of a cloud for its own machines', '/to-metadata', '169.254.169.254'],
    ['to loopback in the clothes of IPv6', '/to-mapped', '[::ffff:7f00:1]'],
  ])('T11 %s are refused before any connection, even where the host is allowed', async (_, path, host) => {
    const before = server.connections();
    // Only the source itself may be on loopback. A connection to 169.254.169.254 would fail by another code: tests are closed to it.
    const addresses = (address: string): boolean => address === '127.0.0.1' || isPublicAddress(address);
    expect(await errorOf(get(path, { addresses, allowHosts: [host] }))).toMatchObject({ code: 'refused' });
    expect(server.connections()).toBe(before + 1);
    expect(await errorOf(get(path, { addresses }))).toMatchObject({ code: 'redirect' });
  });

  it.each([301, 302, 303, 307, 308])(
    'T11 from http to https on the same host are followed with %i, and the new address is told',
    async (status) => {
      const response = await get(`/secure-${status}`, { ca: AUTHORITY });
      expect(response).toMatchObject({ status: 200, movedTo: `https://127.0.0.1:${server.port}/echo` });
    },
  );

  it('T11 from https to http are refused', async () => {
    const error = await errorOf(createTestHttp({ ca: AUTHORITY }).get(`https://127.0.0.1:${server.port}/plain`));
    expect(error).toMatchObject({ code: 'redirect' });
    expect(error.message).toContain('out of encryption');
  });

  it('that are for good tell the new address, others do not, nor does a mixture', async () => {
    expect((await get('/hop-301')).movedTo).toBe(`${server.base}/echo`);
    expect((await get('/hop-308')).movedTo).toBe(`${server.base}/echo`);
    expect((await get('/hop-302')).movedTo).toBeUndefined();
    expect((await get('/moved-and-hopped')).movedTo).toBeUndefined();
    expect((await get('/echo')).movedTo).toBeUndefined();
  });

  it.each([['localhost'], ['LOCALHOST'], ['.localhost'], ['*.localhost']])(
    'T11 to another host are followed where allowHosts has %s',
    async (host) => {
      expect((await get('/other-host', { allowHosts: ['example.fi', host] })).url).toBe(locations.otherHost);
    },
  );

  it('are not followed to a host whose name only ends alike', async () => {
    expect(await errorOf(get('/other-host', { allowHosts: ['host', 'xlocalhost'] }))).toMatchObject({ code: 'redirect' });
  });

  it('T11 to another origin do not get the headers that were meant for the first', async () => {
    const secrets = { Authorization: 'Bearer geheim', 'X-Api-Key': 'geheim' };
    const there = await get('/other-host', { allowHosts: ['localhost'], from: 'a@example.fi' }, secrets);
    expect(textOf(there)).not.toContain('geheim');
    expect(textOf(there)).toContain('Julkaisusilta');
    expect(textOf(there)).toContain('a@example.fi');
    expect(textOf(await get('/secure-302', { ca: AUTHORITY }, secrets))).not.toContain('geheim');
    expect(textOf(await get('/hop-302', {}, secrets))).toMatch(/geheim.*geheim/);
  });

  it.each([
    [301, 'POST', 'verb=Identify'],
    [302, 'POST', 'verb=Identify'],
    [307, 'POST', 'verb=Identify'],
    [308, 'POST', 'verb=Identify'],
    [303, 'GET', ''],
  ])('of status %i answer a POST', async (status, method, body) => {
    const response = await createTestHttp().post(`${server.base}/hop-${status}`, new URLSearchParams({ verb: 'Identify' }));
    expect(JSON.parse(textOf(response))).toMatchObject({ method, body });
  });
});
