import type { SeriesNumber } from '../crosswalk/harvested/series-number.js';
import type { ComparableTitle } from './comparable-title.js';
import { likeness, mostChanges } from './edit-distance.js';
import { ALIKE } from './judge-pair.js';
import { createKeyIndex, type KeyIndex } from './key-index.js';
import type { HarvestedSubject, MatchSubject, OwnSubject } from './match-subject.js';
import type { SeriesPlace } from './series-places.js';

/** Those of ours that a harvested record could be, in the order of their keys. All others would be judged unlike. */
export type FindCandidates = (theirs: HarvestedSubject) => readonly OwnSubject[];

/** The same by numbers: what is compared in full is read only then. */
export interface CandidateIndex {
  /** One after the other in ascending order of their keys: the first has number 0. */
  add(ours: OwnSubject): void;
  /** In ascending order. */
  find(theirs: HarvestedSubject): readonly number[];
}

/** So many of ours under one identifier or word: more of them would make every record a candidate for every other. */
const MOST_UNDER_ONE_KEY = 100;
/** The rarest words of a title find what is like it. */
const WORDS_ASKED = 4;
const MOST_TITLES = 4;
/** Letters at the front and the end of a title without blanks: they find a title of one word in spite of a slip in it. */
const END_LENGTH = 9;

export const indexCandidates = (own: readonly OwnSubject[]): FindCandidates => {
  const sorted = [...own].sort((a, b) => (a.key < b.key ? -1 : 1));
  const index = createCandidateIndex();
  for (const ours of sorted) index.add(ours);
  return (theirs) => index.find(theirs).flatMap((number) => sorted[number] ?? []);
};

/**
 * Indexes ours by identifier, by number in the series and by words of the title, so that a record is compared with a
 * handful and not with all: the rules find all others unlike. What it finds depends on the set of ours, not on their order.
 * Holds some hundred bytes of each: hashes of the keys, and the titles.
 */
export const createCandidateIndex = (): CandidateIndex => {
  const identities = createKeyIndex();
  const words = createKeyIndex();
  const titles: string[] = [];
  return {
    add: (ours) => {
      const number = titles.length;
      for (const key of new Set([...identityKeysOf(ours), ...ours.places.flatMap(placeKeysOfOurs)])) identities.add(key, number);
      const said = ours.titles.slice(0, MOST_TITLES).flatMap((title) => titleKeysOfOurs(title, ours.year));
      for (const key of new Set(said)) words.add(key, number);
      titles.push(ours.titles.flatMap(({ whole, main }) => [whole, main]).join(BETWEEN));
    },
    find: (theirs) => {
      const found = new Set<number>();
      for (const key of [...identityKeysOf(theirs), ...theirs.places.flatMap((place) => placeKeysOfTheirs(place, theirs.year))]) {
        for (const number of identities.under(key, MOST_UNDER_ONE_KEY)) found.add(number);
      }
      for (const title of theirs.titles.slice(0, MOST_TITLES)) {
        const outline = outlineOf(title);
        for (const number of withLikeWords(title, theirs.year, words)) {
          if (!found.has(number) && isAlike(titles[number] ?? '', outline)) found.add(number);
        }
      }
      return [...found].sort((a, b) => a - b);
    },
  };
};

/** Titles that are made comparable have no such character. */
const BETWEEN = '\n';

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
const withLikeWords = (title: ComparableTitle, year: number | undefined, words: KeyIndex): ReadonlySet<number> => {
  const rarest = wordsOf(title)
    .map((word) => ({ word, count: words.countOf(word) }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => a.count - b.count || (a.word < b.word ? -1 : 1))
    .slice(0, WORDS_ASKED);
  const keys = rarest.flatMap(({ word, count }) => {
    if (count <= MOST_UNDER_ONE_KEY) return [word];
    const years = year === undefined ? [undefined] : [year - 1, year, year + 1, undefined];
    return years.map((each) => wordInYear(word, each)).filter((key) => words.countOf(key) <= MOST_UNDER_ONE_KEY);
  });
  return new Set(keys.flatMap((key) => words.under(key)));
};

/** What of a title shows at a glance that another one is not like it. */
interface Outline {
  readonly whole: TextOutline;
  /** The same one where there is no subtitle. */
  readonly main: TextOutline;
}

interface TextOutline {
  readonly text: string;
  readonly letters: Uint16Array;
  /** To count down in: one for each comparison would cost more than the comparison. */
  readonly left: Uint16Array;
}

const outlineOf = ({ whole, main }: ComparableTitle): Outline => {
  const outline = outlineOfText(whole);
  return { whole: outline, main: main === whole ? outline : outlineOfText(main) };
};

/** Letters beyond the Latin ones share their places: that makes two texts look more alike, never less. */
const LETTER_PLACES = 64;

const outlineOfText = (text: string): TextOutline => {
  const letters = new Uint16Array(LETTER_PLACES);
  for (let index = 0; index < text.length; index++) {
    const place = text.charCodeAt(index) % LETTER_PLACES;
    letters[place] = (letters[place] ?? 0) + 1;
  }
  return { text, letters, left: new Uint16Array(LETTER_PLACES) };
};

/** Whether one of our titles is like theirs. Cheaper than the whole comparison, and never stricter. @param ours whole and main in turn */
const isAlike = (ours: string, { whole, main }: Outline): boolean => {
  const texts = ours.split(BETWEEN);
  return texts.some((text, index) =>
    index % 2 === 0 ? isTextAlike(text, whole) : (main !== whole || text !== texts[index - 1]) && isTextAlike(text, main),
  );
};

const isTextAlike = (one: string, other: TextOutline): boolean => mayBeAlike(one, other) && likeness(one, other.text, ALIKE) > 0;

/** A letter that one text has more often than the other takes a change: no more of them than the threshold allows. */
const mayBeAlike = (one: string, { text, letters, left }: TextOutline): boolean => {
  const limit = mostChanges(Math.max(one.length, text.length), ALIKE);
  if (Math.abs(one.length - text.length) > limit) return false;
  left.set(letters);
  let more = 0;
  for (let index = 0; index < one.length && more <= limit; index++) {
    const place = one.charCodeAt(index) % LETTER_PLACES;
    const count = left[place] ?? 0;
    if (count > 0) left[place] = count - 1;
    else more++;
  }
  // What of theirs nothing of ours has taken.
  return more <= limit && text.length - (one.length - more) <= limit;
};
