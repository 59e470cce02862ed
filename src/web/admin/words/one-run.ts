import type { RunDecision } from '../../../administration/run-moment.js';
import type { InEach, Language } from '../language.js';

/** One run: what it does, what it did, what is to be decided. `count`s come written as the language writes them. */
export interface OneRunWords {
  /** Of these words, for where they stand among those of another language. */
  readonly lang: Language;
  readonly title: (source: string, when: string) => string;
  /** What has become of it, in a sentence; `time` is told, too. */
  readonly sentences: {
    readonly queued: string;
    readonly fetching: string;
    readonly staged: string;
    readonly dryRun: (changes: number, shown: string) => string;
    readonly needsApproval: (removals: string) => string;
    readonly applying: string;
    readonly completed: (changes: number, shown: string) => string;
    readonly withFailures: (count: number, shown: string) => string;
    readonly failed: string;
    readonly failedResumable: string;
    readonly cancelled: string;
    readonly interrupted: string;
    readonly paused: string;
    readonly pausedUntil: (time: string) => string;
  };
  readonly coreSays: string;
  readonly live: { readonly again: string; readonly byHand: string };
  readonly progress: {
    readonly heading: string;
    readonly pages: string;
    readonly seen: string;
    readonly inScope: string;
    readonly rate: string;
    readonly perSecond: (rate: string) => string;
    readonly bytes: string;
    readonly elapsed: string;
    readonly about: (seen: string, size: string) => string;
  };
  readonly facts: {
    readonly heading: string;
    readonly source: string;
    readonly mode: string;
    readonly from: string;
    readonly until: string;
    readonly ids: string;
    readonly limit: string;
    readonly dryRun: string;
    readonly yes: string;
    readonly no: string;
    readonly approved: string;
    readonly reason: string;
    readonly mark: string;
  };
  readonly steps: {
    readonly heading: string;
    readonly state: string;
    readonly time: string;
    readonly actor: string;
    readonly reason: string;
  };
  readonly figures: { readonly did: string; readonly would: string; readonly what: string; readonly records: string };
  readonly warnings: string;
  readonly failures: {
    readonly heading: string;
    readonly retry: (count: string) => string;
    readonly gone: string;
    readonly toQuarantine: string;
  };
  readonly repairs: string;
  readonly left: string;
  readonly group: { readonly records: (count: number, shown: string) => string; readonly more: (count: string) => string };
  readonly changes: {
    readonly did: string;
    readonly would: string;
    readonly none: string;
    readonly wouldNone: string;
    readonly because: string;
    readonly flags: Readonly<Record<'yearUnknown', string>>;
    readonly fields: (count: number) => string;
    readonly field: string;
    readonly change: string;
    readonly before: string;
    readonly after: string;
    readonly show: (count: string) => string;
    readonly all: (count: string) => string;
    readonly firstOf: (shown: string, total: string) => string;
  };
  readonly toLog: string;
  readonly logTitle: string;
  readonly logLevels: Readonly<Record<'note' | 'warning' | 'failure', string>>;
  readonly logText: string;
  readonly level: string;
  readonly download: string;
  readonly back: string;
  readonly next: string;
  readonly nothingOfThat: string;
  readonly onlyCount: (count: string) => string;
  /** Of a list whose end is not kept. */
  readonly unlisted: (count: string) => string;
  readonly decisions: Readonly<Record<RunDecision, DecisionWords>>;
  readonly decide: {
    readonly reason: string;
    readonly reasonHint: string;
    readonly back: string;
    readonly impossible: string;
    readonly impossibleWhy: (state: string) => string;
    readonly refused: string;
    readonly busy: string;
    readonly toRunning: string;
    readonly removals: (count: number, shown: string) => string;
    readonly changes: (added: string, updated: string) => string;
    readonly longReason: string;
  };
  readonly noSuchRun: (id: string) => string;
  readonly noSuchOutcome: string;
}

export interface DecisionWords {
  /** On the button of the run. */
  readonly button: string;
  readonly title: string;
  /** What will happen. */
  readonly what: string;
  readonly confirm: string;
}

