import type { SourceTestFault } from '../../../administration/source-test.js';
import type { SourceSettings } from '../../../platform/settings.js';
import type { InEach } from '../language.js';

/** The list of the sources, the page of each, and the test. `count`s come written as the language writes them. */
export interface SourcesWords {
  readonly title: string;
  readonly introduction: string;
  readonly none: string;
  readonly table: string;
  readonly source: string;
  readonly how: string;
  readonly records: string;
  readonly quarantined: string;
  readonly lastSuccess: string;
  readonly nextTime: string;
  readonly never: string;
  readonly byHand: string;
  readonly protocols: Readonly<Record<SourceSettings['protocol'], string>>;
  /** How a source is, in one sentence. */
  readonly health: {
    readonly tag: Readonly<Record<'running' | 'needsApproval' | 'failing' | 'waiting' | 'missed' | 'never' | 'well', string>>;
    readonly running: string;
    readonly needsApproval: (removals: string) => string;
    readonly failing: (times: number) => string;
    readonly waitingUntil: (time: string) => string;
    readonly waiting: string;
    readonly missed: (times: number) => string;
    readonly never: string;
    readonly well: (time: string) => string;
    readonly toRun: string;
  };
  readonly facts: {
    readonly heading: string;
    readonly address: string;
    readonly selects: string;
    readonly selectsIssn: (list: string) => string;
    readonly selectsTitle: (list: string) => string;
    readonly selectsBody: (list: string) => string;
    readonly selectsBodyBefore: (list: string, year: number) => string;
    readonly republish: string;
    readonly republished: string;
    readonly notRepublished: string;
    readonly schedule: string;
    readonly reconcile: string;
    readonly next: string;
    readonly inZone: (zone: string) => string;
    readonly mark: string;
    readonly ago: (duration: string) => string;
    readonly noMark: string;
    readonly overlap: string;
    readonly overlapHours: (hours: string) => string;
    readonly brake: string;
    readonly brakeShare: (share: string) => string;
    readonly counts: string;
    readonly states: Readonly<Record<'live' | 'deleted' | 'retired' | 'outOfScope', string>>;
    readonly toQuarantine: string;
    readonly change: string;
  };
  readonly runs: string;
  readonly noRuns: string;
  readonly allRuns: string;
  readonly runNow: string;
  readonly dryRunNow: string;
  readonly noSuchSource: (id: string) => string;
  readonly test: {
    readonly heading: string;
    readonly explanation: string;
    readonly button: string;
    readonly title: (source: string) => string;
    readonly busy: string;
    readonly good: string;
    readonly bad: string;
    readonly steps: Readonly<Record<SourceTestFault['step'], string>>;
    readonly whatToDo: string;
    readonly saysOfItself: string;
    readonly name: string;
    readonly earliest: string;
    readonly granularity: string;
    readonly formats: string;
    readonly remarks: string;
    readonly noRemarks: string;
    readonly doubts: string;
    readonly page: string;
    readonly size: string;
    readonly sizeUnknown: string;
    readonly hasMore: (records: string) => string;
    readonly wholeList: (records: string) => string;
    readonly table: string;
    readonly what: string;
    readonly selected: string;
    readonly outOfScope: string;
    readonly deleted: string;
    readonly unreadable: string;
    readonly repaired: string;
    readonly firstSelected: string;
    readonly noneSelected: string;
    readonly recordTitle: string;
    readonly recordId: string;
    readonly because: string;
    readonly whyNot: string;
    readonly took: (duration: string) => string;
    readonly again: string;
    readonly back: string;
  };
}

