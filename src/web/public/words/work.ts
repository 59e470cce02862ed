import type { WorkRole } from '../../../discovery/work.js';
import type { InEach } from '../../admin/language.js';

/** Of the page about one publication. */
export interface WorkWords {
  readonly roles: Readonly<Record<WorkRole, string>>;
  readonly abstract: string;
  readonly details: string;
  readonly series: string;
  readonly year: string;
  readonly languages: string;
  readonly subjects: string;
  readonly genre: string;
  readonly publisher: string;
  readonly licence: string;
  readonly landingPage: string;
  readonly landingPageLink: string;
  readonly editions: string;
  readonly kinds: Readonly<Record<'print' | 'pdf' | 'unknown', string>>;
  readonly extent: string;
  readonly faultyIsbn: (isbn: string) => string;
  readonly download: string;
  readonly read: string;
  readonly file: string;
  readonly accessibility: string;
  readonly accessibilityAsk: string;
  readonly libraries: string;
  readonly librariesOlder: string;
  readonly librariesNone: string;
  readonly recordIn: (label: string) => string;
  readonly searchIn: (label: string) => string;
  readonly cite: string;
  readonly citeFormats: string;
  readonly otherFormats: string;
  readonly records: string;
  readonly neighbours: string;
  readonly previous: string;
  readonly next: string;
  readonly wholeSeries: string;
  readonly provenance: (library: string, number: string) => string;
  readonly provenanceNote: string;
  readonly changed: string;
  readonly olderTag: string;
}

