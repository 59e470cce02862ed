import { expect, it } from '@jest/globals';
import { launchChromium, openWindow } from './chromium.js';
import { openHouse, PASSWORD } from './house.js';

it('a number tells what the catalogue thinks of it while it is typed', async () => {
  const house = await openHouse({ filled: true });
  const browser = await launchChromium();
  try {
    await house.as('editor');
    const { page, complaints } = await openWindow(browser, house.url);
    await page.goto(`${house.url}/admin/publications/2012-2/edit`);
    await page.fill('#name', 'editor');
    await page.fill('#password', PASSWORD);
    await page.getByRole('button', { name: 'Sign in' }).click();
    const field = page.locator('input[data-suggest="isbn"]').first();
    const output = page.locator(`output[for="${(await field.getAttribute('id')) ?? ''}"]`);
    await field.fill('');
    await field.pressSequentially('987-952-491-529-8');
    await output.getByText('978-952-491-529-8').waitFor();
    await field.fill('978-952-491-530-4');
    await output.getByText('2012-2').or(output.getByText('978-952-491-530-4')).waitFor();
    expect(complaints).toEqual([]);
  } finally {
    await browser.close();
    await house.stop();
  }
}, 60_000);
