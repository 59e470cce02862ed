import { listPath, SERIES_PART, seriesPath, workPath } from '../../discovery/dumps/addresses.js';
import type { Language } from '../admin/language.js';

/** Every page is there in each language under an address in that language; these never change, for others link to them. */
interface Addresses {
  readonly list: string;
  /** The part between the list and the code of a series. */
  readonly series: string;
  readonly accessibility: string;
}

export const ADDRESSES: Readonly<Record<Language, Addresses>> = {
  fi: { list: listPath('fi'), series: SERIES_PART.fi, accessibility: '/saavutettavuus' },
  sv: { list: listPath('sv'), series: SERIES_PART.sv, accessibility: '/sv/tillganglighet' },
  en: { list: listPath('en'), series: SERIES_PART.en, accessibility: '/en/accessibility' },
};

/** What a page is about, in whichever language. */
export type Place =
  | { readonly kind: 'list' }
  | { readonly kind: 'work'; readonly id: string }
  | { readonly kind: 'series'; readonly code: string }
  | { readonly kind: 'accessibility' };

/** Path of a page, from the root of the service. */
export const pathOf = (place: Place, language: Language): string => {
  const { list, accessibility } = ADDRESSES[language];
  switch (place.kind) {
    case 'list':
      return list;
    case 'work':
      return workPath(place.id, language);
    case 'series':
      return seriesPath(place.code, language);
    case 'accessibility':
      return accessibility;
  }
};

/** The language that an address is in; `undefined` of addresses that are in none. */
export const languageOfPath = (path: string): Language | undefined => {
  if (/^\/sv(?:\/|$)/.test(path)) return 'sv';
  if (/^\/en(?:\/|$)/.test(path)) return 'en';
  return /^\/(?:julkaisut|saavutettavuus)(?:\/|$)/.test(path) ? 'fi' : undefined;
};
