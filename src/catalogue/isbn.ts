import { parse } from 'isbn3';
import { hasRightCheckDigit, ISBN_10, ISBN_13, type NumberScheme } from './check-digit.js';

/** An ISBN of 13 digits without hyphens, of a registered group, its check digit verified (ISO 2108). */
export type Isbn = string & { readonly __brand: 'Isbn' };

/**
 * What a source said about an ISBN. An invalid one is kept as the source gave it and is never published as an
 * identifier; `suggestions` are valid numbers one slip of the hand away, likeliest first, for a person to confirm.
 */
export type IsbnStatement =
  | { readonly kind: 'valid'; readonly raw: string; readonly isbn: Isbn }
  | { readonly kind: 'invalid'; readonly raw: string; readonly reason: IsbnFault; readonly suggestions: readonly Isbn[] };

export type IsbnFault = 'not 10 or 13 digits' | 'wrong check digit' | 'unregistered prefix or group';

/** What is left of a number without its hyphens and spaces, however they are written. */
export const digitsOf = (text: string): string => text.replace(/[\s\u00AD\u2010-\u2015\u2212-]/gu, '').toUpperCase();

/** `undefined` when the text is not a valid ISBN-10 or ISBN-13; an ISBN-10 comes back as its ISBN-13. */
export const parseIsbn = (text: string): Isbn | undefined => {
  const digits = digitsOf(text);
  if (!/^(?:\d{9}[\dX]|\d{13})$/.test(digits)) return undefined;
  const found = parse(digits);
  return found?.isValid && found.isbn13 ? (found.isbn13 as Isbn) : undefined;
};

/** `978-952-491-530-4`: hyphenated by the ranges of the International ISBN Agency. */
export const hyphenateIsbn = (isbn: Isbn): string => parse(isbn)?.isbn13h ?? isbn;

/** The URN of an online manifestation with this ISBN (RFC 8254 §5; formed by the publisher in Finland). */
export const isbnUrn = (isbn: Isbn): string => `URN:ISBN:${hyphenateIsbn(isbn)}`;

/**
 * Reads what a source calls an ISBN.
 * @param siblings ISBNs of the same publication: a suggestion from the same publisher's block comes first.
 */
export const readIsbn = (raw: string, siblings: readonly Isbn[] = []): IsbnStatement => {
  const isbn = parseIsbn(raw);
  if (isbn) return { kind: 'valid', raw, isbn };
  const digits = digitsOf(raw);
  return { kind: 'invalid', raw, reason: faultOf(digits), suggestions: suggestIsbns(digits, siblings) };
};

const faultOf = (digits: string): IsbnFault => {
  if (!/^(?:\d{9}[\dX]|\d{13})$/.test(digits)) return 'not 10 or 13 digits';
  if (digits.length === 13 && !/^97[89]/.test(digits)) return 'unregistered prefix or group';
  return hasRightCheckDigit(digits, schemeOf(digits)) ? 'unregistered prefix or group' : 'wrong check digit';
};

const schemeOf = (digits: string): NumberScheme => (digits.length === 10 ? ISBN_10 : ISBN_13);

const MOST_SUGGESTIONS = 5;

/** Swaps of two neighbours are likelier slips than a wrong digit, and a number of the same publisher likelier than any other. */
const suggestIsbns = (digits: string, siblings: readonly Isbn[]): readonly Isbn[] => {
  if (!/^(?:\d{9}[\dX]|\d{13})$/.test(digits)) return [];
  const scheme = schemeOf(digits);
  const blocks = new Set(siblings.map(publisherBlock));
  const rank = (isbn: Isbn): number => (blocks.has(publisherBlock(isbn)) ? 0 : 1);
  const found = new Map<Isbn, number>();
  const offer = (candidate: string, slip: number): void => {
    // Nine of ten are wrong already by their last digit; the agency's ranges, which take longer to ask, need not hear of them.
    if (!hasRightCheckDigit(candidate, scheme)) return;
    const isbn = parseIsbn(candidate);
    if (isbn && !siblings.includes(isbn) && !found.has(isbn)) found.set(isbn, rank(isbn) * 2 + slip);
  };
  for (let i = 0; i + 1 < digits.length; i++) {
    offer(digits.slice(0, i) + digits.charAt(i + 1) + digits.charAt(i) + digits.slice(i + 2), 0);
  }
  // From the end: the front is the same on every book of a publisher, so a slip there is seen, one in the tail is not.
  for (let i = digits.length - 1; i >= 0; i--) {
    for (const digit of '0123456789X') offer(digits.slice(0, i) + digit + digits.slice(i + 1), 1);
  }
  return [...found]
    .sort((a, b) => a[1] - b[1])
    .slice(0, MOST_SUGGESTIONS)
    .map(([isbn]) => isbn);
};

const publisherBlock = (isbn: Isbn): string => {
  const parts = parse(isbn);
  return parts ? `${parts.isbn13.slice(0, 3)}-${parts.group}-${parts.publisher}` : isbn;
};
