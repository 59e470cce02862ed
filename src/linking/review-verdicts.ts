import type { PairComparison } from './compare-pair.js';
import { ALIKE } from './judge-pair.js';

/** What is compared, in the order in which a librarian looks at it. */
export const REVIEW_FIELDS = [
  ...(['title', 'otherTitles', 'authors', 'year', 'edition', 'series', 'isbn', 'issn'] as const),
  ...(['extent', 'form', 'language', 'identifiers', 'recordNumbers'] as const),
] as const;
export type ReviewField = (typeof REVIEW_FIELDS)[number];

/** `silent`: at least one of the two says nothing of it that can be compared. */
export type FieldVerdict = 'agree' | 'differ' | 'silent';

/** What matching makes of each field, where it looks at it and both have something. */
export const compareFields = (pair: PairComparison): Readonly<Partial<Record<ReviewField, FieldVerdict>>> => {
  const { ours, theirs, mainTitle } = pair;
  const isOneTitle = mainTitle.similarity >= ALIKE && mainTitle.otherWords === undefined && mainTitle.otherNumbers === undefined;
  return {
    title: agreeIf(isOneTitle),
    otherTitles: agreeIf(
      haveOne(
        ours.titles.slice(1).map(({ whole }) => whole),
        theirs.titles.slice(1).map(({ whole }) => whole),
      ),
    ),
    authors: agreeIf(pair.authors === 'shared'),
    year: agreeIf(pair.years === 'equal'),
    series: compareSeries(pair),
    isbn: agreeIf(pair.sharedIsbns.length > 0),
    issn: agreeIf(
      haveOne(
        ours.places.flatMap(({ issns }) => issns),
        theirs.places.flatMap(({ issns }) => issns),
      ),
    ),
    form: agreeIf(ours.manifestations.some(({ kind }) => (kind === 'pdf' ? 'online' : 'print') === theirs.form)),
    language: pair.languages === 'unknown' ? 'silent' : agreeIf(pair.languages === 'same'),
    identifiers: agreeIf(pair.sharedPersistentIds.length > 0),
    // Every catalogue gives numbers of its own: only a number in common says something.
    recordNumbers: pair.sharedNumbers.length > 0 ? 'agree' : 'silent',
  };
};

const agreeIf = (isSame: boolean): FieldVerdict => (isSame ? 'agree' : 'differ');

const haveOne = (one: readonly string[], other: readonly string[]): boolean => one.some((value) => other.includes(value));

/** One series without a number on one side is no contradiction. */
const compareSeries = ({ place, ours, theirs }: PairComparison): FieldVerdict => {
  if (place !== undefined) return agreeIf(place.relation === 'same');
  const namesOf = ({ places }: typeof ours | typeof theirs): readonly string[] =>
    places.flatMap(({ issns, titleKeys }) => [...issns, ...titleKeys]);
  return haveOne(namesOf(ours), namesOf(theirs)) ? 'silent' : 'differ';
};
