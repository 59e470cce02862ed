import { comparisonKey } from '../crosswalk/harvested/heading-text.js';
import { parseSeriesNumber } from '../crosswalk/harvested/series-number.js';

/** A title in the form in which titles are compared. */
export interface ComparableTitle {
  /** Comparison key of the title proper with the number and name of its part. */
  readonly main: string;
  /** The same with the subtitle; equal to `main` where there is none. */
  readonly whole: string;
  /** Every number of the whole title in order, without leading zeros: `1998`, `2` for `osa II`. */
  readonly numbers: readonly string[];
  /** What the title calls a part: `1`, `a`, `tiivistelma`. */
  readonly parts: readonly string[];
}

/** In characters: no title is longer, and what is would only cost time. */
const LONGEST_TITLE = 500;
/** Of one text: nobody prints more parallel titles. */
const MOST_SIDES = 6;

/**
 * Reads a title as a page or a cataloguer writes it: `Title : subtitle = Parallel title`. The first is the main one; empty
 * when there is nothing to compare by.
 * @param language ISO 639-2/B, tells which articles at the front do not count
 */
export const readTitles = (text: string, language?: string): readonly ComparableTitle[] =>
  text
    .slice(0, LONGEST_TITLE)
    .split(/\s=\s/u)
    .slice(0, MOST_SIDES)
    .map((side) => readTitle(withoutArticle(side.trim(), language)))
    .filter(({ whole }) => whole !== '');

/** The articles under which no library files; records say with their second indicator what pages leave to the reader. */
const ARTICLES: ReadonlyMap<string | undefined, RegExp> = new Map([
  ['eng', /^(?:the|an?)\s+(?=\S)/iu],
  ['swe', /^(?:en|ett|de[nt]?)\s+(?=\S)/iu],
  ['ger', /^(?:de[rmns]|die|das|eine?)\s+(?=\S)/iu],
  ['fre', /^(?:l[ae]s?|une?)\s+(?=\S)/iu],
]);
const ANY_LANGUAGE = /^the\s+(?=\S)/iu;

const withoutArticle = (text: string, language: string | undefined): string => text.replace(ARTICLES.get(language) ?? ANY_LANGUAGE, '');

const readTitle = (text: string): ComparableTitle => {
  const [proper = ''] = text.split(/\s*:\s+|\s[\u2013\u2014-]\s/u, 1);
  const whole = comparisonKey(text);
  const { numbers, parts } = numbersIn(text);
  return { main: comparisonKey(proper) || whole, whole, numbers, parts };
};

/** What says that a number or a letter beside it is that of a part. */
const PART_LABELS: ReadonlySet<string> = new Set(
  'osa nide vihko liite del delen band bd hafte bilaga part volume vol appendix teil kirja bok book'.split(' '),
);
/** What comes out beside a work, often under its number and its ISBN. */
const BESIDE_THE_WORK: ReadonlySet<string> = new Set('tiivistelma lyhennelma sammandrag summary liitteet liiteosa bilagor'.split(' '));
const ORDINALS: ReadonlyMap<string, string> = new Map(
  [
    ['ensimmainen', 'toinen', 'kolmas', 'neljas', 'viides'],
    ['forsta', 'andra', 'tredje', 'fjarde', 'femte'],
    ['first', 'second', 'third', 'fourth', 'fifth'],
  ].flatMap((words) => words.map((word, index) => [word, String(index + 1)] as const)),
);

const numbersIn = (text: string): Pick<ComparableTitle, 'numbers' | 'parts'> => {
  const words = wordsOf(text);
  const numbers: string[] = [];
  const parts = new Set<string>();
  const isPart = (index: number): boolean =>
    designation(words[index]) !== undefined && (isLabel(words[index - 1]) || isOnlyBefore(words, index));
  words.forEach((word, index) => {
    const part = isPart(index) ? designation(word) : undefined;
    if (part !== undefined) parts.add(part);
    const key = comparisonKey(word);
    if (BESIDE_THE_WORK.has(key)) parts.add(key);
    const number = part ?? numberOf(word);
    if (number !== undefined && /^\d+$/.test(number)) numbers.push(number);
  });
  return { numbers, parts: [...parts] };
};

/** `1998-99` is written out, since the other side may; `10 000` is one number. */
const wordsOf = (text: string): readonly string[] =>
  text
    .normalize('NFKC')
    .replace(/(?<!\p{N})(1[5-9]|20)(\d{2})\s?([\u2010-\u2015/-])\s?(\d{2})(?!\p{N})/gu, '$1$2$3$1$4')
    .replace(/(?<![\p{N}.])\d{1,3}(?:[ \u00A0]\d{3})+(?!\p{N})/gu, (number) => number.replace(/\D/gu, ''))
    .match(/\p{L}[\p{L}\p{M}]*|\p{N}+/gu) ?? [];

const isLabel = (word: string | undefined): boolean => word !== undefined && PART_LABELS.has(comparisonKey(word));

/** `2. osa`, `ensimmäinen osa`; not where the label has a number of its own behind it. */
const isOnlyBefore = (words: readonly string[], index: number): boolean =>
  isLabel(words[index + 1]) && designation(words[index + 2]) === undefined && !/^\d{4,}$/.test(words[index] ?? '');

/** In capitals where it is a single letter: Swedish `del i` is no first part. */
const designation = (word: string | undefined): string | undefined => {
  if (word === undefined) return undefined;
  if (/^\p{N}+$/u.test(word)) return withoutZeros(word);
  if (/^(?:[IVX]+|[ivx]{2,})$/u.test(word)) return romanNumber(word);
  return /^[A-H]$/u.test(word) ? word.toLowerCase() : ORDINALS.get(comparisonKey(word));
};

/** Away from a label only what stands in capitals and cannot be an initial: `Poliisi II`. */
const numberOf = (word: string): string | undefined =>
  /^\p{N}+$/u.test(word) ? withoutZeros(word) : /^[IVX]{2,}$/u.test(word) ? romanNumber(word) : undefined;

const withoutZeros = (digits: string): string => digits.replace(/^0+(?=.)/u, '');

const romanNumber = (word: string): string | undefined => parseSeriesNumber(word)?.numbers.find((number) => /^\d+$/.test(number));
