import type { PublicationFilter, PublicationState } from '../../../administration/publication-search.js';
import type { ManifestationKind } from '../../../catalogue/publication.js';
import type { InEach } from '../language.js';

/** Of the list, of one publication, of withdrawing it. The form has words of its own: `publication-form.ts`. */
export interface PublicationsWords {
  readonly title: string;
  readonly search: string;
  readonly searchHint: string;
  readonly filter: string;
  readonly filters: Readonly<Record<'all' | PublicationFilter, string>>;
  readonly find: string;
  readonly add: string;
  readonly results: string;
  readonly noneFound: string;
  readonly showAll: string;
  readonly noneYet: string;
  readonly id: string;
  readonly stateLabel: string;
  readonly states: Readonly<Record<PublicationState, string>>;
  readonly manifestations: string;
  readonly kinds: Readonly<Record<ManifestationKind, string>>;
  readonly isbnToCheck: string;
  readonly nextPage: string;
  readonly firstPage: string;
  readonly notThere: (id: string) => string;
  readonly backToList: string;
  readonly edit: string;
  readonly withdraw: string;
  readonly restore: string;
  readonly withdrawnBecause: (reason: string) => string;
  readonly withdrawnNote: string;
  readonly unpublishedNote: string;
  readonly warnings: string;
  readonly facts: string;
  readonly created: string;
  readonly modified: string;
  readonly items: string;
  readonly itemsNote: string;
  readonly noItems: string;
  readonly identifier: string;
  readonly format: string;
  readonly datestamp: string;
  readonly live: string;
  readonly deleted: string;
  readonly history: string;
  readonly noHistory: string;
  readonly time: string;
  readonly who: string;
  readonly what: string;
  readonly detail: string;
  /** By what the audit calls them. */
  readonly actions: Readonly<Record<string, string>>;
  readonly isbnTitle: string;
  readonly isbnIs: (raw: string, kind: string) => string;
  readonly isbnWhich: string;
  readonly isbnTake: (isbn: string) => string;
  readonly isbnOther: string;
  readonly isbnRefused: string;
  readonly movedOn: string;
  readonly withdrawTitle: (id: string) => string;
  readonly withdrawWhat: (items: number, records: number) => string;
  readonly withdrawForEver: string;
  readonly withdrawKept: string;
  readonly withdrawNothing: string;
  readonly withdrawnAlready: string;
  readonly reason: string;
  readonly reasonHint: string;
  readonly reasonMissing: string;
  readonly withdrawNow: string;
  readonly cancel: string;
  readonly problems: string;
}

