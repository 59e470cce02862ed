import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { findViolations } from '../admin/accessibility.js';
import { launchChromium, openWindow, shoot } from '../admin/chromium.js';
import { harvest, openExampleHouse, type ExampleHouse } from '../admin/example-house.js';
import { enlargeText, findExcessWidth, NARROW, WIDE } from '../admin/window-widths.js';

const OLDER = 'fi-melinda.990000001';
/** Of the same pages in three languages: where a reader comes by a link, by a search, and by a mistake. */
const PAGES = {
  fi: [
    '/julkaisut',
    '/julkaisut?q=poliisin+n%C3%A4kyv%C3%A4',
    '/julkaisut?q=ei+mit%C3%A4%C3%A4n',
    '/julkaisut/2012-2',
    `/julkaisut/${OLDER}`,
  ],
  sv: [
    '/sv/publikationer',
    '/sv/publikationer?q=vanha',
    '/sv/publikationer?q=ingenting',
    '/sv/publikationer/2012-2',
    `/sv/publikationer/${OLDER}`,
  ],
  en: [
    '/en/publications',
    '/en/publications?q=vanha',
    '/en/publications?q=nothing',
    '/en/publications/2012-2',
    `/en/publications/${OLDER}`,
  ],
} as const;
const FURTHER = {
  fi: [
    '/julkaisut/sarjat/poha',
    '/julkaisut/sarjat/po',
    '/julkaisut/1066-1',
    '/julkaisut/2012-2?asked=9879524915298',
    '/isbn/9879524915291',
  ],
  sv: ['/sv/publikationer/serier/poha', '/sv/publikationer/1066-1'],
  en: ['/en/publications/series/poha', '/en/publications/1066-1'],
} as const;
const LANGUAGES = ['fi', 'sv', 'en'] as const;

let house: ExampleHouse;
let browser: Browser;
beforeAll(async () => {
  [house, browser] = await Promise.all([openExampleHouse(), launchChromium()]);
  await harvest(house);
}, 120_000);
afterAll(async () => {
  await browser.close();
  await house.stop();
});

const nameOf = (address: string): string => address.replaceAll(/[^\w-]+/g, '_').slice(0, 60);

describe('every public page', () => {
  it.each(LANGUAGES)(
    'keeps the rules of accessibility (WCAG 2.2 AA by axe), needs nobody else and keeps nothing, in %s',
    async (language) => {
      const { page, context, complaints } = await openWindow(browser, house.url, { locale: language });
      const found: string[] = [];
      for (const address of [...PAGES[language], ...FURTHER[language]]) {
        const asked: string[] = [];
        page.removeAllListeners('request');
        page.on('request', (request) => asked.push(request.url()));
        const reply = await page.goto(house.url + address);
        const bytes = Buffer.byteLength((await reply?.text()) ?? '');
        if (bytes > 60_000) found.push(`${address} has ${bytes} bytes`);
        const blocking = asked.filter((url) => !url.endsWith('favicon.ico')).slice(1);
        const others = blocking.filter((url) => !/\/assets\/\w+\.css$/.test(url) && !url.startsWith('data:'));
        if (others.length > 0 || blocking.length > 2) found.push(`${address} asks for ${blocking.join(', ')}`);
        for (const { id, help, elements } of await findViolations(page)) found.push(`${address}: ${id}: ${help}: ${elements[0] ?? ''}`);
        if ((await page.evaluate(() => document.documentElement.lang)) !== language) found.push(`${address} is not in ${language}`);
        await shoot(page, `public-${language}-${nameOf(address)}`);
      }
      expect([...found, ...complaints]).toEqual([]);
      expect(await context.cookies()).toEqual([]);
      await context.close();
    },
    120_000,
  );

  it('fits a window 320 px wide (WCAG 2.2, 1.4.10), and one 1280 px wide with text of twice the size (1.4.4), without JavaScript', async () => {
    const { page, context } = await openWindow(browser, house.url, { locale: 'fi', javaScriptEnabled: false, ...NARROW });
    const found: string[] = [];
    for (const address of [...PAGES.fi, ...FURTHER.fi]) {
      await page.setViewportSize(NARROW);
      await page.goto(house.url + address);
      found.push(...(await findExcessWidth(page, address)));
      await shoot(page, `public-narrow-${nameOf(address)}`);
      await page.setViewportSize(WIDE);
      await enlargeText(page);
      found.push(...(await findExcessWidth(page, `${address} with large text`)));
    }
    expect(found).toEqual([]);
    await context.close();
  }, 120_000);

  it('leads a reader from a few words to the publication, its series and its citation', async () => {
    const { page, context } = await openWindow(browser, house.url, { locale: 'fi', javaScriptEnabled: false });
    await page.goto(`${house.url}/`);
    await page.getByRole('searchbox').first().fill('nakyva toiminta sosiaalisessa');
    await page.getByRole('button', { name: 'Hae', exact: true }).click();
    await page.locator('main a[href="/julkaisut/2012-2"]').first().click();
    expect(new URL(page.url()).pathname).toBe('/julkaisut/2012-2');
    expect(await page.innerText('main')).toContain('978-952-491-530-4');
    const bibtex = await page.getByRole('link', { name: 'BibTeX' }).getAttribute('href');
    expect((await house.visitor().get(bibtex!)).text).toContain('title = {Poliisin näkyvä toiminta sosiaalisessa mediassa}');
    await page.getByRole('link', { name: 'In English' }).click();
    expect(new URL(page.url()).pathname).toBe('/en/publications/2012-2');
    await context.close();
  });
});
