import type { InEach } from '../language.js';

export interface QuarantineWords {
  readonly title: string;
  readonly introduction: string;
  readonly empty: string;
  readonly emptyOf: (source: string) => string;
  readonly whatItIs: string;
  readonly filter: string;
  readonly source: string;
  readonly allSources: string;
  readonly show: string;
  readonly counted: (source: string, count: string) => string;
  readonly retryAll: (source: string) => string;
  readonly retryChosen: string;
  readonly chooseOne: (identifier: string) => string;
  readonly choose: string;
  readonly records: (count: string) => string;
  readonly identifier: string;
  readonly runs: string;
  readonly first: string;
  readonly last: string;
  readonly received: string;
  readonly notReceived: string;
  readonly xml: string;
  readonly cut: string;
  readonly explain: string;
  readonly more: string;
  readonly problems: string;
  readonly busy: (run: string) => string;
  readonly openRun: string;
  readonly notThere: string;
  readonly noneChosen: string;
  readonly refused: string;
  readonly mayNotRetry: string;
  readonly whatToDo: string;
}

export const QUARANTINE_WORDS: InEach<QuarantineWords> = {
  fi: {
    title: 'Karanteeni',
    introduction:
      'Tässä ovat tietueet, joita haravointi ei pystynyt lukemaan tai noutamaan. Muut tietueet haettiin silti, ja näitä yritetään uudelleen jokaisessa ajossa.',
    empty: 'Kaikki on kunnossa: karanteenissa ei ole mitään.',
    emptyOf: (source) => `Lähteen ${source} karanteenissa ei ole mitään.`,
    whatItIs:
      'Karanteeniin joutuu tietue, jota ei voi lukea, esimerkiksi koska sen XML on rikki tai tietueesta puuttuu nimiö. Muu haravointi jatkuu, eikä aiemmin saatua tietuetta poisteta.',
    filter: 'Rajaa lähteen mukaan',
    source: 'Lähde',
    allSources: 'Kaikki lähteet',
    show: 'Näytä',
    counted: (source, count) => `${source}: ${count}`,
    retryAll: (source) => `Yritä uudelleen kaikkia: ${source}`,
    retryChosen: 'Yritä valittuja uudelleen',
    chooseOne: (identifier) => `Valitse ${identifier}`,
    choose: 'Valinta',
    records: (count) => `tietueita: ${count}`,
    identifier: 'Tunniste lähteessä',
    runs: 'Ajoja peräkkäin',
    first: 'Ensin',
    last: 'Viimeksi',
    received: 'Saatu XML',
    notReceived: 'Tietuetta ei saatu noudettua.',
    xml: 'Näytä sellaisena kuin se tuli',
    cut: 'Tästä näkyy vain alku; rajapinnasta saa kaiken.',
    explain: 'Selitä',
    more: 'Lisää',
    problems: 'Mitään ei käynnistetty',
    busy: (run) => `Lähdettä haravoidaan jo (ajo ${run}). Yritä uudelleen, kun ajo on päättynyt.`,
    openRun: 'Avaa ajo',
    notThere: 'Nämä eivät ole enää karanteenissa:',
    noneChosen: 'Yhtään tietuetta ei ollut valittuna.',
    refused: 'Haravointia ei voitu käynnistää:',
    mayNotRetry: 'Uudelleenyritykset käynnistää ylläpitäjä.',
    whatToDo: 'Jos sama tietue epäonnistuu useamman ajon, kerro siitä lähteelle: tunniste ja syy riittävät.',
  },
  sv: {
    title: 'Karantän',
    introduction:
      'Här är poster som en skördning inte kunde läsa eller hämta. Övriga poster hämtades ändå, och dessa försöks på nytt i varje körning.',
    empty: 'Allt är bra: ingenting är i karantän.',
    emptyOf: (source) => `Ingenting från källan ${source} är i karantän.`,
    whatItIs:
      'I karantän hamnar en post som inte kan läsas, till exempel för att dess XML är trasig eller postetiketten saknas. Resten av skördningen fortsätter, och en post som hämtats tidigare tas inte bort.',
    filter: 'Begränsa enligt källa',
    source: 'Källa',
    allSources: 'Alla källor',
    show: 'Visa',
    counted: (source, count) => `${source}: ${count}`,
    retryAll: (source) => `Försök på nytt med alla: ${source}`,
    retryChosen: 'Försök på nytt med valda',
    chooseOne: (identifier) => `Välj ${identifier}`,
    choose: 'Val',
    records: (count) => `poster: ${count}`,
    identifier: 'Identifikator i källan',
    runs: 'Körningar i rad',
    first: 'Först',
    last: 'Senast',
    received: 'Mottagen XML',
    notReceived: 'Posten kunde inte hämtas.',
    xml: 'Visa som den kom',
    cut: 'Här syns bara början; gränssnittet ger allt.',
    explain: 'Förklara',
    more: 'Fler',
    problems: 'Ingenting startades',
    busy: (run) => `Källan skördas redan (körning ${run}). Försök igen när körningen är slut.`,
    openRun: 'Öppna körningen',
    notThere: 'Dessa är inte längre i karantän:',
    noneChosen: 'Ingen post var vald.',
    refused: 'Skördningen kunde inte startas:',
    mayNotRetry: 'Nya försök startas av en administratör.',
    whatToDo: 'Om samma post misslyckas i flera körningar, berätta det för källan: identifikatorn och orsaken räcker.',
  },
  en: {
    title: 'Quarantine',
    introduction:
      'These are records that a harvest could not read or fetch. All others were harvested, and these are tried again with every run.',
    empty: 'All is well: nothing is in quarantine.',
    emptyOf: (source) => `Nothing of the source ${source} is in quarantine.`,
    whatItIs:
      'A record comes here when it cannot be read, for instance because its XML is broken or its leader is missing. The rest of the harvest goes on, and what was harvested of the record before is not removed.',
    filter: 'Filter by source',
    source: 'Source',
    allSources: 'All sources',
    show: 'Show',
    counted: (source, count) => `${source}: ${count}`,
    retryAll: (source) => `Try all again: ${source}`,
    retryChosen: 'Try chosen again',
    chooseOne: (identifier) => `Choose ${identifier}`,
    choose: 'Choice',
    records: (count) => `records: ${count}`,
    identifier: 'Identifier at the source',
    runs: 'Runs in a row',
    first: 'First',
    last: 'Last',
    received: 'XML received',
    notReceived: 'The record could not be fetched.',
    xml: 'Show as it came',
    cut: 'Only the beginning is shown; the API has all of it.',
    explain: 'Explain',
    more: 'More',
    problems: 'Nothing was started',
    busy: (run) => `The source is being harvested already (run ${run}). Try again when that has ended.`,
    openRun: 'Open the run',
    notThere: 'These are in quarantine no more:',
    noneChosen: 'No record was chosen.',
    refused: 'The harvest could not be started:',
    mayNotRetry: 'Retries are started by an administrator.',
    whatToDo: 'If the same record fails in several runs, tell the source: the identifier and the reason are enough.',
  },
};
