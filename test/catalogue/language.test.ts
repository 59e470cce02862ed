import { describe, expect, it } from '@jest/globals';
import { languageTag, parseLanguage } from '../../src/catalogue/language.js';

describe('a language', () => {
  it.each([
    ['fi', 'fin', 'fi'],
    ['fin', 'fin', 'fi'],
    [' FIN ', 'fin', 'fi'],
    ['sv', 'swe', 'sv'],
    ['en', 'eng', 'en'],
    ['deu', 'ger', 'de'],
    ['ger', 'ger', 'de'],
    ['fra', 'fre', 'fr'],
    ['se', 'sme', 'se'],
    ['krl', 'krl', 'krl'],
    ['und', 'und', 'und'],
  ])('%j is %s in MARC 21 and %s in xml:lang', (text, code, tag) => {
    expect(parseLanguage(text)).toBe(code);
    expect(languageTag(parseLanguage(text)!)).toBe(tag);
  });

  it.each(['', ' ', 'fi-FI', 'suomi', 'xx', 'f'])('%j is none', (text) => {
    expect(parseLanguage(text)).toBeUndefined();
  });
});
