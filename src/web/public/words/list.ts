import type { WorkQuery } from '../../../discovery/discovery.js';
import type { InEach } from '../../admin/language.js';

/** Of the list with its search, and of one publication in a list. */
export interface ListWords {
  readonly title: string;
  readonly searchTitle: (words: string) => string;
  readonly search: string;
  readonly words: string;
  readonly wordsHint: string;
  readonly narrow: string;
  readonly author: string;
  readonly series: string;
  readonly anySeries: string;
  readonly from: string;
  readonly until: string;
  readonly language: string;
  readonly anyLanguage: string;
  readonly origin: string;
  readonly anyOrigin: string;
  readonly own: string;
  readonly older: string;
  readonly order: string;
  readonly orders: Readonly<Record<NonNullable<WorkQuery['order']>, string>>;
  readonly results: string;
  /** Above the list when nothing is searched for. */
  readonly everything: string;
  readonly count: (total: number, shown: string) => string;
  /** Of more than anybody has counted. */
  readonly moreThan: (shown: string) => string;
  readonly range: (from: string, until: string) => string;
  readonly clear: string;
  readonly chosen: string;
  /** Read out before the name of a filter. */
  readonly drop: string;
  readonly emptyTitle: string;
  readonly emptyHelp: string;
  readonly emptyCatalogue: string;
  readonly emptyLibraries: string;
  readonly beyond: string;
  readonly lastPage: string;
  readonly pages: string;
  readonly previous: string;
  readonly next: string;
  readonly tagOwn: string;
  readonly tagOlder: string;
  readonly andOthers: string;
  readonly editors: string;
  readonly kinds: Readonly<Record<'print' | 'pdf' | 'unknown', string>>;
  readonly wordsCut: (most: number) => string;
  readonly notYear: (value: string) => string;
  readonly notKnown: (value: string) => string;
}

