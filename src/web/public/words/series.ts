import type { InEach } from '../../admin/language.js';

/** Of the page about a series. */
export interface SeriesWords {
  readonly kind: string;
  readonly print: string;
  readonly online: string;
  readonly predecessor: string;
  readonly successor: string;
  readonly works: string;
  readonly none: string;
  readonly yearUnknown: string;
  readonly all: string;
  readonly searchIn: string;
  readonly pages: string;
}

export const SERIES_WORDS: InEach<SeriesWords> = {
  fi: {
    kind: 'Julkaisusarja',
    print: 'ISSN (painettu)',
    online: 'ISSN (verkkojulkaisu)',
    predecessor: 'Edeltäjä',
    successor: 'Jatkaja',
    works: 'Sarjan julkaisut',
    none: 'Tästä sarjasta ei ole vielä julkaisuja luettelossa.',
    yearUnknown: 'Vuosi ei tiedossa',
    all: 'Kaikki sarjat',
    searchIn: 'Hae tästä sarjasta',
    pages: 'Sarjan sivut',
  },
  sv: {
    kind: 'Publikationsserie',
    print: 'ISSN (tryckt)',
    online: 'ISSN (nätpublikation)',
    predecessor: 'Föregångare',
    successor: 'Efterföljare',
    works: 'Seriens publikationer',
    none: 'Det finns ännu inga publikationer i serien i katalogen.',
    yearUnknown: 'Okänt år',
    all: 'Alla serier',
    searchIn: 'Sök i den här serien',
    pages: 'Sidor i serien',
  },
  en: {
    kind: 'Series',
    print: 'ISSN (printed)',
    online: 'ISSN (online)',
    predecessor: 'Preceded by',
    successor: 'Continued by',
    works: 'Publications in the series',
    none: 'No publications of this series are in the catalogue yet.',
    yearUnknown: 'Year unknown',
    all: 'All series',
    searchIn: 'Search this series',
    pages: 'Pages of the series',
  },
};
