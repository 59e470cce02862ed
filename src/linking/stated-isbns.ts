import { type Isbn, parseIsbn, readIsbn } from '../catalogue/isbn.js';
import { findIsbn, isbnsOf } from '../crosswalk/harvested/standard-numbers.js';
import type { MarcRecord } from '../crosswalk/marc-record.js';

/** The ISBNs of a record by what they prove. */
export interface StatedIsbns {
  readonly strong: readonly Isbn[];
  readonly weak: readonly string[];
  readonly guessed: readonly Isbn[];
}

/** `koko teos`, `hela verket`: the ISBN is that of all parts together. */
const OF_THE_SET = /koko (?:teos|sarja)|kokonaisuus|hela (?:verket|serien)|\bset\b|complete (?:set|work)/i;
/** Beyond so many nobody meant an ISBN, and each costs a few hundred checks. */
const MOST_GUESSED = 4;

/**
 * 020 $a is strong, unless it is said to be that of the set and another one is there for the volume. $z, the set's, a
 * mistyped one and the ISBN in a URN are weak.
 */
export const statedIsbnsOf = (record: MarcRecord, persistentIds: readonly string[]): StatedIsbns => {
  const ofTheSet = isbnsOf(onlySets(record), 'a');
  const all = isbnsOf(record, 'a');
  const ofTheVolume = all.filter((isbn) => !ofTheSet.includes(isbn));
  const strong = ofTheVolume.length > 0 ? ofTheVolume : all;
  const mistyped = mistypedIn(record);
  const inUrns = persistentIds.flatMap((id) => (id.startsWith('urn:isbn:') ? (parseIsbn(id.slice('urn:isbn:'.length)) ?? []) : []));
  const weak = [...(strong === all ? [] : ofTheSet), ...isbnsOf(record, 'z'), ...inUrns, ...mistyped];
  return {
    strong,
    weak: [...new Set(weak)].filter((digits) => !strong.some((isbn) => isbn === digits)),
    guessed: [...new Set(mistyped.slice(0, MOST_GUESSED).flatMap(suggestionsFor))].filter((isbn) => !strong.includes(isbn)),
  };
};

/** The digits of what was meant for an ISBN and is none; `undefined` when there are not ten or thirteen of them. */
export const invalidIsbnDigits = (text: string): string | undefined => {
  const found = /\d(?:[\s\u00AD\u2010-\u2015\u2212-]?\d){8,11}[\s\u00AD\u2010-\u2015\u2212-]?[\dXx]/u.exec(text)?.[0] ?? '';
  const digits = found.replace(/[^\dXx]/g, '').toUpperCase();
  return digits.length === 10 || digits.length === 13 ? digits : undefined;
};

const suggestionsFor = (digits: string): readonly Isbn[] => {
  const statement = readIsbn(digits);
  return statement.kind === 'invalid' ? statement.suggestions : [];
};

const onlySets = (record: MarcRecord): MarcRecord => ({
  ...record,
  datafields: record.datafields.filter(({ tag, subfields }) => tag === '020' && subfields.some(({ value }) => OF_THE_SET.test(value))),
});

const mistypedIn = ({ datafields }: MarcRecord): readonly string[] => [
  ...new Set(
    datafields
      .filter(({ tag }) => tag === '020')
      .flatMap(({ subfields }) => subfields.filter(({ code }) => code === 'a' || code === 'z'))
      .flatMap(({ value }) => (findIsbn(value) === undefined ? (invalidIsbnDigits(value) ?? []) : [])),
  ),
];
