import { describe, expect, it } from '@jest/globals';
import { AUTHORITY, EXPIRED, GOOD, KEY, OTHER_HOST, SELF_SIGNED } from './http-certificates.js';
import { runHttp } from './http-child.js';
import { createTestHttp, echo, errorOf, startServer, type HttpDouble } from './http-server.js';

const withServer = async <T>(cert: string, use: (server: HttpDouble, base: string) => Promise<T>): Promise<T> => {
  const server = await startServer({ '/oai': echo }, { key: KEY, cert });
  try {
    return await use(server, `https://127.0.0.1:${server.port}`);
  } finally {
    await server.close();
  }
};

describe('T12 a certificate', () => {
  it.each([
    ['that has expired', EXPIRED, AUTHORITY, ': it has expired (CERT_HAS_EXPIRED)'],
    ['of another host', OTHER_HOST, AUTHORITY, "127.0.0.1 is not in the cert's list: (ERR_TLS_CERT_ALTNAME_INVALID)"],
    ['signed by itself', SELF_SIGNED, undefined, 'it is signed by itself; nobody we know signed it'],
    ['of an authority that nobody knows', GOOD, undefined, 'name its file as ca in the settings (UNABLE_TO_VERIFY_LEAF_SIGNATURE)'],
    ['signed by itself, of a source with another authority', SELF_SIGNED, AUTHORITY, 'it is signed by itself'],
  ])('%s is refused, and nothing is asked', async (_, cert, ca, message) => {
    await withServer(cert, async (server, base) => {
      const error = await errorOf(createTestHttp(ca === undefined ? {} : { ca }).get(`${base}/oai`));
      expect(error.code).toBe('tls');
      expect(error.message).toContain(`${base}/oai: its certificate or encryption cannot be trusted`);
      expect(error.message).toContain(message);
      expect(server.asked).toEqual([]);
    });
  });

  it("of the source's own authority is trusted where the settings name it", async () => {
    await withServer(GOOD, async (server, base) => {
      const http = createTestHttp({ ca: AUTHORITY });
      expect([await http.get(`${base}/oai`), await http.get(`${base}/oai`)]).toMatchObject([{ status: 200 }, { status: 200 }]);
      expect((await http.get(`https://localhost:${server.port}/oai`)).status).toBe(200);
      expect(server.connections()).toBe(2);
    });
  });

  it('is verified whatever the environment says, and no proxy of the environment is asked', async () => {
    await withServer(SELF_SIGNED, async (server, base) => {
      const proxy = `http://127.0.0.1:${server.port}`;
      const environment = {
        NODE_TLS_REJECT_UNAUTHORIZED: '0',
        HTTP_PROXY: proxy,
        HTTPS_PROXY: proxy,
        http_proxy: proxy,
        NODE_USE_ENV_PROXY: '1',
      };
      expect(await runHttp({ url: `${base}/oai`, options: {} }, environment)).toMatchObject({ code: 'tls' });
      expect(await runHttp({ url: `${server.base}/oai`, options: {} }, environment)).toMatchObject({ status: 200 });
      expect(server.asked).toEqual(['/small', '/oai']);
    });
  });
});

it('a server that does not speak TLS is named as one', async () => {
  const server = await startServer({ '/oai': echo });
  const error = await errorOf(createTestHttp().get(`https://127.0.0.1:${server.port}/oai`));
  expect(error).toMatchObject({ code: 'tls' });
  expect(error.message).toContain('does not speak TLS');
  await server.close();
});

it.each([
  ['no certificate', 'geheim', 'it begins "geheim"'],
  ['a damaged certificate', AUTHORITY.replace('MII', 'XII'), 'cannot be read'],
])('an authority that is %s is refused at once: node:tls would trust nobody more, and not say so', (_, ca, message) => {
  expect(() => createTestHttp({ ca })).toThrow(expect.objectContaining({ code: 'tls', message: expect.stringContaining(message) }));
});
