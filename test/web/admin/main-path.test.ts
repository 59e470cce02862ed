import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { launchChromium, openWindow, type Opened } from './chromium.js';
import { harvest, LIBRARY, openExampleHouse, type ExampleHouse } from './example-house.js';
import { PASSWORD } from './house.js';

let browser: Browser;
let house: ExampleHouse;
let window: Opened;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());
beforeEach(async () => {
  house = await openExampleHouse();
});
afterEach(async () => {
  await window.context.close();
  await house.stop();
});

const press = (page: Page, name: string | RegExp): Promise<void> => page.getByRole('button', { name }).first().click();
const follow = (page: Page, name: string | RegExp): Promise<void> => page.getByRole('link', { name }).first().click();
const says = async (page: Page, text: string | RegExp): Promise<void> =>
  page.getByRole('main').getByText(text).first().waitFor({ state: 'visible', timeout: 15_000 });

/** What harvesters get of one item. */
const record = async (identifier: string): Promise<string> =>
  (await house.visitor().get(`/oai?verb=GetRecord&metadataPrefix=oai_dc&identifier=${identifier}`)).text;
const older = async (): Promise<string> => {
  // A list leaves out the second that is not over yet.
  await new Promise((resolve) => setTimeout(resolve, 1100));
  return (await house.visitor().get('/oai?verb=ListIdentifiers&metadataPrefix=oai_dc&set=older')).text;
};

describe.each([
  ['with JavaScript', true],
  ['without JavaScript', false],
])('an administrator in a browser %s', (_, javaScriptEnabled) => {
  /** Without JavaScript a person looks again. */
  const until = async (page: Page, text: string | RegExp): Promise<void> => {
    if (javaScriptEnabled) return says(page, text);
    for (let look = 0; (await page.getByRole('main').getByText(text).count()) === 0; look += 1) {
      if (look > 60) throw new Error(`${String(text)} never came: ${await page.innerText('main')}`);
      await page.waitForTimeout(250);
      await page.reload();
    }
  };

  it('goes from the set-up link to a harvest that is seen in the feed, and all the rest of a day', async () => {
    const link = await house.services.accounts.openSetUp();
    window = await openWindow(browser, house.url, { javaScriptEnabled });
    const { page } = window;

    // The first account, and the way in.
    await page.goto(`${house.url}/admin/setup?link=${link!.secret}`);
    await page.getByLabel('User name').fill('Aino');
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.getByLabel('The password again').fill(PASSWORD);
    await press(page, 'Make the account');
    await says(page, 'The account is there.');
    await page.getByLabel('User name').fill('Aino');
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await press(page, 'Sign in');

    // A dry run: what would it do?
    await follow(page, 'Sources');
    await follow(page, 'melinda-oai');
    await page
      .getByLabel(/dry run/i)
      .first()
      .check();
    await press(page, /^Start/);
    await until(page, /would/i);
    expect(await page.innerText('main')).toContain('16');
    await page.getByText('Vanha kirja 3', { exact: true }).waitFor({ state: 'attached' });
    expect(await older()).toContain('noRecordsMatch');

    // Apply it, and the older works are in the feed.
    await follow(page, /Apply/);
    await press(page, /Apply/);
    await until(page, /Completed|Finished|Done/i);
    expect(await older()).toContain('fi-melinda.990000100');

    // Something at the library changes: the difference, field by field.
    const [first, ...rest] = LIBRARY;
    house.melinda.hold([
      { xml: first!.xml.replace('synteettinen esimerkki', 'uusi alaotsikko'), changed: '2026-02-27T10:00:00Z' },
      ...rest,
    ]);
    await page.goto(`${house.url}/admin/sources/melinda-oai`);
    await page
      .getByLabel(/everything|whole list|full/i)
      .first()
      .check();
    await page
      .getByLabel(/dry run/i)
      .first()
      .uncheck();
    await press(page, /^Start/);
    await until(page, 'uusi alaotsikko');
    if (!(await page.locator('del').first().isVisible())) await page.locator('summary', { hasText: /field/i }).first().click();
    await page.locator('del', { hasText: 'synteettinen esimerkki' }).first().waitFor();
    await page.locator('ins', { hasText: 'uusi alaotsikko' }).first().waitFor();

    // One that is stopped on its way.
    await page.goto(`${house.url}/admin/sources/melinda-slow`);
    await page
      .getByLabel(/dry run/i)
      .first()
      .uncheck();
    await press(page, /^Start/);
    await follow(page, /Cancel|Stop/);
    await press(page, /Cancel|Stop/);
    await until(page, /was cancelled|has been cancelled|Cancelled/i);

    // One that the brake holds.
    house.melinda.hold(LIBRARY.slice(0, 6));
    await harvest(house, { mode: 'reconcile' });
    const held = await harvest(house, { mode: 'reconcile' });
    await page.goto(`${house.url}/admin`);
    await follow(page, /needs? approval/);
    await follow(page, /Approve/);
    await says(page, /15/);
    await press(page, /Approve/);
    await until(page, /Completed/i);
    expect((await house.services.harvests.findRun(held))?.transitions.some(({ actor }) => actor === 'Aino')).toBe(true);
    expect(await older()).toMatch(/<header status="deleted"><identifier>[^<]*fi-melinda\.990000100/);

    // A publication is edited, and the feed has it.
    const item = 'oai:julkaisut.poliisi.fi:poliisi/2012-2-print';
    await follow(page, 'Publications');
    await follow(page, /2012-2|Poliisin näkyvä/);
    await follow(page, /Edit/);
    await page.getByLabel('Subtitle').first().fill('toinen, korjattu painos');
    await press(page, 'Preview');
    await says(page, /dc:title|Title/);
    await press(page, 'Save');
    await says(page, 'The changes are saved.');
    expect(await record(item)).toContain('toinen, korjattu painos');

    // And out.
    await press(page, 'Log out');
    await says(page, 'You have logged out.');
    await page.goto(`${house.url}/admin/runs`);
    await says(page, 'User name');
    expect(window.complaints).toEqual([]);

    const audit = await house.services.accounts.listAudit({ actor: 'Aino', limit: 100 });
    expect(audit.map(({ action }) => action)).toEqual(
      expect.arrayContaining([
        'setup.used',
        'login.succeeded',
        'harvest.started',
        'harvest.cancelled',
        'harvest.approved',
        'publication.replaced',
        'logout',
      ]),
    );
  }, 120_000);

  it('decides on a link', async () => {
    await harvest(house);
    await house.as('editor');
    window = await openWindow(browser, house.url, { javaScriptEnabled });
    const { page } = window;
    await page.goto(`${house.url}/admin/links/review`);
    await page.fill('#name', 'editor');
    await page.fill('#password', PASSWORD);
    await press(page, 'Sign in');
    await says(page, 'Is this the same work?');
    expect(await older()).toMatch(/<header><identifier>[^<]*fi-melinda\.990000050/);
    if (javaScriptEnabled) await page.keyboard.press('a');
    else await press(page, /Accept/);
    await says(page, 'fi-melinda.990000050');
    await page.getByRole('status').first().waitFor();
    const [link] = await house.services.store.listLinksOf('fi-melinda.990000050');
    expect(link).toMatchObject({ status: 'linked', decidedBy: 'editor' });
    expect(await older()).toMatch(/<header status="deleted"><identifier>[^<]*fi-melinda\.990000050/);
    expect(window.complaints).toEqual([]);
  }, 60_000);
});
