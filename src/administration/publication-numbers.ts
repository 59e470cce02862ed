import { digitsOf, hyphenateIsbn, parseIsbn, readIsbn, type Isbn } from '../catalogue/isbn.js';
import { parseIssn, type Issn } from '../catalogue/issn.js';
import { validIsbn, type Publication, type PublicationId } from '../catalogue/publication.js';
import type { Series } from '../catalogue/series.js';
import { cleanLine } from '../intake/clean-text.js';
import { parsePublicationId } from '../intake/identity.js';
import type { CatalogueStore } from '../store/ports.js';

/** What can be said of a number while somebody types it. */
export type NumberOpinion =
  /** `series`: the series of the settings that has this ISSN. */
  | { readonly kind: 'valid'; readonly number: string; readonly series?: string }
  | { readonly kind: 'taken'; readonly number: string; readonly holder: { readonly id: string; readonly title: string } }
  | { readonly kind: 'invalid'; readonly fault: NumberFault; readonly suggestions: readonly NumberSuggestion[] };

export type NumberFault =
  /** How many characters there are without hyphens and spaces. */
  | { readonly kind: 'length'; readonly characters: number }
  /** A letter or mark where only digits may be; `position` from 1, of what is left without hyphens and spaces. */
  | { readonly kind: 'character'; readonly character: string; readonly position: number }
  /** `expected` is what the digits before it give; absent where they give none. */
  | { readonly kind: 'checkDigit'; readonly found: string; readonly expected?: string }
  | { readonly kind: 'unregistered' };

export interface NumberSuggestion {
  /** With its hyphens. */
  readonly number: string;
  /** Which digits differ from what was typed, from 1. */
  readonly positions: readonly number[];
}

/** @param of the id of the publication whose number it is, where it has one already */
export const judgeIsbn = async (
  catalogue: Pick<CatalogueStore, 'listPublications' | 'findPublicationByIsbn'>,
  text: string,
  of?: string,
): Promise<NumberOpinion> => {
  const own = of === undefined ? undefined : parsePublicationId(of);
  const holderOf = async (isbn: Isbn): Promise<Publication | undefined> => {
    const holder = (await catalogue.findPublicationByIsbn(isbn))?.publication;
    return holder && holder.id !== own ? holder : undefined;
  };
  const read = readIsbn(text, await siblingsOf(catalogue, own));
  if (read.kind === 'valid') {
    const number = hyphenateIsbn(read.isbn);
    const holder = await holderOf(read.isbn);
    return holder ? { kind: 'taken', number, holder: { id: holder.id, title: holder.titles[0]?.text ?? '' } } : { kind: 'valid', number };
  }
  const digits = digitsOf(text);
  const suggestions: NumberSuggestion[] = [];
  for (const isbn of read.suggestions) {
    // Of a slip of the hand nobody means the number of another book.
    if (!(await holderOf(isbn))) suggestions.push({ number: hyphenateIsbn(isbn), positions: positionsOf(digits, isbn) });
  }
  return { kind: 'invalid', fault: isbnFault(digits, read.reason), suggestions };
};

/** Some ISBNs of the publisher, by whose block the likeliest suggestions are known. */
const siblingsOf = async (
  catalogue: Pick<CatalogueStore, 'listPublications'>,
  own: PublicationId | undefined,
): Promise<readonly Isbn[]> => {
  const some = await catalogue.listPublications({ limit: MOST_SIBLINGS });
  const others = some.filter(({ publication }) => publication.id !== own);
  return others.flatMap(({ publication }) => publication.manifestations.flatMap((manifestation) => validIsbn(manifestation) ?? []));
};

const MOST_SIBLINGS = 50;

/** Also of an ISSN that is not one of the settings: other series are free to have theirs. */
export const judgeIssn = (series: readonly Series[], text: string): NumberOpinion => {
  const issn = parseIssn(text);
  if (issn) {
    const known = series.find((one) => one.issn.print === issn || one.issn.online === issn);
    return { kind: 'valid', number: issn, ...(known && { series: known.title }) };
  }
  const digits = digitsOf(text);
  const fault = characterFault(digits, [8]) ?? checkDigitFault(digits, (candidate) => parseIssn(candidate) !== undefined);
  return { kind: 'invalid', fault, suggestions: suggestIssns(digits, series) };
};

const isbnFault = (digits: string, reason: 'not 10 or 13 digits' | 'wrong check digit' | 'unregistered prefix or group'): NumberFault => {
  switch (reason) {
    case 'not 10 or 13 digits':
      return characterFault(digits, [10, 13]) ?? { kind: 'length', characters: Array.from(digits).length };
    case 'wrong check digit':
      return checkDigitFault(digits, (candidate) => parseIsbn(candidate) !== undefined);
    case 'unregistered prefix or group':
      return { kind: 'unregistered' };
  }
};

const characterFault = (digits: string, lengths: readonly number[]): NumberFault | undefined => {
  const characters = Array.from(digits);
  const odd = characters.findIndex((character, index) => !/\d/.test(character) && !(character === 'X' && index === characters.length - 1));
  const character = characters[odd];
  if (character !== undefined) return { kind: 'character', character: cleanLine(character), position: odd + 1 };
  return lengths.includes(characters.length) ? undefined : { kind: 'length', characters: characters.length };
};

const checkDigitFault = (digits: string, isGood: (candidate: string) => boolean): NumberFault => {
  const body = digits.slice(0, -1);
  const expected = Array.from('0123456789X').find((digit) => isGood(body + digit));
  return { kind: 'checkDigit', found: digits.slice(-1), ...(expected !== undefined && { expected }) };
};

/** None where an ISBN-10 was typed: its ISBN-13 has other digits in other places. */
const positionsOf = (typed: string, number: string): readonly number[] => {
  const digits = digitsOf(number);
  if (typed.length !== digits.length) return [];
  return Array.from(digits).flatMap((digit, index) => (digit === typed.charAt(index) ? [] : [index + 1]));
};

const MOST_SUGGESTIONS = 5;

/** One slip away: first those of our series, then two neighbours swapped, then one digit. */
const suggestIssns = (digits: string, series: readonly Series[]): readonly NumberSuggestion[] => {
  if (!/^\d{7}[\dX]$/.test(digits)) return [];
  const ours = new Set(series.flatMap(({ issn }) => [issn.print, issn.online]));
  const swaps = Array.from(
    { length: 7 },
    (_, at) => digits.slice(0, at) + digits.charAt(at + 1) + digits.charAt(at) + digits.slice(at + 2),
  );
  const slips = Array.from({ length: 8 }, (_, back) => 7 - back).flatMap((at) =>
    Array.from('0123456789X', (digit) => digits.slice(0, at) + digit + digits.slice(at + 1)),
  );
  const found = new Set<Issn>([...swaps, ...slips].flatMap((candidate) => parseIssn(candidate) ?? []));
  return [...found]
    .sort((one, other) => Number(ours.has(other)) - Number(ours.has(one)))
    .slice(0, MOST_SUGGESTIONS)
    .map((number) => ({ number, positions: positionsOf(digits, number) }));
};
