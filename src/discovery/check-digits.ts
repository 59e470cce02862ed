import { checkDigitOf, hasRightCheckDigit, type NumberScheme } from '../catalogue/check-digit.js';
import { digitsOf } from '../catalogue/isbn.js';

const POSITIONS = [
  'first',
  'second',
  'third',
  'fourth',
  'fifth',
  'sixth',
  'seventh',
  'eighth',
  'ninth',
  'tenth',
  'eleventh',
  'twelfth',
  'last',
];

/**
 * What is wrong with a number of the right length, in words: what its check digit should be, and which two neighbours make it right when
 * they change places. `undefined` when the check digit is right.
 */
export const sayWrongCheckDigit = (digits: string, scheme: NumberScheme): string | undefined => {
  const right = checkDigitOf(digits.slice(0, -1), scheme);
  const last = digits.slice(-1);
  if (right === last) return undefined;
  const swaps = rightSwaps(digits, scheme).map(
    (at) => `the ${nameOf(at, digits)} and the ${nameOf(at + 1, digits)} (${digits.charAt(at)}${digits.charAt(at + 1)})`,
  );
  const swapped = swaps.length === 0 ? '' : `; or ${swaps.join(' or ')} have changed places`;
  return `its last digit is ${last}, but after ${digits.slice(0, -1)} it should be ${right}${swapped}`;
};

/** The same number with its last digit put right, then with two neighbours put right. */
export const rightNumbers = (digits: string, scheme: NumberScheme): readonly string[] => [
  withRightCheckDigit(digits, scheme),
  ...rightSwaps(digits, scheme).map((at) => swapped(digits, at)),
];

export const withRightCheckDigit = (digits: string, scheme: NumberScheme): string =>
  digits.slice(0, -1) + checkDigitOf(digits.slice(0, -1), scheme);

/** In words, how one number became the other: `undefined` when it was more than one slip. */
export const saySlip = (wrong: string, right: string): string | undefined => {
  if (wrong.length !== right.length) return undefined;
  const differing = Array.from(wrong).flatMap((digit, at) => (digit === right.charAt(at) ? [] : [at]));
  const [first = 0, second] = differing;
  if (differing.length === 1) return `its ${nameOf(first, wrong)} digit is ${wrong.charAt(first)} and should be ${right.charAt(first)}`;
  return differing.length === 2 && second === first + 1 && swapped(wrong, first) === right
    ? `its ${nameOf(first, wrong)} and ${nameOf(second, wrong)} digits, ${wrong.charAt(first)} and ${wrong.charAt(second)}, have changed places`
    : undefined;
};

const rightSwaps = (digits: string, scheme: NumberScheme): readonly number[] =>
  Array.from({ length: digits.length - 1 }, (_, at) => at).filter((at) => {
    const other = swapped(digits, at);
    return other !== digits && isPlausible(other) && hasRightCheckDigit(other, scheme);
  });

/** No book has a number of 13 digits that begins otherwise. */
const isPlausible = (digits: string): boolean => digits.length !== 13 || /^97[89]/.test(digits);

const swapped = (digits: string, at: number): string =>
  digits.slice(0, at) + digits.charAt(at + 1) + digits.charAt(at) + digits.slice(at + 2);

const nameOf = (at: number, digits: string): string => (at === digits.length - 1 ? 'last' : (POSITIONS[at] ?? String(at + 1)));

/** The first character that is no digit of ours though it may look like one, named as Unicode numbers it; `undefined` when there is none. */
export const sayForeignCharacter = (text: string): string | undefined => {
  const found = /[^\p{ASCII}]|[\u0000-\u001F\u007F]/u.exec(digitsOf(text))?.[0];
  if (found === undefined) return undefined;
  const code = `U+${(found.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
  const shown = /\p{C}/u.test(found) ? '' : `“${found}” `;
  return `it has the character ${shown}(${code}), which is none of the digits and Latin letters that such a number is written with, even if it looks like one`;
};
