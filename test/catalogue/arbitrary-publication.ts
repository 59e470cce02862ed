import fc from 'fast-check';
import { datestampOf } from '../../src/catalogue/datestamp.js';
import { type Isbn, type IsbnStatement, parseIsbn, readIsbn } from '../../src/catalogue/isbn.js';
import { type Issn, parseIssn } from '../../src/catalogue/issn.js';
import { parseLanguage } from '../../src/catalogue/language.js';
import type {
  Accessibility,
  Contributor,
  LanguageCode,
  LocalText,
  Manifestation,
  ManifestationKind,
  Publication,
  PublicationId,
  Subject,
} from '../../src/catalogue/publication.js';
import { codePoint } from '../code-point.js';
import { grapheme } from '../grapheme.js';

/** The last digit of an ISBN-13 or an EAN over the twelve digits before it (ISO 2108, annex C). */
export const isbnCheckDigit = (twelve: string): string =>
  String((10 - (Array.from(twelve, Number).reduce((sum, digit, index) => sum + digit * (index % 2 === 0 ? 1 : 3), 0) % 10)) % 10);

/** The last character of an ISSN over the seven digits before it (ISO 3297, annex A). */
export const issnCheckDigit = (seven: string): string => {
  const rest = Array.from(seven, Number).reduce((sum, digit, index) => sum + digit * (8 - index), 0) % 11;
  return rest === 0 ? '0' : rest === 1 ? 'X' : String(11 - rest);
};

const digits = (length: number): fc.Arbitrary<string> =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length }).map((found) => found.join(''));

/** Finnish and English groups, registered ranges only. */
export const arbitraryIsbn: fc.Arbitrary<Isbn> = fc
  .tuple(fc.constantFrom('978952', '978951', '9780', '9781'), digits(8))
  .map(([prefix, tail]) => (prefix + tail).slice(0, 12))
  .map((twelve) => parseIsbn(twelve + isbnCheckDigit(twelve)))
  .filter((isbn) => isbn !== undefined);

export const arbitraryIssn: fc.Arbitrary<Issn> = digits(7).map((seven) => parseIssn(seven + issnCheckDigit(seven))!);

/** Every kind of text that a page, a file or a form may bring: all of Unicode, lone surrogates, control characters, line breaks. */
export const arbitraryText: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: grapheme, maxLength: 40 }),
  fc.string({ unit: codePoint, maxLength: 20 }),
  fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 20 }).map((units) => String.fromCharCode(...units)),
  fc.constantFrom(
    '',
    ' ',
    '\n',
    '<b>&amp;</b>',
    ']]>',
    '&lt;',
    'http://example.fi/',
    '-->',
    'a\u00a0\n\tb',
    'Re\u0301my',
    '$& $1',
    '.',
    '?.',
  ),
);

/** As `arbitraryText`, with something to read in it. */
export const arbitraryWords: fc.Arbitrary<string> = fc
  .tuple(arbitraryText, fc.constantFrom('a', 'Työ', 'The', '7', '–', 'é'), arbitraryText)
  .map(([before, word, after]) => `${before}${word}${after}`);

const LANGUAGES: readonly LanguageCode[] = ['fin', 'swe', 'eng', 'ger', 'fre', 'sme'].map((code) => parseLanguage(code)!);
const arbitraryLanguage = fc.constantFrom(...LANGUAGES);
const localText = (text: fc.Arbitrary<string>): fc.Arbitrary<LocalText> =>
  fc.record({ text, language: arbitraryLanguage }, { requiredKeys: ['text'] });

const role = fc.constantFrom('author', 'editor', 'publisher', 'contributor');
const arbitraryContributor: fc.Arbitrary<Contributor> = fc.oneof(
  fc.record(
    { kind: fc.constant('person'), family: arbitraryText, given: arbitraryText, role },
    { requiredKeys: ['kind', 'family', 'role'] },
  ),
  fc.record({ kind: fc.constant('corporate'), name: arbitraryText, role }),
);

const arbitrarySubject: fc.Arbitrary<Subject> = fc.oneof(
  fc.record({ term: arbitraryText, language: arbitraryLanguage }, { requiredKeys: ['term'] }),
  fc.record(
    {
      term: arbitraryText,
      language: arbitraryLanguage,
      vocabulary: fc.constantFrom('yso', 'ysa', 'afo', 'eks'),
      uri: fc.constant('http://www.yso.fi/onto/yso/p0'),
    },
    { requiredKeys: ['term', 'vocabulary'] },
  ),
);

