import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseIssn } from '../../src/catalogue/issn.js';
import { arbitraryIssn, arbitraryText } from './arbitrary-publication.js';

describe('an ISSN (ISO 3297)', () => {
  it.each([
    ['1798-7121', '1798-7121'],
    ['2242-5640', '2242-5640'],
    ['1236-049X', '1236-049X'],
    ['1236-049x', '1236-049X'],
    ['1236049X', '1236-049X'],
    [' 1236 \u2013 049X ', '1236-049X'],
  ])('%j is %s', (text, expected) => {
    expect(parseIssn(text)).toBe(expected);
  });

  it.each([
    ['1798-7120', 'a wrong check digit'],
    ['1236-0491', 'a digit in place of X'],
    ['X236-0491', 'an X that is not the last'],
    ['1798-712', 'a digit short'],
    ['1236-049X ;', 'punctuation of MARC 21'],
    ['ISSN 1798-7121', 'words'],
    ['', 'nothing'],
  ])('%j is none: %s', (text) => {
    expect(parseIssn(text)).toBeUndefined();
  });

  it('is valid with one check character of eleven', () => {
    fc.assert(
      fc.property(arbitraryIssn, (issn) => {
        expect(Array.from('0123456789X').filter((check) => parseIssn(issn.slice(0, 8) + check) !== undefined)).toEqual([issn.charAt(8)]);
      }),
    );
  });

  it('is never made out of any other text', () => {
    fc.assert(fc.property(arbitraryText, (text) => expect(parseIssn(text) ?? '0000-0000').toMatch(/^\d{4}-\d{3}[\dX]$/)));
  });
});
