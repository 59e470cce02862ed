import type { ProviderVisit } from '../../../administration/provider-visits.js';
import type { PublicationState } from '../../../administration/publication-search.js';
import type { InEach } from '../language.js';

/** The first page. `count`s come as numbers for the grammar, `shown` as the language writes them. */
export interface OverviewWords {
  readonly title: string;
  readonly needs: {
    readonly heading: string;
    readonly allWell: string;
    readonly approval: (source: string) => string;
    readonly failing: (source: string) => string;
    readonly missed: (source: string) => string;
    readonly links: (count: number, shown: string) => string;
    readonly quarantine: (count: number, shown: string) => string;
    readonly isbn: (count: number, shown: string) => string;
  };
  readonly sources: string;
  readonly noSources: string;
  readonly card: {
    readonly lastSuccess: string;
    readonly next: string;
    readonly mark: string;
    readonly ago: (duration: string) => string;
    readonly records: string;
    readonly quarantined: string;
    readonly never: string;
    readonly byHand: string;
    readonly progress: (seen: string, selected: string) => string;
    readonly progressOf: string;
  };
  readonly catalogue: {
    readonly heading: string;
    readonly publications: string;
    readonly states: Readonly<Record<PublicationState, string>>;
    readonly table: string;
    readonly set: string;
    readonly all: string;
    readonly withDeleted: string;
    readonly links: string;
    readonly identify: string;
    readonly page: (format: string) => string;
    readonly empty: string;
  };
  readonly visits: {
    readonly heading: string;
    readonly table: string;
    readonly who: string;
    readonly unnamed: string;
    readonly began: string;
    readonly last: string;
    readonly what: string;
    readonly everything: string;
    readonly since: (time: string) => string;
    readonly pages: string;
    readonly records: string;
    readonly state: string;
    readonly states: Readonly<Record<ProviderVisit['state'], string>>;
    readonly none: string;
    readonly more: (count: string) => string;
  };
}