const arbitraryAccessibility: fc.Arbitrary<Accessibility> = fc.record({
  status: fc.constantFrom('accessible', 'partlyAccessible', 'notAccessible', 'unknown'),
  ground: fc.oneof(
    fc.record({ kind: fc.constant('none') }),
    fc.record({ kind: fc.constant('generalStatement'), text: arbitraryText, beforeYear: fc.integer({ min: 1900, max: 2100 }) }),
    fc.record({ kind: fc.constant('stated'), text: arbitraryText }),
  ),
});

const arbitraryIsbnStatement: fc.Arbitrary<IsbnStatement> = fc.oneof(arbitraryIsbn, arbitraryText, digits(13)).map((raw) => readIsbn(raw));

const arbitraryManifestation = (kind: ManifestationKind): fc.Arbitrary<Manifestation> =>
  fc.record(
    {
      kind: fc.constant(kind),
      isbn: arbitraryIsbnStatement,
      issn: arbitraryIssn,
      pages: fc.integer({ min: 1, max: 5000 }),
      binding: fc.constantFrom('pehmeäkantinen', 'nidottu', 'kovakantinen'),
      urn: fc.oneof(fc.constant('URN:NBN:fi-fe2012010101'), fc.constant('URN:ISBN:987-952-491-529-8'), arbitraryText),
      file: fc.record(
        { url: fc.webUrl(), name: arbitraryText, mediaType: fc.constant('application/pdf') },
        { requiredKeys: ['mediaType'] },
      ),
    },
    { requiredKeys: ['kind'] },
  );

const arbitraryManifestations: fc.Arbitrary<readonly Manifestation[]> = fc.oneof(
  fc.tuple(arbitraryManifestation('print'), arbitraryManifestation('pdf')),
  fc.tuple(arbitraryManifestation('print')),
  fc.tuple(arbitraryManifestation('pdf')),
);

const arbitraryMoment = fc
  .date({ min: new Date('1990-01-01T00:00:00Z'), max: new Date('2089-12-31T23:59:59Z'), noInvalidDate: true })
  .map((date) => datestampOf(date.getTime()));

/** Any publication that the types allow: the main title is never blank, everything else may be absent, empty or strange. */
export const arbitraryPublication: fc.Arbitrary<Publication> = fc.record(
  {
    id: fc
      .tuple(fc.integer({ min: 1900, max: 2100 }), fc.integer({ min: 1, max: 99 }))
      .map(([year, number]) => `${year}-${number}` as PublicationId),
    titles: fc
      .tuple(localText(arbitraryWords), fc.option(arbitraryText, { nil: undefined }), fc.array(localText(arbitraryText), { maxLength: 2 }))
      .map(([main, subtitle, others]) => [{ ...main, ...(subtitle !== undefined && { subtitle }) }, ...others]),
    contributors: fc.array(arbitraryContributor, { maxLength: 5 }),
    series: fc.record(
      { title: arbitraryText, code: fc.constantFrom('poha', 'po', 'x'), number: fc.oneof(fc.nat(99).map(String), arbitraryText) },
      { requiredKeys: ['title'] },
    ),
    year: fc.integer({ min: 1809, max: 2100 }),
    abstracts: fc.array(localText(arbitraryText), { maxLength: 2 }),
    languages: fc.array(arbitraryLanguage, { maxLength: 3 }),
    subjects: fc.array(arbitrarySubject, { maxLength: 3 }),
    genre: arbitraryText,
    landingPage: fc.webUrl(),
    licence: fc.record({
      name: arbitraryText,
      url: fc.oneof(fc.webUrl(), fc.constant('https://creativecommons.org/licenses/by/4.0/deed.fi')),
    }),
    accessibility: arbitraryAccessibility,
    manifestations: arbitraryManifestations,
    created: arbitraryMoment,
    modified: arbitraryMoment,
  },
  {
    requiredKeys: [
      'id',
      'titles',
      'contributors',
      'abstracts',
      'languages',
      'subjects',
      'accessibility',
      'manifestations',
      'created',
      'modified',
    ],
  },
);
