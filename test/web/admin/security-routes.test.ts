import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openHouse, tokenIn, type Ask, type Browser, type House, type Reply } from './house.js';
import { EXPECTED, FULL_ADMINISTRATION, GRANTS, targetsOf, type CallerName, type Target } from './security-table.js';

type Call = (target: Target) => Promise<Reply>;

let house: House;
let calls: Readonly<Record<CallerName, Call>>;

const MONTH_MS = 30 * 86_400_000;

beforeAll(async () => {
  let passed = 0;
  house = await openHouse({ administration: FULL_ADMINISTRATION, clock: () => Date.now() + passed });
  const expired = await house.as('administrator');
  const staleToken = tokenIn((await expired.get('/admin/own')).text);
  passed = MONTH_MS;
  const session = async (browser: Browser, csrf: string): Promise<Call> => {
    return ({ route, target, isApi }) => browser.ask(route.method, target, bodyOf(route.method, isApi, csrf));
  };
  const signedIn = async (role: 'reader' | 'editor' | 'administrator'): Promise<Call> => {
    const browser = await house.as(role);
    return session(browser, tokenIn((await browser.get('/admin/own')).text));
  };
  const token = async (scope: 'read' | 'edit' | 'harvest'): Promise<Call> => {
    const ask = await house.program('administrator', [scope]);
    return ({ route, target, isApi }) => ask(route.method, target, bodyOf(route.method, isApi, ''));
  };
  calls = {
    stranger: ({ route, target, isApi }) => house.visitor().ask(route.method, target, bodyOf(route.method, isApi, '')),
    expired: ({ route, target, isApi }) => {
      const browser = house.visitor();
      for (const [name, value] of expired.cookies) browser.cookies.set(name, value);
      return browser.ask(route.method, target, bodyOf(route.method, isApi, staleToken));
    },
    ...{ reader: await signedIn('reader'), editor: await signedIn('editor'), administrator: await signedIn('administrator') },
    ...{ 'token read': await token('read'), 'token edit': await token('edit'), 'token harvest': await token('harvest') },
  };
});
afterAll(() => house.stop());

const bodyOf = (method: string, isApi: boolean, csrf: string): Ask => {
  if (method === 'GET') return {};
  return isApi ? { json: {}, headers: csrf === '' ? {} : { 'X-CSRF-Token': csrf } } : { form: { _csrf: csrf } };
};

describe('the table of addresses', () => {
  it('has every address that is expected, each asking for what it should, and no other', () => {
    const expected = Object.entries(EXPECTED).flatMap(([permission, names]) => names.map((name) => `${permission}: ${name}`));
    const found = targetsOf(house).map(({ route, name }) => `${route.permission}: ${name}`);
    expect(found.filter((each) => !expected.includes(each))).toEqual([]);
    expect(expected.filter((each) => !found.includes(each))).toEqual([]);
    expect(new Set(found).size).toBe(found.length);
  });

  it('lets a token of the API nowhere but into the API: its pages would give it other tokens', async () => {
    const ask = await house.program('administrator', ['read']);
    const before = await house.services.accounts.listTokens();
    const reply = await ask('POST', '/admin/own/tokens', { form: { label: 'more', scope: ['read', 'edit', 'harvest'] } });
    expect([reply.status, (await house.services.accounts.listTokens()).length]).toEqual([403, before.length]);
  });
});

/** What may come of a call that is allowed: of these nothing says "you may not". */
const ALLOWED = [200, 201, 202, 204, 400, 404, 409, 410, 412, 422, 428];

const faultOf = (caller: CallerName, { route, name, isApi }: Target, { status, headers }: Reply): string | undefined => {
  const said = `${name}: ${status} ${headers.location ?? ''}`;
  const isToken = caller.startsWith('token');
  const isKnown = caller !== 'stranger' && caller !== 'expired';
  const grants: readonly string[] = GRANTS[caller];
  const leadsToLogIn = status === 303 && (headers.location ?? '').startsWith('/admin/login');
  if (!isKnown) return (isApi ? status === 401 : leadsToLogIn) ? undefined : said;
  const mayDo = grants.includes(route.permission) && (isApi || !isToken);
  if (!mayDo) return status === 403 ? undefined : said;
  return ALLOWED.includes(status) || (status === 303 && !leadsToLogIn) ? undefined : said;
};

