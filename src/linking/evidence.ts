import { hyphenateIsbn, parseIsbn } from '../catalogue/isbn.js';
import type { PairComparison } from './compare-pair.js';

/** What speaks for it that the two are one, in sentences for a librarian, the strongest first. */
export const evidenceOf = (pair: PairComparison): readonly string[] => [
  ...pair.sharedNumbers.map((number) => `record number ${number} in both`),
  ...pair.sharedPersistentIds.map((id) => `identifier ${id} in both`),
  ...pair.sharedIsbns.map((isbn) => `ISBN ${hyphenateIsbn(isbn)} in both`),
  ...placeEvidence(pair),
  ...pair.weakIsbns.map((digits) => `ISBN ${shownIsbn(digits)} in both, but not surely that of both`),
  ...titleEvidence(pair),
  ...(pair.years === 'equal' ? [`year ${String(pair.theirs.year)} in both`] : []),
  ...(pair.authors === 'shared' ? ['an author in common'] : []),
];

const shownIsbn = (digits: string): string => {
  const isbn = parseIsbn(digits);
  return isbn === undefined ? digits : hyphenateIsbn(isbn);
};

const placeEvidence = ({ place }: PairComparison): readonly string[] => {
  switch (place?.relation) {
    case 'same':
      return [`${place.ours} in both`];
    case 'overlap':
    case 'unsure':
      return [`${place.ours} in ours, ${place.theirs} in theirs`];
    case 'differ':
    case undefined:
      return [];
  }
};

/** Rounded down: nothing is called 100 % alike that is not the same. */
const titleEvidence = ({ title: { similarity, otherWords } }: PairComparison): readonly string[] =>
  similarity === 0
    ? []
    : [
        `title ${String(Math.floor(similarity * 100))} % alike`,
        ...(otherWords ? [`"${otherWords[0]}" in the title of ours where theirs has "${otherWords[1]}"`] : []),
      ];
