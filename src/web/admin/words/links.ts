import type { DecisionOutcome } from '../../../administration/link-decisions.js';
import type { LinkStanding } from '../../../administration/link-list.js';
import type { FieldVerdict, ReviewField } from '../../../linking/review-verdicts.js';
import type { LinkTier } from '../../../store/harvest-ports.js';
import type { InEach } from '../language.js';

export interface LinksWords {
  readonly title: string;
  readonly introduction: string;
  readonly filter: string;
  readonly standing: string;
  readonly tier: string;
  readonly show: string;
  readonly waitingOnes: string;
  readonly allTiers: string;
  readonly standings: Readonly<Record<LinkStanding, string>>;
  readonly tiers: Readonly<Record<LinkTier, string>>;
  readonly tierMeans: Readonly<Record<LinkTier, string>>;
  readonly reviewOneByOne: (count: number) => string;
  readonly nothingWaits: string;
  readonly nothingFits: string;
  readonly howItBegins: string;
  readonly ours: string;
  readonly theirs: string;
  readonly likeness: string;
  readonly decidedBy: string;
  readonly byRules: string;
  readonly choose: string;
  readonly chooseAll: string;
  readonly choosePair: (theirs: string, ours: string) => string;
  readonly open: string;
  readonly others: (count: number) => string;
  readonly acceptChosen: string;
  readonly refuseChosen: string;
  readonly more: string;
  readonly confirmTitle: Readonly<Record<'accept' | 'refuse', string>>;
  readonly confirmMeans: Readonly<Record<'accept' | 'refuse', string>>;
  readonly willBeDecided: (count: number) => string;
  readonly willNotBeDecided: string;
  readonly leaves: (count: number) => string;
  readonly comesBack: (count: number) => string;
  readonly alsoChanges: string;
  readonly becomes: Readonly<Record<'linked' | 'review' | 'refused' | 'gone', string>>;
  readonly confirm: Readonly<Record<'accept' | 'refuse', (count: number) => string>>;
  readonly noneChosen: string;
  readonly back: string;
  readonly reviewTitle: string;
  readonly place: (at: number, of: number) => string;
  readonly pairTitle: (theirs: string, ours: string) => string;
  readonly field: string;
  readonly verdict: string;
  readonly verdicts: Readonly<Record<FieldVerdict, string>>;
  readonly verdictMarks: Readonly<Record<FieldVerdict, string>>;
  readonly fields: Readonly<Record<ReviewField, string>>;
  readonly forms: Readonly<Record<string, string>>;
  readonly says: string;
  readonly saysNothing: string;
  readonly because: string;
  readonly accept: string;
  readonly refuse: string;
  readonly later: string;
  readonly undecide: string;
  readonly undo: string;
  readonly keys: string;
  readonly reason: string;
  readonly reasonHint: string;
  readonly justDecided: Readonly<Record<'linked' | 'refused' | 'review' | 'gone', (theirs: string, ours: string) => string>>;
  readonly candidates: string;
  readonly rivals: string;
  readonly contestNote: string;
  readonly withdrawn: string;
  readonly notLive: Readonly<Record<'deleted' | 'retired' | 'outOfScope', string>>;
  readonly source: string;
  readonly notOffered: string;
  readonly mayNotDecide: string;
  readonly allDone: string;
  readonly endOfQueue: (left: number) => string;
  readonly startOver: string;
  readonly notFound: Readonly<Record<'ours' | 'theirs', (id: string) => string>>;
  readonly problems: string;
  readonly outcomes: Readonly<Record<Exclude<DecisionOutcome['kind'], 'decided'>, string>>;
}

