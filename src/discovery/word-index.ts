import SearchableMap from 'minisearch/SearchableMap';
import { findFirst } from '../store/sorted.js';
import type { Entry } from './entry.js';
import { foldedWords, namesOf, numberWords, wordsIn } from './search-words.js';
import type { Work } from './work.js';

/** Finds works by words. Here a work is a number, given to it once and never again. */
export interface WordIndex {
  put(number: number, entry: Entry): void;
  remove(number: number): void;
  /**
   * By number, how well each work fits that has every one of the words; 0 for the others.
   * @param words from `wordsAsked`; at least one
   */
  find(words: readonly string[]): Float64Array;
}

/** From so many letters on one slip of the hand is forgiven; in shorter words it makes another word. */
const FORGIVING_FROM = 6;
/** The last word may still be being typed; of one letter alone everything would be found. */
const SHORTEST_BEGINNING = 2;
/** Alike words count for less than the word itself. */
const LIKENESS = { exact: 1, beginning: 0.6, slip: 0.3 } as const;
/** What a word is worth by where it stands; in sum less than `WEIGHTS`. */
const WORTH = { title: 4, numbers: 3, people: 2, series: 1, subjects: 1 } as const;
const WEIGHT_BITS = 4;
const WEIGHTS = 1 << WEIGHT_BITS;

/**
 * Each word has the works that it stands in as numbers, in order: `number of the work * WEIGHTS + worth`. MiniSearch's own search makes an
 * object for each hit, which took 300 ms for a word that 50,000 works have; its tree of words, which knows beginnings and slips, is used.
 */
export const createWordIndex = (): WordIndex => {
  const words = new SearchableMap<number[]>();
  const held = new Map<number, readonly string[]>();
  let size = 0;

  const likenessTo = (word: string, isLast: boolean): ReadonlyMap<string, number> => {
    const alike = new Map<string, number>();
    if (isForgiven(word)) {
      for (const [term] of words.fuzzyGet(word, 1)) alike.set(term, LIKENESS.slip);
      for (const term of withNeighboursSwapped(word)) if (words.has(term)) alike.set(term, LIKENESS.slip);
    }
    if (isLast && word.length >= SHORTEST_BEGINNING) for (const term of words.atPrefix(word).keys()) alike.set(term, LIKENESS.beginning);
    if (words.has(word)) alike.set(word, LIKENESS.exact);
    return alike;
  };
  /** The best of what is alike, for each work that has had all words so far. */
  const addScores = (before: Float64Array | undefined, alike: ReadonlyMap<string, number>): Float64Array => {
    const scores = new Float64Array(size);
    for (const [term, likeness] of alike) {
      const postings = words.get(term) ?? [];
      // What few works have tells more.
      const worth = likeness * Math.log(1 + held.size / (1 + postings.length));
      for (const posting of postings) {
        const number = posting >>> WEIGHT_BITS;
        const so = before === undefined ? 0 : (before[number] ?? 0);
        if (before !== undefined && so === 0) continue;
        const score = so + worth * (posting & (WEIGHTS - 1));
        if (score > (scores[number] ?? 0)) scores[number] = score;
      }
    }
    return scores;
  };

  return {
    put: (number, entry) => {
      const worths = worthsOf(entry);
      held.set(number, [...worths.keys()]);
      size = Math.max(size, number + 1);
      for (const [word, worth] of worths) {
        const postings = words.get(word);
        if (postings) postings.push(number * WEIGHTS + worth);
        else words.set(word, [number * WEIGHTS + worth]);
      }
    },
    remove: (number) => {
      for (const word of held.get(number) ?? []) {
        const postings = words.get(word) ?? [];
        const at = findFirst(postings, (posting) => posting >= number * WEIGHTS);
        postings.splice(at, 1);
        if (postings.length === 0) words.delete(word);
      }
      held.delete(number);
    },
    find: (asked) => {
      let scores: Float64Array | undefined;
      for (const [position, word] of asked.entries()) scores = addScores(scores, likenessTo(word, position === asked.length - 1));
      return scores ?? new Float64Array(size);
    },
  };
};

export const isForgiven = (word: string): boolean => /^\p{L}+$/u.test(word) && word.length >= FORGIVING_FROM;

/** The commonest slip of all, which by letters put in and left out would be two. */
const withNeighboursSwapped = (word: string): readonly string[] =>
  Array.from({ length: word.length - 1 }, (_, at) => word.slice(0, at) + word.charAt(at + 1) + word.charAt(at) + word.slice(at + 2));

/** Every word of a work, with what it is worth. */
export const worthsOf = (entry: Entry): ReadonlyMap<string, number> => {
  const worths = new Map<string, number>();
  for (const [field, words] of Object.entries(wordsByField(entry))) {
    for (const word of new Set(words)) worths.set(word, (worths.get(word) ?? 0) + WORTH[field as keyof typeof WORTH]);
  }
  return worths;
};

export const wordsByField = ({ work, mistyped }: Entry): Readonly<Record<keyof typeof WORTH, readonly string[]>> => ({
  title: work.titles.flatMap(({ text, subtitle = '' }) => [...wordsIn(text), ...wordsIn(subtitle)]),
  people: [...namesOf(work).flatMap(foldedWords), ...foldedWords(work.publisher?.name ?? '')],
  series: work.series.flatMap(({ title, known }) => [...foldedWords(title), ...foldedWords(known?.title ?? '')]),
  subjects: [...work.subjects.flatMap(({ term }) => wordsIn(term)), ...foldedWords(work.genre ?? '')],
  numbers: [...numbersOf(work), ...mistyped.flatMap(({ digits }) => numberWords(digits))],
});

const numbersOf = (work: Work): readonly string[] => [
  ...foldedWords(work.id).flatMap((word) => [word, word.replace(/^0+(?=\d)/, '')]),
  ...(work.year === undefined ? [] : [String(work.year)]),
  ...work.series.flatMap(({ number = '', issns }) => [...wordsIn(number), ...issns.flatMap(numberWords)]),
  ...work.manifestations.flatMap(({ isbns, issn, urn = '' }) => [
    ...isbns.flatMap(numberWords),
    ...(issn === undefined ? [] : numberWords(issn)),
    ...foldedWords(urn),
  ]),
  ...work.ties.filter(({ kind }) => kind === 'record').flatMap(({ theirs }) => foldedWords(theirs)),
];
