import { describe, expect, it } from '@jest/globals';
import { ARGUMENT_NAMES, VERB_ARGUMENTS, type Verb } from '../../../src/oai-pmh/protocol.js';
import { DESCRIPTION_FIELDS, DUBLIN_CORE_FIELDS, MARC_FIELDS } from '../../../src/web/oai-page/field-names.js';
import { chooseWords, LANGUAGES, WORDS } from '../../../src/web/oai-page/words.js';
import { page, PAGES } from './answers.js';
import { elementsOf } from './html.js';

describe('the languages', () => {
  it.each([
    [[], 'fi'],
    [['*'], 'fi'],
    [['fi-FI', 'en'], 'fi'],
    [['sv-FI', 'fi'], 'sv'],
    [['de', 'sv'], 'sv'],
    [['EN-us'], 'en'],
    [['de', 'fr'], 'en'],
    [['de', '*'], 'en'],
    [['final'], 'en'],
  ] as const)('for a reader who prefers %j: %s', (languages, chosen) => {
    expect(chooseWords(languages).language).toBe(chosen);
  });

  it.each(LANGUAGES)('have every word in %s', (language) => {
    const words = WORDS[language];
    expect(leavesOf(words).filter((word) => word.trim() === '')).toEqual([]);
    expect(pathsOf(words)).toEqual(pathsOf(WORDS.en));
    expect(Object.keys(words.arguments)).toEqual(expect.arrayContaining([...ARGUMENT_NAMES]));
    expect(Object.keys(words.verbs) as Verb[]).toEqual(expect.arrayContaining(Object.keys(VERB_ARGUMENTS)));
  });

  it('name every field in all three or in none', () => {
    const names = [MARC_FIELDS, DUBLIN_CORE_FIELDS, DESCRIPTION_FIELDS].flatMap((fields) => Object.entries(fields));
    expect(names.filter(([, [fi, sv, en]]) => new Set([fi === '', sv === '', en === '']).size > 1)).toEqual([]);
    expect(Object.keys(DUBLIN_CORE_FIELDS)).toHaveLength(15);
  });

  it.each(PAGES)('differ in the words only: %s', (_, given, body) => {
    const shapes = LANGUAGES.map((language) => elementsOf(page(given, body, [language])).map(({ tagName }) => tagName));
    expect(shapes[1]).toEqual(shapes[0]);
    expect(shapes[2]).toEqual(shapes[0]);
  });
});

const leavesOf = (words: object): readonly string[] =>
  Object.values(words).flatMap((value: unknown) =>
    typeof value === 'string' ? [value] : typeof value === 'object' && value !== null ? leavesOf(value) : [],
  );
const pathsOf = (words: object): readonly string[] =>
  Object.entries(words).flatMap(([key, value]: [string, unknown]) =>
    typeof value === 'object' && value !== null ? pathsOf(value).map((path) => `${key}.${path}`) : [key],
  );
