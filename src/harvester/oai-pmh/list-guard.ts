import { createHash } from 'node:crypto';
import { SourceError } from '../source-error.js';

/** Keeps watch over one list of a stranger, so that it has an end that the stranger cannot move. */
export interface ListGuard {
  /** @param asked the token that brought the page, or nothing for the first. @throws SourceError `token-loop` or `no-progress` */
  check(asked: string | undefined, identifiers: readonly string[]): void;
}

/** Pages that bring nothing new, one after another: a few are a slow search behind the scenes, more are a fault. */
const MOST_IDLE_PAGES = 10;
/** Of one list: ten million records where a page has a hundred. */
const MOST_PAGES = 100_000;

/**
 * A token may come twice where the source keeps its place itself, and a page may be empty; but the same token with the same page is a loop.
 * Remembers a digest a page, not the records.
 */
export const createListGuard = (sourceId: string): ListGuard => {
  const steps = new Set<string>();
  const pages = new Set<string>();
  let idle = 0;
  let count = 0;
  return {
    check: (asked, identifiers) => {
      const page = digest(identifiers.join('\n'));
      const step = digest(`${asked ?? ''}\n${page}`);
      if (steps.has(step)) {
        throw new SourceError(
          'token-loop',
          `${sourceId}: the list goes round in circles; page ${count + 1} repeats an earlier one with the same token`,
        );
      }
      idle = pages.has(page) || identifiers.length === 0 ? idle + 1 : 0;
      steps.add(step);
      pages.add(page);
      count += 1;
      if (idle > MOST_IDLE_PAGES) throw new SourceError('no-progress', `${sourceId}: ${idle} pages in a row without a new record`);
      if (count >= MOST_PAGES) throw new SourceError('no-progress', `${sourceId}: the list has more than ${MOST_PAGES} pages`);
    },
  };
};

const digest = (text: string): string => createHash('sha256').update(text).digest('base64url').slice(0, 22);
