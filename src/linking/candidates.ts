import type { SeriesNumber } from '../crosswalk/harvested/series-number.js';
import type { ComparableTitle } from './comparable-title.js';
import { likeness, mostChanges } from './edit-distance.js';
import { ALIKE } from './judge-pair.js';
import type { HarvestedSubject, MatchSubject, OwnSubject } from './match-subject.js';
import type { SeriesPlace } from './series-places.js';

/** Those of ours that a harvested record could be, in the order of their keys. All others would be judged unlike. */
export type FindCandidates = (theirs: HarvestedSubject) => readonly OwnSubject[];

/** So many of ours under one identifier or word: more of them would make every record a candidate for every other. */
const MOST_UNDER_ONE_KEY = 100;
/** The rarest words of a title find what is like it. */
const WORDS_ASKED = 4;
const MOST_TITLES = 4;
/** Letters at the front and the end of a title without blanks: they find a title of one word in spite of a slip in it. */
const END_LENGTH = 9;

/**
 * Indexes ours by identifier, by number in the series and by words of the title, so that a record is compared with a
 * handful and not with all: the rules find all others unlike. What it finds depends on the set of ours, not on their order.
 */
export const indexCandidates = (own: readonly OwnSubject[]): FindCandidates => {
  const sorted = [...own].sort((a, b) => (a.key < b.key ? -1 : 1));
  const rank = new Map(sorted.map((subject, index) => [subject, index]));
  const identities = indexBy(sorted, (subject) => [...identityKeysOf(subject), ...subject.places.flatMap(placeKeysOfOurs)]);
  const outlines = new Map(sorted.map((subject) => [subject, subject.titles.map(outlineOf)]));
  const words = indexBy(sorted, (subject) => subject.titles.slice(0, MOST_TITLES).flatMap((title) => titleKeysOfOurs(title, subject.year)));
  return (theirs) => {
    const found = new Set<OwnSubject>();
    for (const key of [...identityKeysOf(theirs), ...theirs.places.flatMap((place) => placeKeysOfTheirs(place, theirs.year))]) {
      for (const ours of (identities.get(key) ?? []).slice(0, MOST_UNDER_ONE_KEY)) found.add(ours);
    }
    for (const title of theirs.titles.slice(0, MOST_TITLES)) {
      const outline = outlineOf(title);
      for (const ours of withLikeWords(title, theirs.year, words)) {
        if (!found.has(ours) && outlines.get(ours)?.some((own) => isAlike(own, outline))) found.add(ours);
      }
    }
    return [...found].sort((a, b) => (rank.get(a) ?? 0) - (rank.get(b) ?? 0));
  };
};

type Index = ReadonlyMap<string, readonly OwnSubject[]>;

const indexBy = (subjects: readonly OwnSubject[], keysOf: (subject: OwnSubject) => readonly string[]): Index => {
  const index = new Map<string, OwnSubject[]>();
  for (const subject of subjects) {
    for (const key of new Set(keysOf(subject))) {
      const bucket = index.get(key);
      if (bucket === undefined) index.set(key, [subject]);
      else bucket.push(subject);
    }
  }
  return index;
};

const identityKeysOf = (subject: MatchSubject): readonly string[] => [
  ...[...subject.controlNumbers, ...subject.knownAs].map((name) => `record ${name}`),
  ...subject.persistentIds.map((id) => `id ${id}`),
  ...[...subject.isbns, ...subject.weakIsbns, ...subject.guessedIsbns].map((digits) => `isbn ${digits}`),
];

const ANY_YEAR = '*';
const NO_YEAR = '?';

const placeKeysOfOurs = ({ issns, titleKeys, number }: SeriesPlace): readonly string[] =>
  placeKeys([...issns, ...titleKeys], number, [ANY_YEAR, number?.year === undefined ? NO_YEAR : String(number.year)]);

