import type { InEach } from '../language.js';

/** The history of the runs, and what tables of runs say. */
export interface RunsWords {
  readonly title: string;
  readonly introduction: string;
  readonly filter: string;
  readonly source: string;
  readonly anySource: string;
  readonly state: string;
  readonly anyState: string;
  readonly from: string;
  readonly until: string;
  readonly dayHint: string;
  readonly dryRuns: string;
  readonly dryRunChoices: Readonly<Record<'any' | 'without' | 'only', string>>;
  readonly show: string;
  readonly problems: string;
  readonly noDate: (text: string) => string;
  readonly reversed: string;
  readonly table: string;
  readonly began: string;
  readonly took: string;
  readonly mode: string;
  readonly actor: string;
  readonly added: string;
  readonly updated: string;
  readonly removed: string;
  readonly failed: string;
  readonly none: string;
  readonly noneAtAll: string;
  readonly toSources: string;
  readonly older: string;
  readonly newest: string;
  readonly chart: {
    readonly heading: string;
    readonly title: (runs: number) => string;
    readonly description: string;
    readonly most: (count: string) => string;
    readonly hollow: string;
  };
}

export const RUNS_WORDS: InEach<RunsWords> = {
  fi: {
    title: 'Ajot',
    introduction: 'Kaikki haravoinnit, uusin ensin. Kunkin lähteen 200 viimeisintä säilytetään.',
    filter: 'Rajaa ajoja',
    source: 'Lähde',
    anySource: 'kaikki lähteet',
    state: 'Tila',
    anyState: 'kaikki tilat',
    from: 'Alkaen',
    until: 'Saakka',
    dayHint: 'Esim. 2026-01-31',
    dryRuns: 'Koeajot',
    dryRunChoices: { any: 'mukana', without: 'ei koeajoja', only: 'vain koeajot' },
    show: 'Näytä',
    problems: 'Rajausta ei voitu lukea',
    noDate: (text) => `”${text}” ei ole päivä. Kirjoita päivä muodossa 2026-01-31.`,
    reversed: 'Ajanjakso päättyy ennen kuin se alkaa. Vaihda päivät.',
    table: 'Haravoinnit, uusin ensin',
    began: 'Alkoi',
    took: 'Kesto',
    mode: 'Mitä haettiin',
    actor: 'Käynnisti',
    added: 'Lisätty',
    updated: 'Muuttunut',
    removed: 'Poistunut',
    failed: 'Ei luettu',
    none: 'Tällaisia ajoja ei ole. Väljennä rajausta.',
    noneAtAll: 'Mitään ei ole vielä haravoitu. Aloita lähteen sivulta koeajolla: se näyttää, mitä haravointi tekisi, eikä muuta mitään.',
    toSources: 'Lähteisiin',
    older: 'Vanhemmat ajot',
    newest: 'Uusimpiin',
    chart: {
      heading: 'Määrät ajoittain',
      title: (runs) => `Tietueiden määrät ${runs} ajossa`,
      description:
        'Neljä riviä pylväitä, vanhimmasta ajosta uusimpaan: lisätyt, muuttuneet, poistuneet ja ne, joita ei voitu lukea. Kullakin rivillä on oma asteikkonsa. Samat luvut ovat alla olevassa taulukossa.',
      most: (count) => `enintään ${count}`,
      hollow: 'Ontto pylväs: ajoa ei ole viety luetteloon.',
    },
  },
  sv: {
    title: 'Körningar',
    introduction: 'Alla skördningar, den nyaste först. De 200 senaste av varje källa bevaras.',
    filter: 'Avgränsa körningarna',
    source: 'Källa',
    anySource: 'alla källor',
    state: 'Tillstånd',
    anyState: 'alla tillstånd',
    from: 'Från och med',
    until: 'Till och med',
    dayHint: 'T.ex. 2026-01-31',
    dryRuns: 'Provkörningar',
    dryRunChoices: { any: 'med', without: 'utan provkörningar', only: 'bara provkörningar' },
    show: 'Visa',
    problems: 'Avgränsningen kunde inte läsas',
    noDate: (text) => `”${text}” är inget datum. Skriv datumet som 2026-01-31.`,
    reversed: 'Perioden slutar innan den börjar. Byt plats på datumen.',
    table: 'Skördningar, den nyaste först',
    began: 'Började',
    took: 'Tid',
    mode: 'Vad som hämtades',
    actor: 'Startades av',
    added: 'Nya',
    updated: 'Ändrade',
    removed: 'Borta',
    failed: 'Olästa',
    none: 'Det finns inga sådana körningar. Vidga avgränsningen.',
    noneAtAll:
      'Ingenting har skördats än. Börja på källans sida med en provkörning: den visar vad en skördning skulle göra och ändrar ingenting.',
    toSources: 'Till källorna',
    older: 'Äldre körningar',
    newest: 'Till de nyaste',
    chart: {
      heading: 'Antal per körning',
      title: (runs) => `Antal poster i ${runs} körningar`,
      description:
        'Fyra rader med staplar, från den äldsta körningen till den nyaste: nya, ändrade, borta och de som inte kunde läsas. Varje rad har sin egen skala. Samma tal står i tabellen nedan.',
      most: (count) => `högst ${count}`,
      hollow: 'Ihålig stapel: körningen är inte införd i katalogen.',
    },
  },
  en: {
    title: 'Runs',
    introduction: 'All harvests, newest first. The last 200 of each source are kept.',
    filter: 'Narrow down the runs',
    source: 'Source',
    anySource: 'all sources',
    state: 'State',
    anyState: 'all states',
    from: 'From',
    until: 'Until',
    dayHint: 'Such as 2026-01-31',
    dryRuns: 'Dry runs',
    dryRunChoices: { any: 'with', without: 'without dry runs', only: 'dry runs only' },
    show: 'Show',
    problems: 'The filter could not be read',
    noDate: (text) => `“${text}” is no day. Write a day as 2026-01-31.`,
    reversed: 'The span ends before it begins. Swap the two days.',
    table: 'Harvests, newest first',
    began: 'Began',
    took: 'Took',
    mode: 'What was fetched',
    actor: 'Started by',
    added: 'Added',
    updated: 'Updated',
    removed: 'Removed',
    failed: 'Unread',
    none: 'There are no such runs. Widen the filter.',
    noneAtAll:
      'Nothing has been harvested yet. Begin on the page of a source with a dry run: it shows what a harvest would do and changes nothing.',
    toSources: 'To the sources',
    older: 'Older runs',
    newest: 'To the newest',
    chart: {
      heading: 'Counts by run',
      title: (runs) => `Counts of records in ${runs} runs`,
      description:
        'Four rows of bars, from the oldest run to the newest: added, updated, removed, and those that could not be read. Each row has a scale of its own. The same figures are in the table below.',
      most: (count) => `at most ${count}`,
      hollow: 'Hollow bar: the run was not applied to the catalogue.',
    },
  },
};
