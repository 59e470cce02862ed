import { isbnUrn, parseIsbn } from '../catalogue/isbn.js';
import type { Issn } from '../catalogue/issn.js';
import { parseLanguage } from '../catalogue/language.js';
import { type Contributor, type LanguageCode, type Publication, type Title, validIsbn } from '../catalogue/publication.js';
import { findSeries, type Series } from '../catalogue/series.js';
import type { Settings } from '../platform/settings.js';
import type { Item } from './item.js';
import { oneLine, someLine } from './one-line.js';

/** `Title : subtitle` (ISBD); empty when there is neither. */
export const isbdTitle = ({ text, subtitle }: Title): string => [someLine(text), someLine(subtitle)].filter(isSome).join(' : ');

/** `Luotonen, Marko`, or the name of a body; empty when the name is blank. */
export const nameOf = (contributor: Contributor): string =>
  contributor.kind === 'corporate'
    ? oneLine(contributor.name)
    : [someLine(contributor.family), someLine(contributor.given)].filter(isSome).join(', ');

/** What the publication is in, or what the publisher's works are in unless they say otherwise; empty when neither is known. */
export const languagesOf = (publication: Publication, settings: Settings): readonly LanguageCode[] => {
  const usual = parseLanguage(settings.publisher.language);
  return publication.languages.length > 0 ? [...new Set(publication.languages)] : usual === undefined ? [] : [usual];
};

/** Those whom the publication names as its publisher, else the publisher of the settings. At least one. */
export const publishersOf = (publication: Publication, settings: Settings): readonly string[] => {
  const named = publication.contributors.filter(({ role }) => role === 'publisher').map(nameOf);
  const names = [...new Set(named.filter((name) => name !== ''))];
  return names.length > 0 ? names : [oneLine(settings.publisher.name)];
};

/** The configured series that the publication belongs to. */
export const seriesOf = ({ series }: Publication, settings: Settings): Series | undefined =>
  series && (settings.series.find(({ code }) => code === series.code) ?? findSeries(settings.series, { title: series.title }));

/** `2/2012`: number and year, in the form that the older records of the series use; `2` without a year. */
export const seriesNumber = ({ series, year }: Publication): string | undefined => {
  const number = someLine(series?.number);
  return number === undefined || year === undefined || number.includes('/') ? number : `${number}/${year}`;
};

/** The ISSN of this form of the series. Kansalliskirjasto's import strikes the other form's out of the record, so it is never given. */
export const ownIssn = ({ publication, manifestation }: Item, settings: Settings): Issn | undefined => {
  const issn = seriesOf(publication, settings)?.issn;
  const [own, others] = manifestation.kind === 'print' ? [issn?.print, issn?.online] : [issn?.online, issn?.print];
  return manifestation.issn !== undefined && manifestation.issn !== others ? manifestation.issn : own;
};

/** `Raportti`: the publication's own word, else its series' usual one. */
export const genreOf = (publication: Publication, settings: Settings): string | undefined =>
  someLine(publication.genre ?? seriesOf(publication, settings)?.genre);

/** `85 sivua`; `undefined` when the number of pages is not known. */
export const extentOf = (pages: number | undefined): string | undefined =>
  pages === undefined || pages < 1 ? undefined : pages === 1 ? '1 sivu' : `${pages} sivua`;

/**
 * The URN of an online item, formed from its ISBN where it has one (RFC 8254), else the one that the source gave.
 * Never one of a mistyped or of the printed book's ISBN: such a URN must not be minted.
 */
export const urnOf = ({ manifestation, counterpart }: Item): string | undefined => {
  if (manifestation.kind === 'print') return undefined;
  const isbn = validIsbn(manifestation);
  if (isbn !== undefined) return isbnUrn(isbn);
  const urn = someLine(manifestation.urn);
  if (urn === undefined || !/^urn:[^\s:]+:\S+$/i.test(urn)) return undefined;
  if (!/^urn:isbn:/i.test(urn)) return urn;
  const stated = parseIsbn(urn.slice('urn:isbn:'.length));
  return stated === undefined || stated === validIsbn(counterpart) ? undefined : isbnUrn(stated);
};

/** Where the URN resolves: `https://urn.fi/URN:ISBN:978-952-491-530-4`. */
export const urnAddress = (urn: string, settings: Settings): string => settings.links.urnResolver.replace('{urn}', () => urn);

const isSome = <T>(value: T | undefined): value is T => value !== undefined;
