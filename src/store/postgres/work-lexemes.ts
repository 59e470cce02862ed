import type { WorkRow, WorkSearch, WorkWords } from '../work-ports.js';
import { plainText } from './work-values.js';

/** PostgreSQL's four weights (manual, 12.3.1). Numbers are asked for rarely, and then nothing else is meant. */
const WEIGHTS: Readonly<Record<keyof WorkWords, 'A' | 'B' | 'C' | 'D'>> = {
  title: 'A',
  numbers: 'B',
  people: 'B',
  subjects: 'C',
  series: 'D',
};
/** A position is below 16,384 (manual, 11 "Limitations of text search"); no title is that long. */
const MOST_WORDS = 3000;

/** From so many letters on one slip of the hand is forgiven; in shorter words it makes another word. */
const FORGIVING_FROM = 6;
/** Shorter words are their own stems, or none. */
const STEMMED_FROM = 4;
/** The last word may still be being typed; of one letter alone everything would be found. */
const SHORTEST_BEGINNING = 2;

const isOfLetters = (word: string): boolean => /^\p{L}+$/u.test(word);
export const isForgiven = (word: string): boolean => isOfLetters(word) && word.length >= FORGIVING_FROM;
export const hasStem = (word: string): boolean => isOfLetters(word) && word.length >= STEMMED_FROM;
/** What a forgiven word may be a slip of. */
export const isVocabulary = (word: string): boolean => isOfLetters(word) && word.length >= FORGIVING_FROM - 1;

export const wordsOf = ({ words }: Pick<WorkRow, 'words'>): readonly string[] => [
  ...words.title,
  ...words.numbers,
  ...words.people,
  ...words.subjects,
  ...words.series,
];

/**
 * Each beginning of a number that is typed first is a lexeme of its own: to gather all numbers that begin with 97895, a million of them,
 * took a second and more. Of longer beginnings few numbers are left.
 */
const LONGEST_LISTED_BEGINNING = 9;
const isNumber = (word: string): boolean => /^\d+$/.test(word);
const beginningsOf = (number: string): readonly string[] =>
  Array.from({ length: Math.min(number.length - 1, LONGEST_LISTED_BEGINNING) }, (_, at) => number.slice(0, at + 1)).slice(
    SHORTEST_BEGINNING - 1,
  );
const beginningLexeme = (beginning: string): string => `^${beginning}`;

const stemLexeme = (stem: string): string => `=${stem}`;
const nameLexeme = (word: string): string => `@${word}`;
const seriesLexeme = (code: string): string => `#${code}`;
const languageLexeme = (code: string): string => `~${code}`;
const originLexeme = (origin: WorkRow['origin']): string => `!${origin}`;

/** As a lexeme stands in the text of a tsvector and of a tsquery. */
const quoted = (lexeme: string): string => `'${plainText(lexeme).replace(/['\\]/g, (sign) => sign + sign)}'`;

/** The text of a tsvector: words and their stems by weight, and what a search may be narrowed by. */
export const writeVector = (row: WorkRow, stemOf: (word: string) => string | undefined): string => {
  const places = new Map<string, string[]>();
  const put = (lexeme: string, place: string): void => {
    const known = places.get(lexeme);
    if (known) known.push(place);
    else places.set(lexeme, [place]);
  };
  let position = 0;
  for (const [field, words] of Object.entries(row.words) as readonly (readonly [keyof WorkWords, readonly string[]])[]) {
    for (const word of new Set(words)) {
      if (position === MOST_WORDS) break;
      position += 1;
      const place = `${position}${WEIGHTS[field]}`;
      put(word, place);
      const stem = hasStem(word) ? stemOf(word) : undefined;
      if (stem !== undefined) put(stemLexeme(stem), place);
    }
  }
  const facets = [
    ...wordsOf(row).filter(isNumber).flatMap(beginningsOf).map(beginningLexeme),
    ...row.names.map(nameLexeme),
    ...row.series.map(seriesLexeme),
    ...row.languages.map(languageLexeme),
    originLexeme(row.origin),
  ];
  return [...[...places].map(([lexeme, at]) => `${quoted(lexeme)}:${at.join(',')}`), ...[...new Set(facets)].map(quoted)].join(' ');
};

/** What is taken for a word that was asked. */
export interface Alike {
  readonly stem?: string;
  /** Other words, one slip away. */
  readonly slips: readonly string[];
}

export interface SearchTexts {
  /** A tsquery that everything fits; absent where nothing is asked that words could answer. */
  readonly wanted?: string;
  /** One that fits what has some word just as it was asked: the better hits. */
  readonly exact?: string;
}

type Wish = Pick<WorkSearch, 'words' | 'names' | 'series' | 'language' | 'origin'>;

const beginningOf = (word: string): string =>
  isNumber(word) && word.length <= LONGEST_LISTED_BEGINNING ? quoted(beginningLexeme(word)) : `${quoted(word)}:*`;

export const writeQuery = (wish: Wish, alikeOf: (word: string) => Alike): SearchTexts => {
  const { words, names, series, language, origin } = wish;
  const conditions = [
    ...words.map((word, index) => {
      const { stem, slips } = alikeOf(word);
      const isLast = index === words.length - 1;
      return [
        quoted(word),
        ...(isLast && word.length >= SHORTEST_BEGINNING ? [beginningOf(word)] : []),
        ...(stem === undefined ? [] : [quoted(stemLexeme(stem))]),
        ...slips.map(quoted),
      ];
    }),
    ...names.map((name) => [`${quoted(nameLexeme(name))}:*`]),
    ...(series.length === 0 ? [] : [series.map((code) => quoted(seriesLexeme(code)))]),
    ...(language === undefined ? [] : [[quoted(languageLexeme(language))]]),
    ...(origin === undefined ? [] : [[quoted(originLexeme(origin))]]),
  ];
  return {
    ...(conditions.length > 0 && { wanted: conditions.map((any) => `(${any.join(' | ')})`).join(' & ') }),
    ...(words.length > 0 && { exact: words.map(quoted).join(' | ') }),
  };
};
