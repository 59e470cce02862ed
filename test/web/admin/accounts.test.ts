import { afterEach, describe, expect, it } from '@jest/globals';
import { adminRoutes } from '../../../src/web/admin/admin-routes.js';
import { openHouse, type House } from './house.js';

let house: House;
afterEach(() => house.stop());

const rolesIn = async () => (await house.services.accounts.listAccounts()).map(({ name, role }) => `${name}: ${role}`);

describe('the role of an account', () => {
  it.each([{}, { role: '' }, { role: 'emperor' }])('stays what it is where the form names none that there is: %j', async (form) => {
    house = await openHouse();
    const browser = await house.as('administrator');
    await house.as('editor');
    const reply = await browser.submit('/admin/accounts/editor/role', form, '/admin/accounts/editor');
    expect([reply.status, reply.headers.location]).toEqual([303, '/admin/accounts/editor']);
    expect(await rolesIn()).toEqual(['administrator: administrator', 'editor: editor']);
  });
});

describe('the page that asks before an account is removed', () => {
  it('counts the tokens that go with it, and says nothing where there are none', async () => {
    house = await openHouse();
    const browser = await house.as('administrator');
    await house.as('editor');
    const says = async () => /<p class="warn">([^<]*)/.exec((await browser.get('/admin/accounts/editor/remove')).text)?.[1];
    const told = [];
    for (let tokens = 0; tokens < 3; tokens += 1) {
      told.push((await says())?.replace('The account can no longer sign in, and its open sessions end at once. ', ''));
      await house.program('editor', ['read']);
    }
    expect(told).toEqual(['The audit stays.', 'One token goes with it. The audit stays.', '2 tokens go with it. The audit stays.']);
  });
});

describe('a page that answered a form', () => {
  it('can be loaded again, and read in another language: the address leads back to where the form was', async () => {
    house = await openHouse({ filled: true });
    const browser = await house.as('administrator');
    const routes = adminRoutes(house.adminPorts).filter(({ path }) => !path.startsWith('/admin/api/'));
    const pages = new Set(routes.filter(({ method }) => method === 'GET').map(({ path }) => path));
    const alone = routes.filter(({ method, path }) => method === 'POST' && !pages.has(path));
    expect(alone.length).toBeGreaterThan(8);
    for (const { path } of alone) {
      const above = path.replace(/\/[^/]*$/, '');
      expect([path, pages.has(above)]).toEqual([path, true]);
      const target = path.replaceAll(/:\w+/g, 'any');
      const reply = await browser.get(target);
      expect([target, reply.status, reply.headers.location]).toEqual([target, 303, above.replaceAll(/:\w+/g, 'any')]);
    }
  });

  it('tells a stranger nothing but the way in', async () => {
    house = await openHouse();
    expect((await house.visitor().get('/admin/own/tokens')).headers.location).toBe('/admin/own');
    expect((await house.visitor().get('/admin/own')).headers.location).toMatch(/^\/admin\/login/);
  });
});
