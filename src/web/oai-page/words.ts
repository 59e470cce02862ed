import type { ArgumentName, OaiErrorCode, Verb } from '../../oai-pmh/protocol.js';

/** Every word of the page that does not come from the answer, in one language. Names of fields: `field-names.ts`. */
export interface Words {
  readonly language: 'fi' | 'sv' | 'en';
  readonly service: string;
  readonly introduction: string;
  readonly toForms: string;
  readonly pages: string;
  readonly request: string;
  readonly responseDate: string;
  readonly sourceTitle: string;
  readonly sourceNote: string;
  readonly forms: string;
  readonly formsNote: string;
  readonly send: string;
  readonly reset: string;
  readonly allSets: string;
  readonly withoutSet: string;
  readonly verbs: Readonly<Record<Verb, { readonly title: string; readonly purpose: string }>>;
  readonly formKinds: Readonly<Record<FormKind, string>>;
  readonly arguments: Readonly<Record<ArgumentName, { readonly label: string; readonly hint: string }>>;
  readonly problem: string;
  readonly adviceTitle: string;
  readonly problems: Readonly<Record<OaiErrorCode, { readonly title: string; readonly advice: string; readonly link: string }>>;
  readonly otherProblem: string;
  readonly format: string;
  readonly schema: string;
  readonly namespace: string;
  readonly show: string;
  readonly records: string;
  readonly identifiers: string;
  readonly identifier: string;
  readonly datestamp: string;
  readonly sets: string;
  readonly noSets: string;
  readonly status: string;
  readonly live: string;
  readonly deleted: string;
  readonly deletedNote: string;
  readonly formatsOfItem: string;
  readonly aboutRecord: string;
  readonly field: string;
  readonly indicators: string;
  readonly subfields: string;
  readonly leader: string;
  readonly files: string;
  readonly range: (first: number, last: number, total: string) => string;
  readonly rangeWithoutTotal: (count: number) => string;
  readonly wholeList: (count: number) => string;
  readonly lastPage: (count: number) => string;
  readonly nextPage: string;
  readonly validUntil: string;
  readonly token: string;
}

/** The ways to fill in a verb's arguments, each a form of its own: an empty field would be sent, and the protocol refuses it. */
export type FormKind = 'plain' | 'item' | 'since' | 'until' | 'between' | 'token';

export const LANGUAGES = ['fi', 'sv', 'en'] as const satisfies readonly Words['language'][];

