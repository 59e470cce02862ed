import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { adminRoutes } from '../../../src/web/admin/admin-routes.js';
import { findViolations } from './accessibility.js';
import { launchChromium, openWindow, shoot, type Opened } from './chromium.js';
import { enlargeText, findExcessWidth, NARROW, WIDE } from './window-widths.js';
import { DAMAGED, harvest, LIBRARY, openExampleHouse, type ExampleHouse } from './example-house.js';
import { PASSWORD } from './house.js';

const LANGUAGES = ['fi', 'sv', 'en'] as const;
const LONG = process.env['LONG'] === '1';

/** Where a route has a parameter: an address with something behind it, or several. */
const SAMPLES: Readonly<Record<string, (ids: Ids) => readonly string[]>> = {
  '/admin/accounts/:name': () => ['/admin/accounts/editor'],
  '/admin/accounts/:name/remove': () => ['/admin/accounts/editor/remove'],
  '/admin/accounts/:name/tokens/:token/revoke': ({ token }) => [`/admin/accounts/administrator/tokens/${token}/revoke`],
  '/admin/own/tokens/:token/revoke': ({ token }) => [`/admin/own/tokens/${token}/revoke`],
  '/admin/sources/:source': () => ['/admin/sources/melinda-oai', '/admin/sources/melinda-sru'],
  '/admin/runs/:run': ({ run, held, dry }) => [run, held, dry].map((id) => `/admin/runs/${id}`),
  '/admin/runs/:run/records': ({ run }) => [`/admin/runs/${run}/records?outcome=added`, `/admin/runs/${run}/records?outcome=failed`],
  '/admin/runs/:run/log': ({ run }) => [`/admin/runs/${run}/log`],
  '/admin/runs/:run/cancel': ({ waiting }) => [`/admin/runs/${waiting}`, `/admin/runs/${waiting}/cancel`],
  '/admin/runs/:run/approve': ({ held }) => [`/admin/runs/${held}/approve`],
  '/admin/runs/:run/apply': ({ dry }) => [`/admin/runs/${dry}/apply`],
  '/admin/runs/:run/reject': ({ held }) => [`/admin/runs/${held}/reject`],
  '/admin/links/:theirs/:ours': () => ['/admin/links/fi-melinda.990000050/2012-2'],
  '/admin/publications/:id': () => ['/admin/publications/2012-2'],
  '/admin/publications/:id/edit': () => ['/admin/publications/2012-2/edit'],
  '/admin/publications/:id/withdraw': () => ['/admin/publications/2012-2/withdraw'],
  '/admin/check/:check': () => ['/admin/check/own'],
  '/admin/explain': () => [
    '/admin/explain',
    '/admin/explain?record=2012-2',
    '/admin/explain?record=fi-melinda.990000001',
    '/admin/explain?record=nothing',
  ],
  '/admin/publications': () => ['/admin/publications', '/admin/publications?q=nothing+like+it'],
};

interface Ids {
  readonly token: string;
  readonly run: string;
  readonly held: string;
  readonly dry: string;
  readonly waiting: string;
}

let house: ExampleHouse;
let browser: Browser;
let ids: Ids;
beforeAll(async () => {
  [house, browser] = await Promise.all([openExampleHouse(), launchChromium()]);
  await house.as('administrator');
  await house.as('editor');
  const token = await house.services.accounts.createToken(
    { name: 'administrator' },
    { account: 'administrator', label: 'yöllinen tilasto', scopes: ['read'] },
  );
  const run = await harvest(house);
  const dry = await harvest(house, { source: 'melinda-sru', dryRun: true });
  house.melinda.hold([...LIBRARY.slice(0, 6), ...DAMAGED]);
  await harvest(house, { mode: 'reconcile' });
  const held = await harvest(house, { mode: 'reconcile' });
  await house.services.checks.start('own', { name: 'Aino' });
  while (house.services.checks.find('own')?.running) await new Promise((resolve) => setTimeout(resolve, 50));
  const outcome = await house.services.harvests.start({
    ...{ source: 'melinda-waiting', mode: 'full', dryRun: true, approveLargeChange: false, actor: 'Aino' },
  });
  const waiting = outcome.kind === 'started' ? outcome.run.id : '';
  ids = { token: token.kind === 'done' ? token.value.token.id : '', run, held, dry, waiting };
}, 120_000);
afterAll(async () => {
  await browser.close();
  await house.stop();
});

