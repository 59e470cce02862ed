import { parseUrl } from '../catalogue/url.js';
import { languageTag, parseLanguage } from '../catalogue/language.js';
import { someLine } from '../crosswalk/one-line.js';
import type { Work, WorkContributor, WorkManifestation } from './work.js';

/** A name as CSL has it: a body of people is `literal` and never taken apart. */
export type CslName = { readonly family: string; readonly given?: string } | { readonly literal: string };

/**
 * What we write of a CSL-JSON item; names are those of the standard. Every text is one line.
 * @see https://docs.citationstyles.org/en/stable/specification.html#appendix-iv-variables
 */
export interface CslItem {
  readonly id: string;
  readonly type: 'report';
  /** Letters, digits and `_`: what an author writes to cite it. */
  readonly 'citation-key': string;
  readonly title: string;
  readonly author?: readonly CslName[];
  readonly editor?: readonly CslName[];
  readonly contributor?: readonly CslName[];
  readonly issued?: { readonly 'date-parts': readonly [readonly [number]] };
  readonly publisher?: string;
  readonly 'publisher-place'?: string;
  readonly 'collection-title'?: string;
  readonly 'collection-number'?: string;
  readonly ISBN?: string;
  readonly ISSN?: string;
  readonly URL?: string;
  readonly 'number-of-pages'?: string;
  readonly genre?: string;
  readonly language?: string;
  readonly abstract?: string;
  /** Subjects between commas. */
  readonly keyword?: string;
}

/** What is cited where nobody says: the PDF when there is one, for that is what a reader has before them, else the printed book. */
export const citedManifestation = (work: Work): WorkManifestation | undefined =>
  work.manifestations.find(({ kind }) => kind === 'pdf') ?? work.manifestations[0];

/**
 * One manifestation of a work as data for citing: with its own ISBN and ISSN, and with an address when it is one that can be opened.
 * @param urnResolver address of a URN, in which `{urn}` is filled in
 */
export const cslOf = (work: Work, manifestation: WorkManifestation | undefined, urnResolver: string): CslItem => {
  const [series] = work.series;
  const namesOf = (role: WorkContributor['role']): readonly CslName[] =>
    work.contributors.filter((contributor) => contributor.role === role).flatMap(nameOf);
  const language = parseLanguage(work.languages[0] ?? '');
  const pages = /(\d+)(?:, \[\d+\])? *(?:sivua|s\.|sidor|pages|lehteä|blad|leaves)/u.exec(manifestation?.extent ?? '')?.[1];
  return {
    id: work.id,
    type: 'report',
    'citation-key': citationKey(work),
    title: titleOf(work),
    ...optional('author', some(namesOf('author'))),
    ...optional('editor', some(namesOf('editor'))),
    ...optional('contributor', some(namesOf('contributor'))),
    ...(work.year !== undefined && { issued: { 'date-parts': [[work.year]] as const } }),
    ...optional('publisher', publisherOf(work)),
    ...optional('publisher-place', someText(work.publisher?.place)),
    ...optional('collection-title', someText(series?.title)),
    ...optional('collection-number', someText(series?.number)),
    ...optional('ISBN', manifestation?.isbns[0]),
    ...optional('ISSN', manifestation?.issn ?? series?.issns[0]),
    ...optional('URL', addressOf(manifestation, urnResolver)),
    ...optional('number-of-pages', pages),
    ...optional('genre', someText(work.genre)),
    ...optional('language', language && languageTag(language)),
    ...optional('abstract', someText(work.abstracts[0]?.text)),
    ...optional('keyword', someText(work.subjects.map(({ term }) => oneText(term).replaceAll(',', ' ')).join(','))),
  };
};

/** Characters that no text may hold, and those that citations.ts sets in the place of `<` and `>` while the library has the text. */
const UNSPEAKABLE = /[\p{Cc}\p{Cs}\uFDD0-\uFDEF]/gu;
const oneText = (text: string): string => someText(text) ?? '';
const someText = (text: string | undefined): string | undefined => someLine(text?.replaceAll(UNSPEAKABLE, ' '));

const optional = <Key extends keyof CslItem>(key: Key, value: CslItem[Key] | undefined): Partial<Record<Key, CslItem[Key]>> =>
  (value === undefined ? {} : { [key]: value }) as Partial<Record<Key, CslItem[Key]>>;

const some = <Item>(items: readonly Item[]): readonly Item[] | undefined => (items.length > 0 ? items : undefined);

const titleOf = ({ id, titles }: Work): string => {
  const [main] = titles;
  const parts = [main?.text, main?.subtitle].map(someText).filter((part) => part !== undefined);
  return parts.length > 0 ? parts.join(': ') : id;
};

const nameOf = (contributor: WorkContributor): readonly CslName[] => {
  const whole = someText(contributor.kind === 'corporate' ? contributor.name : contributor.family);
  if (whole === undefined) return [];
  if (contributor.kind === 'corporate') return [{ literal: whole }];
  const given = someText(contributor.given);
  return [{ family: whole, ...(given !== undefined && { given }) }];
};

const publisherOf = ({ publisher, contributors }: Work): string | undefined => {
  const named = contributors.find(({ role }) => role === 'publisher');
  return someText(publisher?.name ?? (named?.kind === 'corporate' ? named.name : named?.family));
};

/** A URN lives longer than the address of a file. A printed book has no address. */
const addressOf = (manifestation: WorkManifestation | undefined, urnResolver: string): string | undefined => {
  const { urn, file } = manifestation ?? {};
  const url = parseUrl(urn === undefined ? (file?.url ?? '') : urnResolver.replace('{urn}', () => encodeURI(urn)));
  if (url?.protocol !== 'https:' && url?.protocol !== 'http:') return undefined;
  // Legal in a query, but a lone brace ends a field of BibTeX.
  return url.href.replaceAll('{', '%7B').replaceAll('}', '%7D').replaceAll('\\', '%5C');
};

/** Stays the same whatever is corrected in the title, since manuscripts hold it: `Sosiaalisen_2012_2`. */
const citationKey = ({ id, contributors }: Work): string => {
  const [first] = contributors;
  const name = first === undefined ? '' : first.kind === 'corporate' ? first.name : first.family;
  const word = /[A-Za-z]+/.exec(name.normalize('NFKD').replaceAll(/\p{M}/gu, ''))?.[0] ?? 'Work';
  return `${word}_${id.replaceAll(/[^A-Za-z0-9]+/g, '_')}`;
};