export const SOURCES_WORDS: InEach<SourcesWords> = {
  fi: {
    title: 'Lähteet',
    introduction: 'Kirjastot, joista vanhempien julkaisujen tietueita haravoidaan.',
    none: 'Asetuksissa ei ole lähteitä. Lisää lähde asetustiedoston kohtaan ”sources” ja käynnistä palvelu uudelleen.',
    table: 'Lähteet asetusten järjestyksessä',
    source: 'Lähde',
    how: 'Miten sillä menee',
    records: 'Tietueita',
    quarantined: 'Karanteenissa',
    lastSuccess: 'Viimeksi onnistui',
    nextTime: 'Seuraava ajo',
    never: 'ei vielä',
    byHand: 'vain käsin',
    protocols: { sru: 'SRU', 'oai-pmh': 'OAI-PMH', finna: 'Finnan rajapinta', file: 'tiedostot' },
    health: {
      tag: {
        running: 'käynnissä',
        needsApproval: 'odottaa hyväksyntää',
        failing: 'epäonnistuu',
        waiting: 'kesken',
        missed: 'myöhässä',
        never: 'ei vielä haravoitu',
        well: 'kunnossa',
      },
      running: 'Lähdettä haravoidaan parhaillaan.',
      needsApproval: (removals) => `Jarru pysäytti ajon: ${removals} tietuetta poistuisi. Katso ajo ja hyväksy tai hylkää se.`,
      failing: (times) => (times === 1 ? 'Viimeisin ajo epäonnistui.' : `Viimeiset ${times} ajoa epäonnistuivat.`),
      waitingUntil: (time) => `Lähde pyysi palaamaan myöhemmin; ajo jatkuu itsestään ${time}.`,
      waiting: 'Ajo jäi kesken; seuraava ajo jatkaa siitä, mihin se jäi.',
      missed: (times) =>
        times === 1
          ? 'Ajastettu ajo jäi väliin. Käynnistä ajo käsin.'
          : `Ajastettu ajo on jäänyt väliin ${times} kertaa. Käynnistä ajo käsin.`,
      never: 'Lähdettä ei ole vielä haravoitu. Aloita koeajolla: se näyttää, mitä tapahtuisi, eikä muuta mitään.',
      well: (time) => `Kaikki on kunnossa; viimeksi haravoitu ${time}.`,
      toRun: 'Näytä ajo',
    },
    facts: {
      heading: 'Lähteen tiedot',
      address: 'Osoite',
      selects: 'Mitkä tietueet otetaan',
      selectsIssn: (list) => `tietueet, joiden sarjan ISSN on ${list}`,
      selectsTitle: (list) => `tietueet, joiden sarjan nimeke on ${list}`,
      selectsBody: (list) => `tietueet, joista vastaa ${list}`,
      selectsBodyBefore: (list, year) => `tietueet, joista vastaa ${list} ja jotka ovat ilmestyneet ennen vuotta ${year}`,
      republish: 'Julkaistaanko eteenpäin',
      republished: 'kyllä, joukossa older',
      notRepublished: 'ei, vain verrataan omiin julkaisuihin',
      schedule: 'Ajastus',
      reconcile: 'Täsmäytyksen ajastus',
      next: 'Seuraavat ajot',
      inZone: (zone) => `ajastuksen omassa vyöhykkeessä ${zone}`,
      mark: 'Haravoitu saakka',
      ago: (duration) => `${duration} sitten`,
      noMark: 'ei vielä mihinkään saakka',
      overlap: 'Päällekkäisyys',
      overlapHours: (hours) => `${hours} tuntia: näin paljon aiemmasta haku alkaa, jotta myöhään näkyviin tulleet löytyvät`,
      brake: 'Jarru',
      brakeShare: (share) => `ajo pysähtyy odottamaan ihmistä, jos enemmän kuin ${share} tietueista poistuisi kerralla`,
      counts: 'Tietueita nyt',
      states: { live: 'käytössä', deleted: 'lähteen poistamia', retired: 'luettelosta kadonneita', outOfScope: 'rajauksesta poistuneita' },
      toQuarantine: 'karanteenissa',
      change: 'Tiedot ovat asetustiedostossa, ja niitä muutetaan siellä.',
    },
    runs: 'Viimeisimmät ajot',
    noRuns: 'Lähdettä ei ole vielä haravoitu.',
    allRuns: 'Kaikki lähteen ajot',
    runNow: 'Aja nyt',
    dryRunNow: 'Tee koeajo',
    noSuchSource: (id) => `Lähdettä ”${id}” ei ole. Asetusten lähteet ovat sivulla Lähteet.`,
    test: {
      heading: 'Kokeile lähdettä',
      explanation: 'Kysyy lähteeltä, kuka se on, ja yhden sivun sen luettelosta. Mitään ei tallenneta. Kestää enintään minuutin.',
      button: 'Kokeile',
      title: (source) => `${source}: kokeilu`,
      busy: 'Joku kokeilee samaa lähdettä juuri nyt. Odota hetki ja yritä sitten uudelleen.',
      good: 'Lähde vastaa niin kuin pitää.',
      bad: 'Kaikki ei onnistunut.',
      steps: { describe: 'Kuka lähde on', formats: 'Tietueiden muodot', page: 'Luettelon ensimmäinen sivu' },
      whatToDo: 'Mitä tehdä:',
      saysOfItself: 'Mitä lähde kertoo itsestään',
      name: 'Nimi',
      earliest: 'Vanhin aikaleima',
      granularity: 'Aikaleiman tarkkuus',
      formats: 'Muodot',
      remarks: 'Mitä lähteestä on syytä tietää',
      noRemarks: 'Ei poikkeamia protokollasta.',
      doubts: 'Mikä luettelossa epäilyttää',
      page: 'Luettelon ensimmäinen sivu',
      size: 'Luettelossa kaikkiaan',
      sizeUnknown: 'lähde ei kerro',
      hasMore: (records) => `Sivulla on ${records} tietuetta, ja luettelo jatkuu.`,
      wholeList: (records) => `Sivulla on ${records} tietuetta, ja se on koko luettelo.`,
      table: 'Mitä sivun tietueista tulisi',
      what: 'Mitä',
      selected: 'Otettaisiin',
      outOfScope: 'Jätettäisiin',
      deleted: 'Lähteen poistamia',
      unreadable: 'Ei voitu lukea',
      repaired: 'Luettu korjattuna',
      firstSelected: 'Tietueet, jotka otettaisiin',
      noneSelected: 'Tältä sivulta ei otettaisi yhtään. Syyt ovat alla; rajaus on asetustiedoston kohdassa ”select”.',
      recordTitle: 'Nimeke',
      recordId: 'Tunniste',
      because: 'Miksi',
      whyNot: 'Miksi muita ei otettaisi',
      took: (duration) => `Kokeilu kesti: ${duration}.`,
      again: 'Kokeile uudelleen',
      back: 'Takaisin lähteeseen',
    },
  },
  sv: {
    title: 'Källor',
    introduction: 'Biblioteken som posterna om äldre publikationer skördas från.',
    none: 'Det finns inga källor i inställningarna. Lägg till en under ”sources” i inställningsfilen och starta om tjänsten.',
    table: 'Källorna i inställningarnas ordning',
    source: 'Källa',
    how: 'Hur den mår',
    records: 'Poster',
    quarantined: 'I karantän',
    lastSuccess: 'Lyckades senast',
    nextTime: 'Nästa körning',
    never: 'inte än',
    byHand: 'bara för hand',
    protocols: { sru: 'SRU', 'oai-pmh': 'OAI-PMH', finna: 'Finnas gränssnitt', file: 'filer' },
    health: {
      tag: {
        running: 'pågår',
        needsApproval: 'väntar på godkännande',
        failing: 'misslyckas',
        waiting: 'oavslutad',
        missed: 'försenad',
        never: 'inte skördad än',
        well: 'i sin ordning',
      },
      running: 'Källan skördas just nu.',
      needsApproval: (removals) =>
        `Bromsen stoppade körningen: ${removals} poster skulle försvinna. Se på körningen och godkänn eller avvisa den.`,
      failing: (times) => (times === 1 ? 'Den senaste körningen misslyckades.' : `De ${times} senaste körningarna misslyckades.`),
      waitingUntil: (time) => `Källan bad oss återkomma senare; körningen fortsätter av sig själv ${time}.`,
      waiting: 'Körningen blev oavslutad; nästa körning fortsätter där den slutade.',
      missed: (times) =>
        times === 1
          ? 'En schemalagd körning uteblev. Starta en körning för hand.'
          : `Schemalagda körningar har uteblivit ${times} gånger. Starta en körning för hand.`,
      never: 'Källan har inte skördats än. Börja med en provkörning: den visar vad som skulle hända och ändrar ingenting.',
      well: (time) => `Allt är i sin ordning; senast skördad ${time}.`,
      toRun: 'Visa körningen',
    },
    facts: {
      heading: 'Uppgifter om källan',
      address: 'Adress',
      selects: 'Vilka poster som tas med',
      selectsIssn: (list) => `poster vars serie har ISSN ${list}`,
      selectsTitle: (list) => `poster vars serie heter ${list}`,
      selectsBody: (list) => `poster som ${list} ansvarar för`,
      selectsBodyBefore: (list, year) => `poster som ${list} ansvarar för och som utkommit före år ${year}`,
      republish: 'Publiceras vidare',
      republished: 'ja, i mängden older',
      notRepublished: 'nej, de jämförs bara med egna publikationer',
      schedule: 'Schema',
      reconcile: 'Schema för avstämning',
      next: 'Följande körningar',
      inZone: (zone) => `i schemats egen tidszon ${zone}`,
      mark: 'Skördad till och med',
      ago: (duration) => `för ${duration} sedan`,
      noMark: 'inte alls än',
      overlap: 'Överlappning',
      overlapHours: (hours) => `${hours} timmar: så mycket tidigare börjar hämtningen, så att det som blev synligt sent hittas`,
      brake: 'Broms',
      brakeShare: (share) => `körningen väntar på en människa om mer än ${share} av posterna skulle försvinna på en gång`,
      counts: 'Poster nu',
      states: { live: 'i bruk', deleted: 'raderade av källan', retired: 'försvunna ur listan', outOfScope: 'utanför urvalet numera' },
      toQuarantine: 'i karantän',
      change: 'Uppgifterna finns i inställningsfilen och ändras där.',
    },
    runs: 'De senaste körningarna',
    noRuns: 'Källan har inte skördats än.',
    allRuns: 'Källans alla körningar',
    runNow: 'Kör nu',
    dryRunNow: 'Gör en provkörning',
    noSuchSource: (id) => `Källan ”${id}” finns inte. Inställningarnas källor finns på sidan Källor.`,
    test: {
      heading: 'Pröva källan',
      explanation: 'Frågar källan vem den är och efter en sida ur dess lista. Ingenting sparas. Det tar högst en minut.',
      button: 'Pröva',
      title: (source) => `${source}: prov`,
      busy: 'Någon prövar samma källa just nu. Vänta ett ögonblick och försök sedan igen.',
      good: 'Källan svarar som den ska.',
      bad: 'Allt lyckades inte.',
      steps: { describe: 'Vem källan är', formats: 'Posternas format', page: 'Listans första sida' },
      whatToDo: 'Vad man kan göra:',
      saysOfItself: 'Vad källan berättar om sig själv',
      name: 'Namn',
      earliest: 'Äldsta tidsstämpel',
      granularity: 'Tidsstämpelns noggrannhet',
      formats: 'Format',
      remarks: 'Vad man bör veta om källan',
      noRemarks: 'Inga avvikelser från protokollet.',
      doubts: 'Vad som är tvivelaktigt i listan',
      page: 'Listans första sida',
      size: 'I listan sammanlagt',
      sizeUnknown: 'källan säger det inte',
      hasMore: (records) => `Sidan har ${records} poster, och listan fortsätter.`,
      wholeList: (records) => `Sidan har ${records} poster, och det är hela listan.`,
      table: 'Vad det skulle bli av sidans poster',
      what: 'Vad',
      selected: 'Skulle tas med',
      outOfScope: 'Skulle lämnas',
      deleted: 'Raderade av källan',
      unreadable: 'Kunde inte läsas',
      repaired: 'Lästa efter lagning',
      firstSelected: 'Poster som skulle tas med',
      noneSelected: 'Ingen post på sidan skulle tas med. Skälen finns nedan; urvalet står under ”select” i inställningsfilen.',
      recordTitle: 'Titel',
      recordId: 'Identifikator',
      because: 'Varför',
      whyNot: 'Varför andra inte skulle tas med',
      took: (duration) => `Provet tog ${duration}.`,
      again: 'Pröva igen',
      back: 'Tillbaka till källan',
    },
  },
  en: {
    title: 'Sources',
    introduction: 'The libraries from which records of older publications are harvested.',
    none: 'The settings name no sources. Add one under “sources” in the settings file and start the service again.',
    table: 'The sources in the order of the settings',
    source: 'Source',
    how: 'How it is',
    records: 'Records',
    quarantined: 'In quarantine',
    lastSuccess: 'Last success',
    nextTime: 'Next run',
    never: 'not yet',
    byHand: 'by hand only',
    protocols: { sru: 'SRU', 'oai-pmh': 'OAI-PMH', finna: 'Finna’s API', file: 'files' },
    health: {
      tag: {
        running: 'under way',
        needsApproval: 'needs approval',
        failing: 'failing',
        waiting: 'unfinished',
        missed: 'late',
        never: 'never harvested',
        well: 'well',
      },
      running: 'The source is being harvested right now.',
      needsApproval: (removals) => `The brake holds a run: ${removals} records would go. Look at the run, then approve or reject it.`,
      failing: (times) => (times === 1 ? 'The last run failed.' : `The last ${times} runs failed.`),
      waitingUntil: (time) => `The source asked us to come back later; the run goes on by itself at ${time}.`,
      waiting: 'A run was broken off; the next run goes on where it stopped.',
      missed: (times) =>
        times === 1
          ? 'A scheduled run did not take place. Start one by hand.'
          : `Scheduled runs did not take place ${times} times. Start one by hand.`,
      never: 'The source has never been harvested. Begin with a dry run: it shows what would happen and changes nothing.',
      well: (time) => `All is well; last harvested at ${time}.`,
      toRun: 'Show the run',
    },
    facts: {
      heading: 'About the source',
      address: 'Address',
      selects: 'Which records are taken',
      selectsIssn: (list) => `records whose series has the ISSN ${list}`,
      selectsTitle: (list) => `records whose series has the title ${list}`,
      selectsBody: (list) => `records for which ${list} is responsible`,
      selectsBodyBefore: (list, year) => `records for which ${list} is responsible and that came out before ${year}`,
      republish: 'Given on',
      republished: 'yes, in the set older',
      notRepublished: 'no, they are only compared with our own publications',
      schedule: 'Schedule',
      reconcile: 'Schedule of the reconciliation',
      next: 'The next runs',
      inZone: (zone) => `in the schedule’s own zone ${zone}`,
      mark: 'Harvested up to',
      ago: (duration) => `${duration} ago`,
      noMark: 'not yet up to anything',
      overlap: 'Overlap',
      overlapHours: (hours) => `${hours} hours: so much earlier the next one begins, to find what became visible late`,
      brake: 'Brake',
      brakeShare: (share) => `a run waits for a person if more than ${share} of the records would go at once`,
      counts: 'Records now',
      states: { live: 'in use', deleted: 'deleted by the source', retired: 'gone from its list', outOfScope: 'no longer selected' },
      toQuarantine: 'in quarantine',
      change: 'All this stands in the settings file and is changed there.',
    },
    runs: 'The last runs',
    noRuns: 'The source has never been harvested.',
    allRuns: 'All runs of this source',
    runNow: 'Run now',
    dryRunNow: 'Make a dry run',
    noSuchSource: (id) => `There is no source “${id}”. The page Sources lists those of the settings.`,
    test: {
      heading: 'Test the source',
      explanation: 'Asks the source what it is, and for one page of its list. Nothing is stored. It takes a minute at most.',
      button: 'Test',
      title: (source) => `${source}: test`,
      busy: 'Somebody is testing this source right now. Wait for a moment, then try again.',
      good: 'The source answers as it should.',
      bad: 'Not everything worked.',
      steps: { describe: 'What the source is', formats: 'Formats of its records', page: 'First page of its list' },
      whatToDo: 'What to do:',
      saysOfItself: 'What the source says of itself',
      name: 'Name',
      earliest: 'Earliest datestamp',
      granularity: 'Granularity',
      formats: 'Formats',
      remarks: 'What you should know about it',
      noRemarks: 'No departures from the protocol.',
      doubts: 'What is doubtful about its list',
      page: 'First page of its list',
      size: 'In the whole list',
      sizeUnknown: 'the source does not say',
      hasMore: (records) => `The page has ${records} records, and the list goes on.`,
      wholeList: (records) => `The page has ${records} records, and that is the whole list.`,
      table: 'What would become of the records on it',
      what: 'What',
      selected: 'Would be taken',
      outOfScope: 'Would be left out',
      deleted: 'Deleted by the source',
      unreadable: 'Could not be read',
      repaired: 'Read after mending',
      firstSelected: 'Records that would be taken',
      noneSelected:
        'No record of this page would be taken. The reasons are below; what is selected stands under “select” in the settings file.',
      recordTitle: 'Title',
      recordId: 'Identifier',
      because: 'Why',
      whyNot: 'Why others would not be taken',
      took: (duration) => `The test took ${duration}.`,
      again: 'Test again',
      back: 'Back to the source',
    },
  },
};