const FI: Words = {
  language: 'fi',
  service: 'OAI-PMH-rajapinta',
  introduction: 'Tästä osoitteesta kirjastojen järjestelmät haravoivat julkaisujen kuvailutiedot. Sama vastaus on tässä luettavana.',
  toForms: 'Siirry lomakkeisiin',
  pages: 'Pyynnöt',
  request: 'Pyyntö',
  responseDate: 'Vastattu',
  sourceTitle: 'Vastaus XML-muodossa',
  sourceNote: 'Haravointiohjelma saa samasta osoitteesta XML-vastauksen:',
  forms: 'Kokeile',
  formsNote: 'Jokaiselle OAI-PMH:n pyynnölle on oma lomakkeensa.',
  send: 'Hae',
  reset: 'Palauta',
  allSets: 'kaikki joukot',
  withoutSet: 'Sama ilman joukkorajausta',
  verbs: {
    Identify: { title: 'Tietovarannon esittely', purpose: 'Kuka tarjoaa tietueet, millä ehdoilla ja kuinka niitä haetaan.' },
    ListMetadataFormats: { title: 'Metadataformaatit', purpose: 'Missä muodoissa kuvailutiedot saa.' },
    ListSets: { title: 'Joukot', purpose: 'Joukot, joittain tietueita voi hakea.' },
    ListIdentifiers: { title: 'Tunnisteet', purpose: 'Pelkät otsakkeet: tunniste, aikaleima ja joukot.' },
    ListRecords: { title: 'Tietueet', purpose: 'Kokonaiset tietueet valitussa muodossa.' },
    GetRecord: { title: 'Yksi tietue', purpose: 'Yksi tietue tunnisteensa perusteella.' },
  },
  formKinds: {
    plain: 'Kaikki',
    item: 'Yhdestä julkaisusta',
    since: 'Tietystä päivästä alkaen muuttuneet',
    until: 'Tiettyyn päivään mennessä muuttuneet',
    between: 'Aikavälillä muuttuneet',
    token: 'Jatka keskeneräistä luetteloa',
  },
  arguments: {
    identifier: { label: 'Tunniste', hint: 'Kuten luettelossa, esimerkiksi oai:…' },
    metadataPrefix: { label: 'Formaatti', hint: 'oai_dc on Dublin Core, marcxml ja marc21 ovat MARC 21, kk on julkaisuarkistojen muoto.' },
    from: { label: 'Alkaen', hint: 'VVVV-KK-PP tai VVVV-KK-PPThh:mm:ssZ, UTC-aikaa' },
    until: { label: 'Päättyen', hint: 'Samassa tarkkuudessa kuin alku; päivä on mukana kokonaan.' },
    set: { label: 'Joukko', hint: 'Joukkoon kuuluvat myös sen alajoukot.' },
    resumptionToken: { label: 'Jatkotunniste', hint: 'Täsmälleen sellaisena kuin edellinen sivu sen antoi.' },
  },
  problem: 'Pyyntöön ei voitu vastata',
  adviceTitle: 'Mitä tehdä:',
  problems: {
    badVerb: {
      title: 'Tuntematon tai puuttuva pyyntö',
      advice: 'Valitse jokin kuudesta pyynnöstä lomakkeista, tai aloita esittelystä.',
      link: 'Tietovarannon esittely',
    },
    badArgument: {
      title: 'Virheellinen, puuttuva tai ylimääräinen argumentti',
      advice: 'Korjaa argumentti, joka on nimetty yllä. Lomakkeet näyttävät, mitä argumentteja kukin pyyntö ottaa.',
      link: 'Lomakkeisiin',
    },
    badResumptionToken: {
      title: 'Jatkotunniste ei kelpaa',
      advice: 'Aloita luettelo alusta. Mitään ei ole hukassa: samat tietueet tulevat uudelleen.',
      link: 'Aloita alusta',
    },
    cannotDisseminateFormat: {
      title: 'Tietuetta ei ole tässä formaatissa',
      advice: 'Valitse jokin tarjolla olevista formaateista.',
      link: 'Metadataformaatit',
    },
    idDoesNotExist: {
      title: 'Tunnistetta ei ole',
      advice: 'Tarkista tunniste tai etsi se tunnisteiden luettelosta.',
      link: 'Tunnisteiden luettelo',
    },
    noRecordsMatch: {
      title: 'Hakuun ei osunut yhtään tietuetta',
      advice: 'Vastaus on tyhjä, ei rikki. Laajenna aikaväliä tai valitse toinen joukko.',
      link: 'Joukot',
    },
    noMetadataFormats: {
      title: 'Julkaisulla ei ole yhtään formaattia',
      advice: 'Etsi julkaisu tunnisteiden luettelosta.',
      link: 'Tunnisteiden luettelo',
    },
    noSetHierarchy: {
      title: 'Tietovarannossa ei ole joukkoja',
      advice: 'Hae tietueet ilman joukkorajausta.',
      link: 'Kaikki tunnisteet',
    },
  },
  otherProblem: 'Virhe',
  format: 'Formaatti',
  schema: 'Skeema',
  namespace: 'Nimiavaruus',
  show: 'Näytä',
  records: 'tietueet',
  identifiers: 'tunnisteet',
  identifier: 'Tunniste',
  datestamp: 'Aikaleima',
  sets: 'Joukot',
  noSets: 'ei joukkoa',
  status: 'Tila',
  live: 'voimassa',
  deleted: 'poistettu',
  deletedNote: 'Tietue on poistettu. Siitä on jäljellä vain otsake, jotta poisto välittyy haravoijille.',
  formatsOfItem: 'saatavilla olevat formaatit',
  aboutRecord: 'Tietoja tietueesta',
  field: 'Kenttä',
  indicators: 'Indikaattorit (# = tyhjä)',
  subfields: 'Osakentät',
  leader: 'Nimiö',
  files: 'Tiedosto',
  range: (first, last, total) => `${first}–${last} / ${total}`,
  rangeWithoutTotal: (count) => `Tällä sivulla ${count}; luettelo jatkuu.`,
  wholeList: (count) => `Koko luettelo: ${count}.`,
  lastPage: (count) => `Luettelon viimeinen sivu: ${count}.`,
  nextPage: 'Seuraava sivu',
  validUntil: 'voimassa',
  token: 'Jatkotunniste',
};

