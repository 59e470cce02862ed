import { hyphenateIsbn } from '../../catalogue/isbn.js';
import { parseLanguage } from '../../catalogue/language.js';
import type { LanguageCode } from '../../catalogue/publication.js';
import type { Settings } from '../../platform/settings.js';
import type { XmlElement } from '../../xml/element.js';
import type { Datafield, MarcRecord } from '../marc-record.js';
import { dc, dublinCore } from '../oai-dc.js';
import { urnAddress } from '../particulars.js';
import { comparisonKey, shownText, withoutIsbd } from './heading-text.js';
import { isWebAddress } from './link-schemes.js';
import { agentsOf } from './agents.js';
import { findPublicationYear } from './publication-year.js';
import { showSeriesNumber } from './series-number.js';
import { distinctSeriesOf } from './series-statements.js';
import { findIsbn, isbnsOf } from './standard-numbers.js';

/**
 * A harvested record as Dublin Core, by a crosswalk of our own: Melinda's has the date on which the record was typed
 * for a date. 520 is left out, since the National Library does not give abstracts away with the rest.
 */
export const marcToOaiDc = (record: MarcRecord, settings: Settings): XmlElement => {
  const agents = agentsOf(record);
  return dublinCore(
    [
      each('title', titlesOf(record)),
      each('creator', agents.creators),
      each('subject', subjectsOf(record)),
      each('publisher', publishersOf(record)),
      each('contributor', agents.contributors),
      [dc('date', findPublicationYear(record)?.toString())],
      each('type', typesOf(record)),
      each('format', formatsOf(record)),
      each('identifier', identifiersOf(record, settings)),
      each('language', languagesOf(record)),
      each('relation', relationsOf(record)),
    ].flat(),
  );
};

/** Each value once, whatever case and punctuation it is repeated in; addresses count as different by a single letter. */
const each = (name: string, values: readonly string[]): readonly (XmlElement | undefined)[] => {
  const found = new Map<string, string>();
  for (const value of values) {
    const key = name === 'identifier' ? value : comparisonKey(value) || value;
    if (!found.has(key)) found.set(key, value);
  }
  return [...found.values()].map((value) => dc(name, value));
};

const fieldsOf = ({ datafields }: MarcRecord, ...tags: readonly string[]): readonly Datafield[] =>
  datafields.filter(({ tag }) => tags.includes(tag));

const valuesOf = (fields: readonly Datafield[], ...codes: readonly string[]): readonly string[] =>
  fields.flatMap(({ subfields }) => subfields.filter(({ code }) => codes.includes(code)).map(({ value }) => value));

/** 245 without its statement of responsibility, then the parallel titles of 246. The punctuation between subfields is the cataloguer's. */
const titlesOf = (record: MarcRecord): readonly string[] =>
  [...fieldsOf(record, '245'), ...fieldsOf(record, '246').filter(({ ind2 }) => ind2 === '1')].map((field) =>
    withoutIsbd(valuesOf([field], 'a', 'b', 'n', 'p').map(shownText).join(' ')),
  );

const SUBJECTS = ['600', '610', '611', '630', '648', '650', '651', '653'];

/** `talous--vastuu`: subdivisions as libraries print them. */
const subjectsOf = (record: MarcRecord): readonly string[] =>
  fieldsOf(record, ...SUBJECTS).flatMap((field) => {
    if (field.tag === '653') return valuesOf([field], 'a').map(withoutIsbd);
    const heading = valuesOf([field], 'a', 'b').map(withoutIsbd).join('. ');
    return [heading, ...valuesOf([field], 'v', 'x', 'y', 'z').map(withoutIsbd)].filter((part) => part !== '').join('--');
  });

/** In 264 the second indicator tells the publisher from the printer. */
const publishersOf = (record: MarcRecord): readonly string[] =>
  valuesOf([...fieldsOf(record, '264').filter(({ ind2 }) => ind2 === '1'), ...fieldsOf(record, '260')], 'b').map((value) =>
    withoutIsbd(value).replace(/^\[(.*)\]$/u, '$1'),
  );

/** DCMI Type Vocabulary by leader/06. */
const TYPES: Readonly<Record<string, string>> = {
  ...{ a: 'Text', t: 'Text', c: 'Text', d: 'Text', e: 'StillImage', f: 'StillImage', g: 'MovingImage', i: 'Sound', j: 'Sound' },
  ...{ k: 'StillImage', m: 'Software', o: 'Collection', p: 'Collection', r: 'PhysicalObject' },
};

/** The genre in the record's own words, and the kind of thing in a word that every harvester knows. */
const typesOf = (record: MarcRecord): readonly string[] => [
  ...valuesOf(fieldsOf(record, '655'), 'a').map(withoutIsbd),
  TYPES[record.leader.charAt(6)] ?? '',
];

/** Extent, and the media type where a link says one. */
const formatsOf = (record: MarcRecord): readonly string[] => [
  ...valuesOf(fieldsOf(record, '300'), 'a').map(withoutIsbd),
  ...valuesOf(fieldsOf(record, '856'), 'q').filter((value) => /^[a-z]+\/[\w.+-]+$/i.test(value)),
];

/** Finna takes any 13 digits for an ISBN and the last address for the one to show: so only valid ISBNs, and the URN last. */
const identifiersOf = (record: MarcRecord, settings: Settings): readonly string[] => {
  const links = fieldsOf(record, '856').filter(({ ind2 }) => ind2 !== '2');
  const urns = fieldsOf(record, '024')
    .filter((field) => valuesOf([field], '2').some((value) => value.trim().toLowerCase() === 'urn'))
    .flatMap((field) => valuesOf([field], 'a').map(shownText));
  return [
    ...isbnsOf(record, 'a').map(hyphenateIsbn),
    ...valuesOf(fieldsOf(record, '035'), 'a').filter((value) => /^\(FI-MELINDA\)\d{9}$/.test(value)),
    ...valuesOf(links, 'u')
      .map((value) => value.trim())
      .filter(isWebAddress),
    ...urns.filter((urn) => /^urn:[a-z0-9][a-z0-9-]*:[^\s<>"]+$/i.test(urn)).map((urn) => urnAddress(urn, settings)),
  ];
};

/** 041 $a, in which older records glue codes together (`finswe`), else 008/35-37. */
export const languagesOf = (record: MarcRecord): readonly LanguageCode[] => {
  const stated = valuesOf(fieldsOf(record, '041'), 'a').flatMap((value) => value.match(/[a-z]{3}/gi) ?? []);
  const fixed = record.controlfields.find(({ tag }) => tag === '008')?.value.slice(35, 38) ?? '';
  const codes = stated.length > 0 ? stated : [fixed];
  // und, mul, zxx: undetermined, many, none.
  return codes.filter((code) => !/^(?:und|mul|zxx)$/i.test(code)).flatMap((code) => parseLanguage(code) ?? []);
};

/** The series with its number, its ISSN, and the ISBN of the other form: for Finna an identifier only in dc:identifier. */
const relationsOf = (record: MarcRecord): readonly string[] => {
  const series = distinctSeriesOf(record).filter(({ tag }) => tag !== '773');
  return [
    ...series.map(({ title, number }) => [title, number && showSeriesNumber(number)].filter(Boolean).join(' ; ')),
    ...series.flatMap(({ issn }) => (issn === undefined ? [] : [`ISSN ${issn}`])),
    ...valuesOf(fieldsOf(record, '776'), 'z')
      .flatMap((value) => findIsbn(value) ?? [])
      .map(hyphenateIsbn),
  ];
};
