import { datestampOf, formatDatestamp } from '../../catalogue/datestamp.js';
import { isWebAddress } from '../../crosswalk/harvested/link-schemes.js';
import { parseUrl } from '../../catalogue/url.js';

/** The languages of the pages, the main one first. */
export const PAGE_LANGUAGES = ['fi', 'sv', 'en'] as const;
export type PageLanguage = (typeof PAGE_LANGUAGES)[number];

const LISTS: Readonly<Record<PageLanguage, string>> = { fi: '/julkaisut', sv: '/sv/publikationer', en: '/en/publications' };
/** The part between the list and the code of a series. */
export const SERIES_PART: Readonly<Record<PageLanguage, string>> = { fi: 'sarjat', sv: 'serier', en: 'series' };

export const listPath = (language: PageLanguage): string => LISTS[language];
export const workPath = (id: string, language: PageLanguage = 'fi'): string => `${LISTS[language]}/${pathPart(id)}`;
export const seriesPath = (code: string, language: PageLanguage = 'fi'): string =>
  `${LISTS[language]}/${SERIES_PART[language]}/${pathPart(code)}`;

/** Where OAI-PMH gives one record (OAI-PMH 2.0 §4.1). */
export const recordPath = (identifier: string, metadataPrefix: string): string =>
  `/oai?verb=GetRecord&metadataPrefix=${pathPart(metadataPrefix)}&identifier=${pathPart(identifier)}`;

/** Whatever the text, something that stands between two slashes or behind an equals sign as one part. */
export const pathPart = (text: string): string =>
  encodeURIComponent(text.replace(/\p{Surrogate}/gu, '\uFFFD')).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );

/** What RFC 3986 has escaped and a browser lets stand; brackets are right around a host's number only. */
const UNPLAIN = /[<>"|\\^`{}\s]|%(?![\dA-Fa-f]{2})|(?<=^\w+:\/\/[^/]*\/.*)[[\]]|(?<=#.*)#/g;

/** The address as it may stand in a header or between angle brackets: ASCII, nothing to escape. `undefined` where it is not of the web. */
export const plainAddress = (url: string | undefined): string | undefined =>
  url !== undefined && isWebAddress(url) ? parseUrl(url)?.href.replace(UNPLAIN, encodeURIComponent) : undefined;

/** `2026-01-15T23:59:59Z`. */
export const utc = (seconds: number): string => formatDatestamp(datestampOf(seconds * 1000));
