import type { RunMode } from '../../../store/run-ports.js';
import type { InEach } from '../language.js';

/** What can be wrong with the form, each tied to a field of it. */
export type RunFormFault =
  | 'noMode'
  | 'noSpan'
  | 'oddFrom'
  | 'oddUntil'
  | 'reversed'
  | 'future'
  | 'spanElsewhere'
  | 'noRecords'
  | 'recordsElsewhere'
  | 'manyRecords'
  | 'oddLimit'
  | 'longReason';

/** The form that starts a harvest. */
export interface RunFormWords {
  readonly heading: string;
  readonly mode: string;
  readonly modes: Readonly<Record<RunMode, readonly [name: string, explanation: string]>>;
  readonly dryRun: string;
  readonly dryRunHint: string;
  readonly more: string;
  readonly span: string;
  readonly from: string;
  readonly until: string;
  readonly spanHint: string;
  readonly ids: string;
  readonly idsHint: string;
  readonly limit: string;
  readonly limitHint: string;
  readonly approve: string;
  readonly approveHint: string;
  readonly reason: string;
  readonly reasonHint: string;
  readonly start: string;
  readonly problems: string;
  readonly refused: string;
  readonly busyTitle: string;
  readonly busy: string;
  readonly toRunning: string;
  readonly faults: Readonly<Record<RunFormFault, string>>;
}

