import type { NothingHelp } from '../../../administration/explain-record.js';
import type { FeedEntry } from '../../../administration/explain-feeds.js';
import type { HarvestedState, HarvestEvent } from '../../../store/harvest-ports.js';
import type { RunMode } from '../../../store/run-ports.js';
import type { InEach } from '../language.js';

export interface ExplainWords {
  readonly title: string;
  readonly introduction: string;
  readonly search: string;
  readonly hint: string;
  readonly explain: string;
  readonly nothing: (asked: string) => string;
  readonly help: Readonly<Record<NothingHelp, string>>;
  readonly several: string;
  readonly kinds: Readonly<Record<'own' | 'harvested' | 'quarantined', string>>;
  readonly noTitle: string;
  readonly id: string;
  readonly localId: string;
  readonly created: string;
  readonly modified: string;
  readonly revision: string;
  readonly withdrawn: string;
  readonly whereFrom: string;
  readonly copyOf: (source: string) => string;
  readonly given: string;
  readonly notGiven: string;
  readonly address: string;
  readonly identifier: string;
  readonly formerly: string;
  readonly sourceDatestamp: string;
  readonly state: string;
  readonly states: Readonly<Record<HarvestedState, string>>;
  readonly rule: string;
  readonly flags: string;
  readonly repairs: string;
  readonly noRepairs: string;
  readonly harvested: string;
  readonly missed: (count: number) => string;
  readonly firstRun: string;
  readonly lastRun: string;
  readonly by: (actor: string) => string;
  readonly history: string;
  readonly when: string;
  readonly what: string;
  readonly run: string;
  readonly who: string;
  readonly why: string;
  readonly outcomes: Readonly<Record<HarvestEvent['outcome'], string>>;
  readonly modes: Readonly<Record<RunMode, string>>;
  readonly links: string;
  readonly noLinks: string;
  readonly quarantine: string;
  readonly reason: string;
  readonly runsInRow: string;
  readonly feedsOf: (identifier: string) => string;
  readonly format: string;
  readonly alsoAs: (aliases: string) => string;
  readonly set: string;
  readonly everything: string;
  readonly inFeed: string;
  readonly since: string;
  readonly feedStates: Readonly<Record<FeedEntry['state'], string>>;
  readonly published: string;
  readonly notPublished: string;
  readonly publishedAs: (format: string) => string;
  readonly publishedDeleted: (format: string) => string;
  readonly rawXml: string;
  readonly beforeMending: string;
  readonly provenance: string;
  readonly cut: string;
  readonly openPublication: string;
}

