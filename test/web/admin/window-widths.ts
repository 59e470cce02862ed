import type { Page } from 'playwright-core';

/** CSS pixels: what WCAG 2.2 asks of reflow (1.4.10). */
export const NARROW = { width: 320, height: 640 };
export const WIDE = { width: 1280, height: 900 };

/** What the page has beside the window as it is now; `of` names it. */
export const findExcessWidth = async (page: Page, of: string): Promise<readonly string[]> => {
  const [wide, room] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
  return wide > room ? [`${of} is ${wide} px wide in a window of ${room}`] : [];
};

/** Text of twice the size (WCAG 2.2, 1.4.4). */
export const enlargeText = (page: Page): Promise<void> => page.evaluate(() => void (document.documentElement.style.fontSize = '200%'));