export const ONE_RUN_WORDS: InEach<OneRunWords> = {
  fi: {
    lang: 'fi',
    title: (source, when) => `${source}: ajo ${when}`,
    sentences: {
      queued: 'Ajo odottaa vuoroaan.',
      fetching: 'Tietueita haetaan lähteestä. Mitään ei ole vielä muutettu.',
      staged: 'Kaikki on haettu, mutta mitään ei ole vielä muutettu.',
      dryRun: (changes, shown) =>
        changes === 0
          ? 'Koeajo on valmis: mikään ei muuttuisi. Mitään ei muutettu.'
          : `Koeajo on valmis: ${shown} ${changes === 1 ? 'tietue' : 'tietuetta'} muuttuisi. Mitään ei muutettu.`,
      needsApproval: (removals) =>
        `Jarru pysäytti ajon: ${removals} tietueen poistuminen tai muuttuminen kerralla on tavatonta. Mitään ei muutettu. Katso, mitä ajo tekisi, ja hyväksy tai hylkää se.`,
      applying: 'Muutoksia viedään luetteloon.',
      completed: (changes, shown) =>
        changes === 0
          ? 'Ajo on valmis: mikään ei ollut muuttunut.'
          : `Ajo on valmis: ${shown} ${changes === 1 ? 'tietue' : 'tietuetta'} muuttui.`,
      withFailures: (_, shown) =>
        `Ajo on valmis, mutta ${shown} tietuetta ei voitu lukea tai julkaista. Lukematta jääneet ovat karanteenissa, ja niitä yritetään uudelleen.`,
      failed: 'Ajo epäonnistui. Mitään ei muutettu.',
      failedResumable: 'Ajo epäonnistui. Mitään ei muutettu. Seuraava samanlainen ajo jatkaa siitä, mihin tämä jäi.',
      cancelled: 'Ajo peruttiin. Mitään ei muutettu.',
      interrupted: 'Ajo keskeytyi. Mitään ei muutettu. Seuraava samanlainen ajo jatkaa siitä, mihin tämä jäi.',
      paused: 'Lähde pyysi palaamaan myöhemmin. Ajo jatkuu itsestään.',
      pausedUntil: (time) => `Lähde pyysi palaamaan myöhemmin. Ajo jatkuu itsestään ${time}.`,
    },
    coreSays: 'Järjestelmän viesti:',
    live: {
      again: 'Näytä, miten pitkällä ajo on nyt',
      byHand: 'Sivu ei päivity itsestään, kun selaimen JavaScript ei ole käytössä.',
    },
    progress: {
      heading: 'Eteneminen',
      pages: 'Sivuja',
      seen: 'Luettu',
      inScope: 'Rajauksessa',
      rate: 'Nopeus',
      perSecond: (rate) => `${rate} tietuetta sekunnissa`,
      bytes: 'Siirretty',
      elapsed: 'Kulunut',
      about: (seen, size) => `${seen} luettu, lähteen mukaan kaikkiaan noin ${size}`,
    },
    facts: {
      heading: 'Mitä pyydettiin',
      source: 'Lähde',
      mode: 'Mitä haetaan',
      from: 'Alkaen (UTC)',
      until: 'Saakka (UTC)',
      ids: 'Tietueet',
      limit: 'Enintään',
      dryRun: 'Koeajo',
      yes: 'kyllä',
      no: 'ei',
      approved: 'Suuri muutos sallittu',
      reason: 'Perustelu',
      mark: 'Seuraava haku alkaa',
    },
    steps: { heading: 'Vaiheet', state: 'Tila', time: 'Aika', actor: 'Kuka', reason: 'Perustelu' },
    figures: { did: 'Mitä ajo teki', would: 'Mitä ajo tekisi', what: 'Mitä', records: 'Tietueita' },
    warnings: 'Huomautukset',
    failures: {
      heading: 'Ei voitu lukea',
      retry: (count) => `Yritä näitä uudelleen (${count})`,
      gone: 'Nämä eivät ole enää karanteenissa.',
      toQuarantine: 'Karanteeniin',
    },
    repairs: 'Mitä korjattiin lukemista varten',
    left: 'Miksi muita ei otettu',
    group: { records: (count, shown) => `${shown} ${count === 1 ? 'tietue' : 'tietuetta'}`, more: (count) => `ja ${count} muuta` },
    changes: {
      did: 'Muutokset',
      would: 'Muutokset, jotka ajo tekisi',
      none: 'Yksikään tietue ei muuttunut.',
      wouldNone: 'Yksikään tietue ei muuttuisi.',
      because: 'Miksi:',
      flags: { yearUnknown: 'vuosi ei tiedossa' },
      fields: (count) => (count === 1 ? '1 kenttä muuttuu' : `${count} kenttää muuttuu`),
      field: 'Kenttä',
      change: 'Muutos',
      before: 'ennen',
      after: 'jälkeen',
      show: (count) => `Näytä ${count} tietuetta`,
      all: (count) => `Kaikki ${count}`,
      firstOf: (shown, total) => `Tässä on ${shown} ensimmäistä, kaikkiaan ${total}.`,
    },
    toLog: 'Ajon loki',
    logTitle: 'Ajon loki',
    logLevels: { note: 'tieto', warning: 'huomautus', failure: 'virhe' },
    logText: 'Mitä tapahtui',
    level: 'Laji',
    download: 'Lataa tekstinä',
    back: 'Takaisin ajoon',
    next: 'Seuraavat',
    nothingOfThat: 'Tällaisia tietueita ei ajossa ole.',
    onlyCount: (count) => `Näitä on ${count}. Niistä säilytetään vain lukumäärä.`,
    unlisted: (count) => `Tässä ovat vain ensimmäiset. Muista (${count}) säilytetään vain lukumäärä.`,
    decisions: {
      cancel: {
        button: 'Pysäytä ajo…',
        title: 'Pysäytetäänkö ajo?',
        what: 'Ajo pysähtyy seuraavassa kohdassa, eikä mitään muuteta. Haettu säilyy viikon ja loki senkin jälkeen. Keskeytettyä ajoa ei voi jatkaa.',
        confirm: 'Pysäytä ajo',
      },
      approve: {
        button: 'Hyväksy…',
        title: 'Hyväksytäänkö ajo?',
        what: 'Alla luetellut muutokset viedään luetteloon. Poistuvat tietueet näkyvät sen jälkeen haravoijille poistettuina. Ne palautuvat, jos lähde antaa ne uudelleen.',
        confirm: 'Hyväksy ja vie luetteloon',
      },
      applyDryRun: {
        button: 'Vie luetteloon…',
        title: 'Viedäänkö koeajo luetteloon?',
        what: 'Alla luetellut muutokset viedään luetteloon sellaisina kuin koeajo ne haki. Lähteestä ei haeta uudelleen.',
        confirm: 'Vie luetteloon',
      },
      reject: {
        button: 'Hylkää…',
        title: 'Hylätäänkö ajo?',
        what: 'Mitään ei muuteta, ja ajo päättyy. Haettua ei voi sen jälkeen viedä luetteloon; seuraava ajo hakee uudelleen.',
        confirm: 'Hylkää ajo',
      },
    },
    decide: {
      reason: 'Perustelu (ei pakollinen)',
      reasonHint: 'Jää ajon tietoihin ja tapahtumalokiin.',
      back: 'Älä tee mitään',
      impossible: 'Tätä ei voi tehdä nyt',
      impossibleWhy: (state) => `Ajon tila on nyt: ${state}.`,
      refused: 'Sitä ei voitu tehdä',
      busy: 'Samaa lähdettä haravoidaan juuri nyt. Odota, että se päättyy.',
      toRunning: 'Näytä käynnissä oleva ajo',
      removals: (count, shown) =>
        count === 0
          ? 'Yksikään tietue ei poistu.'
          : `${shown} ${count === 1 ? 'tietue poistuu tai vaihtaa' : 'tietuetta poistuu tai vaihtaa'} tunnistetta.`,
      changes: (added, updated) => `Lisätään ${added}, muuttuu ${updated}.`,
      longReason: 'Perustelu on liian pitkä. Lyhennä se enintään 500 merkkiin.',
    },
    noSuchRun: (id) => `Ajoa ”${id}” ei ole. Kunkin lähteen 200 viimeisintä ajoa säilytetään; ne ovat sivulla Ajot.`,
    noSuchOutcome: 'Sellaista lopputulosta ei ole. Palaa ajon sivulle ja valitse siellä.',
  },
  sv: {
    lang: 'sv',
    title: (source, when) => `${source}: körning ${when}`,
    sentences: {
      queued: 'Körningen väntar på sin tur.',
      fetching: 'Poster hämtas från källan. Ingenting har ändrats än.',
      staged: 'Allt är hämtat, men ingenting har ändrats än.',
      dryRun: (changes, shown) =>
        changes === 0
          ? 'Provkörningen är klar: ingenting skulle ändras. Ingenting ändrades.'
          : `Provkörningen är klar: ${shown} ${changes === 1 ? 'post' : 'poster'} skulle ändras. Ingenting ändrades.`,
      needsApproval: (removals) =>
        `Bromsen stoppade körningen: att ${removals} poster försvinner eller byter identifikator på en gång är ovanligt. Ingenting ändrades. Se vad körningen skulle göra och godkänn eller avvisa den.`,
      applying: 'Ändringarna förs in i katalogen.',
      completed: (changes, shown) =>
        changes === 0
          ? 'Körningen är klar: ingenting hade ändrats.'
          : `Körningen är klar: ${shown} ${changes === 1 ? 'post' : 'poster'} ändrades.`,
      withFailures: (count, shown) =>
        `Körningen är klar, men ${shown} ${count === 1 ? 'post' : 'poster'} kunde inte läsas eller publiceras. De olästa ligger i karantän och prövas på nytt.`,
      failed: 'Körningen misslyckades. Ingenting ändrades.',
      failedResumable: 'Körningen misslyckades. Ingenting ändrades. Nästa likadana körning fortsätter där den här slutade.',
      cancelled: 'Körningen avbröts. Ingenting ändrades.',
      interrupted: 'Körningen avbröts oväntat. Ingenting ändrades. Nästa likadana körning fortsätter där den här slutade.',
      paused: 'Källan bad oss återkomma senare. Körningen fortsätter av sig själv.',
      pausedUntil: (time) => `Källan bad oss återkomma senare. Körningen fortsätter av sig själv ${time}.`,
    },
    coreSays: 'Systemets meddelande:',
    live: {
      again: 'Visa hur långt körningen har kommit nu',
      byHand: 'Sidan uppdateras inte av sig själv när webbläsarens JavaScript är avstängt.',
    },
    progress: {
      heading: 'Framsteg',
      pages: 'Sidor',
      seen: 'Lästa',
      inScope: 'I urvalet',
      rate: 'Hastighet',
      perSecond: (rate) => `${rate} poster i sekunden`,
      bytes: 'Överfört',
      elapsed: 'Förfluten tid',
      about: (seen, size) => `${seen} lästa, enligt källan omkring ${size} i allt`,
    },
    facts: {
      heading: 'Vad som begärdes',
      source: 'Källa',
      mode: 'Vad som hämtas',
      from: 'Från och med (UTC)',
      until: 'Till och med (UTC)',
      ids: 'Poster',
      limit: 'Högst',
      dryRun: 'Provkörning',
      yes: 'ja',
      no: 'nej',
      approved: 'Stor ändring tillåten',
      reason: 'Motivering',
      mark: 'Nästa hämtning börjar',
    },
    steps: { heading: 'Skeden', state: 'Tillstånd', time: 'Tid', actor: 'Vem', reason: 'Motivering' },
    figures: { did: 'Vad körningen gjorde', would: 'Vad körningen skulle göra', what: 'Vad', records: 'Poster' },
    warnings: 'Anmärkningar',
    failures: {
      heading: 'Kunde inte läsas',
      retry: (count) => `Försök med dessa på nytt (${count})`,
      gone: 'De här ligger inte längre i karantän.',
      toQuarantine: 'Till karantänen',
    },
    repairs: 'Vad som lagades för läsningen',
    left: 'Varför andra inte togs med',
    group: { records: (count, shown) => `${shown} ${count === 1 ? 'post' : 'poster'}`, more: (count) => `och ${count} till` },
    changes: {
      did: 'Ändringar',
      would: 'Ändringar som körningen skulle göra',
      none: 'Ingen post ändrades.',
      wouldNone: 'Ingen post skulle ändras.',
      because: 'Varför:',
      flags: { yearUnknown: 'året okänt' },
      fields: (count) => (count === 1 ? '1 fält ändras' : `${count} fält ändras`),
      field: 'Fält',
      change: 'Ändring',
      before: 'före',
      after: 'efter',
      show: (count) => `Visa ${count} poster`,
      all: (count) => `Alla ${count}`,
      firstOf: (shown, total) => `Här är de ${shown} första av ${total}.`,
    },
    toLog: 'Körningens logg',
    logTitle: 'Körningens logg',
    logLevels: { note: 'uppgift', warning: 'anmärkning', failure: 'fel' },
    logText: 'Vad som hände',
    level: 'Slag',
    download: 'Ladda ner som text',
    back: 'Tillbaka till körningen',
    next: 'Följande',
    nothingOfThat: 'Körningen har inga sådana poster.',
    onlyCount: (count) => `De är ${count}. Bara antalet bevaras.`,
    unlisted: (count) => `Här är bara de första. Av de övriga (${count}) bevaras bara antalet.`,
    decisions: {
      cancel: {
        button: 'Stoppa körningen…',
        title: 'Ska körningen stoppas?',
        what: 'Körningen stannar vid nästa ställe och ingenting ändras. Det hämtade bevaras en vecka och loggen även därefter. En stoppad körning kan inte återupptas.',
        confirm: 'Stoppa körningen',
      },
      approve: {
        button: 'Godkänn…',
        title: 'Ska körningen godkännas?',
        what: 'Ändringarna nedan förs in i katalogen. Poster som försvinner visas därefter som raderade för dem som skördar. De kommer tillbaka om källan har dem igen.',
        confirm: 'Godkänn och för in i katalogen',
      },
      applyDryRun: {
        button: 'För in i katalogen…',
        title: 'Ska provkörningen föras in i katalogen?',
        what: 'Ändringarna nedan förs in i katalogen så som provkörningen hämtade dem. Ingenting hämtas på nytt från källan.',
        confirm: 'För in i katalogen',
      },
      reject: {
        button: 'Avvisa…',
        title: 'Ska körningen avvisas?',
        what: 'Ingenting ändras och körningen avslutas. Det hämtade kan sedan inte föras in i katalogen; nästa körning hämtar på nytt.',
        confirm: 'Avvisa körningen',
      },
    },
    decide: {
      reason: 'Motivering (frivillig)',
      reasonHint: 'Bevaras bland körningens uppgifter och i händelseloggen.',
      back: 'Gör ingenting',
      impossible: 'Det här går inte att göra nu',
      impossibleWhy: (state) => `Körningens tillstånd är nu: ${state}.`,
      refused: 'Det kunde inte göras',
      busy: 'Samma källa skördas just nu. Vänta tills det är klart.',
      toRunning: 'Visa körningen som pågår',
      removals: (count, shown) =>
        count === 0 ? 'Ingen post försvinner.' : `${shown} ${count === 1 ? 'post' : 'poster'} försvinner eller byter identifikator.`,
      changes: (added, updated) => `Nya: ${added}, ändrade: ${updated}.`,
      longReason: 'Motiveringen är för lång. Korta den till högst 500 tecken.',
    },
    noSuchRun: (id) => `Körningen ”${id}” finns inte. De 200 senaste körningarna av varje källa bevaras; de finns på sidan Körningar.`,
    noSuchOutcome: 'Något sådant utfall finns inte. Gå tillbaka till körningens sida och välj där.',
  },
  en: {
    lang: 'en',
    title: (source, when) => `${source}: run of ${when}`,
    sentences: {
      queued: 'The run is waiting for its turn.',
      fetching: 'Records are being fetched from the source. Nothing has been changed yet.',
      staged: 'All has been fetched, and nothing has been changed yet.',
      dryRun: (changes, shown) =>
        changes === 0
          ? 'The dry run is ready: nothing would change. Nothing was changed.'
          : `The dry run is ready: ${shown} ${changes === 1 ? 'record' : 'records'} would change. Nothing was changed.`,
      needsApproval: (removals) =>
        `The brake holds this run: that ${removals} records go or change their identifier at once is unusual. Nothing was changed. Look at what it would do, then approve or reject it.`,
      applying: 'The changes are being applied to the catalogue.',
      completed: (changes, shown) =>
        changes === 0
          ? 'The run is completed: nothing had changed.'
          : `The run is completed: ${shown} ${changes === 1 ? 'record' : 'records'} changed.`,
      withFailures: (count, shown) =>
        `The run is completed, but ${shown} ${count === 1 ? 'record' : 'records'} could not be read or published. What could not be read is in quarantine and will be tried again.`,
      failed: 'The run failed. Nothing was changed.',
      failedResumable: 'The run failed. Nothing was changed. The next run of the same kind goes on where this one stopped.',
      cancelled: 'The run was cancelled. Nothing was changed.',
      interrupted: 'The run was interrupted. Nothing was changed. The next run of the same kind goes on where this one stopped.',
      paused: 'The source asked us to come back later. The run goes on by itself.',
      pausedUntil: (time) => `The source asked us to come back later. The run goes on by itself at ${time}.`,
    },
    coreSays: 'The system says:',
    live: { again: 'Show how far it is now', byHand: 'This page does not update by itself while JavaScript is off in your browser.' },
    progress: {
      heading: 'Progress',
      pages: 'Pages',
      seen: 'Seen',
      inScope: 'Selected',
      rate: 'Rate',
      perSecond: (rate) => `${rate} records a second`,
      bytes: 'Received',
      elapsed: 'Elapsed',
      about: (seen, size) => `${seen} seen, of about ${size} as the source says`,
    },
    facts: {
      heading: 'What was asked for',
      source: 'Source',
      mode: 'What to fetch',
      from: 'From (UTC)',
      until: 'Until (UTC)',
      ids: 'Records',
      limit: 'At most',
      dryRun: 'Dry run',
      yes: 'yes',
      no: 'no',
      approved: 'Large change allowed',
      reason: 'Reason',
      mark: 'The next one begins at',
    },
    steps: { heading: 'Steps', state: 'State', time: 'Time', actor: 'Who', reason: 'Reason' },
    figures: { did: 'What it did', would: 'What it would do', what: 'What', records: 'Records' },
    warnings: 'Warnings',
    failures: {
      heading: 'Could not be read',
      retry: (count) => `Retry these (${count})`,
      gone: 'These are no longer in quarantine.',
      toQuarantine: 'To the quarantine',
    },
    repairs: 'What was mended so that it could be read',
    left: 'Why others were left out',
    group: { records: (count, shown) => `${shown} ${count === 1 ? 'record' : 'records'}`, more: (count) => `and ${count} more` },
    changes: {
      did: 'Changes',
      would: 'Changes that it would make',
      none: 'No record changed.',
      wouldNone: 'No record would change.',
      because: 'Why:',
      flags: { yearUnknown: 'year unknown' },
      fields: (count) => (count === 1 ? '1 field differs' : `${count} fields differ`),
      field: 'Field',
      change: 'Change',
      before: 'before',
      after: 'after',
      show: (count) => `Show ${count} records`,
      all: (count) => `All ${count}`,
      firstOf: (shown, total) => `These are the first ${shown} of ${total}.`,
    },
    toLog: 'Log of the run',
    logTitle: 'Log of the run',
    logLevels: { note: 'note', warning: 'warning', failure: 'failure' },
    logText: 'What happened',
    level: 'Kind',
    download: 'Download as text',
    back: 'Back to the run',
    next: 'Next',
    nothingOfThat: 'The run has no such records.',
    onlyCount: (count) => `There are ${count} of them. Only their number is kept.`,
    unlisted: (count) => `These are only the first. Of the others (${count}) only the number is kept.`,
    decisions: {
      cancel: {
        button: 'Cancel the run…',
        title: 'Cancel the run?',
        what: 'The run stops at the next place where it can, and nothing is changed. What was fetched is kept for a week, the log even longer. A cancelled run cannot be taken up again.',
        confirm: 'Cancel the run',
      },
      approve: {
        button: 'Approve…',
        title: 'Approve the run?',
        what: 'The changes listed below are applied to the catalogue. Records that go then show as deleted to those who harvest from us. They come back when the source has them again.',
        confirm: 'Approve and apply',
      },
      applyDryRun: {
        button: 'Apply…',
        title: 'Apply the dry run?',
        what: 'The changes listed below are applied to the catalogue just as the dry run fetched them. The source is not asked again.',
        confirm: 'Apply to the catalogue',
      },
      reject: {
        button: 'Reject…',
        title: 'Reject the run?',
        what: 'Nothing is changed, and the run ends. What was fetched cannot be applied after that; the next run fetches anew.',
        confirm: 'Reject the run',
      },
    },
    decide: {
      reason: 'Reason (optional)',
      reasonHint: 'It is kept with the run and in the audit.',
      back: 'Do nothing',
      impossible: 'This cannot be done now',
      impossibleWhy: (state) => `The state of the run is now: ${state}.`,
      refused: 'It could not be done',
      busy: 'The same source is being harvested right now. Wait until that has ended.',
      toRunning: 'Show the run that is under way',
      removals: (count, shown) =>
        count === 0
          ? 'No record goes.'
          : `${shown} ${count === 1 ? 'record goes or changes its' : 'records go or change their'} identifier.`,
      changes: (added, updated) => `Added: ${added}, updated: ${updated}.`,
      longReason: 'The reason is too long. Shorten it to 500 characters at most.',
    },
    noSuchRun: (id) => `There is no run “${id}”. The last 200 runs of each source are kept; the page Runs lists them.`,
    noSuchOutcome: 'There is no such outcome. Go back to the page of the run and choose there.',
  },
};