export const PUBLICATIONS_WORDS: InEach<PublicationsWords> = {
  fi: {
    title: 'Julkaisut',
    search: 'Hae julkaisuista',
    searchHint: 'Nimeke, tekijä, numero, vuosi, ISBN, ISSN tai URN',
    filter: 'Rajaa',
    filters: {
      all: 'kaikki',
      published: 'julkaistut',
      unpublished: 'ilman painettua kirjaa ja PDF:ää',
      withdrawn: 'pois vedetyt',
      isbnToCheck: 'ISBN tarkistettava',
    },
    find: 'Hae',
    add: 'Uusi julkaisu',
    results: 'Hakutulos',
    noneFound: 'Yhtään julkaisua ei löytynyt. Kokeile lyhyempää hakua tai toista rajausta.',
    showAll: 'Näytä kaikki julkaisut',
    noneYet: 'Luettelossa ei ole vielä julkaisuja. Lisää ensimmäinen tässä tai tuo julkaisijan sivu komennolla julkaisusilta import.',
    id: 'Tunnus',
    stateLabel: 'Tila',
    states: { published: 'julkaistu', unpublished: 'ei näy ulos', withdrawn: 'pois vedetty' },
    manifestations: 'Ilmenemismuodot',
    kinds: { print: 'painettu', pdf: 'PDF' },
    isbnToCheck: 'tarkista ISBN',
    nextPage: 'Seuraavat',
    firstPage: 'Alkuun',
    notThere: (id) => `Luettelossa ei ole julkaisua ${id}. Tarkista tunnus tai hae julkaisuista.`,
    backToList: 'Julkaisuihin',
    edit: 'Muokkaa',
    withdraw: 'Vedä pois',
    restore: 'Palauta julkaistuksi',
    withdrawnBecause: (reason) => `Vedetty pois: ${reason}`,
    withdrawnNote: 'Haravoijat saavat tietueista vain tiedon, että ne on poistettu. Palauttaminen tuo ne takaisin samoilla tunnisteilla.',
    unpublishedNote: 'Haravoijat eivät näe tätä: julkaisulla ei ole painettua kirjaa eikä PDF:ää. Lisää jompikumpi muokkaamalla.',
    warnings: 'Huomattavaa',
    facts: 'Tiedot',
    created: 'Lisätty luetteloon',
    modified: 'Muutettu',
    items: 'Tietueet',
    itemsNote: 'Näin haravoijat saavat julkaisun. Linkki avaa tietueen sellaisena kuin se nyt on.',
    noItems: 'Julkaisusta ei ole vielä tietueita.',
    identifier: 'Tunniste',
    format: 'Formaatti',
    datestamp: 'Aikaleima',
    live: 'julkaistu',
    deleted: 'poistettu',
    history: 'Muutoshistoria',
    noHistory: 'Kukaan ei ole muuttanut julkaisua täällä. Tuonti tiedostosta ei näy tässä luettelossa.',
    time: 'Aika',
    who: 'Tekijä',
    what: 'Tapahtuma',
    detail: 'Mitä muuttui',
    actions: {
      'publication.created': 'lisäsi',
      'publication.replaced': 'muutti',
      'publication.withdrawn': 'veti pois',
      'publication.restored': 'palautti',
      'publication.isbnConfirmed': 'vahvisti ISBN:n',
      'publication.refused': 'ei onnistunut',
    },
    isbnTitle: 'ISBN, joka ei kelpaa',
    isbnIs: (raw, kind) => `Lähteessä on ${raw} (${kind}). Se ei ole kelvollinen ISBN, joten sitä ei julkaista.`,
    isbnWhich: 'Mikä on oikea? Valitse numero, jos tunnistat sen:',
    isbnTake: (isbn) => `Vahvista ${isbn}`,
    isbnOther: 'Jos oikea numero on jokin muu, kirjoita se muokkaamalla julkaisua.',
    isbnRefused: 'Numeroa ei vahvistettu:',
    movedOn:
      'Joku muu on muuttanut julkaisua sen jälkeen, kun avasit sivun. Mitään ei tehty. Tässä on julkaisu sellaisena kuin se nyt on; katso se ja tee sitten uudelleen.',
    withdrawTitle: (id) => `Vedä pois ${id}`,
    withdrawWhat: (items, records) =>
      `${items === 1 ? 'Yksi nimike' : `${items} nimikettä`} ja ${items === 1 ? 'sen' : 'niiden'} ${records === 1 ? 'yksi tietue muuttuu poistetuksi' : `${records} tietuetta muuttuvat poistetuiksi`}:`,
    withdrawForEver:
      'Tieto poistosta säilyy pysyvästi, ja jokainen haravoija poistaa tietueet omasta aineistostaan, kun se käy seuraavan kerran. Sitä ei voi perua haravoijien puolesta.',
    withdrawKept: 'Julkaisu jää tähän luetteloon, ja sen voi palauttaa. Silloin tietueet julkaistaan uudelleen samoilla tunnisteilla.',
    withdrawNothing: 'Julkaisusta ei ole tietueita, joten haravoijille ei muutu mitään. Julkaisu merkitään pois vedetyksi.',
    withdrawnAlready: 'Julkaisu on jo vedetty pois. Voit vaihtaa perustelun.',
    reason: 'Miksi julkaisu vedetään pois?',
    reasonHint: 'Muutamalla sanalla. Perustelu jää luetteloon ja tapahtumalokiin, ei haravoijille.',
    reasonMissing: 'Kirjoita perustelu.',
    withdrawNow: 'Vedä pois',
    cancel: 'Peruuta',
    problems: 'Korjaa nämä',
  },
  sv: {
    title: 'Publikationer',
    search: 'Sök bland publikationerna',
    searchHint: 'Titel, upphov, nummer, år, ISBN, ISSN eller URN',
    filter: 'Avgränsa',
    filters: {
      all: 'alla',
      published: 'publicerade',
      unpublished: 'utan tryckt bok och PDF',
      withdrawn: 'indragna',
      isbnToCheck: 'ISBN att kontrollera',
    },
    find: 'Sök',
    add: 'Ny publikation',
    results: 'Sökresultat',
    noneFound: 'Inga publikationer hittades. Pröva en kortare sökning eller en annan avgränsning.',
    showAll: 'Visa alla publikationer',
    noneYet:
      'Det finns inga publikationer i katalogen ännu. Lägg till den första här eller importera utgivarens sida med kommandot julkaisusilta import.',
    id: 'Beteckning',
    stateLabel: 'Status',
    states: { published: 'publicerad', unpublished: 'syns inte utåt', withdrawn: 'indragen' },
    manifestations: 'Utgåvor',
    kinds: { print: 'tryckt', pdf: 'PDF' },
    isbnToCheck: 'kontrollera ISBN',
    nextPage: 'Nästa',
    firstPage: 'Till början',
    notThere: (id) => `Det finns ingen publikation ${id} i katalogen. Kontrollera beteckningen eller sök bland publikationerna.`,
    backToList: 'Till publikationerna',
    edit: 'Redigera',
    withdraw: 'Dra in',
    restore: 'Publicera igen',
    withdrawnBecause: (reason) => `Indragen: ${reason}`,
    withdrawnNote:
      'Skördare får bara veta att posterna är raderade. Återställs publikationen kommer de tillbaka med samma identifikatorer.',
    unpublishedNote: 'Skördare ser den inte: publikationen har varken tryckt bok eller PDF. Lägg till någondera genom att redigera.',
    warnings: 'Att notera',
    facts: 'Uppgifter',
    created: 'Införd i katalogen',
    modified: 'Ändrad',
    items: 'Poster',
    itemsNote: 'Så får skördare publikationen. Länken öppnar posten som den är nu.',
    noItems: 'Publikationen har inga poster ännu.',
    identifier: 'Identifikator',
    format: 'Format',
    datestamp: 'Tidsstämpel',
    live: 'publicerad',
    deleted: 'raderad',
    history: 'Ändringshistorik',
    noHistory: 'Ingen har ändrat publikationen här. Import från fil syns inte i den här listan.',
    time: 'Tid',
    who: 'Vem',
    what: 'Händelse',
    detail: 'Vad som ändrades',
    actions: {
      'publication.created': 'lade till',
      'publication.replaced': 'ändrade',
      'publication.withdrawn': 'drog in',
      'publication.restored': 'återställde',
      'publication.isbnConfirmed': 'bekräftade ISBN',
      'publication.refused': 'lyckades inte',
    },
    isbnTitle: 'Ogiltigt ISBN',
    isbnIs: (raw, kind) => `I källan står ${raw} (${kind}). Det är inget giltigt ISBN och publiceras därför inte.`,
    isbnWhich: 'Vilket är det rätta? Välj numret om du känner igen det:',
    isbnTake: (isbn) => `Bekräfta ${isbn}`,
    isbnOther: 'Är det rätta numret ett annat skriver du in det genom att redigera publikationen.',
    isbnRefused: 'Numret bekräftades inte:',
    movedOn:
      'Någon annan har ändrat publikationen sedan du öppnade sidan. Ingenting gjordes. Här är publikationen som den är nu; se på den och gör sedan om.',
    withdrawTitle: (id) => `Dra in ${id}`,
    withdrawWhat: (items, records) =>
      `${items === 1 ? 'En enhet' : `${items} enheter`} och ${items === 1 ? 'dess' : 'deras'} ${records === 1 ? 'enda post blir raderad' : `${records} poster blir raderade`}:`,
    withdrawForEver:
      'Uppgiften om raderingen finns kvar för alltid, och varje skördare tar bort posterna ur sitt eget material vid sitt nästa besök. Det kan inte ångras för skördarnas del.',
    withdrawKept: 'Publikationen blir kvar i den här katalogen och kan återställas. Då publiceras posterna igen med samma identifikatorer.',
    withdrawNothing: 'Publikationen har inga poster, så för skördare ändras ingenting. Publikationen märks som indragen.',
    withdrawnAlready: 'Publikationen är redan indragen. Du kan byta motivering.',
    reason: 'Varför dras publikationen in?',
    reasonHint: 'Med några ord. Motiveringen stannar i katalogen och händelseloggen; skördare får den inte.',
    reasonMissing: 'Skriv en motivering.',
    withdrawNow: 'Dra in',
    cancel: 'Avbryt',
    problems: 'Rätta detta',
  },
  en: {
    title: 'Publications',
    search: 'Search the publications',
    searchHint: 'Title, contributor, number, year, ISBN, ISSN or URN',
    filter: 'Narrow down',
    filters: {
      all: 'all',
      published: 'published',
      unpublished: 'without a printed book or PDF',
      withdrawn: 'withdrawn',
      isbnToCheck: 'ISBN to check',
    },
    find: 'Search',
    add: 'New publication',
    results: 'Results',
    noneFound: 'No publication was found. Try fewer words or another filter.',
    showAll: 'Show all publications',
    noneYet:
      'There are no publications in the catalogue yet. Add the first one here, or import the publisher’s page with the command julkaisusilta import.',
    id: 'Id',
    stateLabel: 'State',
    states: { published: 'published', unpublished: 'not seen outside', withdrawn: 'withdrawn' },
    manifestations: 'Manifestations',
    kinds: { print: 'print', pdf: 'PDF' },
    isbnToCheck: 'check the ISBN',
    nextPage: 'Next',
    firstPage: 'To the beginning',
    notThere: (id) => `There is no publication ${id} in the catalogue. Check the id, or search the publications.`,
    backToList: 'To the publications',
    edit: 'Edit',
    withdraw: 'Withdraw',
    restore: 'Publish again',
    withdrawnBecause: (reason) => `Withdrawn: ${reason}`,
    withdrawnNote:
      'Harvesters are told only that its records are deleted. To publish it again brings them back under the same identifiers.',
    unpublishedNote: 'Harvesters do not see this: it has neither a printed book nor a PDF. Add one of them by editing it.',
    warnings: 'To be noted',
    facts: 'Facts',
    created: 'Entered into the catalogue',
    modified: 'Changed',
    items: 'Records',
    itemsNote: 'This is how harvesters get the publication. A link opens the record as it is now.',
    noItems: 'There are no records of this publication yet.',
    identifier: 'Identifier',
    format: 'Format',
    datestamp: 'Datestamp',
    live: 'live',
    deleted: 'deleted',
    history: 'History',
    noHistory: 'Nobody has changed this publication here. Imports of files are not in this list.',
    time: 'Time',
    who: 'Who',
    what: 'Event',
    detail: 'What changed',
    actions: {
      'publication.created': 'added it',
      'publication.replaced': 'changed it',
      'publication.withdrawn': 'withdrew it',
      'publication.restored': 'published it again',
      'publication.isbnConfirmed': 'confirmed an ISBN',
      'publication.refused': 'did not succeed',
    },
    isbnTitle: 'An ISBN that is not valid',
    isbnIs: (raw, kind) => `The source has ${raw} (${kind}). That is not a valid ISBN, so it is not published.`,
    isbnWhich: 'Which is the right one? Choose the number if you recognise it:',
    isbnTake: (isbn) => `Confirm ${isbn}`,
    isbnOther: 'If the right number is another one, type it by editing the publication.',
    isbnRefused: 'The number was not confirmed:',
    movedOn:
      'Somebody else has changed the publication since you opened the page. Nothing was done. Here it is as it is now; look at it, and then do it again.',
    withdrawTitle: (id) => `Withdraw ${id}`,
    withdrawWhat: (items, records) =>
      `${items === 1 ? 'One item' : `${items} items`} with ${items === 1 ? 'its' : 'their'} ${records === 1 ? 'one record becomes deleted' : `${records} records become deleted`}:`,
    withdrawForEver:
      'That they were deleted stays for ever, and every harvester removes the records from its own collection when it next comes. For the harvesters that cannot be undone.',
    withdrawKept:
      'The publication stays in this catalogue and can be published again. The records then come back under the same identifiers.',
    withdrawNothing: 'There are no records of this publication, so nothing changes for harvesters. It is marked as withdrawn.',
    withdrawnAlready: 'It is withdrawn already. You may give another reason.',
    reason: 'Why is it withdrawn?',
    reasonHint: 'In a few words. The reason stays in the catalogue and in the audit; harvesters do not get it.',
    reasonMissing: 'Give a reason.',
    withdrawNow: 'Withdraw',
    cancel: 'Cancel',
    problems: 'Correct these',
  },
};
