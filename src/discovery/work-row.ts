import type { WorkRow } from '../store/work-ports.js';
import type { Entry } from './entry.js';
import { foldedWords, namesOf } from './search-words.js';
import { titleSortKey } from './title-order.js';
import { fingerprintOf } from './work-index.js';
import { wordsByField } from './word-index.js';

/** A work as the store's index takes it: what it is found and sorted by, and the work itself. */
export const workRow = (entry: Entry): WorkRow => {
  const { work, keys, mistyped, touched } = entry;
  const { id, origin, year, created, changed, series, languages } = work;
  return {
    ...{ id, origin, created, changed, touched, keys, languages },
    ...(year !== undefined && { year }),
    titleKey: titleSortKey(work),
    words: wordsByField(entry),
    names: [...new Set(namesOf(work).flatMap(foldedWords))],
    series: [...new Set(series.flatMap(({ known, issns }) => [...(known ? [known.code] : []), ...issns]))],
    fingerprint: fingerprintOf(work),
    body: JSON.stringify({ work, mistyped }),
  };
};
