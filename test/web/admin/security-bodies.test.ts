import http from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openHouse, tokenIn, type Ask, type Browser, type House, type Reply } from './house.js';
import { everythingIn, targetsOf, type Target } from './security-table.js';

const MEGABYTE = 1024 * 1024;
const JSON_TYPE = { 'Content-Type': 'application/json' };
const FORM_TYPE = { 'Content-Type': 'application/x-www-form-urlencoded' };

let house: House;
let browser: Browser;
let csrf: string;
let program: (method: string, target: string, ask?: Ask) => Promise<Reply>;
beforeAll(async () => {
  house = await openHouse({ filled: true });
  browser = await house.as('administrator');
  csrf = tokenIn((await browser.get('/admin/own')).text);
  program = await house.program('administrator', ['read', 'edit', 'harvest']);
});
afterAll(() => house.stop());

/** To each address that takes a body, as somebody who may send it. @returns those that answer otherwise */
const sendEverywhere = async (
  ask: (target: Target) => Ask,
  expected: readonly number[],
  { of, ...given }: { readonly of?: 'the API'; readonly id?: string } = {},
): Promise<readonly string[]> => {
  const before = await everythingButAudit();
  const faults: string[] = [];
  for (const target of targetsOf(house, given)) {
    const { route, name, isApi } = target;
    if (route.method === 'GET' || name === 'POST /admin/logout' || (of !== undefined && !isApi)) continue;
    const what = ask(target);
    const reply = isApi
      ? await program(route.method, target.target, what)
      : await browser.ask(route.method, target.target, { ...what, headers: { 'X-CSRF-Token': csrf, ...what.headers } });
    if (!expected.includes(reply.status)) faults.push(`${name}: ${reply.status} ${reply.text.slice(0, 200)}`);
  }
  expect(await everythingButAudit()).toEqual(before);
  return faults;
};

/** Failed log-ins are written down, too. */
const everythingButAudit = async (): Promise<object> => ({ ...((await everythingIn(house)) as object), audit: [] });

describe('a body that is sent', () => {
  it('is refused above a megabyte (413)', async () => {
    const long = 'x'.repeat(MEGABYTE + 1);
    expect(await sendEverywhere(({ isApi }) => (isApi ? { json: long } : { form: { title: long } }), [413])).toEqual([]);
  });

  it.each(['text/plain', 'multipart/form-data; boundary=x', 'application/xml', 'application/octet-stream', ''])(
    'is refused as %j, which a foreign form could send without asking (415)',
    async (type) => {
      expect(
        await sendEverywhere(() => ({ body: '{"title":"x"}', headers: { 'Content-Type': type, 'Content-Length': '13' } }), [415]),
      ).toEqual([]);
    },
  );

  it('is refused when it is packed: a few bytes can become very many (415)', async () => {
    const body = gzipSync('x').toString('latin1');
    const headers = { 'Content-Encoding': 'gzip', 'Content-Length': String(Buffer.byteLength(body)) };
    expect(await sendEverywhere(({ isApi }) => ({ body, headers: { ...headers, ...(isApi ? JSON_TYPE : FORM_TYPE) } }), [415])).toEqual([]);
  });

  it.each(['{', '{"title":', 'nonsense', '{"a":1}}', "{'a':1}", '\u0000'])('is refused when it is no JSON: %j (400)', async (body) => {
    const headers = { ...JSON_TYPE, 'Content-Length': String(Buffer.byteLength(body)) };
    expect(await sendEverywhere(() => ({ body, headers }), [400])).toEqual([]);
  });

  const ODD: readonly (readonly [string, string])[] = [
    ['a list within lists, 100,000 deep', `${'['.repeat(100_000)}${']'.repeat(100_000)}`],
    ['an object within objects, 100,000 deep', `${'{"title":'.repeat(100_000)}1${'}'.repeat(100_000)}`],
    ['200,000 values', `[${'0,'.repeat(200_000)}0]`],
    ['100,000 fields', `{${Array.from({ length: 50_000 }, (_, index) => `"${String(index)}":0`).join(',')}}`],
    ...[
      'null',
      'true',
      '0',
      '1e999',
      '""',
      '[]',
      '[{}]',
      '{"__proto__":{"role":"administrator"}}',
      '{"constructor":{"prototype":{"x":1}}}',
    ].map((text) => [text, text] as const),
    ['fields of the wrong kind', '{"title":{"$ne":null},"mode":["full"],"decisions":"x","ids":{"length":1e9},"limit":-1,"source":[[]]}'],
    ['a lone surrogate and control characters', '{"title":"\\ud800\\u0000\\u001b","source":"\\ud800","mode":"\\u0000"}'],
  ];
  it.each(ODD)('is understood or refused in words, and never breaks the service: %s', async (_, body) => {
    // Of an address without a body of its own nothing is looked at; what names nothing is told to name nothing.
    const answers = [200, 303, 400, 404, 409, 410, 412, 422, 428, 429];
    const headers = { ...JSON_TYPE, 'Content-Length': String(Buffer.byteLength(body)) };
    expect(await sendEverywhere(() => ({ body, headers }), answers, { of: 'the API', id: '2012-2' })).toEqual([]);
    expect(({} as Record<string, unknown>)['role']).toBeUndefined();
  });

  it.each([
    ['names twice', '_csrf=x&title=a&title=b&role=reader&role=administrator'],
    ['names like those of objects', '__proto__[role]=administrator&constructor=x&toString=y'],
    ['thousands of fields', 'a=b&'.repeat(20_000)],
    ['signs that are no text', '%ff%fe=%c0%80&title=%00&name=%e0%a4%a'],
  ])('is understood or refused in words as a form, too: %s', async (_, body) => {
    const headers = { ...FORM_TYPE, 'Content-Length': String(Buffer.byteLength(body)) };
    expect(
      await sendEverywhere(({ isApi }) => (isApi ? { json: {} } : { body, headers }), [200, 303, 400, 404, 409, 410, 412, 422, 428, 429]),
    ).toEqual([]);
  });

  it('is not waited for when a stranger sends it', async () => {
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const headers = { ...JSON_TYPE, 'Content-Length': String(900_000), Connection: 'close' };
      const request = http.request({ host: '127.0.0.1', port: house.port, method: 'POST', path: '/admin/api/publications', headers });
      request.on('response', (response) => resolve(response.statusCode));
      request.on('error', reject);
      // Nothing of the body is ever sent.
      request.write('{');
    });
    expect(status).toBe(401);
  });
});
