import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { launchChromium, openWindow } from './chromium.js';
import { PASSWORD, type House } from './house.js';
import { openLinkHouse, ours, record } from './link-records.js';

let browser: Browser;
let house: House;
beforeAll(async () => {
  [browser, house] = await Promise.all([
    launchChromium(),
    openLinkHouse({
      own: [ours('2012-2'), ours('2012-3')],
      harvested: ['1', '2', '3'].map((number) => record(`00000000${number}`)),
    }),
  ]);
}, 60_000);
afterAll(async () => {
  await browser.close();
  await house.stop();
});

describe('a key that is held down', () => {
  it('decides on one pair, not on those that come after it unseen', async () => {
    await house.as('editor');
    const { page, context } = await openWindow(browser, house.url);
    await page.goto(`${house.url}/admin/links/review`);
    await page.fill('#name', 'editor');
    await page.fill('#password', PASSWORD);
    await page.click('main button');
    await page.getByText('Is this the same work?').first().waitFor();
    const decided = async () => (await house.services.accounts.listAudit({ action: 'link.', limit: 10 })).length;
    await page.keyboard.down('r');
    await page.waitForURL(/decided=/);
    for (let time = 0; time < 3; time += 1) {
      await page.waitForLoadState('load');
      await page.keyboard.down('r');
      await page.waitForTimeout(200);
    }
    expect(await decided()).toBe(1);
    await page.keyboard.up('r');
    await page.keyboard.press('r');
    await page.waitForTimeout(500);
    expect(await decided()).toBe(2);
    await context.close();
  }, 60_000);
});