export const OVERVIEW_WORDS: InEach<OverviewWords> = {
  fi: {
    title: 'Yleiskuva',
    needs: {
      heading: 'Odottaa ihmistä',
      allWell: 'Kaikki on kunnossa, eikä mikään odota sinua.',
      approval: (source) => `${source}: ajo odottaa hyväksyntää`,
      failing: (source) => `${source}: haravointi epäonnistuu`,
      missed: (source) => `${source}: ajastettu ajo on jäänyt väliin`,
      links: (count, shown) => `${shown} ${count === 1 ? 'vastaavuus' : 'vastaavuutta'} katselmoitavana`,
      quarantine: (count, shown) => `${shown} ${count === 1 ? 'tietue' : 'tietuetta'} karanteenissa`,
      isbn: (count, shown) => `${shown} ${count === 1 ? 'julkaisu, jonka' : 'julkaisua, joiden'} ISBN on tarkistettava`,
    },
    sources: 'Lähteet',
    noSources:
      'Asetuksissa ei ole lähteitä, joista haravoida. Lisää lähde asetustiedoston kohtaan ”sources” ja käynnistä palvelu uudelleen.',
    card: {
      lastSuccess: 'Viimeksi onnistui',
      next: 'Seuraava ajo',
      mark: 'Haravoitu saakka',
      ago: (duration) => `${duration} sitten`,
      records: 'Tietueita',
      quarantined: 'Karanteenissa',
      never: 'ei vielä',
      byHand: 'vain käsin',
      progress: (seen, selected) => `${seen} luettu, ${selected} rajauksessa`,
      progressOf: 'Ajon eteneminen',
    },
    catalogue: {
      heading: 'Luettelo',
      publications: 'Omat julkaisut',
      states: { published: 'julkaistu', unpublished: 'ilman painettua ja PDF:ää', withdrawn: 'vedetty pois' },
      table: 'Tietueita joukoittain ja muodoittain',
      set: 'Joukko',
      all: 'kaikki',
      withDeleted: 'Luvuissa ovat mukana poistetuiksi merkityt tietueet.',
      links: 'Katso, mitä haravoijat saavat:',
      identify: 'tietovaraston kuvaus',
      page: (format) => `tietueet muodossa ${format}`,
      empty: 'Luettelossa ei ole julkaisuja. Lisää julkaisu sivulla Julkaisut tai tuo tiedosto komennolla ”julkaisusilta import TIEDOSTO”.',
    },
    visits: {
      heading: 'Ketkä ovat haravoineet meiltä',
      table: 'Viimeisimmät haravoijat',
      who: 'Haravoija',
      unnamed: 'ei kerro nimeään',
      began: 'Alkoi',
      last: 'Viimeisin sivu',
      what: 'Mitä',
      everything: 'kaikki',
      since: (time) => `${time} alkaen`,
      pages: 'Sivuja',
      records: 'Tietueita',
      state: 'Tila',
      states: { completed: 'loppuun asti', underWay: 'kesken', brokenOff: 'katkesi' },
      none: 'Kukaan ei ole vielä haravoinut luetteloa. Anna haravoijalle osoite, joka päättyy /oai.',
      more: (count) => `Näytetään viimeisimmät; kaikkiaan ${count}.`,
    },
  },
  sv: {
    title: 'Översikt',
    needs: {
      heading: 'Väntar på en människa',
      allWell: 'Allt är i sin ordning och ingenting väntar på dig.',
      approval: (source) => `${source}: en körning väntar på godkännande`,
      failing: (source) => `${source}: skördningen misslyckas`,
      missed: (source) => `${source}: en schemalagd körning har uteblivit`,
      links: (count, shown) => `${shown} ${count === 1 ? 'motsvarighet' : 'motsvarigheter'} att granska`,
      quarantine: (count, shown) => `${shown} ${count === 1 ? 'post' : 'poster'} i karantän`,
      isbn: (count, shown) => `${shown} ${count === 1 ? 'publikation' : 'publikationer'} vars ISBN ska kontrolleras`,
    },
    sources: 'Källor',
    noSources:
      'Det finns inga källor att skörda i inställningarna. Lägg till en under ”sources” i inställningsfilen och starta om tjänsten.',
    card: {
      lastSuccess: 'Lyckades senast',
      next: 'Nästa körning',
      mark: 'Skördad till och med',
      ago: (duration) => `för ${duration} sedan`,
      records: 'Poster',
      quarantined: 'I karantän',
      never: 'inte än',
      byHand: 'bara för hand',
      progress: (seen, selected) => `${seen} lästa, ${selected} i urvalet`,
      progressOf: 'Körningens framsteg',
    },
    catalogue: {
      heading: 'Katalogen',
      publications: 'Egna publikationer',
      states: { published: 'publicerade', unpublished: 'utan tryckt bok och PDF', withdrawn: 'indragna' },
      table: 'Poster per mängd och format',
      set: 'Mängd',
      all: 'alla',
      withDeleted: 'I talen ingår poster som är märkta som raderade.',
      links: 'Se vad de som skördar får:',
      identify: 'beskrivning av datalagret',
      page: (format) => `poster i formatet ${format}`,
      empty:
        'Det finns inga publikationer i katalogen. Lägg till en på sidan Publikationer eller läs in en fil med kommandot ”julkaisusilta import FIL”.',
    },
    visits: {
      heading: 'Vilka som har skördat hos oss',
      table: 'De senaste skördarna',
      who: 'Vem',
      unnamed: 'säger inte sitt namn',
      began: 'Började',
      last: 'Senaste sidan',
      what: 'Vad',
      everything: 'allt',
      since: (time) => `från ${time}`,
      pages: 'Sidor',
      records: 'Poster',
      state: 'Tillstånd',
      states: { completed: 'till slutet', underWay: 'pågår', brokenOff: 'avbröts' },
      none: 'Ingen har skördat katalogen än. Ge den som ska skörda adressen som slutar på /oai.',
      more: (count) => `De senaste visas; sammanlagt ${count}.`,
    },
  },
  en: {
    title: 'Overview',
    needs: {
      heading: 'Needs a person',
      allWell: 'All is well, and nothing is waiting for you.',
      approval: (source) => `${source}: a run needs approval`,
      failing: (source) => `${source}: the harvest is failing`,
      missed: (source) => `${source}: a scheduled run did not take place`,
      links: (count, shown) => `${shown} ${count === 1 ? 'link' : 'links'} to review`,
      quarantine: (count, shown) => `${shown} ${count === 1 ? 'record' : 'records'} in quarantine`,
      isbn: (count, shown) => `${shown} ${count === 1 ? 'publication' : 'publications'} with an ISBN to check`,
    },
    sources: 'Sources',
    noSources: 'The settings name no sources to harvest from. Add one under “sources” in the settings file and start the service again.',
    card: {
      lastSuccess: 'Last success',
      next: 'Next run',
      mark: 'Harvested up to',
      ago: (duration) => `${duration} ago`,
      records: 'Records',
      quarantined: 'In quarantine',
      never: 'not yet',
      byHand: 'by hand only',
      progress: (seen, selected) => `${seen} seen, ${selected} selected`,
      progressOf: 'Progress of the run',
    },
    catalogue: {
      heading: 'The catalogue',
      publications: 'Our own publications',
      states: { published: 'published', unpublished: 'without a printed book or PDF', withdrawn: 'withdrawn' },
      table: 'Records by set and format',
      set: 'Set',
      all: 'all',
      withDeleted: 'The figures include records that are marked as deleted.',
      links: 'See what harvesters get:',
      identify: 'description of the repository',
      page: (format) => `records as ${format}`,
      empty:
        'There are no publications in the catalogue. Add one on the page Publications, or import a file by the command “julkaisusilta import FILE”.',
    },
    visits: {
      heading: 'Who has harvested from us',
      table: 'The last harvesters',
      who: 'Who',
      unnamed: 'does not say its name',
      began: 'Began',
      last: 'Last page',
      what: 'What',
      everything: 'everything',
      since: (time) => `since ${time}`,
      pages: 'Pages',
      records: 'Records',
      state: 'State',
      states: { completed: 'to the end', underWay: 'under way', brokenOff: 'broken off' },
      none: 'Nobody has harvested the catalogue yet. Give harvesters the address that ends in /oai.',
      more: (count) => `The last ones are shown, of ${count}.`,
    },
  },
};
