import type { InEach, Language } from '../language.js';

/** The entries of the navigation, in its order. */
export const SECTIONS = [
  'overview',
  'sources',
  'runs',
  'publications',
  'links',
  'quarantine',
  'explain',
  'check',
  'accounts',
  'audit',
  'own',
] as const;
export type Section = (typeof SECTIONS)[number];

/** What every page says round its own content. */
export interface ShellWords {
  readonly language: Language;
  readonly service: string;
  readonly skip: string;
  readonly sections: Readonly<Record<Section, string>>;
  readonly navigation: string;
  readonly signedInAs: (name: string) => string;
  readonly roles: Readonly<Record<'reader' | 'editor' | 'administrator', string>>;
  readonly logOut: string;
  readonly languages: Readonly<Record<Language, string>>;
  readonly chooseLanguage: string;
  readonly timesIn: (zone: string) => string;
  /** Sentences that a page says first, after something was done; by the `done` of a redirect. */
  readonly done: Readonly<Record<Done, string>>;
  readonly coreLanguage: string;
  readonly problems: {
    readonly notFoundTitle: string;
    readonly notFound: string;
    readonly forbiddenTitle: string;
    readonly forbidden: string;
    readonly staleTitle: string;
    readonly stale: string;
    readonly foreignTitle: string;
    readonly foreign: (publicUrl: string) => string;
    readonly failedTitle: string;
    readonly failed: string;
    readonly unwellTitle: string;
    readonly unwell: string;
    readonly badRequestTitle: string;
    readonly tooLarge: string;
    readonly back: string;
  };
}

export const DONE = [
  'loggedIn',
  'loggedOut',
  'setUp',
  'passwordChanged',
  'accountAdded',
  'accountRemoved',
  'roleChanged',
  'tokenRevoked',
  'publicationCreated',
  'publicationSaved',
  'publicationUnchanged',
  'publicationWithdrawn',
  'publicationRestored',
  'isbnConfirmed',
  'linkAccepted',
  'linkRefused',
  'linkUndecided',
  'linksDecided',
  'runStarted',
  'runCancelled',
  'runApproved',
  'runApplied',
  'runRejected',
  'retryStarted',
  'noticeSent',
  'noticeNotSent',
] as const;
export type Done = (typeof DONE)[number];