const SV: Words = {
  language: 'sv',
  service: 'OAI-PMH-gränssnitt',
  introduction: 'Från den här adressen skördar bibliotekens system publikationernas metadata. Samma svar visas här i läsbar form.',
  toForms: 'Gå till formulären',
  pages: 'Förfrågningar',
  request: 'Förfrågan',
  responseDate: 'Besvarad',
  sourceTitle: 'Svaret som XML',
  sourceNote: 'Ett skördeprogram får XML från samma adress:',
  forms: 'Pröva själv',
  formsNote: 'Varje förfrågan i OAI-PMH har ett eget formulär.',
  send: 'Hämta',
  reset: 'Återställ',
  allSets: 'alla delmängder',
  withoutSet: 'Samma utan delmängd',
  verbs: {
    Identify: { title: 'Om arkivet', purpose: 'Vem som tillhandahåller posterna, på vilka villkor och hur de hämtas.' },
    ListMetadataFormats: { title: 'Metadataformat', purpose: 'I vilka format metadata finns att få.' },
    ListSets: { title: 'Delmängder', purpose: 'Delmängder (set) som posterna kan hämtas efter.' },
    ListIdentifiers: { title: 'Identifikatorer', purpose: 'Endast posthuvuden: identifikator, tidsstämpel och delmängder.' },
    ListRecords: { title: 'Poster', purpose: 'Hela poster i det valda formatet.' },
    GetRecord: { title: 'En post', purpose: 'En enda post utifrån dess identifikator.' },
  },
  formKinds: {
    plain: 'Alla',
    item: 'För en publikation',
    since: 'Ändrade från och med ett datum',
    until: 'Ändrade till och med ett datum',
    between: 'Ändrade under en tidsperiod',
    token: 'Fortsätt en påbörjad lista',
  },
  arguments: {
    identifier: { label: 'Identifikator', hint: 'Som i listan, till exempel oai:…' },
    metadataPrefix: {
      label: 'Format',
      hint: 'oai_dc är Dublin Core, marcxml och marc21 är MARC 21, kk är publikationsarkivens format.',
    },
    from: { label: 'Från och med', hint: 'ÅÅÅÅ-MM-DD eller ÅÅÅÅ-MM-DDThh:mm:ssZ, UTC-tid' },
    until: { label: 'Till och med', hint: 'Med samma noggrannhet som början; hela dagen räknas med.' },
    set: { label: 'Delmängd', hint: 'En delmängd omfattar också sina underordnade delmängder.' },
    resumptionToken: { label: 'Fortsättningskod', hint: 'Exakt så som föregående sida gav den.' },
  },
  problem: 'Förfrågan kunde inte besvaras',
  adviceTitle: 'Gör så här:',
  problems: {
    badVerb: {
      title: 'Okänd förfrågan, eller ingen alls',
      advice: 'Välj en av de sex förfrågningarna bland formulären, eller börja med beskrivningen av arkivet.',
      link: 'Om arkivet',
    },
    badArgument: {
      title: 'Ett argument är felaktigt, saknas eller är överflödigt',
      advice: 'Rätta det argument som nämns. Formulären visar vilka argument varje förfrågan tar.',
      link: 'Till formulären',
    },
    badResumptionToken: {
      title: 'Fortsättningskoden gäller inte',
      advice: 'Börja om listan från början. Inget har gått förlorat: samma poster kommer på nytt.',
      link: 'Börja om',
    },
    cannotDisseminateFormat: {
      title: 'Posten finns inte i det här formatet',
      advice: 'Välj ett av de format som finns.',
      link: 'Metadataformat',
    },
    idDoesNotExist: {
      title: 'Identifikatorn finns inte',
      advice: 'Kontrollera identifikatorn eller sök upp den i listan över identifikatorer.',
      link: 'Lista över identifikatorer',
    },
    noRecordsMatch: {
      title: 'Inga poster motsvarar förfrågan',
      advice: 'Svaret är tomt, men inget är fel. Välj en längre tidsperiod eller en annan delmängd.',
      link: 'Delmängder',
    },
    noMetadataFormats: {
      title: 'Publikationen finns inte i något format',
      advice: 'Sök upp publikationen i listan över identifikatorer.',
      link: 'Lista över identifikatorer',
    },
    noSetHierarchy: {
      title: 'Arkivet har inga delmängder',
      advice: 'Hämta posterna utan att ange någon delmängd.',
      link: 'Alla identifikatorer',
    },
  },
  otherProblem: 'Fel',
  format: 'Format',
  schema: 'Schema',
  namespace: 'Namnrymd',
  show: 'Visa',
  records: 'poster',
  identifiers: 'identifikatorer',
  identifier: 'Identifikator',
  datestamp: 'Tidsstämpel',
  sets: 'Delmängder',
  noSets: 'ingen delmängd',
  status: 'Status',
  live: 'giltig',
  deleted: 'borttagen',
  deletedNote: 'Posten är borttagen. Bara posthuvudet finns kvar, så att skördarna får veta om borttagningen.',
  formatsOfItem: 'tillgängliga format',
  aboutRecord: 'Om posten',
  field: 'Fält',
  indicators: 'Indikatorer (# = blank)',
  subfields: 'Delfält',
  leader: 'Postetikett',
  files: 'Fil',
  range: (first, last, total) => `${first}–${last} av ${total}`,
  rangeWithoutTotal: (count) => `${count} på den här sidan; listan fortsätter.`,
  wholeList: (count) => `Hela listan: ${count}.`,
  lastPage: (count) => `Listans sista sida: ${count}.`,
  nextPage: 'Nästa sida',
  validUntil: 'giltig till',
  token: 'Fortsättningskod',
};

