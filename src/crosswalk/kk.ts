import { hyphenateIsbn } from '../catalogue/isbn.js';
import { languageTag } from '../catalogue/language.js';
import { type Contributor, type LanguageCode, type Publication, type Subject, validIsbn } from '../catalogue/publication.js';
import type { Settings } from '../platform/settings.js';
import { element, type XmlElement } from '../xml/element.js';
import { accessibilityFeature } from './accessibility.js';
import type { Crosswalk, Item } from './item.js';
import { someLine } from './one-line.js';
import { genreOf, isbdTitle, languagesOf, nameOf, ownIssn, publishersOf, seriesNumber, urnAddress, urnOf } from './particulars.js';

const NAMESPACE = 'http://kk/1.0';
/** The address that Finnish publication archives print for it; nothing answers there, but it is the schema's name. */
const SCHEMA = 'http://kk/1.0/kk.xsd';

/**
 * The one format that Kansalliskirjasto's record import of publication archives reads (`melinda-record-import`,
 * transformer publication-archives). Online items only: it would label the ISBN of a printed book as that of a PDF,
 * and it rejects a record without a valid one.
 */
export const kk: Crosswalk = {
  metadataPrefix: 'kk',
  aliases: [],
  namespace: NAMESPACE,
  schema: SCHEMA,
  version: 1,
  write: (item, settings) => {
    const isbn = validIsbn(item.manifestation);
    if (item.manifestation.kind !== 'pdf' || isbn === undefined) return undefined;
    return element(NAMESPACE, 'kk:metadata', { 'xsi:schemaLocation': `${NAMESPACE} ${SCHEMA}` }, [
      ...contributors(item.publication),
      field('date.issued', item.publication.year === undefined ? undefined : String(item.publication.year).padStart(4, '0')),
      ...identifiers(item, hyphenateIsbn(isbn), settings),
      ...titles(item.publication),
      ...publishersOf(item.publication, settings).map((name) => field('publisher', name)),
      field('publisher.place', settings.publisher.place),
      ...relations(item, settings),
      field('format.extent', item.manifestation.pages === undefined ? undefined : String(item.manifestation.pages)),
      ...languagesOf(item.publication, settings).map((code) => field('language.iso', code)),
      ...descriptions(item.publication),
      ...item.publication.subjects.map(subject),
      field('type', genreOf(item.publication, settings)),
      field('rights', item.publication.licence?.name),
      field('rights.accesslevel', 'openAccess'),
      file(item, settings),
    ]);
  },
};

/** `name` is `element` or `element.qualifier`; left out when there is nothing to say. */
const field = (name: string, text: string | undefined, language?: LanguageCode): XmlElement | undefined => {
  const value = someLine(text);
  if (value === undefined) return undefined;
  const [dcElement, qualifier] = name.split('.');
  return element(NAMESPACE, 'kk:field', {
    schema: 'dc',
    element: dcElement,
    qualifier,
    language: language === undefined ? 'none' : languageTag(language),
    value,
  });
};

/** A body is `groupauthor` and becomes 710, or 110 when there is no person; only authors and editors have a field of their own. */
const contributors = ({ contributors }: Publication) =>
  contributors.filter(({ role }) => role !== 'publisher').map((contributor) => field(contributorField(contributor), nameOf(contributor)));

const contributorField = ({ kind, role }: Contributor): string => {
  if (role === 'author') return kind === 'person' ? 'contributor.author' : 'contributor.groupauthor';
  return role === 'editor' && kind === 'person' ? 'contributor.editor' : 'contributor';
};

const identifiers = (item: Item, isbn: string, settings: Settings) => [
  field('identifier.isbn', isbn),
  field('identifier.urn', urnOf(item)),
  field('identifier.uri', hasOwnPage(item, settings) ? item.landingPage : item.manifestation.file?.url),
];

/** The import refuses two records of one batch that share an identifier, so a page that all publications share is not one. */
const hasOwnPage = ({ publication }: Item, settings: Settings): boolean =>
  publication.landingPage !== undefined || settings.links.landingPage.includes('{id}');

const titles = ({ titles: [main, ...others] }: Publication) => [
  main && field('title', isbdTitle(main), main.language),
  ...others.map((title) => field('title.alternative', isbdTitle(title), title.language)),
];

const relations = (item: Item, settings: Settings) => {
  const print = validIsbn(item.counterpart);
  return [
    field('relation.ispartofseries', item.publication.series?.title),
    field('relation.issn', ownIssn(item, settings)),
    field('relation.numberinseries', item.publication.series && seriesNumber(item.publication)),
    field('relation.isversionof', print && hyphenateIsbn(print)),
  ];
};

/** The import knows the value by these very words. */
const descriptions = ({ abstracts, accessibility }: Publication) => [
  ...abstracts.map(({ text, language }) => field('description.abstract', text, language)),
  field('description.accessibilityfeature', accessibilityFeature(accessibility) && 'ei tietoa saavutettavuudesta'),
];

const KNOWN_VOCABULARIES = ['yso', 'afo', 'juho', 'tero', 'ysa'];

const subject = ({ term, vocabulary = '', language }: Subject) =>
  field(KNOWN_VOCABULARIES.includes(vocabulary) ? `subject.${vocabulary}` : 'subject', term, language);

/** The import wants a file. Where the source has not said its address, the URN is it. */
const file = (item: Item, settings: Settings): XmlElement | undefined => {
  const { file: given, kind } = item.manifestation;
  const urn = urnOf(item);
  const href = given?.url ?? (urn && urnAddress(urn, settings));
  return href === undefined
    ? undefined
    : element(NAMESPACE, 'kk:file', {
        bundle: 'ORIGINAL',
        href,
        name: someLine(given?.name) ?? `${item.publication.id}.${kind}`,
        type: given?.mediaType ?? 'application/pdf',
      });
};
