import { shownText } from './heading-text.js';

/** Which part of a series it is. `2001, 7`, `7/2001` and `2001:7` are all number 7 of 2001. */
export interface SeriesNumber {
  readonly year?: number;
  /** Without leading zeros, in lower case; more than one where a double number came out. */
  readonly numbers: readonly string[];
}

/** What only says that a number follows, or that one more does. */
const LABEL = /(?<!\p{L})(?:n:?r?o|n:r|nr|num(?:ero|ber|mer)|vol(?:ume)?|osa|del|part|häfte|band|bd|ja|och|and)(?!\p{L})[.:]*|№/giu;
const DASH = /[\u2010-\u2015-]/u;
const ROMAN = /^(?=[ivxlcdm])m{0,3}(?:cm|cd|d?c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})$/;
const YEAR = /^(?:1[5-9]|20)\d{2}$/;
const LONGEST_RANGE = 50;
/** In characters; what is longer is no number, and would only cost time. */
const LONGEST_VALUE = 100;

/**
 * Reads $v of a series statement; `undefined` when it has nothing but punctuation.
 * @param publicationYear tells a year of two digits (`3/95`) from a second number
 */
export const parseSeriesNumber = (value: string, publicationYear?: number): SeriesNumber | undefined => {
  const groups = groupsOf(value);
  if (groups.length === 0) return undefined;
  const at = yearAt(groups, publicationYear);
  const numbers = [...new Set(groups.filter((_, index) => index !== at).flatMap(numbersOf))];
  return at === undefined ? { numbers } : { year: fullYear(groups[at] ?? '', publicationYear), numbers };
};

/** `2001`, `7-8`, `b`: a dash stays only where it can mean a range. */
const groupsOf = (value: string): readonly string[] =>
  shownText(value.slice(0, LONGEST_VALUE))
    .toLowerCase()
    .replace(LABEL, ' ')
    .replace(/\s*([\u2010-\u2015-])\s*/gu, '$1')
    .replace(/(?<![\p{L}\p{N}])((?:1[5-9]|20)\d{2})[\u2010-\u2015-](?=\d{1,3}(?!\d))/gu, '$1 ')
    .split(/[^\p{L}\p{N}\u2010-\u2015-]+/u)
    .map((group) => group.replace(/^[\u2010-\u2015-]+|[\u2010-\u2015-]+$/gu, ''))
    .filter((group) => group !== '');

/** `7/2001`, `12-13/1998`, `C 5`: the form in which the publisher writes it. */
export const showSeriesNumber = ({ year, numbers }: SeriesNumber): string =>
  [showNumbers(numbers), year === undefined ? '' : String(year)].filter((part) => part !== '').join('/');

const showNumbers = (numbers: readonly string[]): string => {
  const [first = ''] = numbers;
  if (!numbers.every((number) => /^\d+$/.test(number))) {
    return numbers.map((number) => (/^\p{L}$/u.test(number) ? number.toUpperCase() : number)).join(' ');
  }
  const isRun = numbers.length > 1 && numbers.every((number, index) => Number(number) === Number(first) + index);
  return isRun ? `${first}-${String(numbers.at(-1))}` : numbers.join(', ');
};

/** The same numbers in whatever order, and no two years that differ. */
export const isSameSeriesNumber = (one: SeriesNumber, other: SeriesNumber): boolean =>
  (one.year === undefined || other.year === undefined || one.year === other.year) &&
  one.numbers.length === other.numbers.length &&
  one.numbers.every((number) => other.numbers.includes(number));

/** Only beside another number: a series may count beyond 1500. */
const yearAt = (groups: readonly string[], publicationYear: number | undefined): number | undefined => {
  if (groups.length < 2) return undefined;
  const full = groups.flatMap((group, index) => (YEAR.test(group) ? [index] : []));
  if (full.length > 0) return full.length === 1 ? full[0] : undefined;
  const last = groups.length - 1;
  return publicationYear !== undefined && groups[last] === String(publicationYear % 100).padStart(2, '0') ? last : undefined;
};

const fullYear = (group: string, publicationYear: number | undefined): number =>
  group.length === 2 && publicationYear !== undefined ? publicationYear : Number(group);

/** `12-13` is 12 and 13, `xii` is 12, `007` is 7; anything else stays as it is. */
const numbersOf = (group: string): readonly string[] => {
  const [first, last, ...more] = group
    .split(DASH)
    .filter((part) => part !== '')
    .map(plainNumber);
  if (first === undefined) return [];
  if (last === undefined || more.length > 0) return [first, ...(last === undefined ? [] : [last]), ...more];
  const [from, to] = [Number(first), Number(last)];
  return Number.isInteger(from) && to > from && to - from < LONGEST_RANGE
    ? Array.from({ length: to - from + 1 }, (_, index) => String(from + index))
    : [first, last];
};

const plainNumber = (text: string): string => {
  if (/^\d+$/.test(text)) return text.replace(/^0+(?=\d)/, '');
  // A lone c, d, l or m is far likelier a subseries than 100, 500, 50 or 1000.
  return ROMAN.test(text) && !/^[cdlm]$/.test(text) ? String(romanValue(text)) : text;
};

const ROMAN_DIGITS: Readonly<Record<string, number>> = { i: 1, v: 5, x: 10, l: 50, c: 100, d: 500, m: 1000 };

const romanValue = (text: string): number =>
  Array.from(text, (letter) => ROMAN_DIGITS[letter] ?? 0).reduce(
    (sum, value, index, values) => sum + (value < (values[index + 1] ?? 0) ? -value : value),
    0,
  );
