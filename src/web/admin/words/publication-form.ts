import type { Accessibility, ContributorRole } from '../../../catalogue/publication.js';
import type { InEach } from '../language.js';
import type { FieldKey, GroupName } from '../pages/publications/form-values.js';

/** Of the form that makes and changes publications, and of what it shows before saving. */
export interface PublicationFormWords {
  readonly newTitle: string;
  readonly editTitle: (id: string) => string;
  readonly introduction: string;
  /** Also where two versions are compared and on the page of a publication. */
  readonly keys: Readonly<Record<FieldKey, string>>;
  readonly labels: {
    readonly id: string;
    readonly text: string;
    readonly subtitle: string;
    readonly language: string;
    readonly family: string;
    readonly given: string;
    readonly kind: string;
    readonly role: string;
    readonly term: string;
    readonly vocabulary: string;
    readonly uri: string;
    readonly seriesCode: string;
    readonly seriesTitle: string;
    readonly seriesNumber: string;
    readonly licenceName: string;
    readonly licenceUrl: string;
    readonly accessibilityStatus: string;
    readonly accessibilityText: string;
    readonly beforeYear: string;
    readonly fileUrl: string;
    readonly fileName: string;
    readonly mediaType: string;
  };
  readonly hints: {
    readonly id: string;
    readonly language: string;
    readonly languages: string;
    readonly family: string;
    readonly abstracts: string;
    readonly seriesTitle: string;
    readonly seriesNumber: string;
    readonly genre: string;
    readonly landingPage: string;
    readonly accessibility: string;
    readonly beforeYear: string;
    readonly exists: string;
    readonly isbnInSource: string;
    readonly urn: string;
    readonly fileUrl: string;
    readonly vocabulary: string;
  };
  readonly otherSeries: string;
  readonly byGeneralSentence: string;
  readonly statuses: Readonly<Record<Accessibility['status'], string>>;
  readonly contributorKinds: Readonly<Record<'person' | 'corporate', string>>;
  readonly roles: Readonly<Record<ContributorRole, string>>;
  readonly row: (group: string, number: number) => string;
  readonly more: Readonly<Record<GroupName, string>>;
  readonly preview: string;
  readonly save: string;
  readonly saveAnyway: string;
  readonly saveAndDelete: string;
  readonly cancel: string;
  readonly problems: string;
  readonly fillIn: string;
  readonly corporateGiven: string;
  readonly previewTitle: string;
  readonly previewNote: string;
  readonly previewNothing: string;
  readonly previewWithdrawn: string;
  readonly changesTitle: string;
  readonly noChanges: string;
  readonly before: string;
  readonly after: string;
  readonly nothingThere: string;
  readonly warnings: string;
  readonly cannotBeShown: string;
  readonly deletions: string;
  readonly deletionsNote: string;
  readonly isbnDoubt: string;
  readonly isbnDoubtNote: string;
  readonly conflictTitle: string;
  readonly conflictWho: (name: string) => string;
  readonly conflictNote: string;
  readonly conflictTable: string;
  readonly field: string;
  readonly atStart: string;
  readonly theirs: string;
  readonly yours: string;
  readonly sameOnBoth: string;
  readonly lookAtTheirs: string;
}

