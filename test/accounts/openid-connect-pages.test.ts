import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Role } from '../../src/store/account-ports.js';
import { openHouse, type Browser, type House, type Reply } from '../web/admin/house.js';
import { CLIENT_ID, CLIENT_SECRET, startProvider, type ProviderDouble } from './openid-provider.js';

/** A proxy gives us this part of it. */
const PUBLIC_URL = 'https://julkaisut.example.fi/silta';
const BEGIN = '/admin/login/openid-connect';
const CALLBACK = `${BEGIN}/callback`;

let provider: ProviderDouble;
let house: House;
const replies: Reply[] = [];
beforeAll(async () => {
  provider = await startProvider({ redirectUri: `${PUBLIC_URL}${CALLBACK}` });
  house = await openHouse({
    publicUrl: PUBLIC_URL,
    secrets: { openidConnect: CLIENT_SECRET },
    administration: {
      openidConnect: {
        ...{ issuer: provider.issuer, clientId: CLIENT_ID, label: 'Kirjaston <b>tunnus</b>', scopes: ['profile', 'roles'] },
        roles: { reader: ['henkilökunta'], editor: ['toimitus'], administrator: ['ylläpito'] },
      },
    },
  });
});
afterAll(async () => {
  await house.stop();
  await provider.close();
});

const ask = async (browser: Browser, target: string): Promise<Reply> => {
  const reply = await browser.get(target);
  replies.push(reply);
  return reply;
};
/** Where the provider sends the browser back to, as our path. */
const backFrom = async (begin: Reply): Promise<string> => {
  const url = await provider.visit(begin.headers.location!);
  expect(`${url.origin}${url.pathname}`).toBe(`${PUBLIC_URL}${CALLBACK}`);
  return `${CALLBACK}${url.search}`;
};
const signIn = async (browser: Browser, query = ''): Promise<Reply> => ask(browser, await backFrom(await ask(browser, BEGIN + query)));
const seat = (sub: string, roles: string): void => provider.seat({ sub, claims: { preferred_username: sub, roles } });

