import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { findViolations } from './accessibility.js';
import { launchChromium, openWindow, shoot } from './chromium.js';
import { harvest, openExampleHouse, type ExampleHouse } from './example-house.js';
import { PASSWORD } from './house.js';

let house: ExampleHouse;
let browser: Browser;
beforeAll(async () => {
  [house, browser] = await Promise.all([openExampleHouse(), launchChromium()]);
  await house.as('administrator');
  await harvest(house);
}, 60_000);
afterAll(async () => {
  await browser.close();
  await house.stop();
});

/** Each fills a form in and sends it; what comes stands at no address that could be opened by itself. */
const ANSWERS: readonly (readonly [name: string, from: string, send: (page: Page) => Promise<unknown>])[] = [
  ['a new token', '/admin/own', (page) => page.fill('#label', 'tilasto').then(() => page.click('form[action$="/own/tokens"] button'))],
  ['a token without a scope', '/admin/own', (page) => page.fill('#label', 'x').then(() => sendWithout(page, '#scope-read'))],
  [
    'a poor account',
    '/admin/accounts',
    (page) => fillAll(page, { '#name': 'a/b', '#password': 'short', '#again': 'other' }, 'main form .main'),
  ],
  ['a preview', '/admin/publications/2012-2/edit', (page) => page.click('.actions button[value=preview]')],
  ['more rows', '/admin/publications/2012-2/edit', (page) => page.locator('button[value^="more:"]').first().click()],
  [
    'a form that is wrong',
    '/admin/publications/2012-2/edit',
    (page) => fillAll(page, { '#year': '12' }, 'button[name=action][value=save]'),
  ],
  [
    'a withdrawal without a reason',
    '/admin/publications/2012-2/withdraw',
    (page) => fillAll(page, { '#reason': ' ' }, 'main form .danger'),
  ],
  ['a test of a source', '/admin/sources/melinda-oai', (page) => page.click('form[action$="/test"] button')],
  [
    'a run that cannot be',
    '/admin/sources/melinda-oai',
    (page) => page.check('#mode-records').then(() => page.click('form[action$="/runs"] .main')),
  ],
  ['many pairs to be refused', '/admin/links', (page) => page.locator('button[name=decision][value=refuse]').first().click()],
];

const sendWithout = async (page: Page, box: string): Promise<void> => {
  await page.uncheck(box);
  await page.click('form[action$="/own/tokens"] button');
};

const fillAll = async (page: Page, values: Readonly<Record<string, string>>, button: string): Promise<void> => {
  for (const [field, value] of Object.entries(values)) await page.fill(field, value);
  await page.click(button);
};

describe('a page that answers a form', () => {
  it.each(['fi', 'sv', 'en'] as const)(
    'keeps the rules of accessibility (WCAG 2.2 AA by axe), in %s',
    async (locale) => {
      const window = await openWindow(browser, house.url, { locale });
      const { page } = window;
      await page.goto(`${house.url}/admin/login`);
      await fillAll(page, { '#name': 'administrator', '#password': PASSWORD }, 'main button');
      await page.waitForURL(`${house.url}/admin`);
      const found: string[] = [];
      for (const [name, from, send] of ANSWERS) {
        await page.goto(house.url + from);
        await page.evaluate(() => {
          for (const form of document.forms) form.noValidate = true;
          for (const box of document.querySelectorAll<HTMLInputElement>('tbody input[type=checkbox]')) box.checked = true;
        });
        const answered = page
          .waitForResponse((response) => response.request().method() === 'POST')
          .catch(() => found.push(`${name}: never sent`));
        await send(page);
        await answered;
        await page.waitForLoadState('load');
        const violations = await findViolations(page, locale === 'fi' || process.env['LONG'] === '1' ? 'looked at' : 'left out');
        found.push(...violations.map(({ id, help, elements }) => `${name}: ${id}: ${help}: ${elements[0] ?? ''}`));
        await shoot(page, `${locale}-answer-${name.replaceAll(' ', '-')}`);
      }
      expect([...found, ...window.complaints]).toEqual([]);
      await window.context.close();
    },
    120_000,
  );
});