export const PUBLICATION_FORM_WORDS: InEach<PublicationFormWords> = {
  fi: {
    newTitle: 'Uusi julkaisu',
    editTitle: (id) => `Muokkaa ${id}`,
    introduction: 'Vain nimeke on pakollinen. Tyhjät rivit jätetään pois. Esikatselu näyttää tietueet ennen tallennusta.',
    keys: {
      title: 'Nimeke',
      parallelTitles: 'Rinnakkaisnimekkeet',
      contributors: 'Tekijät',
      series: 'Sarja',
      year: 'Julkaisuvuosi',
      abstracts: 'Tiivistelmät',
      languages: 'Kielet',
      subjects: 'Aiheet',
      genre: 'Julkaisutyyppi',
      landingPage: 'Esittelysivu',
      licence: 'Lisenssi',
      accessibility: 'Saavutettavuus',
      'print.exists': 'Painettu kirja',
      'print.isbn': 'ISBN (painettu)',
      'print.isbnInSource': 'ISBN lähteessä (painettu)',
      'print.issn': 'ISSN (painettu)',
      'print.pages': 'Sivumäärä (painettu)',
      'print.binding': 'Sidonta (painettu)',
      'print.urn': 'URN (painettu)',
      'print.file': 'Tiedosto (painettu)',
      'pdf.exists': 'PDF',
      'pdf.isbn': 'ISBN (PDF)',
      'pdf.isbnInSource': 'ISBN lähteessä (PDF)',
      'pdf.issn': 'ISSN (PDF)',
      'pdf.pages': 'Sivumäärä (PDF)',
      'pdf.binding': 'Sidonta (PDF)',
      'pdf.urn': 'URN (PDF)',
      'pdf.file': 'Tiedosto (PDF)',
    },
    labels: {
      id: 'Tunnus',
      text: 'Teksti',
      subtitle: 'Alanimeke',
      language: 'Kieli',
      family: 'Sukunimi tai yhteisön nimi',
      given: 'Etunimet',
      kind: 'Henkilö vai yhteisö',
      role: 'Rooli',
      term: 'Asiasana',
      vocabulary: 'Sanasto',
      uri: 'URI',
      seriesCode: 'Sarja',
      seriesTitle: 'Muun sarjan nimi',
      seriesNumber: 'Numero sarjassa',
      licenceName: 'Lisenssin nimi',
      licenceUrl: 'Lisenssin osoite',
      accessibilityStatus: 'Onko julkaisu saavutettava?',
      accessibilityText: 'Peruste: kuka niin sanoo',
      beforeYear: 'Koskee ennen tätä vuotta tehtyjä',
      fileUrl: 'Tiedoston osoite',
      fileName: 'Tiedoston nimi',
      mediaType: 'Mediatyyppi',
    },
    hints: {
      id: 'Pienet kirjaimet a–z, numerot ja yhdysmerkki. Annetaan kerran eikä muutu. Tyhjästä tulee sarjan mukainen, esimerkiksi 2012-2.',
      language: 'Kielikoodi, esimerkiksi fi',
      languages: 'Kielikoodit pilkuin erotettuina, esimerkiksi fi, sv',
      family: 'Yhteisön nimi kokonaan tähän',
      abstracts: 'Yksi kullakin kielellä. Tyhjä rivi erottaa kappaleet.',
      seriesTitle: 'Vain jos sarja ei ole luettelossa',
      seriesNumber: 'Ilman vuotta, esimerkiksi 2',
      genre: 'Julkaisijan omin sanoin, esimerkiksi Raportti. Tyhjästä tulee sarjan tyyppi.',
      landingPage: 'Sivu, jolla julkaisu esitellään; alkaa https://',
      accessibility: 'Täytä vain, jos joku on sanonut sen juuri tästä julkaisusta. Muuten ratkaisee julkaisijan yleinen lause.',
      beforeYear: 'Vain, jos perusteena on yleinen lause',
      exists: 'Rasti pois: tämän muodon tietueet muuttuvat poistetuiksi.',
      isbnInSource: 'Mitä julkaisijan sivu painaa oikean numeron sijasta',
      urn: 'Vain jos sitä ei muodosteta ISBN:stä',
      fileUrl: 'Alkaa https://',
      vocabulary: 'Esimerkiksi yso; vapaalla sanalla tyhjä',
    },
    otherSeries: 'ei mikään näistä',
    byGeneralSentence: 'yleisen lauseen mukaan',
    statuses: {
      accessible: 'saavutettava',
      partlyAccessible: 'osittain saavutettava',
      notAccessible: 'ei saavutettava',
      unknown: 'ei tiedossa',
    },
    contributorKinds: { person: 'henkilö', corporate: 'yhteisö' },
    roles: { author: 'tekijä', editor: 'toimittaja', publisher: 'julkaisija', contributor: 'muu' },
    row: (group, number) => `${group}, rivi ${number}`,
    more: {
      parallelTitles: 'Lisää nimekerivejä',
      contributors: 'Lisää tekijärivejä',
      abstracts: 'Lisää tiivistelmärivejä',
      subjects: 'Lisää aiherivejä',
    },
    preview: 'Esikatsele',
    save: 'Tallenna',
    saveAnyway: 'Tallenna silti',
    saveAndDelete: 'Tallenna ja poista nämä tietueet',
    cancel: 'Peruuta',
    problems: 'Julkaisua ei tallennettu. Korjaa nämä:',
    fillIn: 'Täytä tämä.',
    corporateGiven: 'Yhteisöllä ei ole etunimiä. Valitse henkilö tai tyhjennä etunimet.',
    previewTitle: 'Esikatselu',
    previewNote: 'Näin haravoijat saisivat julkaisun. Mitään ei ole vielä tallennettu.',
    previewNothing: 'Julkaisulla ei ole painettua kirjaa eikä PDF:ää, joten siitä ei tulisi tietueita.',
    previewWithdrawn: 'Julkaisu on vedetty pois. Tietueet näyttäisivät tältä vasta, kun se palautetaan.',
    changesTitle: 'Mitä muuttuisi',
    noChanges: 'Mikään ei muuttuisi.',
    before: 'Ennen',
    after: 'Jälkeen',
    nothingThere: 'ei mitään',
    warnings: 'Huomattavaa',
    cannotBeShown: 'Tietuetta ei voi muodostaa:',
    deletions: 'Tallennus muuttaa nämä tietueet poistetuiksi:',
    deletionsNote:
      'Tieto poistosta säilyy pysyvästi, ja haravoijat poistavat tietueet omasta aineistostaan. Mitään ei ole vielä tallennettu: vahvista tallennus tai korjaa lomake.',
    isbnDoubt: 'ISBN, joka ei kelpaa:',
    isbnDoubtNote:
      'Korjaa numero lomakkeessa. Jos julkaisussa todella on tämä numero, tallenna silti: se säilyy luettelossa, mutta sitä ei julkaista. Mitään ei ole vielä tallennettu.',
    conflictTitle: 'Joku muu tallensi julkaisun samaan aikaan',
    conflictWho: (name) => `Viimeksi sitä muutti ${name}.`,
    conflictNote:
      'Mitään kirjoittamaasi ei ole kadonnut: se on alla olevassa lomakkeessa. Katso, mitä toinen muutti, ja tallenna sitten. Silloin sinun versiosi korvaa hänen versionsa kokonaan.',
    conflictTable: 'Kentät, joissa versiot eroavat',
    field: 'Kenttä',
    atStart: 'Kun aloitit',
    theirs: 'Nyt luettelossa',
    yours: 'Sinun lomakkeessasi',
    sameOnBoth: 'Kirjoitit saman, mikä luettelossa nyt on.',
    lookAtTheirs: 'Avaa julkaisu sellaisena kuin se nyt on',
  },
  sv: {
    newTitle: 'Ny publikation',
    editTitle: (id) => `Redigera ${id}`,
    introduction: 'Bara titeln är obligatorisk. Tomma rader utelämnas. Förhandsgranskningen visar posterna innan du sparar.',
    keys: {
      title: 'Titel',
      parallelTitles: 'Parallella titlar',
      contributors: 'Upphov',
      series: 'Serie',
      year: 'Utgivningsår',
      abstracts: 'Sammanfattningar',
      languages: 'Språk',
      subjects: 'Ämnen',
      genre: 'Publikationstyp',
      landingPage: 'Presentationssida',
      licence: 'Licens',
      accessibility: 'Tillgänglighet',
      'print.exists': 'Tryckt bok',
      'print.isbn': 'ISBN (tryckt)',
      'print.isbnInSource': 'ISBN i källan (tryckt)',
      'print.issn': 'ISSN (tryckt)',
      'print.pages': 'Sidantal (tryckt)',
      'print.binding': 'Bandtyp (tryckt)',
      'print.urn': 'URN (tryckt)',
      'print.file': 'Fil (tryckt)',
      'pdf.exists': 'PDF',
      'pdf.isbn': 'ISBN (PDF)',
      'pdf.isbnInSource': 'ISBN i källan (PDF)',
      'pdf.issn': 'ISSN (PDF)',
      'pdf.pages': 'Sidantal (PDF)',
      'pdf.binding': 'Bandtyp (PDF)',
      'pdf.urn': 'URN (PDF)',
      'pdf.file': 'Fil (PDF)',
    },
    labels: {
      id: 'Beteckning',
      text: 'Text',
      subtitle: 'Undertitel',
      language: 'Språk',
      family: 'Efternamn eller organisationens namn',
      given: 'Förnamn',
      kind: 'Person eller organisation',
      role: 'Roll',
      term: 'Ämnesord',
      vocabulary: 'Vokabulär',
      uri: 'URI',
      seriesCode: 'Serie',
      seriesTitle: 'En annan series titel',
      seriesNumber: 'Nummer i serien',
      licenceName: 'Licensens namn',
      licenceUrl: 'Licensens adress',
      accessibilityStatus: 'Är publikationen tillgänglig?',
      accessibilityText: 'Grund: vem säger det',
      beforeYear: 'Gäller det som gjorts före detta år',
      fileUrl: 'Filens adress',
      fileName: 'Filens namn',
      mediaType: 'Medietyp',
    },
    hints: {
      id: 'Små bokstäver a–z, siffror och bindestreck. Ges en gång och ändras inte. Tomt ger en efter serien, till exempel 2012-2.',
      language: 'Språkkod, till exempel sv',
      languages: 'Språkkoder åtskilda med komma, till exempel fi, sv',
      family: 'Hela organisationens namn här',
      abstracts: 'En på varje språk. En tom rad skiljer stycken.',
      seriesTitle: 'Bara om serien inte finns i listan',
      seriesNumber: 'Utan år, till exempel 2',
      genre: 'Med utgivarens ord, till exempel Rapport. Tomt ger seriens typ.',
      landingPage: 'Sidan där publikationen presenteras; börjar med https://',
      accessibility: 'Fyll i bara om någon har sagt det om just den här publikationen. Annars avgör utgivarens allmänna mening.',
      beforeYear: 'Bara om grunden är en allmän mening',
      exists: 'Tas krysset bort blir utgåvans poster raderade.',
      isbnInSource: 'Vad utgivarens sida skriver i stället för det rätta numret',
      urn: 'Bara om den inte bildas av ISBN',
      fileUrl: 'Börjar med https://',
      vocabulary: 'Till exempel yso; tomt för ett fritt ord',
    },
    otherSeries: 'ingen av dessa',
    byGeneralSentence: 'enligt den allmänna meningen',
    statuses: {
      accessible: 'tillgänglig',
      partlyAccessible: 'delvis tillgänglig',
      notAccessible: 'inte tillgänglig',
      unknown: 'okänt',
    },
    contributorKinds: { person: 'person', corporate: 'organisation' },
    roles: { author: 'författare', editor: 'redaktör', publisher: 'utgivare', contributor: 'annan' },
    row: (group, number) => `${group}, rad ${number}`,
    more: {
      parallelTitles: 'Fler titelrader',
      contributors: 'Fler upphovsrader',
      abstracts: 'Fler sammanfattningsrader',
      subjects: 'Fler ämnesrader',
    },
    preview: 'Förhandsgranska',
    save: 'Spara',
    saveAnyway: 'Spara ändå',
    saveAndDelete: 'Spara och radera dessa poster',
    cancel: 'Avbryt',
    problems: 'Publikationen sparades inte. Rätta detta:',
    fillIn: 'Fyll i det här.',
    corporateGiven: 'En organisation har inga förnamn. Välj person eller töm förnamnen.',
    previewTitle: 'Förhandsgranskning',
    previewNote: 'Så skulle skördare få publikationen. Ingenting är sparat ännu.',
    previewNothing: 'Publikationen har varken tryckt bok eller PDF, så det skulle inte bli några poster.',
    previewWithdrawn: 'Publikationen är indragen. Posterna skulle se ut så här först när den återställs.',
    changesTitle: 'Vad som skulle ändras',
    noChanges: 'Ingenting skulle ändras.',
    before: 'Före',
    after: 'Efter',
    nothingThere: 'ingenting',
    warnings: 'Att notera',
    cannotBeShown: 'Posten kan inte bildas:',
    deletions: 'När du sparar blir dessa poster raderade:',
    deletionsNote:
      'Uppgiften om raderingen finns kvar för alltid, och skördare tar bort posterna ur sitt eget material. Ingenting är sparat ännu: bekräfta eller rätta formuläret.',
    isbnDoubt: 'Ett ISBN som inte är giltigt:',
    isbnDoubtNote:
      'Rätta numret i formuläret. Om publikationen verkligen har det här numret kan du spara ändå: det bevaras i katalogen men publiceras inte. Ingenting är sparat ännu.',
    conflictTitle: 'Någon annan sparade publikationen samtidigt',
    conflictWho: (name) => `Senast ändrades den av ${name}.`,
    conflictNote:
      'Ingenting av det du skrev har gått förlorat: det finns i formuläret nedan. Se vad den andra ändrade och spara sedan. Då ersätter din version den andras helt.',
    conflictTable: 'Fält där versionerna skiljer sig',
    field: 'Fält',
    atStart: 'När du började',
    theirs: 'Nu i katalogen',
    yours: 'I ditt formulär',
    sameOnBoth: 'Du skrev detsamma som nu finns i katalogen.',
    lookAtTheirs: 'Öppna publikationen som den är nu',
  },
  en: {
    newTitle: 'New publication',
    editTitle: (id) => `Edit ${id}`,
    introduction: 'Only the title is required. Empty rows are left out. The preview shows the records before you save.',
    keys: {
      title: 'Title',
      parallelTitles: 'Parallel titles',
      contributors: 'Contributors',
      series: 'Series',
      year: 'Year of publication',
      abstracts: 'Abstracts',
      languages: 'Languages',
      subjects: 'Subjects',
      genre: 'Kind of publication',
      landingPage: 'Landing page',
      licence: 'Licence',
      accessibility: 'Accessibility',
      'print.exists': 'Printed book',
      'print.isbn': 'ISBN (print)',
      'print.isbnInSource': 'ISBN in the source (print)',
      'print.issn': 'ISSN (print)',
      'print.pages': 'Pages (print)',
      'print.binding': 'Binding (print)',
      'print.urn': 'URN (print)',
      'print.file': 'File (print)',
      'pdf.exists': 'PDF',
      'pdf.isbn': 'ISBN (PDF)',
      'pdf.isbnInSource': 'ISBN in the source (PDF)',
      'pdf.issn': 'ISSN (PDF)',
      'pdf.pages': 'Pages (PDF)',
      'pdf.binding': 'Binding (PDF)',
      'pdf.urn': 'URN (PDF)',
      'pdf.file': 'File (PDF)',
    },
    labels: {
      id: 'Id',
      text: 'Text',
      subtitle: 'Subtitle',
      language: 'Language',
      family: 'Family name, or name of the body',
      given: 'Given names',
      kind: 'Person or corporate body',
      role: 'Role',
      term: 'Term',
      vocabulary: 'Vocabulary',
      uri: 'URI',
      seriesCode: 'Series',
      seriesTitle: 'Title of another series',
      seriesNumber: 'Number in the series',
      licenceName: 'Name of the licence',
      licenceUrl: 'Address of the licence',
      accessibilityStatus: 'Is the publication accessible?',
      accessibilityText: 'Ground: who says so',
      beforeYear: 'Concerns what was made before this year',
      fileUrl: 'Address of the file',
      fileName: 'Name of the file',
      mediaType: 'Media type',
    },
    hints: {
      id: 'Small letters a–z, digits and hyphens. Given once, never changed. Left empty it follows the series, for example 2012-2.',
      language: 'Language code, for example en',
      languages: 'Language codes with commas, for example fi, sv',
      family: 'The whole name of a body goes here',
      abstracts: 'One in each language. A blank line parts paragraphs.',
      seriesTitle: 'Only if the series is not in the list',
      seriesNumber: 'Without the year, for example 2',
      genre: 'In the publisher’s words, for example Report. Left empty it is that of the series.',
      landingPage: 'The page that describes the publication; begins with https://',
      accessibility: 'Fill in only what somebody has said of this very publication. Otherwise the publisher’s general sentence decides.',
      beforeYear: 'Only if the ground is a general sentence',
      exists: 'Take the tick away and the records of this form become deleted ones.',
      isbnInSource: 'What the publisher’s page prints instead of the right number',
      urn: 'Only one that is not made from the ISBN',
      fileUrl: 'Begins with https://',
      vocabulary: 'For example yso; empty for a free word',
    },
    otherSeries: 'none of these',
    byGeneralSentence: 'as the general sentence says',
    statuses: {
      accessible: 'accessible',
      partlyAccessible: 'partly accessible',
      notAccessible: 'not accessible',
      unknown: 'not known',
    },
    contributorKinds: { person: 'person', corporate: 'corporate body' },
    roles: { author: 'author', editor: 'editor', publisher: 'publisher', contributor: 'other' },
    row: (group, number) => `${group}, row ${number}`,
    more: {
      parallelTitles: 'More rows for titles',
      contributors: 'More rows for contributors',
      abstracts: 'More rows for abstracts',
      subjects: 'More rows for subjects',
    },
    preview: 'Preview',
    save: 'Save',
    saveAnyway: 'Save all the same',
    saveAndDelete: 'Save and delete these records',
    cancel: 'Cancel',
    problems: 'The publication was not saved. Correct these:',
    fillIn: 'Fill this in.',
    corporateGiven: 'A corporate body has no given names. Choose person, or empty the given names.',
    previewTitle: 'Preview',
    previewNote: 'This is what harvesters would get. Nothing is saved yet.',
    previewNothing: 'There is neither a printed book nor a PDF, so there would be no records.',
    previewWithdrawn: 'The publication is withdrawn. Its records would look like this only once it is published again.',
    changesTitle: 'What would change',
    noChanges: 'Nothing would change.',
    before: 'Before',
    after: 'After',
    nothingThere: 'nothing',
    warnings: 'To be noted',
    cannotBeShown: 'The record cannot be made:',
    deletions: 'Saving makes these records deleted ones:',
    deletionsNote:
      'That they were deleted stays for ever, and harvesters remove the records from their own collections. Nothing is saved yet: confirm it, or correct the form.',
    isbnDoubt: 'An ISBN that is not valid:',
    isbnDoubtNote:
      'Correct the number in the form. If the publication really has this number, save all the same: it is kept in the catalogue and not published. Nothing is saved yet.',
    conflictTitle: 'Somebody else saved the publication at the same time',
    conflictWho: (name) => `It was last changed by ${name}.`,
    conflictNote:
      'Nothing that you wrote is lost: it is in the form below. Look at what the other changed, and then save. Your version then takes the place of theirs as a whole.',
    conflictTable: 'Fields in which the versions differ',
    field: 'Field',
    atStart: 'When you began',
    theirs: 'Now in the catalogue',
    yours: 'In your form',
    sameOnBoth: 'You wrote the same as the catalogue has now.',
    lookAtTheirs: 'Open the publication as it is now',
  },
};
