import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { hyphenateIsbn, type Isbn, isbnUrn, parseIsbn, readIsbn } from '../../src/catalogue/isbn.js';
import { arbitraryIsbn, arbitraryText, isbnCheckDigit } from './arbitrary-publication.js';

const isbn = (text: string): Isbn => parseIsbn(text)!;
const suggestionsOf = (raw: string, siblings: readonly Isbn[] = []): readonly string[] => {
  const statement = readIsbn(raw, siblings);
  return statement.kind === 'invalid' ? statement.suggestions.map(hyphenateIsbn) : [];
};

describe('an ISBN (ISO 2108)', () => {
  it.each([
    ['978-952-491-530-4', '9789524915304'],
    ['9789524915304', '9789524915304'],
    ['978 952 491 530 4', '9789524915304'],
    ['978\u2011952\u2013491\u2212530\u20104', '9789524915304'],
    ['978-952-491-\u00ad530-4', '9789524915304'],
    ['951-734-412-0', '9789517344128'],
    ['0-8044-2957-X', '9780804429573'],
    ['0-8044-2957-x', '9780804429573'],
    ['979-10-90636-07-1', '9791090636071'],
  ])('%s is %s', (text, expected) => {
    expect(parseIsbn(text)).toBe(expected);
  });

  it.each([
    ['987-952-491-529-8', 'the mistyped one of the page'],
    ['978-952-491-530-5', 'a wrong check digit'],
    ['951-734-412-1', 'a wrong check digit of an ISBN-10'],
    ['X517344120', 'an X that is not the last'],
    ['978-952-491-530', 'a digit short'],
    ['978-952-491-530-44', 'a digit too many'],
    ['978-952-491-530-X', 'an ISBN-13 has no X'],
    ['977-1798-712-00-5', 'an EAN of a serial'],
    ['ISBN 978-952-491-530-4', 'words'],
    ['٩٧٨٩٥٢٤٩١٥٣٠٤', 'other digits than 0 to 9'],
    ['', 'nothing'],
  ])('%j is none: %s', (text) => {
    expect(parseIsbn(text)).toBeUndefined();
  });

  it.each([
    ['9789524915304', '978-952-491-530-4'],
    ['9789517344128', '978-951-734-412-8'],
    ['9789518153699', '978-951-815-369-9'],
    ['9780804429573', '978-0-8044-2957-3'],
  ])('%s is written %s, and its URN the same way', (digits, hyphenated) => {
    expect(hyphenateIsbn(isbn(digits))).toBe(hyphenated);
    expect(isbnUrn(isbn(digits))).toBe(`URN:ISBN:${hyphenated}`);
  });

  it('comes back from its hyphenated form, whatever the number', () => {
    fc.assert(fc.property(arbitraryIsbn, (number) => expect(parseIsbn(hyphenateIsbn(number))).toBe(number)));
  });

  it('is valid with one check digit of ten', () => {
    fc.assert(
      fc.property(arbitraryIsbn, (number) => {
        const twelve = number.slice(0, 12);
        expect(Array.from('0123456789').filter((digit) => parseIsbn(twelve + digit) !== undefined)).toEqual([isbnCheckDigit(twelve)]);
      }),
    );
  });

  it('of ten digits is the same as its thirteen', () => {
    fc.assert(
      fc.property(arbitraryIsbn, (number) => {
        const nine = number.slice(3, 12);
        const sum = Array.from(nine, Number).reduce((total, digit, index) => total + digit * (10 - index), 0);
        const check = (11 - (sum % 11)) % 11;
        expect(parseIsbn(nine + (check === 10 ? 'X' : String(check)))).toBe(number);
      }),
    );
  });
});

describe('what a source calls an ISBN', () => {
  const online = isbn('978-952-491-530-4');

  it('is kept as it was given when it is valid', () => {
    expect(readIsbn(' 978-952-491-530-4')).toEqual({ kind: 'valid', raw: ' 978-952-491-530-4', isbn: online });
  });

  it.each([
    ['987-952-491-529-8', 'unregistered prefix or group'],
    ['978-952-491-529-7', 'wrong check digit'],
    ['951-734-412-1', 'wrong check digit'],
    ['978-699-999-999-0', 'unregistered prefix or group'],
    ['tulossa', 'not 10 or 13 digits'],
    ['', 'not 10 or 13 digits'],
  ])('%j is kept with what is wrong: %s', (raw, reason) => {
    expect(readIsbn(raw)).toMatchObject({ kind: 'invalid', raw, reason });
  });

  it('comes with the number that was meant: 987-952-491-529-8', () => {
    expect(suggestionsOf('987-952-491-529-8')[0]).toBe('978-952-491-529-8');
    expect(suggestionsOf('987-952-491-529-8', [online])[0]).toBe('978-952-491-529-8');
  });

  it('is never suggested to be the ISBN of the other form', () => {
    expect(suggestionsOf('978-952-491-530-5', [online])).not.toContain('978-952-491-530-4');
    expect(suggestionsOf('978-952-491-530-5')).toContain('978-952-491-530-4');
  });

  it('has suggestions of the same publisher before all others', () => {
    const blocks = suggestionsOf('978-952-491-529-7', [online]).map((number) => number.startsWith('978-952-491-'));
    expect(blocks[0]).toBe(true);
    expect(blocks).toEqual([...blocks].sort((a, b) => Number(b) - Number(a)));
  });

  it('finds a swap of two neighbours again', () => {
    fc.assert(
      fc.property(arbitraryIsbn, fc.integer({ min: 3, max: 11 }), (number, at) => {
        const swapped = number.slice(0, at) + number.charAt(at + 1) + number.charAt(at) + number.slice(at + 2);
        const statement = readIsbn(swapped);
        // A swap of digits that differ by 5 keeps the check digit right: nothing can notice it.
        if (statement.kind === 'valid') return;
        const found = statement.suggestions;
        expect(found.length).toBeGreaterThan(0);
        expect(found.length < 5 ? found : [...found, number]).toContain(number);
      }),
    );
  });

  it('suggests valid numbers only, at most five, whatever the text', () => {
    fc.assert(
      fc.property(fc.oneof(arbitraryText, fc.stringMatching(/^\d{13}$/), fc.stringMatching(/^\d{9}[\dX]$/)), (raw) => {
        const statement = readIsbn(raw);
        if (statement.kind === 'valid') return;
        expect(statement.suggestions.length).toBeLessThanOrEqual(5);
        for (const suggestion of statement.suggestions) expect(parseIsbn(suggestion)).toBe(suggestion);
      }),
    );
  });
});