export const EXPLAIN_WORDS: InEach<ExplainWords> = {
  fi: {
    title: 'Selitä tietue',
    introduction: 'Mistä tietue on peräisin, mitä sille on tehty ja miksi se on tai ei ole kussakin syötteessä.',
    search: 'Tietue',
    hint: 'OAI-tunniste (meidän tai lähteen), julkaisun tunnus 2012-2, kirjaston numero 254001 tai fi-melinda.000254001, ISBN.',
    explain: 'Selitä',
    nothing: (asked) => `Täällä ei ole mitään nimellä ${asked}.`,
    help: {
      tooLong: 'Minkään tietueen nimi ei ole näin pitkä.',
      otherRepository: 'Se on toisen arkiston tunniste, jota mikään lähde ei ole meille antanut.',
      notAnIsbn: 'Jos se on ISBN, sen tarkistusmerkki on väärä. Tarkista numerot.',
      maybeOutOfScope: 'Tietueita, joita lähteen säännöt eivät valitse, ei säilytetä. Lähteen koeajo kertoo, mitä jätettiin pois ja miksi.',
      forms: 'Kokeile OAI-tunnistetta, julkaisun tunnusta, kirjaston numeroa tai ISBN:ää.',
    },
    several: 'Nimi johtaa useampaan. Valitse:',
    kinds: { own: 'oma julkaisu', harvested: 'kirjaston tietue', quarantined: 'karanteenissa' },
    noTitle: 'ei nimekettä',
    id: 'Julkaisun tunnus',
    localId: 'Tietueen numero',
    created: 'Lisätty',
    modified: 'Muutettu',
    revision: 'Muutoksia',
    withdrawn: 'Vedetty pois',
    whereFrom: 'Mistä se on',
    copyOf: (source) => `Lähde ${source}`,
    given: 'annetaan eteenpäin',
    notGiven: 'ei anneta eteenpäin',
    address: 'Osoite',
    identifier: 'Tunniste lähteessä',
    formerly: 'Aiemmat tunnisteet',
    sourceDatestamp: 'Lähteen aikaleima',
    state: 'Tila',
    states: { live: 'voimassa', deleted: 'lähde poisti', retired: 'lähde ei enää tunne', outOfScope: 'ei enää kuulu vanhempiin sarjoihin' },
    rule: 'Miksi otettiin mukaan',
    flags: 'Huomioita',
    repairs: 'Korjattu luettaessa',
    noRepairs: 'ei mitään',
    harvested: 'Haettu',
    missed: (count) => `Puuttui ${count} täydestä luettelosta peräkkäin.`,
    firstRun: 'Ensimmäinen tapahtuma',
    lastRun: 'Viimeinen tapahtuma',
    by: (actor) => `käynnisti ${actor}`,
    history: 'Tapahtumat',
    when: 'Milloin',
    what: 'Mitä',
    run: 'Ajo',
    who: 'Kuka käynnisti',
    why: 'Miksi',
    outcomes: {
      added: 'lisättiin',
      updated: 'päivitettiin',
      restored: 'palautui',
      renamed: 'sai uuden tunnisteen',
      deleted: 'poistettiin lähteessä',
      retired: 'katosi lähteestä',
      outOfScope: 'jäi rajauksen ulkopuolelle',
    },
    modes: {
      incremental: 'muutokset',
      full: 'kaikki',
      range: 'aikaväli',
      records: 'yksittäiset tietueet',
      'retry-failed': 'epäonnistuneet uudelleen',
      reconcile: 'täsmäytys',
      reprocess: 'uudelleenkäsittely',
    },
    links: 'Vastaavuudet',
    noLinks: 'Ei vastaavuuksia.',
    quarantine: 'Karanteenissa',
    reason: 'Syy',
    runsInRow: 'Ajoja peräkkäin',
    feedsOf: (identifier) => `Syötteet: ${identifier}`,
    format: 'Muoto',
    alsoAs: (aliases) => `myös ${aliases}`,
    set: 'Joukko',
    everything: 'kaikki',
    inFeed: 'Mukana',
    since: 'Aikaleima',
    feedStates: { live: 'mukana', deleted: 'poistettuna', absent: 'ei mukana' },
    published: 'Sellaisena kuin haravoitsijat sen saavat',
    notPublished: 'Haravoitsijat eivät saa tästä mitään.',
    publishedAs: (format) => `Muodossa ${format}`,
    publishedDeleted: (format) => `Muodossa ${format}: poistettu tietue, ei sisältöä.`,
    rawXml: 'XML sellaisena kuin se saatiin',
    beforeMending: 'Tietue ennen korjauksia',
    provenance: 'Alkuperätiedot (about)',
    cut: 'Tästä näkyy vain alku; rajapinnasta saa kaiken.',
    openPublication: 'Avaa julkaisu',
  },
  sv: {
    title: 'Förklara en post',
    introduction: 'Varifrån posten kommer, vad som har hänt med den och varför den finns eller inte finns i varje flöde.',
    search: 'Post',
    hint: 'OAI-identifikator (vår eller källans), publikationens kod 2012-2, bibliotekets nummer 254001 eller fi-melinda.000254001, ISBN.',
    explain: 'Förklara',
    nothing: (asked) => `Här finns inget med namnet ${asked}.`,
    help: {
      tooLong: 'Ingen posts namn är så långt.',
      otherRepository: 'Det är ett annat arkivs identifikator som ingen källa har gett oss.',
      notAnIsbn: 'Om det är ett ISBN är kontrollsiffran fel. Kontrollera siffrorna.',
      maybeOutOfScope: 'Poster som källans regler inte väljer sparas inte. En provkörning av källan berättar vad som lämnades och varför.',
      forms: 'Försök med en OAI-identifikator, publikationens kod, bibliotekets nummer eller ISBN.',
    },
    several: 'Namnet leder till flera. Välj:',
    kinds: { own: 'vår publikation', harvested: 'bibliotekspost', quarantined: 'i karantän' },
    noTitle: 'ingen titel',
    id: 'Publikationens kod',
    localId: 'Postens nummer',
    created: 'Införd',
    modified: 'Ändrad',
    revision: 'Ändringar',
    withdrawn: 'Tillbakadragen',
    whereFrom: 'Varifrån den kommer',
    copyOf: (source) => `Källan ${source}`,
    given: 'ges vidare',
    notGiven: 'ges inte vidare',
    address: 'Adress',
    identifier: 'Identifikator i källan',
    formerly: 'Tidigare identifikatorer',
    sourceDatestamp: 'Källans tidsstämpel',
    state: 'Läge',
    states: {
      live: 'gäller',
      deleted: 'raderad i källan',
      retired: 'källan känner den inte längre',
      outOfScope: 'hör inte längre till de äldre serierna',
    },
    rule: 'Varför den togs med',
    flags: 'Anmärkningar',
    repairs: 'Rättat vid läsningen',
    noRepairs: 'ingenting',
    harvested: 'Hämtad',
    missed: (count) => `Saknades i ${count} fullständiga listor i rad.`,
    firstRun: 'Första händelsen',
    lastRun: 'Senaste händelsen',
    by: (actor) => `startad av ${actor}`,
    history: 'Händelser',
    when: 'När',
    what: 'Vad',
    run: 'Körning',
    who: 'Vem startade',
    why: 'Varför',
    outcomes: {
      added: 'infördes',
      updated: 'uppdaterades',
      restored: 'kom tillbaka',
      renamed: 'fick ny identifikator',
      deleted: 'raderades i källan',
      retired: 'försvann ur källan',
      outOfScope: 'föll utanför urvalet',
    },
    modes: {
      incremental: 'ändringar',
      full: 'allt',
      range: 'tidsintervall',
      records: 'enskilda poster',
      'retry-failed': 'misslyckade på nytt',
      reconcile: 'avstämning',
      reprocess: 'ny behandling',
    },
    links: 'Motsvarigheter',
    noLinks: 'Inga motsvarigheter.',
    quarantine: 'I karantän',
    reason: 'Orsak',
    runsInRow: 'Körningar i rad',
    feedsOf: (identifier) => `Flöden: ${identifier}`,
    format: 'Format',
    alsoAs: (aliases) => `även ${aliases}`,
    set: 'Mängd',
    everything: 'allt',
    inFeed: 'Med',
    since: 'Tidsstämpel',
    feedStates: { live: 'med', deleted: 'som raderad', absent: 'inte med' },
    published: 'Så som skördare får den',
    notPublished: 'Skördare får ingenting av denna.',
    publishedAs: (format) => `I formatet ${format}`,
    publishedDeleted: (format) => `I formatet ${format}: en raderad post, utan innehåll.`,
    rawXml: 'XML som den togs emot',
    beforeMending: 'Posten före rättelserna',
    provenance: 'Ursprungsuppgifter (about)',
    cut: 'Här syns bara början; gränssnittet ger allt.',
    openPublication: 'Öppna publikationen',
  },
  en: {
    title: 'Explain a record',
    introduction: 'Where a record is from, what was done with it, and why it is or is not in each feed.',
    search: 'Record',
    hint: "An OAI identifier (ours or the source's), the id of a publication 2012-2, a library's number 254001 or fi-melinda.000254001, an ISBN.",
    explain: 'Explain',
    nothing: (asked) => `Nothing here is called ${asked}.`,
    help: {
      tooLong: 'No name of a record is that long.',
      otherRepository: 'It is an identifier of another repository that no source has given us.',
      notAnIsbn: 'If it is an ISBN, its check digit is wrong. Look at the digits again.',
      maybeOutOfScope:
        'Records that the rules of a source do not select are not kept. A dry run of the source tells what was left and why.',
      forms: "Try an OAI identifier, the id of a publication, a library's number or an ISBN.",
    },
    several: 'The name leads to more than one. Choose:',
    kinds: { own: 'publication of ours', harvested: "library's record", quarantined: 'in quarantine' },
    noTitle: 'no title',
    id: 'Id of the publication',
    localId: 'Number of the record',
    created: 'Entered',
    modified: 'Changed',
    revision: 'Changes',
    withdrawn: 'Withdrawn',
    whereFrom: 'Where it is from',
    copyOf: (source) => `Source ${source}`,
    given: 'given on',
    notGiven: 'not given on',
    address: 'Address',
    identifier: 'Identifier at the source',
    formerly: 'Former identifiers',
    sourceDatestamp: 'Datestamp of the source',
    state: 'State',
    states: {
      live: 'live',
      deleted: 'deleted at the source',
      retired: 'the source knows it no more',
      outOfScope: 'of the older series no longer',
    },
    rule: 'Why it was taken',
    flags: 'Remarks',
    repairs: 'Mended when it was read',
    noRepairs: 'nothing',
    harvested: 'Harvested',
    missed: (count) => `Missing from ${count} complete lists in a row.`,
    firstRun: 'First event',
    lastRun: 'Last event',
    by: (actor) => `started by ${actor}`,
    history: 'Events',
    when: 'When',
    what: 'What',
    run: 'Run',
    who: 'Started by',
    why: 'Why',
    outcomes: {
      added: 'was added',
      updated: 'was updated',
      restored: 'came back',
      renamed: 'got another identifier',
      deleted: 'was deleted at the source',
      retired: 'vanished from the source',
      outOfScope: 'fell out of the selection',
    },
    modes: {
      incremental: 'changes',
      full: 'everything',
      range: 'range of time',
      records: 'single records',
      'retry-failed': 'failed ones again',
      reconcile: 'reconciliation',
      reprocess: 'processed anew',
    },
    links: 'Links',
    noLinks: 'No links.',
    quarantine: 'In quarantine',
    reason: 'Reason',
    runsInRow: 'Runs in a row',
    feedsOf: (identifier) => `Feeds: ${identifier}`,
    format: 'Format',
    alsoAs: (aliases) => `also ${aliases}`,
    set: 'Set',
    everything: 'everything',
    inFeed: 'In it',
    since: 'Datestamp',
    feedStates: { live: 'in it', deleted: 'as deleted', absent: 'not in it' },
    published: 'As harvesters get it',
    notPublished: 'Harvesters get nothing of it.',
    publishedAs: (format) => `In the format ${format}`,
    publishedDeleted: (format) => `In the format ${format}: a deleted record, without content.`,
    rawXml: 'XML as received',
    beforeMending: 'The record before it was mended',
    provenance: 'Provenance (about)',
    cut: 'Only the beginning is shown; the API has all of it.',
    openPublication: 'Open the publication',
  },
};
