import { ANSWERS } from './corpus-answers.js';
import { CONTAINERS } from './corpus-containers.js';
import type { CorpusEntry } from './corpus-entry.js';
import { RECORDS } from './corpus-records.js';
import { WHOLE_DOCUMENTS } from './corpus-whole.js';
import { VALID } from './documents.js';

/** Documents with their verdict: what the standards say, and the official schemas too. */
export const CORPUS: readonly CorpusEntry[] = [
  ...Object.entries(VALID).map(([name, xml]) => ({ name: `${name}: as it should be`, xml, valid: true, oursOnly: name === 'kk' })),

  ...WHOLE_DOCUMENTS,
  ...ANSWERS,
  ...CONTAINERS,
  ...RECORDS,
];
