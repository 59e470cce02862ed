import { ISBN_10, ISBN_13 } from '../catalogue/check-digit.js';
import { digitsOf, hyphenateIsbn, type Isbn, parseIsbn, readIsbn } from '../catalogue/isbn.js';
import { rightNumbers, saySlip, sayWrongCheckDigit, withRightCheckDigit } from './check-digits.js';
import type { Resolution } from './discovery.js';
import type { MistypedIsbn } from './entry.js';
import { isbnKey, mistypedKey } from './identifiers.js';
import { answerWith, type ResolvePorts, shown } from './resolution.js';
import type { Shelf } from './shelf.js';

const MOST_SUGGESTIONS = 5;

/** An ISBN of 10 or 13 digits of any manifestation, also one that the source has wrong. */
export const resolveIsbn = async ({ shelf }: ResolvePorts, value: string): Promise<Resolution> => {
  const text = value.replace(/^\s*(?:urn:)?isbn(?:-1[03])?[:\s]*/i, '').trim();
  const isbn = parseIsbn(text);
  if (isbn !== undefined) {
    return (
      (await answerWith(shelf, await shelf.idsUnder(isbnKey(isbn)))) ?? {
        kind: 'unknown',
        reason: `ISBN ${hyphenateIsbn(isbn)} is a right number, but of no publication in this catalogue.`,
        suggestions: (await neighboursOf(shelf, isbn)).map(hyphenateIsbn),
      }
    );
  }
  const digits = digitsOf(text);
  const mistyped = await answerWith(shelf, await shelf.idsUnder(mistypedKey(digits)));
  if (mistyped?.kind === 'found') {
    const slip = (await shelf.find(mistyped.work.id))?.mistyped.find((each) => each.digits === digits);
    return { ...mistyped, ...(slip && { remark: sayMistyped(slip) }) };
  }
  return mistyped ?? refuse(shelf, text, digits);
};

const sayMistyped = ({ raw, digits, right, isConfirmed }: MistypedIsbn): string => {
  const wrong = `The source has ISBN ${shown(raw)} for this publication, which is no right number`;
  if (right === undefined) return `${wrong}.`;
  const slip = saySlip(digits, right);
  const how = slip === undefined ? '' : `: ${slip}`;
  return isConfirmed
    ? `${wrong}${how}. The right one is ${hyphenateIsbn(right)}.`
    : `${wrong}${how}. The right one is probably ${hyphenateIsbn(right)}; nobody has confirmed that yet.`;
};

const refuse = async (shelf: Shelf, text: string, digits: string): Promise<Resolution> => {
  const candidates = [...rightNumbersOf(digits), ...suggestionsFor(digits)];
  const known = await shelf.knownAmong(candidates.map(isbnKey));
  const suggestions = [...new Set([...candidates.filter((isbn) => known.has(isbnKey(isbn))), ...candidates])]
    .slice(0, MOST_SUGGESTIONS)
    .map(hyphenateIsbn);
  return { kind: 'invalid', reason: `${shown(text)} is no ISBN: ${sayFault(digits)}.`, suggestions };
};

const isWellFormed = (digits: string): boolean => /^(?:\d{9}[\dX]|\d{13})$/.test(digits);

const sayFault = (digits: string): string => {
  if (!isWellFormed(digits)) {
    const count = digits.replace(/[^\dX]/g, '').length;
    return count === digits.length
      ? `it has ${count} ${count === 1 ? 'digit' : 'digits'}, an ISBN 10 or 13`
      : 'an ISBN has 10 or 13 digits, in the place of the last of 10 also X, and nothing else but hyphens and blanks';
  }
  if (digits.length === 13 && !/^97[89]/.test(digits)) return `it begins with ${digits.slice(0, 3)}, an ISBN of 13 digits with 978 or 979`;
  return (
    sayWrongCheckDigit(digits, digits.length === 10 ? ISBN_10 : ISBN_13) ??
    'its last digit is right, but the International ISBN Agency has given such numbers to nobody'
  );
};

const rightNumbersOf = (digits: string): readonly Isbn[] =>
  isWellFormed(digits) ? rightNumbers(digits, digits.length === 10 ? ISBN_10 : ISBN_13).flatMap((number) => parseIsbn(number) ?? []) : [];

const suggestionsFor = (digits: string): readonly Isbn[] => {
  if (!isWellFormed(digits)) return [];
  const statement = readIsbn(digits);
  return statement.kind === 'invalid' ? statement.suggestions : [];
};

/**
 * Known numbers one slip away from one that is valid itself but unknown: rarely a slip, yet then nothing else would tell. Only what is known
 * is read by the agency's ranges, since to read all eighty took ten times as long as all the rest.
 */
const neighboursOf = async (shelf: Shelf, isbn: Isbn): Promise<readonly Isbn[]> => {
  const tail = Array.from({ length: 9 }, (_, index) => index + 3);
  // A slip in one digit would be caught; so it is one digit and the check digit, as when the next volume was meant.
  const neighbours = tail.reverse().flatMap((at) =>
    Array.from('0123456789')
      .filter((digit) => digit !== isbn.charAt(at))
      .map((digit) => withRightCheckDigit(isbn.slice(0, at) + digit + isbn.slice(at + 1), ISBN_13)),
  );
  const known = await shelf.knownAmong(neighbours.map(isbnKey));
  return neighbours
    .filter((digits) => known.has(isbnKey(digits)))
    .slice(0, MOST_SUGGESTIONS)
    .flatMap((digits) => parseIsbn(digits) ?? []);
};
