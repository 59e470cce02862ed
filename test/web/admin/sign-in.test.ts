import { afterEach, describe, expect, it } from '@jest/globals';
import { openHouse, PASSWORD, tokenIn, type House } from './house.js';

let house: House;
afterEach(() => house.stop());

const SESSION = 'julkaisusilta-session';

describe('the way in', () => {
  it('leads from the set-up link to the first account, once', async () => {
    house = await openHouse();
    const link = await house.services.accounts.openSetUp();
    const browser = house.visitor();
    const target = `/admin/setup?link=${link!.secret}`;
    expect((await browser.get(target)).status).toBe(200);
    const form = { link: link!.secret, name: 'Aino', password: PASSWORD, again: PASSWORD };
    const done = await browser.submit('/admin/setup', form, target);
    expect([done.status, done.headers.location]).toEqual([303, '/admin/login?done=setUp']);
    expect((await browser.submit('/admin/setup', form, '/admin/login')).status).toBe(410);
    expect((await browser.get(target)).text).toContain('more than an hour old');
    const inside = await browser.submit('/admin/login', { name: 'aino', password: PASSWORD }, '/admin/login');
    expect([inside.status, inside.headers.location]).toEqual([303, '/admin']);
    expect((await browser.get('/admin/own')).text).toContain('Signed in as Aino');
  });

  it('tells what is wrong with a first account, and keeps the link good', async () => {
    house = await openHouse();
    const link = await house.services.accounts.openSetUp();
    const browser = house.visitor();
    const target = `/admin/setup?link=${link!.secret}`;
    const short = await browser.submit('/admin/setup', { link: link!.secret, name: 'Aino', password: 'lyhyt', again: 'lyhyt' }, target);
    expect([short.status, short.text]).toEqual([422, expect.stringContaining('at least 12 characters')]);
    const differing = await browser.submit('/admin/setup', { link: link!.secret, name: 'Aino', password: PASSWORD, again: 'x' }, target);
    expect([differing.status, differing.text]).toEqual([422, expect.stringContaining('are not the same')]);
    expect(short.text).not.toContain('lyhyt');
    expect(await house.services.accounts.isSetUpOpen(link!.secret)).toBe(true);
  });

  it('leads a stranger from any page by the log-in back to it', async () => {
    house = await openHouse();
    await house.as('reader');
    const browser = house.visitor();
    const away = await browser.get('/admin/own?x=1');
    expect([away.status, away.headers.location]).toEqual([303, '/admin/login?next=%2Fadmin%2Fown%3Fx%3D1']);
    const back = await browser.submit('/admin/login', { name: 'reader', password: PASSWORD, next: '/admin/own?x=1' }, '/admin/login');
    expect(back.headers.location).toBe('/admin/own?x=1');
  });

  it.each([
    'https://evil.example',
    '//evil.example',
    '/\\evil.example',
    '/admin/..//evil.example',
    '/admin\t//evil.example',
    'javascript:alert(1)',
    '/administrator',
    // A URL has none of these bare, and Node refuses to write them into a header.
    '/admin/own?x=€',
    '/admin/own\u2028',
  ])('never leads on to %j', async (next) => {
    house = await openHouse();
    await house.as('reader');
    const reply = await house.visitor().submit('/admin/login', { name: 'reader', password: PASSWORD, next }, '/admin/login');
    expect([reply.status, reply.headers.location]).toEqual([303, '/admin']);
  });

  it('answers a wrong password and an unknown name alike', async () => {
    house = await openHouse();
    await house.as('reader');
    const browser = house.visitor();
    const wrong = await browser.submit('/admin/login', { name: 'reader', password: 'ei tämä ole se' }, '/admin/login');
    const unknown = await browser.submit('/admin/login', { name: 'raeder', password: 'ei tämä ole se' }, '/admin/login');
    expect([wrong.status, unknown.status]).toEqual([422, 422]);
    expect(unknown.text.replace('raeder', 'reader')).toBe(wrong.text);
    expect(wrong.text).not.toContain('ei tämä ole se');
  });

  it('says in words and in a header how long to wait after many attempts (RFC 6585 §4)', async () => {
    // A second is over soon on a busy machine.
    const now = Date.now();
    house = await openHouse({ clock: () => now });
    const browser = house.visitor();
    const attempt = () => browser.submit('/admin/login', { name: 'reader', password: 'ei tämä ole se' }, '/admin/login');
    for (let time = 0; time < 3; time += 1) expect((await attempt()).status).toBe(422);
    const { status, headers, text } = await attempt();
    expect([status, headers['retry-after'], text]).toEqual([429, '1', expect.stringContaining('Try again in 1 second')]);
  });

  it('gives a new session at each log-in, whatever cookie the browser brought (session fixation)', async () => {
    house = await openHouse();
    const mallory = await house.as('reader');
    const planted = mallory.cookies.get(SESSION)!;
    await house.as('editor');
    const victim = house.visitor();
    victim.cookies.set(SESSION, planted);
    const page = await victim.get('/admin/own');
    const token = tokenIn(page.text);
    const reply = await victim.ask('POST', '/admin/login', { form: { _csrf: token, name: 'editor', password: PASSWORD } });
    expect(reply.status).toBe(303);
    expect(victim.cookies.get(SESSION)).not.toBe(planted);
    expect((await victim.get('/admin/own')).text).toContain('Signed in as editor');
    expect((await mallory.get('/admin/own')).status).toBe(303);
  });

  it('is shut by logging out, for that browser and for a copy of its cookie', async () => {
    house = await openHouse();
    const browser = await house.as('reader');
    const copy = house.visitor();
    copy.cookies.set(SESSION, browser.cookies.get(SESSION)!);
    expect((await copy.get('/admin/own')).status).toBe(200);
    const out = await browser.submit('/admin/logout', {});
    expect([out.status, browser.cookies.has(SESSION)]).toEqual([303, false]);
    expect((await copy.get('/admin/own')).status).toBe(303);
  });

  it.each([
    ['another signature', (value: string) => `${value.slice(0, -3)}abc`],
    ['no signature', (value: string) => value.split('.')[0]!],
    ['another session under the same signature', (value: string) => `x${value}`],
  ])('knows no session with %s', async (_, alter) => {
    house = await openHouse();
    const browser = await house.as('reader');
    browser.cookies.set(SESSION, alter(browser.cookies.get(SESSION)!));
    expect((await browser.get('/admin/own')).status).toBe(303);
  });
});

describe('the cookie of a session', () => {
  it('is HttpOnly, SameSite and of the whole host', async () => {
    house = await openHouse();
    await house.as('reader');
    const reply = await house.visitor().submit('/admin/login', { name: 'reader', password: PASSWORD }, '/admin/login');
    expect(reply.headers['set-cookie']).toEqual([
      expect.stringMatching(/^julkaisusilta-session=[\w-]+\.[\w-]+; path=\/; samesite=lax; httponly$/i),
    ]);
  });

  it('is Secure and bound to the host where the public address is https', async () => {
    house = await openHouse({ publicUrl: 'https://julkaisut.example.fi' });
    const reply = await house.visitor().get('/admin/login');
    expect(reply.headers['set-cookie']).toEqual([
      expect.stringMatching(/^__Host-julkaisusilta-visitor=.*; path=\/; samesite=lax; secure; httponly$/i),
    ]);
  });
});
