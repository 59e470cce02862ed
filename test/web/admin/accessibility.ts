import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

/** A rule of axe's that a page breaks: its id and what it asks, and the elements that break it, as HTML. */
export interface Violation {
  readonly id: string;
  readonly help: string;
  readonly elements: readonly string[];
}

/**
 * All of axe's rules on the page as it stands; contrast, which takes as long as all the others, can be left out. AxeBuilder sends the half megabyte of axe twice for each page and brings back
 * all that passed as well, which takes longer than the rules do; one expression of the browser's own protocol does neither.
 */
export const findViolations = async (page: Page, contrast: 'looked at' | 'left out' = 'looked at'): Promise<readonly Violation[]> => {
  const session = await page.context().newCDPSession(page);
  const answer = await session.send('Runtime.evaluate', { expression: AXE + runOf(contrast), awaitPromise: true, returnByValue: true });
  await session.detach();
  const { result, exceptionDetails } = answer;
  if (exceptionDetails) throw new Error(`axe: ${exceptionDetails.exception?.description ?? exceptionDetails.text}`);
  const found = result.value as { readonly rules: number; readonly violations: readonly Violation[] };
  // Axe that looked at nothing finds nothing.
  if (found.rules === 0) throw new Error(`axe applied no rule to ${page.url()}`);
  return found.violations;
};

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const runOf = (contrast: 'looked at' | 'left out'): string => `
;axe.run(document, {
  resultTypes: ['violations'],
  rules: { 'color-contrast': { enabled: ${String(contrast === 'looked at')} } },
}).then(({ passes, violations }) => ({
  rules: passes.length + violations.length,
  violations: violations.map(({ id, help, nodes }) => ({ id, help, elements: nodes.map(({ html }) => html.slice(0, 160)) })),
}))`;