/** Every page of the table; one that needs a sample and has none fails below. */
const addressesOf = (): readonly { readonly route: string; readonly addresses: readonly string[] }[] =>
  adminRoutes(house.adminPorts)
    .filter(({ method, path }) => method === 'GET' && !path.startsWith('/admin/api/') && !NO_PAGES.includes(path))
    .map(({ path }) => ({ route: path, addresses: SAMPLES[path]?.(ids) ?? (path.includes(':') ? [] : [path]) }));

/** They lead elsewhere, or give no page. */
const NO_PAGES = ['/admin/language', '/admin/login/openid-connect', '/admin/login/openid-connect/callback'];

const signIn = async ({ page }: Opened): Promise<void> => {
  await page.goto(`${house.url}/admin/login`);
  await page.fill('#name', 'administrator');
  await page.fill('#password', PASSWORD);
  await page.click('main button');
  await page.waitForURL(`${house.url}/admin`);
};

const nameOf = (address: string): string =>
  address
    .replace(/^\/admin\/?/, '')
    .replaceAll(/[^\w-]+/g, '_')
    .slice(0, 60) || 'overview';

describe('every page', () => {
  it('has an address here to look at', () => {
    expect(addressesOf().filter(({ addresses }) => addresses.length === 0)).toEqual([]);
  });

  it.each(LANGUAGES)(
    'keeps the rules of accessibility (WCAG 2.2 AA by axe), in %s',
    async (language) => {
      const window = await openWindow(browser, house.url, { locale: language });
      await signIn(window);
      const found: string[] = [];
      for (const address of addressesOf().flatMap(({ addresses }) => addresses)) {
        if (address === '/admin/login' || address === '/admin/setup') continue;
        const reply = await window.page.goto(house.url + address);
        if (![200, 404].includes(reply?.status() ?? 0)) found.push(`${address}: ${String(reply?.status())}`);
        // The colours are those of one stylesheet, whatever the language.
        const violations = await findViolations(window.page, language === 'fi' || LONG ? 'looked at' : 'left out');
        for (const { id, help, elements } of violations) found.push(`${address}: ${id}: ${help}: ${elements.join(' | ')}`);
        if ((await window.page.evaluate(() => document.documentElement.lang)) !== language) found.push(`${address}: is not in ${language}`);
        if (language === 'fi') await shoot(window.page, `${language}-${nameOf(address)}`);
      }
      expect([...found, ...window.complaints]).toEqual([]);
      await window.context.close();
    },
    300_000,
  );

  it('fits a window 320 px wide (WCAG 2.2, 1.4.10), and one 1280 px wide with text of twice the size (1.4.4)', async () => {
    const window = await openWindow(browser, house.url, { locale: 'fi', ...NARROW });
    await signIn(window);
    const found: string[] = [];
    for (const address of addressesOf().flatMap(({ addresses }) => addresses)) {
      await window.page.setViewportSize(NARROW);
      await window.page.goto(house.url + address);
      found.push(...(await findExcessWidth(window.page, address)));
      await shoot(window.page, `narrow-${nameOf(address)}`);
      await window.page.setViewportSize(WIDE);
      await enlargeText(window.page);
      found.push(...(await findExcessWidth(window.page, `${address} with large text`)));
    }
    expect(found).toEqual([]);
    await window.context.close();
  }, 300_000);

  it.each(LANGUAGES)('of a stranger keeps the same rules, in %s', async (language) => {
    const window = await openWindow(browser, house.url, { locale: language });
    for (const address of ['/admin/login', '/admin/setup?link=used']) {
      await window.page.goto(house.url + address);
      expect(await findViolations(window.page)).toEqual([]);
      await shoot(window.page, `${language}-stranger-${nameOf(address)}`);
    }
    await window.context.close();
  });
});
