import type { InEach } from '../../admin/language.js';

/** What stands round every page. */
export interface ShellWords {
  readonly skip: string;
  readonly mainNavigation: string;
  readonly publications: string;
  readonly languages: string;
  /** Of the language itself, in itself. */
  readonly self: string;
  readonly accessibility: string;
  readonly feedback: string;
  readonly publishedBy: (name: string) => string;
  readonly openMetadata: string;
  readonly metadataLicence: string;
  readonly machineUse: string;
  readonly feed: string;
  readonly notFoundTitle: string;
  readonly notFoundAsked: string;
  readonly notFoundHelp: string;
  /** Of a number that several have · that is no such number · that is not known here. */
  readonly severalTitle: string;
  readonly invalidTitle: string;
  readonly unknownTitle: string;
  readonly perhaps: string;
  readonly toList: string;
}

export const SHELL_WORDS: InEach<ShellWords> = {
  fi: {
    skip: 'Siirry sisältöön',
    mainNavigation: 'Päävalikko',
    publications: 'Julkaisut',
    languages: 'Kielet',
    self: 'Suomeksi',
    accessibility: 'Saavutettavuusseloste',
    feedback: 'Anna palautetta',
    publishedBy: (name) => `Julkaisija: ${name}`,
    openMetadata: 'Julkaisujen kuvailutietoja saa käyttää vapaasti',
    metadataLicence: 'kuvailutietojen käyttöehdot',
    machineUse: 'OAI-PMH-rajapinta',
    feed: 'Uudet julkaisut (Atom)',
    notFoundTitle: 'Sivua ei löytynyt',
    notFoundAsked: 'Haettiin:',
    notFoundHelp:
      'Osoitteessa voi olla kirjoitusvirhe, tai julkaisu on poistettu. Kokeile hakea julkaisua nimellä, tekijällä tai numerolla.',
    severalTitle: 'Useita julkaisuja',
    invalidTitle: 'Numero ei ole kelvollinen',
    unknownTitle: 'Julkaisua ei löytynyt',
    perhaps: 'Tarkoititko tätä?',
    toList: 'Kaikki julkaisut',
  },
  sv: {
    skip: 'Gå till innehållet',
    mainNavigation: 'Huvudmeny',
    publications: 'Publikationer',
    languages: 'Språk',
    self: 'På svenska',
    accessibility: 'Tillgänglighetsutlåtande',
    feedback: 'Ge respons',
    publishedBy: (name) => `Utgivare: ${name}`,
    openMetadata: 'Uppgifterna om publikationerna får användas fritt',
    metadataLicence: 'villkor för användning av uppgifterna',
    machineUse: 'OAI-PMH-gränssnitt',
    feed: 'Nya publikationer (Atom)',
    notFoundTitle: 'Sidan hittades inte',
    notFoundAsked: 'Du sökte:',
    notFoundHelp:
      'Det kan finnas ett skrivfel i adressen, eller så har publikationen tagits bort. Sök gärna på titel, författare eller nummer.',
    severalTitle: 'Flera publikationer',
    invalidTitle: 'Numret är inte giltigt',
    unknownTitle: 'Publikationen hittades inte',
    perhaps: 'Menade du den här?',
    toList: 'Alla publikationer',
  },
  en: {
    skip: 'Skip to content',
    mainNavigation: 'Main menu',
    publications: 'Publications',
    languages: 'Languages',
    self: 'In English',
    accessibility: 'Accessibility statement',
    feedback: 'Give feedback',
    publishedBy: (name) => `Publisher: ${name}`,
    openMetadata: 'The descriptions of the publications may be used freely',
    metadataLicence: 'terms of use of the descriptions',
    machineUse: 'OAI-PMH interface',
    feed: 'New publications (Atom)',
    notFoundTitle: 'Page not found',
    notFoundAsked: 'You asked for:',
    notFoundHelp:
      'There may be a typing error in the address, or the publication has been withdrawn. Try searching by title, author or number.',
    severalTitle: 'Several publications',
    invalidTitle: 'Not a valid number',
    unknownTitle: 'Publication not found',
    perhaps: 'Did you mean this?',
    toList: 'All publications',
  },
};
