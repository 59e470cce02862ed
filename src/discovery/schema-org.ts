import { languageTag } from '../catalogue/language.js';
import type { LanguageCode } from '../catalogue/publication.js';
import { accessibilitySentence } from '../crosswalk/accessibility.js';
import { isWebAddress } from '../crosswalk/harvested/link-schemes.js';
import type { Work, WorkContributor, WorkManifestation, WorkSeries } from './work.js';

export type JsonValue = string | number | boolean | readonly JsonValue[] | JsonObject;
export interface JsonObject {
  readonly [name: string]: JsonValue;
}

export interface StructuredDataContext {
  /** Whole address of the page about the work. */
  readonly pageUrl: string;
  /** What names the work itself, where pages in several languages are about it; without one the page's address does. */
  readonly workUrl?: string;
  /** Whole address that a URN leads to. */
  readonly urnUrl: (urn: string) => string;
  /** URL of the licence of the description itself, which is not that of the work. */
  readonly metadataRights?: string;
}

/**
 * A work for search engines and other machines as JSON-LD in the words of schema.org. Plain values; whoever puts it into HTML escapes `<`.
 * Only what the catalogue knows: no claim of accessibility or price that nobody has made, no number that is not valid.
 * @see https://schema.org/Book
 */
export const schemaOrgOf = (work: Work, context: StructuredDataContext): JsonObject => ({
  '@context': 'https://schema.org',
  '@type': work.genre === undefined ? 'Book' : ['Book', 'Report'],
  '@id': context.workUrl ?? context.pageUrl,
  url: context.pageUrl,
  name: fullTitle(work.titles[0]),
  ...listed('alternateName', work.titles.slice(1).map(fullTitle)),
  ...listed('author', agents(work, 'author')),
  ...listed('editor', agents(work, 'editor')),
  ...listed('contributor', agents(work, 'contributor')),
  ...(work.publisher && {
    publisher: {
      '@type': 'Organization',
      name: work.publisher.name,
      ...(work.publisher.place !== undefined && { location: work.publisher.place }),
    },
  }),
  ...(work.year !== undefined && { datePublished: String(work.year) }),
  ...listed('inLanguage', work.languages.map(tagOf)),
  ...listed(
    'abstract',
    work.abstracts.map(({ text, language }) => ({ '@value': text, ...(language !== undefined && { '@language': tagOf(language) }) })),
  ),
  ...listed('about', work.subjects.map(termOf)),
  ...(work.genre !== undefined && { genre: work.genre }),
  ...(work.licence !== undefined && isWeb(work.licence.url) && { license: work.licence.url }),
  ...(work.accessibility && { accessibilitySummary: accessibilitySentence(work.accessibility, 'en') }),
  ...listed('isPartOf', work.series.map(seriesOf)),
  ...(work.series[0]?.number !== undefined && { position: work.series[0].number }),
  ...listed('isbn', [...new Set(work.manifestations.flatMap(({ isbns }) => isbns.map(compact)))]),
  ...listed(
    'workExample',
    work.manifestations.map((manifestation) => editionOf(manifestation, context)),
  ),
  ...listed('sameAs', sameAs(work)),
  ...(context.metadataRights !== undefined && { sdLicense: context.metadataRights }),
});

/** `name` and `content` of meta elements, as Google Scholar and reference managers read them (Highwire Press) and as DCMI names them. */
export const metaPairsOf = (work: Work, context: StructuredDataContext): readonly (readonly [string, string])[] => {
  const authors = work.contributors.filter(({ role }) => role === 'author' || role === 'editor');
  const online = work.manifestations.find(({ file }) => isWeb(file?.url));
  const isbns = [...new Set(work.manifestations.flatMap(({ isbns: each }) => each))];
  const urns = work.manifestations.flatMap(({ urn }) => (urn === undefined ? [] : [context.urnUrl(urn)]));
  const [series] = work.series;
  const title = fullTitle(work.titles[0]);
  const year = work.year === undefined ? [] : [String(work.year)];
  const publisher = work.publisher === undefined ? [] : [work.publisher.name];
  const pairs: readonly (readonly [string, readonly string[]])[] = [
    ['citation_title', [title]],
    ['citation_author', authors.map(invertedName)],
    ['citation_publication_date', year],
    ['citation_technical_report_institution', publisher],
    ['citation_publisher', publisher],
    ['citation_technical_report_number', series?.number === undefined ? [] : [series.number]],
    ['citation_series_title', series === undefined ? [] : [series.title]],
    ['citation_isbn', isbns],
    ['citation_issn', series?.issns ?? []],
    ['citation_language', work.languages.map(tagOf)],
    ['citation_keywords', work.subjects.map(({ term }) => term)],
    ['citation_pdf_url', online?.file === undefined ? [] : [online.file.url]],
    ['citation_abstract_html_url', [context.pageUrl]],
    ['DC.title', [title]],
    ['DC.creator', authors.map(invertedName)],
    ['DC.contributor', work.contributors.filter(({ role }) => role === 'contributor').map(invertedName)],
    ['DC.publisher', publisher],
    ['DC.date', year],
    ['DC.language', work.languages.map(tagOf)],
    ['DC.subject', work.subjects.map(({ term }) => term)],
    ['DC.type', work.genre === undefined ? [] : [work.genre]],
    ['DC.relation', work.series.map(({ title: name, number }) => (number === undefined ? name : `${name} ; ${number}`))],
    ['DC.identifier', [...isbns.map((isbn) => `ISBN ${isbn}`), ...urns, context.pageUrl]],
    ['DC.rights', work.licence === undefined ? [] : [work.licence.name]],
  ];
  return pairs.flatMap(([name, contents]) => contents.map((content): readonly [string, string] => [name, content]));
};