/** In the year of the number, in that of publication and among those of ours that have none; in all years if it has none itself. */
const placeKeysOfTheirs = ({ issns, titleKeys, number }: SeriesPlace, year: number | undefined): readonly string[] => {
  const years = [number?.year, year].filter((each) => each !== undefined).map(String);
  return placeKeys([...issns, ...titleKeys], number, years.length === 0 ? [ANY_YEAR] : [...new Set([...years, NO_YEAR])]);
};

const placeKeys = (series: readonly string[], number: SeriesNumber | undefined, years: readonly string[]): readonly string[] =>
  (number?.numbers ?? []).flatMap((each) => series.flatMap((name) => years.map((year) => `place ${name} ${each} ${year}`)));

/** With its numbers in it: the year in the title of an annual report is the rarest of its words. */
const wordsOf = ({ whole, main }: ComparableTitle): readonly string[] => {
  const letters = main.replaceAll(' ', '');
  return [...new Set([...whole.split(' '), `^${letters.slice(0, END_LENGTH)}`, `${letters.slice(-END_LENGTH)}$`])];
};

const titleKeysOfOurs = (title: ComparableTitle, year: number | undefined): readonly string[] =>
  wordsOf(title).flatMap((word) => [word, wordInYear(word, year)]);

const wordInYear = (word: string, year: number | undefined): string => `${word} ${year === undefined ? NO_YEAR : String(year)}`;

/** A word that too many of ours have is asked for within a year of theirs only. */
const withLikeWords = (title: ComparableTitle, year: number | undefined, words: Index): ReadonlySet<OwnSubject> => {
  const countOf = (word: string): number => words.get(word)?.length ?? 0;
  const rarest = wordsOf(title)
    .filter((word) => countOf(word) > 0)
    .sort((a, b) => countOf(a) - countOf(b) || (a < b ? -1 : 1))
    .slice(0, WORDS_ASKED);
  const keys = rarest.flatMap((word) => {
    if (countOf(word) <= MOST_UNDER_ONE_KEY) return [word];
    const years = year === undefined ? [undefined] : [year - 1, year, year + 1, undefined];
    return years.map((each) => wordInYear(word, each)).filter((key) => countOf(key) <= MOST_UNDER_ONE_KEY);
  });
  return new Set(keys.flatMap((key) => words.get(key) ?? []));
};

/** What of a title shows at a glance that another one is not like it. */
interface Outline {
  readonly title: ComparableTitle;
  readonly whole: Uint16Array;
  readonly main: Uint16Array;
}

const outlineOf = (title: ComparableTitle): Outline => ({ title, whole: countLetters(title.whole), main: countLetters(title.main) });

/** Letters beyond the Latin ones share their places: that makes two texts look more alike, never less. */
const LETTER_PLACES = 64;

const countLetters = (text: string): Uint16Array => {
  const counts = new Uint16Array(LETTER_PLACES);
  for (let index = 0; index < text.length; index++) {
    const place = text.charCodeAt(index) % LETTER_PLACES;
    counts[place] = (counts[place] ?? 0) + 1;
  }
  return counts;
};

/** Cheaper than the whole comparison, and never stricter. */
const isAlike = (one: Outline, other: Outline): boolean =>
  (mayBeAlike(one.whole, other.whole, one.title.whole, other.title.whole) && likeness(one.title.whole, other.title.whole, ALIKE) > 0) ||
  (mayBeAlike(one.main, other.main, one.title.main, other.title.main) && likeness(one.title.main, other.title.main, ALIKE) > 0);

/** A letter that one text has more often than the other takes a change: no more of them than the threshold allows. */
const mayBeAlike = (ones: Uint16Array, others: Uint16Array, one: string, other: string): boolean => {
  const limit = mostChanges(Math.max(one.length, other.length), ALIKE);
  if (Math.abs(one.length - other.length) > limit) return false;
  let more = 0;
  let less = 0;
  for (let place = 0; place < LETTER_PLACES; place++) {
    const difference = (ones[place] ?? 0) - (others[place] ?? 0);
    if (difference > 0) more += difference;
    else less -= difference;
  }
  return more <= limit && less <= limit;
};
