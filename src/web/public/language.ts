import type { Language } from '../admin/language.js';

/** Every page is there in each language under an address in that language; these never change, for others link to them. */
interface Addresses {
  readonly list: string;
  /** The part between the list and the code of a series. */
  readonly series: string;
  readonly accessibility: string;
}

export const ADDRESSES = {
  fi: { list: '/julkaisut', series: 'sarjat', accessibility: '/saavutettavuus' },
  sv: { list: '/sv/publikationer', series: 'serier', accessibility: '/sv/tillganglighet' },
  en: { list: '/en/publications', series: 'series', accessibility: '/en/accessibility' },
} as const satisfies Readonly<Record<Language, Addresses>>;

/** What a page is about, in whichever language. */
export type Place =
  | { readonly kind: 'list' }
  | { readonly kind: 'work'; readonly id: string }
  | { readonly kind: 'series'; readonly code: string }
  | { readonly kind: 'accessibility' };

/** Path of a page, from the root of the service. */
export const pathOf = (place: Place, language: Language): string => {
  const { list, series, accessibility } = ADDRESSES[language];
  switch (place.kind) {
    case 'list':
      return list;
    case 'work':
      return `${list}/${encodeURIComponent(place.id)}`;
    case 'series':
      return `${list}/${series}/${encodeURIComponent(place.code)}`;
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