export const WORK_WORDS: InEach<WorkWords> = {
  fi: {
    roles: { author: 'Tekijät', editor: 'Toimittajat', contributor: 'Muut tekijät', publisher: 'Julkaisija' },
    abstract: 'Tiivistelmä',
    details: 'Tiedot',
    series: 'Sarja',
    year: 'Julkaisuvuosi',
    languages: 'Kieli',
    subjects: 'Asiasanat',
    genre: 'Julkaisun laji',
    publisher: 'Julkaisija',
    licence: 'Käyttöehdot',
    landingPage: 'Julkaisijan sivu',
    landingPageLink: 'Julkaisu julkaisijan verkkosivuilla',
    editions: 'Ilmiasut',
    kinds: { print: 'Painettu', pdf: 'Verkkojulkaisu (PDF)', unknown: 'Muu ilmiasu' },
    extent: 'Laajuus',
    faultyIsbn: (isbn) => `${isbn} (näin lähteessä; numero ei ole kelvollinen)`,
    download: 'Lataa PDF',
    read: 'Avaa verkossa',
    file: 'Tiedosto',
    accessibility: 'Saavutettavuus',
    accessibilityAsk: 'Jos tarvitset julkaisun muussa muodossa, ota yhteyttä:',
    libraries: 'Kirjastoissa',
    librariesOlder: 'Julkaisu on luettavissa tai lainattavissa kirjastoissa.',
    librariesNone: 'Tietoa kirjastojen kappaleista ei ole.',
    recordIn: (label) => `${label}: julkaisun tiedot`,
    searchIn: (label) => `${label}: hae numerolla`,
    cite: 'Viittaaminen',
    citeFormats: 'Viitetiedot ohjelmille',
    otherFormats: 'Tiedot muissa muodoissa',
    records: 'OAI-PMH-tietueet',
    neighbours: 'Samassa sarjassa',
    previous: 'Edellinen',
    next: 'Seuraava',
    wholeSeries: 'Koko sarja',
    provenance: (library, number) => `Kuvailutiedot ovat peräisin kirjastojen tietokannasta ${library}, tietue ${number}.`,
    provenanceNote: 'Tiedot päivitetään sieltä; korjaukset tekee tietueesta vastaava kirjasto.',
    changed: 'Tiedot muuttuneet',
    olderTag: 'Vanhempi julkaisu kirjastoissa',
  },
  sv: {
    roles: { author: 'Författare', editor: 'Redaktörer', contributor: 'Övriga medverkande', publisher: 'Utgivare' },
    abstract: 'Sammandrag',
    details: 'Uppgifter',
    series: 'Serie',
    year: 'Utgivningsår',
    languages: 'Språk',
    subjects: 'Ämnesord',
    genre: 'Typ av publikation',
    publisher: 'Utgivare',
    licence: 'Villkor',
    landingPage: 'Utgivarens sida',
    landingPageLink: 'Publikationen på utgivarens webbplats',
    editions: 'Utgåvor',
    kinds: { print: 'Tryckt', pdf: 'Nätpublikation (PDF)', unknown: 'Annan utgåva' },
    extent: 'Omfång',
    faultyIsbn: (isbn) => `${isbn} (enligt källan; numret är inte giltigt)`,
    download: 'Ladda ner PDF',
    read: 'Öppna på webben',
    file: 'Fil',
    accessibility: 'Tillgänglighet',
    accessibilityAsk: 'Om du behöver publikationen i en annan form, ta kontakt:',
    libraries: 'På bibliotek',
    librariesOlder: 'Publikationen kan läsas eller lånas på bibliotek.',
    librariesNone: 'Det finns inga uppgifter om bibliotekens exemplar.',
    recordIn: (label) => `${label}: uppgifter om publikationen`,
    searchIn: (label) => `${label}: sök på numret`,
    cite: 'Hänvisa till publikationen',
    citeFormats: 'Referenser för program',
    otherFormats: 'Uppgifterna i andra format',
    records: 'OAI-PMH-poster',
    neighbours: 'I samma serie',
    previous: 'Föregående',
    next: 'Nästa',
    wholeSeries: 'Hela serien',
    provenance: (library, number) => `Uppgifterna kommer från bibliotekens databas ${library}, post ${number}.`,
    provenanceNote: 'De uppdateras därifrån; rättelser görs av det bibliotek som ansvarar för posten.',
    changed: 'Uppgifterna ändrade',
    olderTag: 'Äldre publikation på bibliotek',
  },
  en: {
    roles: { author: 'Authors', editor: 'Editors', contributor: 'Other contributors', publisher: 'Publisher' },
    abstract: 'Abstract',
    details: 'Details',
    series: 'Series',
    year: 'Year of publication',
    languages: 'Language',
    subjects: 'Subjects',
    genre: 'Kind of publication',
    publisher: 'Publisher',
    licence: 'Terms of use',
    landingPage: 'Publisher’s page',
    landingPageLink: 'The publication on the publisher’s site',
    editions: 'Editions',
    kinds: { print: 'Printed', pdf: 'Online (PDF)', unknown: 'Other edition' },
    extent: 'Extent',
    faultyIsbn: (isbn) => `${isbn} (as in the source; not a valid number)`,
    download: 'Download PDF',
    read: 'Open online',
    file: 'File',
    accessibility: 'Accessibility',
    accessibilityAsk: 'If you need the publication in another form, please contact:',
    libraries: 'In libraries',
    librariesOlder: 'The publication can be read or borrowed in libraries.',
    librariesNone: 'Nothing is known about copies in libraries.',
    recordIn: (label) => `${label}: record of the publication`,
    searchIn: (label) => `${label}: search by number`,
    cite: 'How to cite',
    citeFormats: 'Reference for programs',
    otherFormats: 'The description in other formats',
    records: 'OAI-PMH records',
    neighbours: 'In the same series',
    previous: 'Previous',
    next: 'Next',
    wholeSeries: 'The whole series',
    provenance: (library, number) => `The description comes from the libraries’ database ${library}, record ${number}.`,
    provenanceNote: 'It is updated from there; corrections are made by the library responsible for the record.',
    changed: 'Description changed',
    olderTag: 'Older publication in libraries',
  },
};
