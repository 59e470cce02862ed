import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openHouse, PASSWORD, tokenIn, type Ask, type Browser, type House } from './house.js';
import { everythingIn, targetsOf } from './security-table.js';

let house: House;
let browser: Browser;
let csrf: string;
let othersToken: string;

beforeAll(async () => {
  house = await openHouse({ filled: true });
  browser = await house.as('administrator');
  csrf = tokenIn((await browser.get('/admin/own')).text);
  othersToken = tokenIn((await (await house.as('administrator')).get('/admin/own')).text);
});
afterAll(() => house.stop());

const SAME = { 'Sec-Fetch-Site': 'same-origin' };

/** Ways in which a request can come that no page of ours has sent. */
const FORGERIES: readonly (readonly [string, () => { readonly token: string; readonly headers: Readonly<Record<string, string>> }])[] = [
  ['from another site, with the right token', () => ({ token: csrf, headers: { 'Sec-Fetch-Site': 'cross-site' } })],
  ['from another host of the same site', () => ({ token: csrf, headers: { 'Sec-Fetch-Site': 'same-site' } })],
  ['from another site though it names our Origin', () => ({ token: csrf, headers: { 'Sec-Fetch-Site': 'cross-site', Origin: house.url } })],
  ['by the address bar', () => ({ token: csrf, headers: { 'Sec-Fetch-Site': 'none' } })],
  [
    'of another Origin, from a browser without Sec-Fetch-Site',
    () => ({ token: csrf, headers: { 'Sec-Fetch-Site': '', Origin: 'https://evil.example' } }),
  ],
  ['of the Origin null', () => ({ token: csrf, headers: { 'Sec-Fetch-Site': '', Origin: 'null' } })],
  ['of an Origin that begins like ours', () => ({ token: csrf, headers: { 'Sec-Fetch-Site': '', Origin: `${house.url}.evil.example` } })],
  ['without saying from where', () => ({ token: csrf, headers: { 'Sec-Fetch-Site': '', Origin: '' } })],
  ['without a token', () => ({ token: '', headers: SAME })],
  ['with the token of another session of the same person', () => ({ token: othersToken, headers: SAME })],
  ['with a token that was altered', () => ({ token: `${csrf.slice(0, -1)}${csrf.endsWith('A') ? 'B' : 'A'}`, headers: SAME })],
];

const asForm = (token: string, form: NonNullable<Ask['form']> = {}): Ask => ({ form: { ...form, _csrf: token } });
const asJson = (token: string, json: unknown = {}): Ask => ({ json, headers: { 'X-CSRF-Token': token } });

describe('a request that a page of ours has not sent', () => {
  it.each(FORGERIES)('is refused at every address that changes something: %s', async (_, forge) => {
    const before = await everythingIn(house);
    const { token, headers } = forge();
    const faults: string[] = [];
    for (const { route, target, name, isApi } of targetsOf(house)) {
      if (route.method === 'GET') continue;
      const ask = isApi ? asJson(token) : asForm(token);
      const { status } = await browser.ask(route.method, target, { ...ask, headers: { ...ask.headers, ...headers } });
      if (status !== 403) faults.push(`${name}: ${status}`);
    }
    expect(faults).toEqual([]);
    expect(await everythingIn(house)).toEqual(before);
    expect((await browser.get('/admin/own')).status).toBe(200);
  });

  const ACTS: readonly (readonly [string, string, string, (token: string) => Ask])[] = [
    [
      'adds no account',
      'POST',
      '/admin/accounts',
      (token) => asForm(token, { name: 'uusi', password: PASSWORD, again: PASSWORD, role: 'administrator' }),
    ],
    ['raises nobody', 'POST', '/admin/accounts/editor/role', (token) => asForm(token, { role: 'administrator' })],
    ['makes no token', 'POST', '/admin/own/tokens', (token) => asForm(token, { label: 'uusi', scope: ['read', 'harvest'] })],
    ['begins no check', 'POST', '/admin/api/checks/own', (token) => asJson(token)],
    [
      'publishes nothing',
      'POST',
      '/admin/api/publications',
      (token) =>
        asJson(token, {
          title: 'Uusi',
          year: 1999,
          series: { title: 'Poliisihallituksen julkaisusarja' },
          manifestations: [{ kind: 'pdf' }],
        }),
    ],
    ['removes nobody', 'POST', '/admin/accounts/editor/remove', (token) => asForm(token)],
    ['signs nobody out', 'POST', '/admin/logout', (token) => asForm(token)],
  ];

  it.each(ACTS)('%s, though the same from our own page does', async (_, method, target, askOf) => {
    await house.as('editor');
    const before = await everythingIn(house);
    const own = askOf(csrf);
    for (const [, forge] of FORGERIES) {
      const { token, headers } = forge();
      const ask = askOf(token);
      expect((await browser.ask(method, target, { ...ask, headers: { ...ask.headers, ...headers } })).status).toBe(403);
    }
    expect(await everythingIn(house)).toEqual(before);
    expect((await browser.get('/admin/own')).status).toBe(200);
    expect((await browser.ask(method, target, own)).status).toBeLessThan(400);
    const isSignedOut = (await browser.get('/admin/own')).status === 303;
    if (target === '/admin/logout') expect(isSignedOut).toBe(true);
    else expect(await everythingIn(house)).not.toEqual(before);
  });

  it('cannot sign a person in as somebody else, nor use their set-up link (login CSRF)', async () => {
    const visitor = house.visitor();
    const token = tokenIn((await visitor.get('/admin/login')).text);
    const wish = { name: 'administrator', password: PASSWORD, link: 'x', again: PASSWORD };
    for (const target of ['/admin/login', '/admin/setup']) {
      const others = { ...asForm(othersToken, wish), headers: SAME };
      const foreign = { ...asForm(token, wish), headers: { 'Sec-Fetch-Site': 'cross-site' } };
      expect([(await visitor.ask('POST', target, others)).status, (await visitor.ask('POST', target, foreign)).status]).toEqual([403, 403]);
    }
    expect([...visitor.cookies.keys()]).toEqual(['julkaisusilta-visitor']);
  });

  it('is told apart in the log, without its token', () => {
    const lines = house.logged.filter((line) => line.includes('admin.refused'));
    expect(lines.some((line) => line.includes('"reason":"foreign"'))).toBe(true);
    expect(lines.some((line) => line.includes('"reason":"staleForm"'))).toBe(true);
    expect(house.logged.filter((line) => line.includes(csrf) || line.includes(othersToken))).toEqual([]);
  });
});

describe('no other site', () => {
  it('is let read an answer, and none may be asked whether it may (CORS)', async () => {
    const headers = { Origin: 'https://evil.example', 'Access-Control-Request-Method': 'PUT' };
    const other = await house.as('reader');
    for (const [method, target] of [
      ['GET', '/admin/api/sources'],
      ['OPTIONS', '/admin/api/sources'],
      ['OPTIONS', '/admin/api/publications'],
    ] as const) {
      const reply = await other.ask(method, target, { headers });
      expect(Object.keys(reply.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
      if (method === 'OPTIONS') expect(reply.status).toBe(405);
    }
  });
});