export const LIST_WORDS: InEach<ListWords> = {
  fi: {
    title: 'Julkaisut',
    searchTitle: (words) => `Haku: ${words}`,
    search: 'Hae',
    words: 'Hae julkaisuja',
    wordsHint: 'Nimi, tekijä, aihe, ISBN, ISSN tai sarjan numero',
    narrow: 'Tarkenna hakua',
    author: 'Tekijä',
    series: 'Sarja',
    anySeries: 'Kaikki sarjat',
    from: 'Vuodesta',
    until: 'Vuoteen',
    language: 'Kieli',
    anyLanguage: 'Kaikki kielet',
    origin: 'Alkuperä',
    anyOrigin: 'Kaikki',
    own: 'Omat julkaisut',
    older: 'Vanhemmat, kirjastoissa',
    order: 'Järjestys',
    orders: { relevance: 'Osuvin ensin', newest: 'Uusin ensin', oldest: 'Vanhin ensin', title: 'Nimen mukaan' },
    results: 'Hakutulos',
    everything: 'Kaikki julkaisut',
    count: (total, shown) => (total === 1 ? '1 julkaisu' : `${shown} julkaisua`),
    moreThan: (shown) => `yli ${shown}`,
    range: (from, until) => `Näytetään ${from}–${until}.`,
    clear: 'Tyhjennä haku',
    chosen: 'Rajaukset',
    drop: 'Poista rajaus',
    emptyTitle: 'Haulla ei löytynyt julkaisuja',
    emptyHelp: 'Tarkista oikeinkirjoitus tai kokeile vähemmällä: yksi sana tai pelkkä numero riittää.',
    emptyCatalogue: 'Luettelossa ei ole vielä julkaisuja.',
    emptyLibraries: 'Hae kirjastoista',
    beyond: 'Hakutulos ei jatku näin pitkälle.',
    lastPage: 'Siirry viimeiselle sivulle',
    pages: 'Hakutuloksen sivut',
    previous: 'Edellinen sivu',
    next: 'Seuraava sivu',
    tagOwn: 'Oma julkaisu',
    tagOlder: 'Kirjastoissa',
    andOthers: 'ym.',
    editors: 'toim.',
    kinds: { print: 'painettu', pdf: 'PDF', unknown: 'muu' },
    wordsCut: (most) => `Hakusanoista käytettiin ${most} ensimmäistä merkkiä.`,
    notYear: (value) => `”${value}” ei ole vuosiluku, joten sitä ei käytetty rajauksena.`,
    notKnown: (value) => `Rajausta ”${value}” ei tunneta, joten sitä ei käytetty.`,
  },
  sv: {
    title: 'Publikationer',
    searchTitle: (words) => `Sökning: ${words}`,
    search: 'Sök',
    words: 'Sök publikationer',
    wordsHint: 'Titel, författare, ämne, ISBN, ISSN eller nummer i serien',
    narrow: 'Avgränsa sökningen',
    author: 'Författare',
    series: 'Serie',
    anySeries: 'Alla serier',
    from: 'Från år',
    until: 'Till år',
    language: 'Språk',
    anyLanguage: 'Alla språk',
    origin: 'Ursprung',
    anyOrigin: 'Alla',
    own: 'Egna publikationer',
    older: 'Äldre, på bibliotek',
    order: 'Ordning',
    orders: { relevance: 'Mest relevanta först', newest: 'Nyaste först', oldest: 'Äldsta först', title: 'Efter titel' },
    results: 'Sökresultat',
    everything: 'Alla publikationer',
    count: (total, shown) => (total === 1 ? '1 publikation' : `${shown} publikationer`),
    moreThan: (shown) => `över ${shown}`,
    range: (from, until) => `Visar ${from}–${until}.`,
    clear: 'Rensa sökningen',
    chosen: 'Avgränsningar',
    drop: 'Ta bort avgränsningen',
    emptyTitle: 'Sökningen gav inga träffar',
    emptyHelp: 'Kontrollera stavningen eller sök med mindre: ett ord eller bara ett nummer räcker.',
    emptyCatalogue: 'Det finns ännu inga publikationer i katalogen.',
    emptyLibraries: 'Sök på bibliotek',
    beyond: 'Så långt räcker inte sökresultatet.',
    lastPage: 'Gå till sista sidan',
    pages: 'Sidor med sökresultat',
    previous: 'Föregående sida',
    next: 'Nästa sida',
    tagOwn: 'Egen publikation',
    tagOlder: 'På bibliotek',
    andOthers: 'm.fl.',
    editors: 'red.',
    kinds: { print: 'tryckt', pdf: 'PDF', unknown: 'annan' },
    wordsCut: (most) => `Av sökorden användes de första ${most} tecknen.`,
    notYear: (value) => `”${value}” är inte ett årtal och användes därför inte.`,
    notKnown: (value) => `Avgränsningen ”${value}” är okänd och användes därför inte.`,
  },
  en: {
    title: 'Publications',
    searchTitle: (words) => `Search: ${words}`,
    search: 'Search',
    words: 'Search publications',
    wordsHint: 'Title, author, subject, ISBN, ISSN or number in the series',
    narrow: 'Narrow the search',
    author: 'Author',
    series: 'Series',
    anySeries: 'All series',
    from: 'From year',
    until: 'To year',
    language: 'Language',
    anyLanguage: 'All languages',
    origin: 'Origin',
    anyOrigin: 'All',
    own: 'Our own publications',
    older: 'Older, in libraries',
    order: 'Order',
    orders: { relevance: 'Best match first', newest: 'Newest first', oldest: 'Oldest first', title: 'By title' },
    results: 'Search results',
    everything: 'All publications',
    count: (total, shown) => (total === 1 ? '1 publication' : `${shown} publications`),
    moreThan: (shown) => `more than ${shown}`,
    range: (from, until) => `Showing ${from}–${until}.`,
    clear: 'Clear the search',
    chosen: 'Filters',
    drop: 'Remove the filter',
    emptyTitle: 'No publications were found',
    emptyHelp: 'Check the spelling, or try less: one word or a number alone will do.',
    emptyCatalogue: 'There are no publications in the catalogue yet.',
    emptyLibraries: 'Search the libraries',
    beyond: 'The results do not go this far.',
    lastPage: 'Go to the last page',
    pages: 'Pages of results',
    previous: 'Previous page',
    next: 'Next page',
    tagOwn: 'Our own',
    tagOlder: 'In libraries',
    andOthers: 'et al.',
    editors: 'ed.',
    kinds: { print: 'printed', pdf: 'PDF', unknown: 'other' },
    wordsCut: (most) => `Only the first ${most} characters of the search words were used.`,
    notYear: (value) => `“${value}” is not a year and was not used.`,
    notKnown: (value) => `The filter “${value}” is not known and was not used.`,
  },
};