export const RUN_FORM_WORDS: InEach<RunFormWords> = {
  fi: {
    heading: 'Aja nyt',
    mode: 'Mitä haetaan',
    modes: {
      incremental: ['Muutokset', 'Mikä on muuttunut edellisen haravoinnin jälkeen. Ensimmäisellä kerralla kaikki.'],
      full: ['Kaikki', 'Koko luettelo alusta loppuun. Kadonneet tietueet huomataan.'],
      reconcile: ['Täsmäytys', 'Koko luettelo, ja ajo kertoo, mitä muutosten haku ei ole huomannut.'],
      range: ['Ajanjakso', 'Mikä on muuttunut alla annettujen päivien välillä. Ei siirrä kohtaa, josta muutosten haku jatkuu.'],
      records: ['Yksittäiset tietueet', 'Alla luetellut tietueet, kukin erikseen.'],
      'retry-failed': ['Karanteenissa olevat', 'Tietueet, joita ei ole voitu lukea, haetaan uudelleen.'],
      reprocess: ['Uudelleenkäsittely', 'Tallessa olevat tietueet nykyisin säännöin. Lähteestä ei kysytä mitään.'],
    },
    dryRun: 'Koeajo',
    dryRunHint: 'Hakee ja näyttää, mitä tapahtuisi, eikä muuta mitään. Koeajon voi sen jälkeen viedä luetteloon.',
    more: 'Ajanjakso, tietueet ja rajat',
    span: 'Ajanjakso',
    from: 'Alkaen',
    until: 'Saakka',
    spanHint: 'Päivät ovat UTC-päiviä, kuten protokolla vaatii. Toinenkin riittää.',
    ids: 'Tietueiden tunnisteet',
    idsHint: 'Lähteen omat tunnisteet, yksi rivillä.',
    limit: 'Enintään näin monta tietuetta',
    limitHint: 'Kokeilua varten: ajo loppuu siihen, eikä kohta, josta muutosten haku jatkuu, siirry.',
    approve: 'Salli suuri muutos',
    approveHint:
      'Ohittaa jarrun: ajo ei pysähdy odottamaan hyväksyntää, vaikka suuri osa tietueista poistuisi. Ruksaa vain, kun tiedät syyn.',
    reason: 'Perustelu (ei pakollinen)',
    reasonHint: 'Jää ajon tietoihin ja tapahtumalokiin.',
    start: 'Käynnistä',
    problems: 'Ajoa ei käynnistetty. Korjaa nämä:',
    refused: 'Ajoa ei käynnistetty',
    busyTitle: 'Lähdettä haravoidaan jo',
    busy: 'Yhtä lähdettä haravoi yksi ajo kerrallaan. Odota, että käynnissä oleva päättyy, tai pysäytä se.',
    toRunning: 'Näytä käynnissä oleva ajo',
    faults: {
      noMode: 'Valitse, mitä haetaan.',
      noSpan: 'Anna ajanjakson alku tai loppu.',
      oddFrom: 'Ajanjakson alku ei ole päivä. Kirjoita se muodossa 2026-01-31.',
      oddUntil: 'Ajanjakson loppu ei ole päivä. Kirjoita se muodossa 2026-01-31.',
      reversed: 'Ajanjakso päättyy ennen kuin se alkaa. Vaihda päivät.',
      future: 'Ajanjakso alkaa tulevaisuudessa. Valitse aiempi päivä.',
      spanElsewhere: 'Päivät kuuluvat ajanjaksoon. Valitse ajanjakso tai tyhjennä päivät.',
      noRecords: 'Luettele haettavien tietueiden tunnisteet, yksi rivillä.',
      recordsElsewhere: 'Tunnisteet kuuluvat yksittäisiin tietueisiin. Valitse ne tai tyhjennä luettelo.',
      manyRecords: 'Luettele enintään 1 000 tunnistetta, kukin enintään 1 000 merkkiä.',
      oddLimit: 'Tietueiden enimmäismäärän on oltava kokonaisluku, vähintään 1.',
      longReason: 'Perustelu on liian pitkä. Lyhennä se enintään 500 merkkiin.',
    },
  },
  sv: {
    heading: 'Kör nu',
    mode: 'Vad som hämtas',
    modes: {
      incremental: ['Ändringar', 'Det som ändrats sedan den förra skördningen. Första gången allt.'],
      full: ['Allt', 'Hela listan från början till slut. Poster som försvunnit upptäcks.'],
      reconcile: ['Avstämning', 'Hela listan, och körningen berättar vad ändringshämtningen har missat.'],
      range: ['Tidsperiod', 'Det som ändrats mellan datumen nedan. Flyttar inte stället där ändringshämtningen fortsätter.'],
      records: ['Enskilda poster', 'Posterna som räknas upp nedan, var för sig.'],
      'retry-failed': ['Poster i karantän', 'Poster som inte kunnat läsas hämtas på nytt.'],
      reprocess: ['Ny behandling', 'De sparade posterna enligt nuvarande regler. Källan tillfrågas inte.'],
    },
    dryRun: 'Provkörning',
    dryRunHint: 'Hämtar och visar vad som skulle hända och ändrar ingenting. Provkörningen kan sedan föras in i katalogen.',
    more: 'Tidsperiod, poster och gränser',
    span: 'Tidsperiod',
    from: 'Från och med',
    until: 'Till och med',
    spanHint: 'Dagarna är dagar i UTC, som protokollet kräver. Det räcker med den ena.',
    ids: 'Posternas identifikatorer',
    idsHint: 'Källans egna identifikatorer, en på varje rad.',
    limit: 'Högst så många poster',
    limitHint: 'För prov: körningen slutar där, och stället där ändringshämtningen fortsätter flyttas inte.',
    approve: 'Tillåt en stor ändring',
    approveHint:
      'Går förbi bromsen: körningen väntar inte på godkännande även om en stor del av posterna försvinner. Kryssa bara när du vet varför.',
    reason: 'Motivering (frivillig)',
    reasonHint: 'Bevaras bland körningens uppgifter och i händelseloggen.',
    start: 'Starta',
    problems: 'Körningen startades inte. Rätta detta:',
    refused: 'Körningen startades inte',
    busyTitle: 'Källan skördas redan',
    busy: 'En källa skördas av en körning åt gången. Vänta tills den som pågår är klar, eller stoppa den.',
    toRunning: 'Visa körningen som pågår',
    faults: {
      noMode: 'Välj vad som ska hämtas.',
      noSpan: 'Ange periodens början eller slut.',
      oddFrom: 'Periodens början är inget datum. Skriv det som 2026-01-31.',
      oddUntil: 'Periodens slut är inget datum. Skriv det som 2026-01-31.',
      reversed: 'Perioden slutar innan den börjar. Byt plats på datumen.',
      future: 'Perioden börjar i framtiden. Välj ett tidigare datum.',
      spanElsewhere: 'Datumen hör till tidsperioden. Välj tidsperiod eller töm datumen.',
      noRecords: 'Räkna upp identifikatorerna för posterna som ska hämtas, en på varje rad.',
      recordsElsewhere: 'Identifikatorerna hör till enskilda poster. Välj dem eller töm listan.',
      manyRecords: 'Räkna upp högst 1 000 identifikatorer, var och en på högst 1 000 tecken.',
      oddLimit: 'Det högsta antalet poster ska vara ett heltal, minst 1.',
      longReason: 'Motiveringen är för lång. Korta den till högst 500 tecken.',
    },
  },
  en: {
    heading: 'Run now',
    mode: 'What to fetch',
    modes: {
      incremental: ['Changes', 'What has changed since the last harvest. The first time, everything.'],
      full: ['Everything', 'The whole list from beginning to end. Records that have gone are noticed.'],
      reconcile: ['Reconciliation', 'The whole list, and the run tells what the feed of changes has missed.'],
      range: ['Range of time', 'What changed between the days given below. Does not move the place where the feed of changes goes on.'],
      records: ['Single records', 'The records listed below, one by one.'],
      'retry-failed': ['Those in quarantine', 'Records that could not be read are fetched again.'],
      reprocess: ['Process again', 'The stored records, by today’s rules. The source is not asked.'],
    },
    dryRun: 'Dry run',
    dryRunHint: 'Fetches and shows what would happen, and changes nothing. A dry run can be applied afterwards.',
    more: 'Range, records and limits',
    span: 'Range of time',
    from: 'From',
    until: 'Until',
    spanHint: 'Days are those of UTC, as the protocol has it. One of them is enough.',
    ids: 'Identifiers of the records',
    idsHint: 'As the source knows them, one on a line.',
    limit: 'At most so many records',
    limitHint: 'For a trial: the run stops there, and the place where the feed of changes goes on does not move.',
    approve: 'Allow a large change',
    approveHint:
      'Passes by the brake: the run does not wait for approval even if a large share of the records goes. Tick it only if you know why.',
    reason: 'Reason (optional)',
    reasonHint: 'It is kept with the run and in the audit.',
    start: 'Start',
    problems: 'The run was not started. Correct this:',
    refused: 'The run was not started',
    busyTitle: 'The source is being harvested already',
    busy: 'One run of a source at a time. Wait until the one under way has ended, or cancel it.',
    toRunning: 'Show the run that is under way',
    faults: {
      noMode: 'Choose what to fetch.',
      noSpan: 'Give the beginning or the end of the range.',
      oddFrom: 'The beginning of the range is no day. Write it as 2026-01-31.',
      oddUntil: 'The end of the range is no day. Write it as 2026-01-31.',
      reversed: 'The range ends before it begins. Swap the two days.',
      future: 'The range begins in the future. Choose an earlier day.',
      spanElsewhere: 'Days go with a range of time. Choose the range, or empty the days.',
      noRecords: 'List the identifiers of the records to fetch, one on a line.',
      recordsElsewhere: 'Identifiers go with single records. Choose those, or empty the list.',
      manyRecords: 'List 1,000 identifiers at most, each of 1,000 characters at most.',
      oddLimit: 'The highest number of records must be a whole number, at least 1.',
      longReason: 'The reason is too long. Shorten it to 500 characters at most.',
    },
  },
};
