import { hyphenateIsbn } from '../catalogue/isbn.js';
import { languageTag, parseLanguage } from '../catalogue/language.js';
import { type ContributorRole, type LanguageCode, validIsbn } from '../catalogue/publication.js';
import type { Settings } from '../platform/settings.js';
import { element, type XmlElement } from '../xml/element.js';
import { accessibilitySentence, type SentenceLanguage } from './accessibility.js';
import type { Crosswalk, Item } from './item.js';
import { oneLine, someLine } from './one-line.js';
import {
  extentOf,
  genreOf,
  isbdTitle,
  languagesOf,
  nameOf,
  ownIssn,
  publishersOf,
  seriesNumber,
  urnAddress,
  urnOf,
} from './particulars.js';

const NAMESPACE = 'http://www.openarchives.org/OAI/2.0/oai_dc/';
const SCHEMA = 'http://www.openarchives.org/OAI/2.0/oai_dc.xsd';
const DC = 'http://purl.org/dc/elements/1.1/';

/** Unqualified Dublin Core as every harvester must be able to have it (OAI-PMH 2.0 §3.4). */
export const oaiDc: Crosswalk = {
  metadataPrefix: 'oai_dc',
  aliases: [],
  namespace: NAMESPACE,
  schema: SCHEMA,
  version: 1,
  write: (item, settings) =>
    dublinCore(
      [
        titles(item),
        contributors(item, ['author'], 'creator'),
        subjects(item),
        descriptions(item, settings),
        publishersOf(item.publication, settings).map((name) => dc('publisher', name)),
        contributors(item, ['editor', 'contributor'], 'contributor'),
        // Finna reads a date of exactly four digits and no other.
        [dc('date', item.publication.year === undefined ? undefined : String(item.publication.year).padStart(4, '0'))],
        [dc('type', genreOf(item.publication, settings))],
        [dc('format', item.manifestation.kind === 'pdf' ? 'application/pdf' : extentOf(item.manifestation.pages))],
        identifiers(item, settings),
        languagesOf(item.publication, settings).map((code) => dc('language', code)),
        relations(item, settings),
        rights(item),
      ].flat(),
    ),
};

/** The container with its elements in the order given. */
export const dublinCore = (elements: readonly (XmlElement | undefined)[]): XmlElement =>
  element(NAMESPACE, 'oai_dc:dc', { 'xmlns:dc': DC, 'xsi:schemaLocation': `${NAMESPACE} ${SCHEMA}` }, elements);

/** One element of Dublin Core; `undefined` when there is nothing to say. */
export const dc = (name: string, text: string | undefined, language?: LanguageCode): XmlElement | undefined => {
  const line = someLine(text);
  if (line === undefined) return undefined;
  return element(DC, `dc:${name}`, { 'xml:lang': language === undefined ? undefined : languageTag(language) }, [line]);
};

const titles = ({ publication }: Item) => publication.titles.map((title) => dc('title', isbdTitle(title), title.language));

const contributors = ({ publication }: Item, roles: readonly ContributorRole[], name: string) =>
  publication.contributors.filter(({ role }) => roles.includes(role)).map((contributor) => dc(name, nameOf(contributor)));

const subjects = ({ publication }: Item) => publication.subjects.map(({ term, language }) => dc('subject', term, language));

/** The accessibility of the file is told of the file only; a printed book has none of it to tell. */
const descriptions = ({ publication, manifestation }: Item, settings: Settings) => {
  const language = sentenceLanguage(languagesOf(publication, settings));
  const sentence =
    manifestation.kind === 'pdf'
      ? accessibilitySentence(publication.accessibility, language, settings.publisher.accessibilityContact)
      : undefined;
  return [
    ...publication.abstracts.map((abstract) => dc('description', notAnAddress(abstract.text), abstract.language)),
    dc('description', sentence, parseLanguage(language)),
  ];
};

/** Finna takes a description that starts with http for the link to the work, in place of the identifier. */
const notAnAddress = (text: string): string => (/^http/i.test(oneLine(text)) ? `(${oneLine(text)})` : text);

const sentenceLanguage = (languages: readonly LanguageCode[]): SentenceLanguage => {
  const spoken = languages.map(languageTag);
  return spoken.find((tag): tag is SentenceLanguage => tag === 'fi' || tag === 'sv' || tag === 'en') ?? 'fi';
};

/** Only this manifestation's own valid ISBN: Finna takes any 13 digits here for one. The last URL is the one that it shows. */
const identifiers = (item: Item, settings: Settings) => {
  const isbn = validIsbn(item.manifestation);
  const urn = urnOf(item);
  return [
    dc('identifier', isbn && hyphenateIsbn(isbn)),
    dc('identifier', item.landingPage),
    dc('identifier', urn && urnAddress(urn, settings)),
  ];
};

const relations = (item: Item, settings: Settings) => {
  const title = someLine(item.publication.series?.title);
  const issn = ownIssn(item, settings);
  const counterpart = validIsbn(item.counterpart);
  return [
    dc('relation', title && [title, seriesNumber(item.publication)].filter((part) => part !== undefined).join(' ; ')),
    dc('relation', issn && `ISSN ${issn}`),
    dc('relation', counterpart && hyphenateIsbn(counterpart)),
  ];
};

/** Without a licence all that can be said is that the file is free to read; of a printed book then nothing. */
const rights = ({ publication: { licence }, manifestation }: Item) =>
  licence
    ? [dc('rights', licence.name), dc('rights', licence.url)]
    : [manifestation.kind === 'pdf' ? dc('rights', 'Aineisto on vapaasti saatavissa.', parseLanguage('fin')) : undefined];