export const LINKS_WORDS: InEach<LinksWords> = {
  fi: {
    title: 'Vastaavuudet',
    introduction:
      'Kirjastojen tietue voi kuvata samaa teosta kuin oma julkaisu. Varmat parit sidotaan säännöillä; epävarmat odottavat tässä ihmisen päätöstä. Kun pari on hyväksytty, oma julkaisu puhuu molempien puolesta eikä kirjaston tietuetta anneta eteenpäin erikseen.',
    filter: 'Rajaa vastaavuuksia',
    standing: 'Tila',
    tier: 'Peruste',
    show: 'Näytä',
    waitingOnes: 'Päätöstä odottavat',
    allTiers: 'Kaikki perusteet',
    standings: {
      review: 'odottaa päätöstä',
      changed: 'muuttunut päätöksen jälkeen',
      linked: 'sidottu',
      refused: 'hylätty',
    },
    tiers: {
      A: 'A: sama tunniste',
      B: 'B: sama ISBN',
      C: 'C: sama sarja ja numero',
      D: 'D: sama nimeke ja vuosi',
      E: 'E: samankaltainen nimeke',
      conflict: 'Ristiriita',
      person: 'Ihmisen sitoma',
    },
    tierMeans: {
      A: 'Sama tietuenumero tai pysyvä tunniste.',
      B: 'Sama ISBN ja samankaltainen nimeke.',
      C: 'Sama sarja ja numero.',
      D: 'Nimeke ja vuosi ovat samat, mutta yhteistä tunnistetta ei ole. Yleensä sama teos.',
      E: 'Nimekkeet muistuttavat toisiaan. Katso tarkasti.',
      conflict: 'Jokin puhuu puolesta ja jokin vastaan.',
      person: 'Säännöt eivät ehdota näitä.',
    },
    reviewOneByOne: (count) => `Käy läpi yksitellen (${count})`,
    nothingWaits: 'Yksikään pari ei odota päätöstä.',
    nothingFits: 'Näillä rajauksilla ei ole yhtään vastaavuutta.',
    howItBegins: 'Pareja syntyy haravoinneissa, kun kirjaston tietue muistuttaa omaa julkaisua.',
    ours: 'Oma julkaisu',
    theirs: 'Kirjaston tietue',
    likeness: 'Nimekkeiden samuus',
    decidedBy: 'Päättäjä',
    byRules: 'säännöt',
    choose: 'Valinta',
    chooseAll: 'Valitse kaikki',
    choosePair: (theirs, ours) => `Valitse pari ${theirs} ja ${ours}`,
    open: 'Vertaa',
    others: (count) => (count === 1 ? 'Samalle tietueelle on toinenkin ehdokas.' : `Samalle tietueelle on ${count} muuta ehdokasta.`),
    acceptChosen: 'Hyväksy valitut…',
    refuseChosen: 'Hylkää valitut…',
    more: 'Lisää',
    confirmTitle: { accept: 'Hyväksytäänkö valitut parit?', refuse: 'Hylätäänkö valitut parit?' },
    confirmMeans: {
      accept:
        'Hyväksytyn parin kirjaston tietuetta ei enää anneta haravoitsijoille erikseen: se näkyy niille poistettuna, ja oma julkaisu puhuu molempien puolesta. Päätöksen voi perua.',
      refuse:
        'Hylättyä paria ei ehdoteta uudelleen, ellei jompikumpi tietue muutu. Kirjaston tietue annetaan haravoitsijoille omana tietueenaan. Päätöksen voi perua.',
    },
    willBeDecided: (count) => (count === 1 ? 'Yksi pari ratkaistaan' : `${count} paria ratkaistaan`),
    willNotBeDecided: 'Näitä ei voi nyt ratkaista',
    leaves: (count) => (count === 1 ? 'Yksi tietue poistuu joukosta older.' : `${count} tietuetta poistuu joukosta older.`),
    comesBack: (count) => (count === 1 ? 'Yksi tietue palaa joukkoon older.' : `${count} tietuetta palaa joukkoon older.`),
    alsoChanges: 'Samalla muuttuu myös',
    becomes: { linked: 'sidotaan', review: 'odottaa taas päätöstä', refused: 'hylätään', gone: 'ei ole enää ehdolla' },
    confirm: {
      accept: (count) => (count === 1 ? 'Hyväksy yksi pari' : `Hyväksy ${count} paria`),
      refuse: (count) => (count === 1 ? 'Hylkää yksi pari' : `Hylkää ${count} paria`),
    },
    noneChosen: 'Yhtään paria ei ollut valittuna. Mitään ei muutettu.',
    back: 'Takaisin luetteloon',
    reviewTitle: 'Onko tämä sama teos?',
    place: (at, of) => `Pari ${at} / ${of}`,
    pairTitle: (theirs, ours) => `${ours} ja ${theirs}`,
    field: 'Kenttä',
    verdict: 'Vertailu',
    verdicts: { agree: 'sama', differ: 'eri', silent: 'ei vertailtavaa' },
    verdictMarks: { agree: '=', differ: '≠', silent: '–' },
    fields: {
      title: 'Nimeke',
      otherTitles: 'Muut nimekkeet',
      authors: 'Tekijät',
      year: 'Vuosi',
      edition: 'Painos',
      series: 'Sarja ja numero',
      isbn: 'ISBN',
      issn: 'ISSN',
      extent: 'Laajuus',
      form: 'Julkaisumuoto',
      language: 'Kieli',
      identifiers: 'Pysyvät tunnisteet',
      recordNumbers: 'Tietuenumerot',
    },
    forms: { print: 'painettu', online: 'verkkojulkaisu', other: 'muu muoto' },
    says: 'Mikä puhuu puolesta ja vastaan',
    saysNothing: 'ei mainintaa',
    because: 'Miksi ihmisen pitää katsoa',
    accept: 'Hyväksy: sama teos',
    refuse: 'Hylkää: eri teos',
    later: 'Myöhemmin',
    undecide: 'Peru päätös',
    undo: 'Kumoa',
    keys: 'Näppäimet: A hyväksyy, R hylkää, N siirtyy seuraavaan.',
    reason: 'Syy (vapaaehtoinen)',
    reasonHint: 'Tallentuu tapahtumalokiin.',
    justDecided: {
      linked: (theirs, ours) => `Hyväksytty: ${theirs} on ${ours}.`,
      refused: (theirs, ours) => `Hylätty: ${theirs} ei ole ${ours}.`,
      review: (theirs, ours) => `Päätös peruttu: ${theirs} ja ${ours} odottaa taas.`,
      gone: (theirs, ours) => `Päätös peruttu: ${theirs} ja ${ours}.`,
    },
    candidates: 'Muut julkaisut samalle tietueelle',
    rivals: 'Muut tietueet samalle julkaisulle',
    contestNote: 'Yksi tietue on vain yksi julkaisu: kun hyväksyt yhden, muut ehdokkaat poistuvat.',
    withdrawn: 'Julkaisu on vedetty pois. Siihen ei voi sitoa mitään, ennen kuin se palautetaan.',
    notLive: {
      deleted: 'Lähde on poistanut tietueen.',
      retired: 'Lähde ei enää tunne tietuetta.',
      outOfScope: 'Tietue ei enää kuulu vanhempiin sarjoihin.',
    },
    source: 'Lähde',
    notOffered: 'Säännöt eivät ole ehdottaneet tätä paria. Voit silti sitoa sen.',
    mayNotDecide: 'Päätökset tekee toimittaja tai ylläpitäjä.',
    allDone: 'Kaikki parit on käyty läpi. Uusia tulee haravointien myötä.',
    endOfQueue: (left) => (left === 1 ? 'Olet lopussa. Yksi pari jäi odottamaan.' : `Olet lopussa. ${left} paria jäi odottamaan.`),
    startOver: 'Aloita alusta',
    notFound: {
      ours: (id) => `Julkaisua ${id} ei ole.`,
      theirs: (id) => `Kirjaston tietuetta ${id} ei ole. Ehkä mikään haravointi ei ole vielä tuonut sitä.`,
    },
    problems: 'Päätöstä ei tehty',
    outcomes: {
      undecidedAlready: 'Parista ei ollut ihmisen päätöstä, jonka voisi perua.',
      missing: 'Jompaakumpaa tietuetta ei enää ole.',
      withdrawn: 'Julkaisu on vedetty pois.',
      changed: 'Tietue on muuttunut sen jälkeen, kun sivu avattiin. Katso pari uudelleen ja päätä sitten.',
      otherTier: 'Parin peruste on nyt toinen.',
      contested: 'Samalle tietueelle oli valittuna useampi julkaisu. Valitse niistä yksi.',
      busy: 'Haravointi muutti paria samalla hetkellä. Yritä hetken kuluttua uudelleen.',
    },
  },
  sv: {
    title: 'Motsvarigheter',
    introduction:
      'En biblioteksposts verk kan vara samma som vår egen publikation. Säkra par binds av regler; osäkra väntar här på en människas beslut. När ett par har godkänts talar vår publikation för båda, och bibliotekets post ges inte vidare för sig.',
    filter: 'Begränsa motsvarigheterna',
    standing: 'Läge',
    tier: 'Grund',
    show: 'Visa',
    waitingOnes: 'Väntar på beslut',
    allTiers: 'Alla grunder',
    standings: {
      review: 'väntar på beslut',
      changed: 'ändrad efter beslutet',
      linked: 'bunden',
      refused: 'avvisad',
    },
    tiers: {
      A: 'A: samma identifikator',
      B: 'B: samma ISBN',
      C: 'C: samma serie och nummer',
      D: 'D: samma titel och år',
      E: 'E: liknande titel',
      conflict: 'Motstridigt',
      person: 'Bunden av en människa',
    },
    tierMeans: {
      A: 'Samma postnummer eller beständiga identifikator.',
      B: 'Samma ISBN och liknande titel.',
      C: 'Samma serie och nummer.',
      D: 'Titel och år är desamma, men ingen identifikator är gemensam. Oftast samma verk.',
      E: 'Titlarna liknar varandra. Titta noga.',
      conflict: 'Något talar för och något emot.',
      person: 'Reglerna föreslår inte dessa.',
    },
    reviewOneByOne: (count) => `Gå igenom ett i taget (${count})`,
    nothingWaits: 'Inget par väntar på beslut.',
    nothingFits: 'Inga motsvarigheter passar dessa gränser.',
    howItBegins: 'Par uppstår vid skördningar, när en biblioteksposts verk liknar vår publikation.',
    ours: 'Vår publikation',
    theirs: 'Bibliotekets post',
    likeness: 'Titlarnas likhet',
    decidedBy: 'Beslutad av',
    byRules: 'reglerna',
    choose: 'Val',
    chooseAll: 'Välj alla',
    choosePair: (theirs, ours) => `Välj paret ${theirs} och ${ours}`,
    open: 'Jämför',
    others: (count) => (count === 1 ? 'Samma post har en kandidat till.' : `Samma post har ${count} andra kandidater.`),
    acceptChosen: 'Godkänn valda…',
    refuseChosen: 'Avvisa valda…',
    more: 'Fler',
    confirmTitle: { accept: 'Ska de valda paren godkännas?', refuse: 'Ska de valda paren avvisas?' },
    confirmMeans: {
      accept:
        'Bibliotekets post i ett godkänt par ges inte längre för sig till skördare: de ser den som raderad, och vår publikation talar för båda. Beslutet kan tas tillbaka.',
      refuse:
        'Ett avvisat par föreslås inte igen om inte någondera posten ändras. Bibliotekets post ges till skördare som en egen post. Beslutet kan tas tillbaka.',
    },
    willBeDecided: (count) => (count === 1 ? 'Ett par avgörs' : `${count} par avgörs`),
    willNotBeDecided: 'Dessa kan inte avgöras nu',
    leaves: (count) => (count === 1 ? 'En post lämnar mängden older.' : `${count} poster lämnar mängden older.`),
    comesBack: (count) => (count === 1 ? 'En post återkommer i mängden older.' : `${count} poster återkommer i mängden older.`),
    alsoChanges: 'Samtidigt ändras också',
    becomes: { linked: 'binds', review: 'väntar åter på beslut', refused: 'avvisas', gone: 'föreslås inte längre' },
    confirm: {
      accept: (count) => `Godkänn ${count} par`,
      refuse: (count) => `Avvisa ${count} par`,
    },
    noneChosen: 'Inget par var valt. Ingenting ändrades.',
    back: 'Tillbaka till listan',
    reviewTitle: 'Är detta samma verk?',
    place: (at, of) => `Par ${at} av ${of}`,
    pairTitle: (theirs, ours) => `${ours} och ${theirs}`,
    field: 'Fält',
    verdict: 'Jämförelse',
    verdicts: { agree: 'samma', differ: 'olika', silent: 'inget att jämföra' },
    verdictMarks: { agree: '=', differ: '≠', silent: '–' },
    fields: {
      title: 'Titel',
      otherTitles: 'Andra titlar',
      authors: 'Upphovspersoner',
      year: 'År',
      edition: 'Upplaga',
      series: 'Serie och nummer',
      isbn: 'ISBN',
      issn: 'ISSN',
      extent: 'Omfång',
      form: 'Form',
      language: 'Språk',
      identifiers: 'Beständiga identifikatorer',
      recordNumbers: 'Postnummer',
    },
    forms: { print: 'tryckt', online: 'nätpublikation', other: 'annan form' },
    says: 'Vad som talar för och emot',
    saysNothing: 'nämns inte',
    because: 'Varför en människa måste titta',
    accept: 'Godkänn: samma verk',
    refuse: 'Avvisa: olika verk',
    later: 'Senare',
    undecide: 'Ta tillbaka beslutet',
    undo: 'Ångra',
    keys: 'Tangenter: A godkänner, R avvisar, N går till nästa.',
    reason: 'Orsak (frivillig)',
    reasonHint: 'Sparas i händelseloggen.',
    justDecided: {
      linked: (theirs, ours) => `Godkänt: ${theirs} är ${ours}.`,
      refused: (theirs, ours) => `Avvisat: ${theirs} är inte ${ours}.`,
      review: (theirs, ours) => `Beslutet togs tillbaka: ${theirs} och ${ours} väntar åter.`,
      gone: (theirs, ours) => `Beslutet togs tillbaka: ${theirs} och ${ours}.`,
    },
    candidates: 'Andra publikationer för samma post',
    rivals: 'Andra poster för samma publikation',
    contestNote: 'En post är en enda publikation: när du godkänner en faller de andra kandidaterna bort.',
    withdrawn: 'Publikationen är tillbakadragen. Inget kan bindas till den innan den återställs.',
    notLive: {
      deleted: 'Källan har raderat posten.',
      retired: 'Källan känner inte längre till posten.',
      outOfScope: 'Posten hör inte längre till de äldre serierna.',
    },
    source: 'Källa',
    notOffered: 'Reglerna har inte föreslagit detta par. Du kan ändå binda det.',
    mayNotDecide: 'Besluten fattas av en redaktör eller administratör.',
    allDone: 'Alla par är genomgångna. Nya kommer med skördningarna.',
    endOfQueue: (left) => `Du är vid slutet. ${left} par väntar ännu.`,
    startOver: 'Börja från början',
    notFound: {
      ours: (id) => `Det finns ingen publikation ${id}.`,
      theirs: (id) => `Det finns ingen bibliotekspost ${id}. Kanske har ingen skördning hämtat den ännu.`,
    },
    problems: 'Inget beslut fattades',
    outcomes: {
      undecidedAlready: 'Det fanns inget mänskligt beslut att ta tillbaka.',
      missing: 'Den ena posten finns inte längre.',
      withdrawn: 'Publikationen är tillbakadragen.',
      changed: 'Posten har ändrats sedan sidan öppnades. Titta på paret igen och besluta sedan.',
      otherTier: 'Paret har nu en annan grund.',
      contested: 'Flera publikationer var valda för samma post. Välj en av dem.',
      busy: 'En skördning ändrade paret i samma stund. Försök igen om en stund.',
    },
  },
  en: {
    title: 'Links to review',
    introduction:
      "A library's record may describe the same work as a publication of ours. What is certain is tied by rules; what is not waits here for a person. Once a pair is accepted, our publication speaks for both, and the library's record is not given on by itself.",
    filter: 'Filter the links',
    standing: 'State',
    tier: 'Ground',
    show: 'Show',
    waitingOnes: 'Waiting for a decision',
    allTiers: 'All grounds',
    standings: {
      review: 'waits for a decision',
      changed: 'changed since it was decided',
      linked: 'tied',
      refused: 'refused',
    },
    tiers: {
      A: 'A: same identifier',
      B: 'B: same ISBN',
      C: 'C: same series and number',
      D: 'D: same title and year',
      E: 'E: similar title',
      conflict: 'Conflict',
      person: 'Tied by a person',
    },
    tierMeans: {
      A: 'The same record number or persistent identifier.',
      B: 'The same ISBN and a similar title.',
      C: 'The same series and number.',
      D: 'Title and year are the same, but no identifier is shared. Usually the same work.',
      E: 'The titles resemble each other. Look closely.',
      conflict: 'Something speaks for it and something against it.',
      person: 'The rules do not offer these.',
    },
    reviewOneByOne: (count) => `Review one by one (${count})`,
    nothingWaits: 'No pair waits for a decision.',
    nothingFits: 'No link fits these filters.',
    howItBegins: "Pairs come with harvests, when a library's record resembles a publication of ours.",
    ours: 'Our publication',
    theirs: "The library's record",
    likeness: 'Likeness of titles',
    decidedBy: 'Decided by',
    byRules: 'the rules',
    choose: 'Choice',
    chooseAll: 'Choose all',
    choosePair: (theirs, ours) => `Choose the pair ${theirs} and ${ours}`,
    open: 'Compare',
    others: (count) => (count === 1 ? 'The same record has another candidate.' : `The same record has ${count} other candidates.`),
    acceptChosen: 'Accept chosen…',
    refuseChosen: 'Refuse chosen…',
    more: 'More',
    confirmTitle: { accept: 'Accept the chosen pairs?', refuse: 'Refuse the chosen pairs?' },
    confirmMeans: {
      accept:
        "The library's record of an accepted pair is no longer given to harvesters by itself: they see it as deleted, and our publication speaks for both. The decision can be taken back.",
      refuse:
        "A refused pair is not offered again unless one of the two changes. The library's record is given to harvesters as a record of its own. The decision can be taken back.",
    },
    willBeDecided: (count) => (count === 1 ? 'One pair will be decided' : `${count} pairs will be decided`),
    willNotBeDecided: 'These cannot be decided now',
    leaves: (count) => (count === 1 ? 'One record leaves the set older.' : `${count} records leave the set older.`),
    comesBack: (count) => (count === 1 ? 'One record comes back to the set older.' : `${count} records come back to the set older.`),
    alsoChanges: 'This changes with it',
    becomes: { linked: 'is tied', review: 'waits for a decision again', refused: 'is refused', gone: 'is offered no more' },
    confirm: {
      accept: (count) => (count === 1 ? 'Accept one pair' : `Accept ${count} pairs`),
      refuse: (count) => (count === 1 ? 'Refuse one pair' : `Refuse ${count} pairs`),
    },
    noneChosen: 'No pair was chosen. Nothing was changed.',
    back: 'Back to the list',
    reviewTitle: 'Is this the same work?',
    place: (at, of) => `Pair ${at} of ${of}`,
    pairTitle: (theirs, ours) => `${ours} and ${theirs}`,
    field: 'Field',
    verdict: 'Comparison',
    verdicts: { agree: 'agree', differ: 'differ', silent: 'nothing to compare' },
    verdictMarks: { agree: '=', differ: '≠', silent: '–' },
    fields: {
      title: 'Title',
      otherTitles: 'Other titles',
      authors: 'Authors',
      year: 'Year',
      edition: 'Edition',
      series: 'Series and number',
      isbn: 'ISBN',
      issn: 'ISSN',
      extent: 'Extent',
      form: 'Form',
      language: 'Language',
      identifiers: 'Persistent identifiers',
      recordNumbers: 'Record numbers',
    },
    forms: { print: 'printed', online: 'online', other: 'another form' },
    says: 'What speaks for it and against it',
    saysNothing: 'not said',
    because: 'Why a person has to look',
    accept: 'Accept: the same work',
    refuse: 'Refuse: another work',
    later: 'Later',
    undecide: 'Take the decision back',
    undo: 'Undo',
    keys: 'Keys: A accepts, R refuses, N goes to the next.',
    reason: 'Reason (optional)',
    reasonHint: 'Is kept in the audit.',
    justDecided: {
      linked: (theirs, ours) => `Accepted: ${theirs} is ${ours}.`,
      refused: (theirs, ours) => `Refused: ${theirs} is not ${ours}.`,
      review: (theirs, ours) => `Taken back: ${theirs} and ${ours} wait again.`,
      gone: (theirs, ours) => `Taken back: ${theirs} and ${ours}.`,
    },
    candidates: 'Other publications for the same record',
    rivals: 'Other records for the same publication',
    contestNote: 'A record is one publication only: when you accept one, the other candidates fall away.',
    withdrawn: 'The publication is withdrawn. Nothing can be tied to it until it is restored.',
    notLive: {
      deleted: 'The source has deleted the record.',
      retired: 'The source knows the record no more.',
      outOfScope: 'The record belongs to the older series no longer.',
    },
    source: 'Source',
    notOffered: 'The rules have not offered this pair. You can tie it all the same.',
    mayNotDecide: 'Decisions are made by an editor or an administrator.',
    allDone: 'All pairs have been reviewed. New ones come with harvests.',
    endOfQueue: (left) => (left === 1 ? 'This is the end. One pair still waits.' : `This is the end. ${left} pairs still wait.`),
    startOver: 'Start over',
    notFound: {
      ours: (id) => `There is no publication ${id}.`,
      theirs: (id) => `There is no record ${id} of a library. Perhaps no harvest has brought it yet.`,
    },
    problems: 'Nothing was decided',
    outcomes: {
      undecidedAlready: 'There was no decision of a person to take back.',
      missing: 'One of the two is here no more.',
      withdrawn: 'The publication is withdrawn.',
      changed: 'The record has changed since the page was opened. Look at the pair again, then decide.',
      otherTier: 'The pair has another ground now.',
      contested: 'More than one publication was chosen for the same record. Choose one of them.',
      busy: 'A harvest changed the pair at the same moment. Try again in a moment.',
    },
  },
};