export const SHELL_WORDS: InEach<ShellWords> = {
  fi: {
    language: 'fi',
    service: 'Julkaisusilta',
    skip: 'Siirry sisältöön',
    sections: {
      overview: 'Yleiskuva',
      sources: 'Lähteet',
      runs: 'Ajot',
      publications: 'Julkaisut',
      links: 'Vastaavuudet',
      quarantine: 'Karanteeni',
      explain: 'Selitä tietue',
      check: 'Tarkistus',
      accounts: 'Käyttäjät',
      audit: 'Tapahtumaloki',
      own: 'Oma tili',
    },
    navigation: 'Ylläpito',
    signedInAs: (name) => `Kirjautuneena ${name}`,
    roles: { reader: 'lukija', editor: 'toimittaja', administrator: 'ylläpitäjä' },
    logOut: 'Kirjaudu ulos',
    languages: { fi: 'Suomi', sv: 'Svenska', en: 'English' },
    chooseLanguage: 'Kieli',
    timesIn: (zone) => `Kellonajat: ${zone}. UTC-aika näkyy, kun osoitin on ajan päällä.`,
    done: {
      loggedIn: 'Olet kirjautunut sisään.',
      loggedOut: 'Olet kirjautunut ulos.',
      setUp: 'Tili on luotu. Kirjaudu sillä sisään.',
      passwordChanged: 'Salasana on vaihdettu. Tilin istunnot päättyivät.',
      accountAdded: 'Käyttäjä on lisätty.',
      accountRemoved: 'Käyttäjä on poistettu.',
      roleChanged: 'Rooli on vaihdettu.',
      tokenRevoked: 'Avain on peruttu.',
      publicationCreated: 'Julkaisu on lisätty.',
      publicationSaved: 'Muutokset on tallennettu.',
      publicationUnchanged: 'Mikään ei muuttunut.',
      publicationWithdrawn: 'Julkaisu on vedetty pois. Sen tietueet näkyvät poistettuina.',
      publicationRestored: 'Julkaisu on palautettu.',
      isbnConfirmed: 'ISBN on vahvistettu.',
      linkAccepted: 'Vastaavuus on hyväksytty.',
      linkRefused: 'Vastaavuus on hylätty.',
      linkUndecided: 'Päätös on peruttu; pari odottaa taas katselmointia.',
      linksDecided: 'Valitut vastaavuudet on käsitelty.',
      runStarted: 'Ajo on käynnistetty.',
      runCancelled: 'Ajoa pysäytetään. Mitään ei muuteta.',
      runApproved: 'Ajo on hyväksytty ja se viedään luetteloon.',
      runApplied: 'Koeajo viedään luetteloon.',
      runRejected: 'Ajo on hylätty. Mitään ei muutettu.',
      retryStarted: 'Karanteenissa olevia yritetään uudelleen.',
      noticeSent: 'Kokeiluilmoitus on lähetetty.',
      noticeNotSent: 'Kokeiluilmoituksen lähettäminen ei onnistunut. Syy on palvelun lokissa.',
    },
    coreLanguage: 'Järjestelmän omat lauseet ovat englanniksi.',
    problems: {
      notFoundTitle: 'Sivua ei ole',
      notFound: 'Tässä osoitteessa ei ole mitään. Tarkista osoite tai etsi valikosta.',
      forbiddenTitle: 'Ei oikeutta',
      forbidden: 'Roolisi ei riitä tähän. Pyydä ylläpitäjää tekemään se tai muuttamaan rooliasi.',
      staleTitle: 'Lomake on vanhentunut',
      stale: 'Lomake on peräisin aiemmasta istunnosta, eikä mitään muutettu. Palaa takaisin, lataa sivu uudelleen ja lähetä lomake sitten.',
      foreignTitle: 'Pyyntö tuli muualta',
      foreign: (publicUrl) =>
        `Pyyntö ei tullut tämän palvelun omalta sivulta, eikä mitään muutettu. Käytä osoitetta ${publicUrl}/admin. Jos palvelulla on toinen osoite, se asetetaan muuttujalla BASE_URL.`,
      failedTitle: 'Palvelu epäonnistui',
      failed: 'Sivua ei voitu muodostaa. Syy on palvelun lokissa.',
      unwellTitle: 'Palvelu ei juuri nyt pysty vastaamaan',
      unwell: 'Tallennustilassa on häiriö. Yritä hetken päästä uudelleen; jos häiriö jatkuu, syy on palvelun lokissa.',
      badRequestTitle: 'Pyyntöä ei voitu lukea',
      tooLarge: 'Lähetetty sisältö on liian suuri; raja on 1 Mt.',
      back: 'Takaisin yleiskuvaan',
    },
  },
  sv: {
    language: 'sv',
    service: 'Julkaisusilta',
    skip: 'Gå till innehållet',
    sections: {
      overview: 'Översikt',
      sources: 'Källor',
      runs: 'Körningar',
      publications: 'Publikationer',
      links: 'Motsvarigheter',
      quarantine: 'Karantän',
      explain: 'Förklara en post',
      check: 'Kontroll',
      accounts: 'Användare',
      audit: 'Händelselogg',
      own: 'Eget konto',
    },
    navigation: 'Administration',
    signedInAs: (name) => `Inloggad som ${name}`,
    roles: { reader: 'läsare', editor: 'redaktör', administrator: 'administratör' },
    logOut: 'Logga ut',
    languages: { fi: 'Suomi', sv: 'Svenska', en: 'English' },
    chooseLanguage: 'Språk',
    timesIn: (zone) => `Klockslag: ${zone}. UTC visas när pekaren är på ett klockslag.`,
    done: {
      loggedIn: 'Du är inloggad.',
      loggedOut: 'Du är utloggad.',
      setUp: 'Kontot är skapat. Logga in med det.',
      passwordChanged: 'Lösenordet är bytt. Kontots sessioner avslutades.',
      accountAdded: 'Användaren är tillagd.',
      accountRemoved: 'Användaren är borttagen.',
      roleChanged: 'Rollen är bytt.',
      tokenRevoked: 'Nyckeln är återkallad.',
      publicationCreated: 'Publikationen är tillagd.',
      publicationSaved: 'Ändringarna är sparade.',
      publicationUnchanged: 'Ingenting ändrades.',
      publicationWithdrawn: 'Publikationen är indragen. Dess poster visas som raderade.',
      publicationRestored: 'Publikationen är återställd.',
      isbnConfirmed: 'ISBN är bekräftat.',
      linkAccepted: 'Motsvarigheten är godkänd.',
      linkRefused: 'Motsvarigheten är avvisad.',
      linkUndecided: 'Beslutet är upphävt; paret väntar åter på granskning.',
      linksDecided: 'De valda motsvarigheterna är behandlade.',
      runStarted: 'Körningen har startat.',
      runCancelled: 'Körningen stoppas. Ingenting ändras.',
      runApproved: 'Körningen är godkänd och förs in i katalogen.',
      runApplied: 'Provkörningen förs in i katalogen.',
      runRejected: 'Körningen är avvisad. Ingenting ändrades.',
      retryStarted: 'Posterna i karantän prövas på nytt.',
      noticeSent: 'Provmeddelandet är skickat.',
      noticeNotSent: 'Provmeddelandet kunde inte skickas. Orsaken finns i tjänstens logg.',
    },
    coreLanguage: 'Systemets egna meningar är på engelska.',
    problems: {
      notFoundTitle: 'Sidan finns inte',
      notFound: 'Det finns ingenting på den här adressen. Kontrollera adressen eller sök i menyn.',
      forbiddenTitle: 'Behörighet saknas',
      forbidden: 'Din roll räcker inte för detta. Be en administratör göra det eller ändra din roll.',
      staleTitle: 'Formuläret är för gammalt',
      stale: 'Formuläret hör till en tidigare session och ingenting ändrades. Gå tillbaka, ladda om sidan och skicka sedan formuläret.',
      foreignTitle: 'Begäran kom från annat håll',
      foreign: (publicUrl) =>
        `Begäran kom inte från tjänstens egen sida och ingenting ändrades. Använd adressen ${publicUrl}/admin. Har tjänsten en annan adress anges den med variabeln BASE_URL.`,
      failedTitle: 'Tjänsten misslyckades',
      failed: 'Sidan kunde inte skapas. Orsaken finns i tjänstens logg.',
      unwellTitle: 'Tjänsten kan inte svara just nu',
      unwell: 'Det är störning i lagringen. Försök igen om en stund; fortsätter störningen finns orsaken i tjänstens logg.',
      badRequestTitle: 'Begäran kunde inte läsas',
      tooLarge: 'Innehållet är för stort; gränsen är 1 MB.',
      back: 'Till översikten',
    },
  },
  en: {
    language: 'en',
    service: 'Julkaisusilta',
    skip: 'Skip to the content',
    sections: {
      overview: 'Overview',
      sources: 'Sources',
      runs: 'Runs',
      publications: 'Publications',
      links: 'Links to review',
      quarantine: 'Quarantine',
      explain: 'Explain a record',
      check: 'Check',
      accounts: 'Accounts',
      audit: 'Audit',
      own: 'Your account',
    },
    navigation: 'Administration',
    signedInAs: (name) => `Signed in as ${name}`,
    roles: { reader: 'reader', editor: 'editor', administrator: 'administrator' },
    logOut: 'Log out',
    languages: { fi: 'Suomi', sv: 'Svenska', en: 'English' },
    chooseLanguage: 'Language',
    timesIn: (zone) => `Times are those of ${zone}. Point at one to see it in UTC.`,
    done: {
      loggedIn: 'You are signed in.',
      loggedOut: 'You have logged out.',
      setUp: 'The account is there. Sign in with it.',
      passwordChanged: 'The password is changed. The sessions of the account have ended.',
      accountAdded: 'The account is added.',
      accountRemoved: 'The account is removed.',
      roleChanged: 'The role is changed.',
      tokenRevoked: 'The token is revoked.',
      publicationCreated: 'The publication is added.',
      publicationSaved: 'The changes are saved.',
      publicationUnchanged: 'Nothing changed.',
      publicationWithdrawn: 'The publication is withdrawn. Its records show as deleted.',
      publicationRestored: 'The publication is restored.',
      isbnConfirmed: 'The ISBN is confirmed.',
      linkAccepted: 'The link is accepted.',
      linkRefused: 'The link is refused.',
      linkUndecided: 'The decision is taken back; the pair waits for review again.',
      linksDecided: 'The chosen links are dealt with.',
      runStarted: 'The run has started.',
      runCancelled: 'The run is being stopped. Nothing is changed.',
      runApproved: 'The run is approved and is being applied.',
      runApplied: 'The dry run is being applied.',
      runRejected: 'The run is rejected. Nothing was changed.',
      retryStarted: 'What is in quarantine is being tried again.',
      noticeSent: 'The test notice is sent.',
      noticeNotSent: 'The test notice could not be sent. The log of the service tells why.',
    },
    coreLanguage: '',
    problems: {
      notFoundTitle: 'No such page',
      notFound: 'There is nothing at this address. Check it, or look in the navigation.',
      forbiddenTitle: 'Not allowed',
      forbidden: 'Your role does not allow this. Ask an administrator to do it, or to change your role.',
      staleTitle: 'The form is out of date',
      stale: 'This form belongs to an earlier session, and nothing was changed. Go back, load the page again and then send the form.',
      foreignTitle: 'The request came from elsewhere',
      foreign: (publicUrl) =>
        `This request did not come from a page of this service, and nothing was changed. Use the address ${publicUrl}/admin. If the service has another address, BASE_URL sets it.`,
      failedTitle: 'The service failed',
      failed: 'This page could not be made. The log of the service tells why.',
      unwellTitle: 'The service cannot answer at the moment',
      unwell: 'There is trouble with the store. Try again in a moment; if it goes on, the log of the service tells why.',
      badRequestTitle: 'The request could not be read',
      tooLarge: 'What was sent is too large; the limit is 1 MB.',
      back: 'Back to the overview',
    },
  },
};

/** `undefined` for what is none of our sentences. */
export const parseDone = (text: string | null): Done | undefined => DONE.find((done) => done === text);