describe('signing in at the provider', () => {
  it.each<readonly [Role, string]>([
    ['administrator', 'ylläpito'],
    ['editor', 'toimitus'],
    ['reader', 'henkilökunta'],
  ])('lets somebody in as %s, who goes on where they wanted to', async (role, word) => {
    seat(`paula-${role}`, word);
    const browser = house.visitor();
    const done = await signIn(browser, `?${new URLSearchParams({ next: '/admin/runs?state=failed' }).toString()}`);
    expect([done.status, done.headers.location]).toEqual([303, '/silta/admin/runs?state=failed']);
    const page = await ask(browser, '/admin');
    expect([page.status, page.text.includes(`paula-${role}`)]).toEqual([200, true]);
    expect((await ask(browser, '/admin/accounts')).status).toBe(role === 'administrator' ? 200 : 403);
  });

  it('keeps what it needs in a signed cookie that scripts and other hosts do not see, for ten minutes, and for one way back', async () => {
    seat('paula', 'toimitus');
    const browser = house.visitor();
    const begin = await ask(browser, BEGIN);
    const cookie = begin.headers['set-cookie']!.find((line) => line.includes('kept='))!;
    for (const part of [/^__Host-/, /; path=\//i, /; secure/i, /; httponly/i, /; samesite=lax/i]) expect(cookie).toMatch(part);
    const back = await backFrom(begin);
    expect((await ask(browser, back)).status).toBe(303);
    expect([...browser.cookies.keys()].filter((name) => name.includes('kept'))).toEqual([]);
    expect((await ask(browser, back)).headers.location).toContain('refused?reason=notBegun');
  });

  it('begins a session of its own, and ends the one that the browser had', async () => {
    seat('paula', 'toimitus');
    const browser = house.visitor();
    await signIn(browser);
    const first = new Map(browser.cookies);
    await signIn(browser);
    const other = house.visitor();
    for (const [name, value] of first) other.cookies.set(name, value);
    expect((await ask(other, '/admin')).status).toBe(303);
    expect((await ask(browser, '/admin')).status).toBe(200);
  });

  it.each([
    ['//evil.example.org'],
    ['https://evil.example.org/admin'],
    ['/admin\\@evil.example.org'],
    ['/oai'],
    ['/admin/\r\nSet-Cookie: x=1'],
  ])('leads to no other place than a page of ours: %j', async (next) => {
    seat('paula', 'toimitus');
    const done = await signIn(house.visitor(), `?${new URLSearchParams({ next }).toString()}`);
    expect(done.headers.location).toBe('/silta/admin');
  });
});

describe('signing in at the provider says why it did not succeed', () => {
  const refused = async (reply: Reply, language = 'en', at = house): Promise<readonly [number, string]> => {
    expect(reply.headers['set-cookie']?.some((line) => line.includes('-session='))).not.toBe(true);
    expect([reply.status, reply.headers.location]).toEqual([
      303,
      expect.stringMatching(/^(\/silta)?\/admin\/login\/openid-connect\/refused\?/),
    ]);
    const page = await ask(at.visitor(language), reply.headers.location!.replace('/silta', ''));
    return [page.status, /<p class="bad" role="alert">([^<]*)/.exec(page.text)?.[1]?.trim() ?? ''];
  };

  it('when the browser did not begin it, or another one did', async () => {
    seat('paula', 'toimitus');
    const mine = await backFrom(await ask(house.visitor(), BEGIN));
    const [status, words] = await refused(await ask(house.visitor(), mine));
    expect([status, words]).toEqual([400, expect.stringContaining('This sign-in was not begun in this browser')]);
    const victim = house.visitor();
    await ask(victim, BEGIN);
    expect((await refused(await ask(victim, mine)))[0]).toBe(400);
  });

  it('when the cookie was altered', async () => {
    seat('paula', 'toimitus');
    const browser = house.visitor();
    const back = await backFrom(await ask(browser, BEGIN));
    const [name, value] = [...browser.cookies].find(([each]) => each.includes('kept'))!;
    browser.cookies.set(name, value.replace(/^e/, 'f'));
    expect((await refused(await ask(browser, back)))[0]).toBe(400);
  });

  it('when the provider gives no role here', async () => {
    seat('osmo', 'opiskelija');
    const [status, words] = await refused(await signIn(house.visitor()));
    expect([status, words]).toEqual([403, expect.stringContaining('you have no rights in this service')]);
  });

  it.each([
    ['en', 'Signing in was broken off: Kirjaston &lt;b>tunnus&lt;/b> did not let you through'],
    ['fi', 'Kirjautuminen keskeytyi: Kirjaston &lt;b>tunnus&lt;/b> ei päästänyt sinua eteenpäin'],
    ['sv', 'Inloggningen avbröts: Kirjaston &lt;b>tunnus&lt;/b> släppte inte in dig'],
  ])('when somebody says no, in %s, without the words of whoever sent the browser', async (language, sentence) => {
    provider.seat({ error: 'access_denied', error_description: 'kanarialintu <script>alert(1)</script>' });
    const reply = await signIn(house.visitor(language));
    expect(await refused(reply, language)).toEqual([403, expect.stringContaining(sentence)]);
    const page = replies.at(-1)!;
    expect(page.text).not.toMatch(/alert\(|kanarialintu|error_description|state=/);
    expect(reply.headers.location).toBe('/silta/admin/login/openid-connect/refused?reason=denied&next=%2Fadmin');
  });

  it('when the provider is down, and passwords still open the door', async () => {
    const calm = await openHouse({
      administration: { openidConnect: { issuer: 'http://127.0.0.1:9', clientId: CLIENT_ID, label: 'Kirjasto', roles: { reader: ['x'] } } },
    });
    try {
      const reply = await ask(calm.visitor(), `${BEGIN}?next=/admin/runs`);
      expect(await refused(reply, 'en', calm)).toEqual([503, expect.stringContaining('Kirjasto does not answer right now')]);
      expect(replies.at(-1)!.text).toContain('href="/admin/login?next=%2Fadmin%2Fruns"');
      expect((await ask(await calm.as('reader'), '/admin')).status).toBe(200);
      expect((await calm.visitor().get('/admin/login')).text).toContain('/admin/login/openid-connect?');
    } finally {
      await calm.stop();
    }
  });

  it('when the only administrator would become less', async () => {
    const other = await startProvider({ redirectUri: `http://julkaisut.example.fi${CALLBACK}` });
    const alone = await openHouse({
      publicUrl: 'http://julkaisut.example.fi',
      secrets: { openidConnect: CLIENT_SECRET },
      administration: {
        openidConnect: {
          issuer: other.issuer,
          clientId: CLIENT_ID,
          scopes: ['roles'],
          roles: { reader: ['henkilökunta'], administrator: ['ylläpito'] },
        },
      },
    });
    try {
      const comeAs = async (roles: string): Promise<Reply> => {
        other.seat({ sub: 'paula', claims: { roles } });
        const browser = alone.visitor();
        const { search } = await other.visit((await ask(browser, BEGIN)).headers.location!);
        return ask(browser, CALLBACK + search);
      };
      expect((await comeAs('ylläpito')).status).toBe(303);
      expect(await refused(await comeAs('henkilökunta'), 'en', alone)).toEqual([403, expect.stringContaining('the only administrator')]);
    } finally {
      await alone.stop();
      await other.close();
    }
  });
});

describe('an installation without a provider', () => {
  it('has no way to one', async () => {
    const plain = await openHouse();
    try {
      expect((await plain.visitor().get(BEGIN)).status).toBe(404);
      expect((await plain.visitor().get('/admin/login')).text).not.toContain('openid-connect');
    } finally {
      await plain.stop();
    }
  });
});

describe('the secret of the client', () => {
  it('is in no answer and no line of the log', async () => {
    seat('paula', 'toimitus');
    await signIn(house.visitor());
    expect(replies.length).toBeGreaterThan(20);
    const seen = JSON.stringify([replies.map(({ headers, text }) => [headers, text]), house.logged]);
    for (const form of [CLIENT_SECRET, Buffer.from(`${CLIENT_ID}:${CLIENT_SECRET}`).toString('base64')]) expect(seen).not.toContain(form);
    expect(house.logged.join('\n')).toContain('openidConnect.refused');
  });
});