describe('every guarded address', () => {
  it.each(Object.keys(GRANTS) as CallerName[])('answers %s as its permission says', async (caller) => {
    const faults: string[] = [];
    for (const target of targetsOf(house)) {
      if (target.route.permission === 'public') continue;
      const fault = faultOf(caller, target, await calls[caller](target));
      if (fault !== undefined) faults.push(fault);
    }
    expect(faults).toEqual([]);
  });

  it('answers HEAD no more freely than GET', async () => {
    const faults: string[] = [];
    for (const { route, target, name, isApi } of targetsOf(house)) {
      if (route.method !== 'GET' || route.permission === 'public') continue;
      const { status } = await house.visitor().ask('HEAD', target);
      if (status !== (isApi ? 401 : 303)) faults.push(`${name}: ${status}`);
    }
    expect(faults).toEqual([]);
  });
});

describe('every public address', () => {
  it('answers a stranger, and nobody who is signed in is shut out', async () => {
    const faults: string[] = [];
    for (const { route, target, name } of targetsOf(house).filter((each) => each.route.permission === 'public')) {
      for (const browser of [house.visitor(), await house.as('reader')]) {
        const csrf = tokenIn((await browser.get(browser.cookies.size > 0 ? '/admin/own' : '/admin/login')).text);
        const { status } = await browser.ask(route.method, target, bodyOf(route.method, false, csrf));
        if (![200, 303, 400, 410, 422].includes(status)) faults.push(`${name}: ${status}`);
      }
    }
    expect(faults).toEqual([]);
  });
});

describe('a token of the API', () => {
  const PUBLICATIONS = '/admin/api/publications';

  it('counts alone: beside the cookie of somebody who may more, it may no more than by itself', async () => {
    const browser = await house.as('administrator');
    const csrf = tokenIn((await browser.get('/admin/own')).text);
    const outcome = await house.services.accounts.createToken({ name: 'test' }, { account: 'administrator', label: 'r', scopes: ['read'] });
    if (outcome.kind !== 'done') throw new Error('no token');
    const beside = { Authorization: `Bearer ${outcome.value.secret}`, 'X-CSRF-Token': csrf };
    expect((await browser.ask('POST', PUBLICATIONS, { json: {}, headers: { 'X-CSRF-Token': csrf } })).status).toBe(400);
    expect((await browser.ask('POST', PUBLICATIONS, { json: {}, headers: beside })).status).toBe(403);
    expect((await browser.get('/admin/accounts', beside)).status).toBe(403);
  });

  it.each(['Bearer nonsense', 'Bearer  jsk_x', 'bearer x'])('that is none is not made good by a cookie: %s', async (Authorization) => {
    const browser = await house.as('administrator');
    expect((await browser.get(PUBLICATIONS, { Authorization })).status).toBe(401);
  });

  it('may no more than its account may now', async () => {
    await house.services.accounts.addAccount({ name: 'test' }, { name: 'siirtyvä', password: 'kuusi kukkaa kedolla', role: 'editor' });
    const outcome = await house.services.accounts.createToken({ name: 'test' }, { account: 'siirtyvä', label: 'e', scopes: ['edit'] });
    if (outcome.kind !== 'done') throw new Error('no token');
    const headers = { Authorization: `Bearer ${outcome.value.secret}` };
    expect((await house.visitor().ask('POST', PUBLICATIONS, { json: {}, headers })).status).toBe(400);
    await house.services.accounts.changeRole({ name: 'test' }, { name: 'siirtyvä', role: 'reader' });
    expect((await house.visitor().ask('POST', PUBLICATIONS, { json: {}, headers })).status).toBe(403);
    await house.services.accounts.removeAccount({ name: 'test' }, 'siirtyvä');
    expect((await house.visitor().ask('POST', PUBLICATIONS, { json: {}, headers })).status).toBe(401);
  });
});