/** Main title and subtitle as cataloguers join them. */
export const fullTitle = (title: Work['titles'][number] | undefined): string =>
  title === undefined ? '' : title.subtitle === undefined ? title.text : `${title.text} : ${title.subtitle}`;

/** `Luotonen, Marko`; a body as it is. */
export const invertedName = (contributor: WorkContributor): string =>
  contributor.kind === 'corporate' ? contributor.name : [contributor.family, contributor.given].filter(Boolean).join(', ');

const agents = ({ contributors }: Work, role: WorkContributor['role']): readonly JsonObject[] =>
  contributors
    .filter((contributor) => contributor.role === role)
    .map((contributor) =>
      contributor.kind === 'corporate'
        ? { '@type': 'Organization', name: contributor.name }
        : {
            '@type': 'Person',
            name: [contributor.given, contributor.family].filter(Boolean).join(' '),
            familyName: contributor.family,
            ...(contributor.given !== undefined && { givenName: contributor.given }),
          },
    );

const termOf = ({ term, vocabulary, uri, language }: Work['subjects'][number]): JsonObject => ({
  '@type': 'DefinedTerm',
  name: language === undefined ? term : { '@value': term, '@language': tagOf(language) },
  ...(isWeb(uri) && { '@id': uri }),
  ...(vocabulary !== undefined && { inDefinedTermSet: { '@type': 'DefinedTermSet', name: vocabulary } }),
});

const seriesOf = ({ title, known, issns }: WorkSeries): JsonObject => ({
  '@type': 'BookSeries',
  name: known?.title ?? title,
  ...listed('issn', issns),
});

const editionOf = (edition: WorkManifestation, { urnUrl }: StructuredDataContext): JsonObject => {
  const file = edition.file !== undefined && isWeb(edition.file.url) ? edition.file : undefined;
  return {
    '@type': 'Book',
    identifier: edition.identifier,
    ...(edition.kind === 'pdf' && { bookFormat: 'https://schema.org/EBook' }),
    ...listed('isbn', edition.isbns.map(compact)),
    ...(edition.urn !== undefined && { sameAs: urnUrl(edition.urn) }),
    ...(edition.extent !== undefined && { materialExtent: edition.extent }),
    ...(file && {
      encoding: {
        '@type': 'MediaObject',
        contentUrl: file.url,
        ...(file.mediaType !== undefined && { encodingFormat: file.mediaType }),
        ...(file.name !== undefined && { name: file.name }),
      },
    }),
  };
};

/** Their very records of it, and the publisher's page. A search is not the same thing. */
const sameAs = ({ ties, landingPage }: Work): readonly string[] => [
  ...new Set(
    [landingPage, ...ties.filter(({ kind, dead }) => kind === 'record' && dead === undefined).map(({ url }) => url)].filter(isWeb),
  ),
];

const tagOf = (code: string): string => languageTag(code as LanguageCode);
const compact = (isbn: string): string => isbn.replaceAll('-', '');
const isWeb = (url: string | undefined): url is string => url !== undefined && isWebAddress(url);

/** One value stands alone, none leaves no trace. */
const listed = (name: string, values: readonly JsonValue[]): JsonObject => {
  const [first] = values;
  return first === undefined ? {} : { [name]: values.length === 1 ? first : values };
};
