import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { allowedCharacters, hasForbiddenCharacters } from '../../src/xml/characters.js';
import { codePoint } from '../code-point.js';

describe('the characters of XML 1.0 (§2.2)', () => {
  it.each([
    ['NUL', '\u0000'],
    ['U+0003', '\u0003'],
    ['vertical tab', '\u000B'],
    ['form feed', '\u000C'],
    ['U+001F', '\u001F'],
    ['U+FFFE', '\uFFFE'],
    ['U+FFFF', '\uFFFF'],
    ['a high surrogate alone', '\uD83D'],
    ['a low surrogate alone', '\uDE00'],
    ['two surrogates the wrong way round', '\uDE00\uD83D'],
  ])('%s is forbidden: a mark stands in its place', (_, text) => {
    expect(allowedCharacters(`a${text}b`)).toBe(`a${'\uFFFD'.repeat(text.length)}b`);
    expect(hasForbiddenCharacters(text)).toBe(true);
  });

  it.each(['\t', '\n', '\r', ' ', 'ä', '\u007F', '\u0085', '\u2028', '\uD7FF', '\uE000', '\uFFFD', '😀', '\u{10FFFF}', '\u{1FFFE}'])(
    '%j is allowed and stays',
    (text) => {
      expect(allowedCharacters(`a${text}b`)).toBe(`a${text}b`);
      expect(hasForbiddenCharacters(text)).toBe(false);
    },
  );

  it('what was made allowed once stays as it is, and is always allowed', () => {
    fc.assert(
      fc.property(fc.string({ unit: codePoint }), (text) => {
        const once = allowedCharacters(text);
        expect(hasForbiddenCharacters(once)).toBe(false);
        expect(allowedCharacters(once)).toBe(once);
        expect(once === text).toBe(!hasForbiddenCharacters(text));
      }),
    );
  });
});
