import { digitsOf, parseIsbn } from '../catalogue/isbn.js';
import { parseIssn } from '../catalogue/issn.js';
import { comparisonKey } from '../crosswalk/harvested/heading-text.js';
import type { Work } from './work.js';

/** In characters; what is longer is no word, and would only cost time. */
const LONGEST_WORD = 60;
/** In characters, and in words; a question is shorter. */
const LONGEST_QUESTION = 500;
const MOST_WORDS = 30;

const DASH = '\\u00AD\\u2010-\\u2015\\u2212-';
/** An ISBN or ISSN with blanks in it is one only if its check digit says so: `2012 2013` are two years. */
const SPACED = new RegExp(`(?<![\\p{L}\\p{N}])\\d(?:[\\s${DASH}]{0,2}\\d){6,11}[\\s${DASH}]{0,2}[\\dXx](?![\\p{L}\\p{N}])`, 'gu');
/** With hyphens only, whole or its beginning as it is being typed: `978-952-491`. */
const HYPHENED = new RegExp(`^\\d+(?:[${DASH}]\\d+)+(?:[${DASH}][\\dXx])?$`, 'u');
const YEARS = new RegExp(`^(?:1[5-9]|20)\\d\\d[${DASH}](?:1[5-9]|20)\\d\\d$`, 'u');
/** `2/2012`, `2012:2`, `2012-2`: number and year in any order, as one word of its own. */
const PLACE = /^(?:(\d{1,4})[/:](\d{4})|(\d{4})[/:-](\d{1,3}))$/;

/** What a text is found by: its words without case and accents, numbers also as one. */
export const wordsIn = (text: string): readonly string[] =>
  text.split(/\s+/u).flatMap((chunk) => {
    const place = placeIn(bare(chunk));
    return [...(place === undefined ? [] : [place]), ...foldedWords(chunk)];
  });

/** What a reader asks for: each must be found. A number is one word, however it is hyphened. */
export const wordsAsked = (question: string): readonly string[] => {
  const text = question.slice(0, LONGEST_QUESTION).replace(SPACED, (found) => numberIn(found) ?? found);
  const words = text.split(/\s+/u).flatMap((chunk) => {
    const plain = bare(chunk);
    const place = placeIn(plain);
    if (place !== undefined) return [place];
    return isNumber(plain) ? [digitsOf(plain).toLowerCase()] : foldedWords(chunk);
  });
  return [...new Set(words)].slice(0, MOST_WORDS);
};

/** An ISBN or ISSN as `wordsAsked` makes it of whatever hyphens it is typed with. */
export const numberWords = (number: string): readonly string[] => {
  const digits = digitsOf(number).toLowerCase();
  return digits === '' ? [] : [digits];
};

export const namesOf = ({ contributors }: Pick<Work, 'contributors'>): readonly string[] =>
  contributors.map((each) => (each.kind === 'corporate' ? each.name : [each.family, each.given].join(' ')));

/** Words of letters and digits, no longer than anybody reads. */
export const foldedWords = (text: string): readonly string[] =>
  comparisonKey(text)
    .split(' ')
    .filter((word) => word !== '')
    .map((word) => word.slice(0, LONGEST_WORD));

/** Without the punctuation that stands round it in a sentence. */
const bare = (chunk: string): string => chunk.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '');

const numberIn = (text: string): string | undefined => parseIsbn(text) ?? (parseIssn(text) === undefined ? undefined : digitsOf(text));

const isNumber = (chunk: string): boolean => HYPHENED.test(chunk) && !YEARS.test(chunk);

const placeIn = (chunk: string): string | undefined => {
  const [, number, year, yearFirst, numberLast] = PLACE.exec(chunk) ?? [];
  const [n, y] = [number ?? numberLast, year ?? yearFirst];
  return n === undefined || y === undefined ? undefined : `${n.replace(/^0+(?=\d)/, '')}/${y}`;
};
