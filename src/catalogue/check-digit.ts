/** How a number that ends in a check digit is counted. */
export interface NumberScheme {
  /** Of all characters but the last; the last one is right when the sum with it is a multiple of `modulus`. */
  readonly weights: readonly number[];
  readonly modulus: 10 | 11;
}

const countdown = (from: number): readonly number[] => Array.from({ length: from - 1 }, (_, index) => from - index);

export const ISBN_10: NumberScheme = { weights: countdown(10), modulus: 11 };
export const ISBN_13: NumberScheme = { weights: [1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3], modulus: 10 };
export const ISSN: NumberScheme = { weights: countdown(8), modulus: 11 };

/**
 * What comes after these digits: `0` to `9`, or `X` for ten.
 * @param body all characters of the number but the last, digits only
 */
export const checkDigitOf = (body: string, { weights, modulus }: NumberScheme): string => {
  let sum = 0;
  for (let at = 0; at < body.length; at++) sum += Number(body[at]) * (weights[at] ?? 0);
  const digit = (modulus - (sum % modulus)) % modulus;
  return digit === 10 ? 'X' : String(digit);
};

/** Whether the last character is what the others ask for; of the right length for the scheme, and `X` nowhere but there. */
export const hasRightCheckDigit = (digits: string, scheme: NumberScheme): boolean =>
  digits.length === scheme.weights.length + 1 &&
  /^\d+[\dX]$/.test(digits) &&
  checkDigitOf(digits.slice(0, -1), scheme) === digits.slice(-1);
