import { digitsOf, hyphenateIsbn, type Isbn, parseIsbn, readIsbn } from '../catalogue/isbn.js';
import { ISBN_10, ISBN_13, rightNumbers, saySlip, sayWrongCheckDigit } from './check-digits.js';
import type { Resolution } from './discovery.js';
import type { MistypedIsbn } from './entry.js';
import { isbnKey, mistypedKey } from './identifiers.js';
import { answerWith, type ResolvePorts, shown } from './resolution.js';

const MOST_SUGGESTIONS = 5;

/** An ISBN of 10 or 13 digits of any manifestation, also one that the source has wrong. */
export const resolveIsbn = ({ index }: ResolvePorts, value: string): Resolution => {
  const text = value.replace(/^\s*(?:urn:)?isbn(?:-1[03])?[:\s]*/i, '').trim();
  const isKnown = (isbn: Isbn): boolean => index.idsUnder(isbnKey(isbn)).length > 0;
  const isbn = parseIsbn(text);
  if (isbn !== undefined) {
    return (
      answerWith(index, index.idsUnder(isbnKey(isbn))) ?? {
        kind: 'unknown',
        reason: `ISBN ${hyphenateIsbn(isbn)} is a right number, but of no publication in this catalogue.`,
        suggestions: neighboursOf(isbn).filter(isKnown).slice(0, MOST_SUGGESTIONS).map(hyphenateIsbn),
      }
    );
  }
  const digits = digitsOf(text);
  const mistyped = answerWith(index, index.idsUnder(mistypedKey(digits)));
  if (mistyped?.kind === 'found') {
    const slip = index.find(mistyped.work.id)?.mistyped.find((each) => each.digits === digits);
    return { ...mistyped, ...(slip && { remark: sayMistyped(slip) }) };
  }
  return mistyped ?? refuse(text, digits, isKnown);
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

const refuse = (text: string, digits: string, isKnown: (isbn: Isbn) => boolean): Resolution => {
  const candidates = [...rightNumbersOf(digits), ...suggestionsFor(digits)];
  const suggestions = [...new Set([...candidates.filter(isKnown), ...candidates])].slice(0, MOST_SUGGESTIONS).map(hyphenateIsbn);
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

/** Valid numbers one slip away from one that is valid itself but unknown: rarely a slip, yet then nothing else would tell. */
const neighboursOf = (isbn: Isbn): readonly Isbn[] => {
  const tail = Array.from({ length: 9 }, (_, index) => index + 3);
  // A slip in one digit would be caught; so it is one digit and the check digit, as when the next volume was meant.
  return tail.reverse().flatMap((at) =>
    Array.from('0123456789')
      .filter((digit) => digit !== isbn.charAt(at))
      .flatMap((digit) => {
        const [number = ''] = rightNumbers(isbn.slice(0, at) + digit + isbn.slice(at + 1), ISBN_13);
        return parseIsbn(number) ?? [];
      }),
  );
};
