import type { Isbn } from '../catalogue/isbn.js';
import { compareAuthors } from './author-keys.js';
import type { HarvestedSubject, MatchSubject, OwnSubject } from './match-subject.js';
import { comparePlaces, type PlaceComparison } from './series-places.js';
import { compareTitles, likestTitles, type TitleLikeness } from './title-likeness.js';

/** What one of our publications and one harvested record have in common, before anything is concluded from it. */
export interface PairComparison {
  readonly ours: OwnSubject;
  readonly theirs: HarvestedSubject;
  /** Control numbers, and names under which we know both. */
  readonly sharedNumbers: readonly string[];
  readonly sharedPersistentIds: readonly string[];
  readonly sharedIsbns: readonly Isbn[];
  /** Where at least one of the two sides is not sure of it. */
  readonly weakIsbns: readonly string[];
  readonly place?: PlaceComparison;
  /** Of the likest titles, parallel ones and variants among them. */
  readonly title: TitleLikeness;
  /** Of the main titles only. */
  readonly mainTitle: TitleLikeness;
  /** `near`: one year apart. */
  readonly years: 'equal' | 'near' | 'far' | 'unknown';
  readonly languages: 'same' | 'differ' | 'unknown';
  readonly authors: 'shared' | 'differ' | 'none';
}

/** Compares every field that a tier or a conflict asks for. Does not depend on any other pair. */
export const comparePair = (ours: OwnSubject, theirs: HarvestedSubject): PairComparison => {
  const place = comparePlaces(ours.places, theirs.places);
  const [main, theirMain] = [ours.titles[0], theirs.titles[0]];
  return {
    ours,
    theirs,
    sharedNumbers: inBoth([...ours.controlNumbers, ...ours.knownAs], [...theirs.controlNumbers, ...theirs.knownAs]),
    sharedPersistentIds: inBoth(ours.persistentIds, theirs.persistentIds),
    sharedIsbns: inBoth(ours.isbns, theirs.isbns),
    weakIsbns: weakIsbnsOf(ours, theirs),
    ...(place && { place }),
    title: likestTitles(ours.titles, theirs.titles),
    mainTitle: main && theirMain ? compareTitles(main, theirMain) : { similarity: 0 },
    years: compareYears(ours.year, theirs.year),
    languages: compareLanguages(ours.languages, theirs.languages),
    authors: compareAuthors(ours.authors, theirs.authors),
  };
};

const inBoth = <T>(one: readonly T[], other: readonly T[]): readonly T[] => one.filter((value) => other.includes(value));

/** A guess proves something only beside digits that somebody wrote. */
const weakIsbnsOf = (one: MatchSubject, other: MatchSubject): readonly string[] => {
  const found = [
    ...inBoth<string>([...one.isbns, ...one.weakIsbns], other.weakIsbns),
    ...inBoth<string>(one.weakIsbns, other.isbns),
    ...inBoth<string>(one.guessedIsbns, [...other.isbns, ...other.weakIsbns]),
    ...inBoth<string>([...one.isbns, ...one.weakIsbns], other.guessedIsbns),
  ];
  return [...new Set(found)];
};

/** Also what the tiers call equal: the same year. */
export const compareYears = (one: number | undefined, other: number | undefined): PairComparison['years'] => {
  if (one === undefined || other === undefined) return 'unknown';
  const apart = Math.abs(one - other);
  return apart === 0 ? 'equal' : apart === 1 ? 'near' : 'far';
};

/** A work in two languages is in conflict with neither. */
export const compareLanguages = (one: readonly string[], other: readonly string[]): PairComparison['languages'] =>
  one.length === 0 || other.length === 0 ? 'unknown' : one.some((code) => other.includes(code)) ? 'same' : 'differ';
