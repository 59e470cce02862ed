import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { checkDigitOf, hasRightCheckDigit, ISBN_10, ISBN_13, ISSN } from '../../src/catalogue/check-digit.js';

describe('a check digit', () => {
  it.each([
    ['978952491530', ISBN_13, '4'],
    ['951734412', ISBN_10, '0'],
    ['080442957', ISBN_10, 'X'],
    ['1798712', ISSN, '1'],
    ['1236049', ISSN, 'X'],
  ])('after %s is %3$s', (body, scheme, expected) => {
    expect(checkDigitOf(body, scheme)).toBe(expected);
    expect(Array.from('0123456789X').filter((digit) => hasRightCheckDigit(body + digit, scheme))).toEqual([expected]);
  });

  it('is of numbers of the right length, and X is nothing else', () => {
    for (const text of ['', '4', '978952491530', '97895249153040', 'X517344120', '978952491530X']) {
      expect([text, hasRightCheckDigit(text, ISBN_13), hasRightCheckDigit(text, ISBN_10)]).toEqual([text, false, false]);
    }
  });

  it('is right no longer when one digit is another', () => {
    const number = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 12, maxLength: 12 }).map((digits) => digits.join(''));
    fc.assert(
      fc.property(number, fc.nat(11), fc.integer({ min: 1, max: 9 }), (body, at, more) => {
        const other = body.slice(0, at) + String((Number(body[at]) + more) % 10) + body.slice(at + 1);
        expect(hasRightCheckDigit(other + checkDigitOf(body, ISBN_13), ISBN_13)).toBe(false);
      }),
    );
  });
});