const EN: Words = {
  language: 'en',
  service: 'OAI-PMH service',
  introduction:
    'Library systems harvest the descriptions of the publications from this address. This page shows the same answer for reading.',
  toForms: 'Skip to the forms',
  pages: 'Requests',
  request: 'Request',
  responseDate: 'Answered',
  sourceTitle: 'The answer as XML',
  sourceNote: 'A harvester gets XML at this same address:',
  forms: 'Try it',
  formsNote: 'There is a form for every request of OAI-PMH.',
  send: 'Send',
  reset: 'Reset',
  allSets: 'all sets',
  withoutSet: 'The same without a set',
  verbs: {
    Identify: { title: 'About the repository', purpose: 'Who offers the records, on what terms, and how to ask for them.' },
    ListMetadataFormats: { title: 'Metadata formats', purpose: 'The formats in which descriptions can be had.' },
    ListSets: { title: 'Sets', purpose: 'The sets by which records can be selected.' },
    ListIdentifiers: { title: 'Identifiers', purpose: 'Headers only: identifier, datestamp and sets.' },
    ListRecords: { title: 'Records', purpose: 'Whole records in the chosen format.' },
    GetRecord: { title: 'One record', purpose: 'A single record by its identifier.' },
  },
  formKinds: {
    plain: 'All',
    item: 'Of one publication',
    since: 'Changed since a date',
    until: 'Changed up to a date',
    between: 'Changed between two dates',
    token: 'Continue a list',
  },
  arguments: {
    identifier: { label: 'Identifier', hint: 'As a list has it, for example oai:…' },
    metadataPrefix: {
      label: 'Format',
      hint: 'oai_dc is Dublin Core, marcxml and marc21 are MARC 21, kk is the format of publication archives.',
    },
    from: { label: 'From', hint: 'YYYY-MM-DD or YYYY-MM-DDThh:mm:ssZ, in UTC' },
    until: { label: 'Until', hint: 'As exact as the beginning; the whole day is included.' },
    set: { label: 'Set', hint: 'A set includes the sets below it.' },
    resumptionToken: { label: 'Resumption token', hint: 'Exactly as the page before gave it.' },
  },
  problem: 'The request could not be answered',
  adviceTitle: 'What to do:',
  problems: {
    badVerb: {
      title: 'An unknown verb, or none',
      advice: 'Choose one of the six verbs in the forms, or begin with what the repository says of itself.',
      link: 'About the repository',
    },
    badArgument: {
      title: 'An argument is wrong, missing or superfluous',
      advice: 'Correct the argument that is named. The forms show which arguments each verb takes.',
      link: 'To the forms',
    },
    badResumptionToken: {
      title: 'The resumption token is not valid',
      advice: 'Begin the list again. Nothing is lost: the same records come once more.',
      link: 'Begin again',
    },
    cannotDisseminateFormat: {
      title: 'There is no record in this format',
      advice: 'Choose one of the formats on offer.',
      link: 'Metadata formats',
    },
    idDoesNotExist: {
      title: 'There is no such identifier',
      advice: 'Check the identifier, or look it up in the list of identifiers.',
      link: 'List of identifiers',
    },
    noRecordsMatch: {
      title: 'No records match the request',
      advice: 'The answer is empty, not broken. Choose a longer period or another set.',
      link: 'Sets',
    },
    noMetadataFormats: {
      title: 'The publication is not available in any format',
      advice: 'Look the publication up in the list of identifiers.',
      link: 'List of identifiers',
    },
    noSetHierarchy: {
      title: 'The repository has no sets',
      advice: 'Ask for the records without a set.',
      link: 'All identifiers',
    },
  },
  otherProblem: 'Error',
  format: 'Format',
  schema: 'Schema',
  namespace: 'Namespace',
  show: 'Show',
  records: 'records',
  identifiers: 'identifiers',
  identifier: 'Identifier',
  datestamp: 'Datestamp',
  sets: 'Sets',
  noSets: 'no set',
  status: 'Status',
  live: 'live',
  deleted: 'deleted',
  deletedNote: 'The record is deleted. Only its header remains, so that harvesters learn of the deletion.',
  formatsOfItem: 'available formats',
  aboutRecord: 'About the record',
  field: 'Field',
  indicators: 'Indicators (# = blank)',
  subfields: 'Subfields',
  leader: 'Leader',
  files: 'File',
  range: (first, last, total) => `${first}–${last} of ${total}`,
  rangeWithoutTotal: (count) => `${count} on this page; the list goes on.`,
  wholeList: (count) => `The whole list: ${count}.`,
  lastPage: (count) => `The last page of the list: ${count}.`,
  nextPage: 'Next page',
  validUntil: 'valid until',
  token: 'Resumption token',
};

export const WORDS: Readonly<Record<Words['language'], Words>> = { fi: FI, sv: SV, en: EN };

/** The reader's first language that we speak; Finnish for a reader who names none, English for one who names only others. */
export const chooseWords = (languages: readonly string[]): Words => {
  const named = languages.filter((tag) => tag !== '*');
  const spoken = named.map((tag) => tag.toLowerCase().split('-')[0]);
  const chosen = spoken.map((tag) => LANGUAGES.find((language) => language === tag)).find((language) => language !== undefined);
  return WORDS[chosen ?? (named.length === 0 ? 'fi' : 'en')];
};
