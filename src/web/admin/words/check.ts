import type { InEach } from '../language.js';

export interface CheckWords {
  readonly title: string;
  readonly introduction: string;
  readonly titleOf: (name: string) => string;
  readonly own: string;
  readonly ownHint: string;
  readonly inside: string;
  readonly insideHint: string;
  readonly source: (id: string) => string;
  readonly target: string;
  readonly address: string;
  readonly lastResult: string;
  readonly acts: string;
  readonly never: string;
  readonly neverHint: string;
  readonly show: string;
  readonly showNamed: (name: string) => string;
  readonly start: string;
  readonly startAgain: string;
  readonly startNamed: (name: string) => string;
  readonly cancel: string;
  readonly lookAgain: string;
  readonly running: string;
  readonly runningHint: string;
  readonly ended: string;
  readonly progress: (done: number, total: number, requests: number) => string;
  readonly conforms: string;
  readonly doesNotConform: string;
  readonly notReached: string;
  readonly cancelled: string;
  readonly failedToRun: string;
  readonly counts: (pass: string, fail: string, warn: string) => string;
  readonly began: string;
  readonly by: string;
  readonly took: string;
  readonly requests: string;
  readonly repository: string;
  readonly lists: string;
  /** `records`: absent of a list of something else. */
  readonly list: (verb: string, pages: string, records: string | undefined) => string;
  readonly ends: Readonly<Record<'bounded' | 'circle' | 'broken', string>>;
  readonly stopped: string;
  readonly failures: string;
  readonly noFailures: string;
  readonly warnings: string;
  readonly warningsHint: string;
  readonly rules: string;
  readonly rule: string;
  readonly result: string;
  readonly section: string;
  readonly sent: string;
  readonly came: string;
  readonly advice: string;
  readonly outcomes: Readonly<Record<'pass' | 'fail' | 'warn' | 'not applicable', string>>;
  readonly busy: Readonly<Record<'underWay' | 'tooMany', string>>;
  readonly notRunning: string;
  readonly unknown: string;
  readonly back: string;
  readonly noticesTitle: string;
  readonly noticesWhat: (channels: string) => string;
  readonly noChannels: string;
  readonly sendNotice: string;
  readonly noticeFailed: string;
  readonly channels: Readonly<Record<'email' | 'webhook', string>>;
}

export const CHECK_WORDS: InEach<CheckWords> = {
  fi: {
    title: 'Tarkistus',
    introduction:
      'Tarkistus kysyy rajapinnalta kaikkea, mitä OAI-PMH 2.0 määrää, ja kertoo sääntö säännöltä, miten se vastaa. Mitään ei muuteta. Tarkistaa voi oman rajapinnan ja asetuksissa nimetyt OAI-PMH-lähteet.',
    titleOf: (name) => `Tarkistus: ${name}`,
    own: 'Oma rajapinta',
    ownHint: 'Niin kuin muut sen tavoittavat, julkisesta osoitteesta.',
    inside: 'Oma rajapinta sisäpuolelta',
    insideHint: 'Suoraan tältä koneelta, ohi sen, mitä edessä on (esimerkiksi välityspalvelin).',
    source: (id) => `Lähde ${id}`,
    target: 'Rajapinta',
    address: 'Osoite',
    lastResult: 'Viimeisin tulos',
    acts: 'Toiminnot',
    never: 'Ei tarkistettu',
    neverHint: 'Tätä rajapintaa ei ole tarkistettu sen jälkeen, kun palvelu käynnistyi. Tarkistus kestää sekunneista kymmeneen minuuttiin.',
    show: 'Näytä',
    showNamed: (name) => `Näytä: ${name}`,
    start: 'Tarkista nyt',
    startAgain: 'Tarkista uudelleen',
    startNamed: (name) => `Tarkista nyt: ${name}`,
    cancel: 'Keskeytä tarkistus',
    lookAgain: 'Katso uudelleen',
    running: 'Tarkistus on käynnissä.',
    runningHint: 'Voit jättää sivun ja palata myöhemmin; tarkistus jatkuu.',
    ended: 'Tarkistus on päättynyt.',
    progress: (done, total, requests) => `${done}/${total} sääntöä, ${requests} pyyntöä`,
    conforms: 'Noudattaa OAI-PMH 2.0:aa',
    doesNotConform: 'Ei noudata OAI-PMH 2.0:aa',
    notReached: 'Rajapinta ei vastannut, joten muuta ei voitu tarkistaa.',
    cancelled: 'Tarkistus keskeytettiin.',
    failedToRun: 'Tarkistusta ei saatu tehtyä loppuun. Palvelun loki kertoo syyn.',
    counts: (pass, fail, warn) => `kunnossa ${pass}, virheitä ${fail}, huomautuksia ${warn}`,
    began: 'Alkoi',
    by: 'Käynnisti',
    took: 'Kesto',
    requests: 'Pyyntöjä',
    repository: 'Arkiston nimi',
    lists: 'Luettelot',
    list: (verb, pages, records) => `${verb}: ${records === undefined ? '' : `tietueita ${records}, `}sivuja ${pages}`,
    ends: { bounded: 'ei luettu loppuun', circle: 'kiertää kehää', broken: 'katkesi' },
    stopped: 'Jäi kesken',
    failures: 'Virheet',
    noFailures: 'Virheitä ei löytynyt.',
    warnings: 'Huomautukset',
    warningsHint: 'Standardi suosittaa toisin, tai käytössä olevat haravoijat odottavat muuta.',
    rules: 'Kaikki säännöt',
    rule: 'Sääntö',
    result: 'Tulos',
    section: 'Standardin kohta',
    sent: 'Kysyttiin',
    came: 'Vastattiin',
    advice: 'Mitä tehdä',
    outcomes: { pass: 'kunnossa', fail: 'virhe', warn: 'huomautus', 'not applicable': 'ei koske' },
    busy: {
      underWay: 'Tätä rajapintaa tarkistetaan jo.',
      tooMany: 'Kaksi muuta tarkistusta on käynnissä. Odota, että toinen niistä päättyy.',
    },
    notRunning: 'Tarkistus oli jo päättynyt.',
    unknown: 'Tällaista tarkistettavaa rajapintaa ei ole.',
    back: 'Kaikki rajapinnat',
    noticesTitle: 'Ilmoitukset',
    noticesWhat: (channels) => `Ilmoitukset lähetetään näin: ${channels}. Koeilmoitus menee samoille vastaanottajille kuin oikeat.`,
    noChannels: 'Ilmoituksille ei ole määritetty vastaanottajaa. Asetusten kohta administration.notices kertoo, minne ne lähetetään.',
    sendNotice: 'Lähetä koeilmoitus',
    noticeFailed: 'Koeilmoitusta ei saatu lähetettyä',
    channels: { email: 'sähköposti', webhook: 'webhook' },
  },
  sv: {
    title: 'Kontroll',
    introduction:
      'Kontrollen frågar gränssnittet allt som OAI-PMH 2.0 föreskriver och berättar regel för regel hur det svarar. Inget ändras. Kontrolleras kan det egna gränssnittet och de OAI-PMH-källor som inställningarna nämner.',
    titleOf: (name) => `Kontroll: ${name}`,
    own: 'Det egna gränssnittet',
    ownHint: 'Så som andra når det, på den offentliga adressen.',
    inside: 'Det egna gränssnittet inifrån',
    insideHint: 'Direkt från den här maskinen, förbi det som står framför (till exempel en proxy).',
    source: (id) => `Källan ${id}`,
    target: 'Gränssnitt',
    address: 'Adress',
    lastResult: 'Senaste resultat',
    acts: 'Åtgärder',
    never: 'Inte kontrollerat',
    neverHint: 'Gränssnittet har inte kontrollerats sedan tjänsten startade. Kontrollen tar från några sekunder till tio minuter.',
    show: 'Visa',
    showNamed: (name) => `Visa: ${name}`,
    start: 'Kontrollera nu',
    startAgain: 'Kontrollera på nytt',
    startNamed: (name) => `Kontrollera nu: ${name}`,
    cancel: 'Avbryt kontrollen',
    lookAgain: 'Se efter igen',
    running: 'Kontrollen pågår.',
    runningHint: 'Du kan lämna sidan och komma tillbaka senare; kontrollen fortsätter.',
    ended: 'Kontrollen är klar.',
    progress: (done, total, requests) => `${done}/${total} regler, ${requests} förfrågningar`,
    conforms: 'Följer OAI-PMH 2.0',
    doesNotConform: 'Följer inte OAI-PMH 2.0',
    notReached: 'Gränssnittet svarade inte, så inget annat kunde kontrolleras.',
    cancelled: 'Kontrollen avbröts.',
    failedToRun: 'Kontrollen kunde inte slutföras. Tjänstens logg berättar varför.',
    counts: (pass, fail, warn) => `i sin ordning ${pass}, fel ${fail}, anmärkningar ${warn}`,
    began: 'Började',
    by: 'Startades av',
    took: 'Tog',
    requests: 'Förfrågningar',
    repository: 'Arkivets namn',
    lists: 'Listor',
    list: (verb, pages, records) => `${verb}: ${records === undefined ? '' : `poster ${records}, `}sidor ${pages}`,
    ends: { bounded: 'inte läst till slut', circle: 'går i cirkel', broken: 'bröts' },
    stopped: 'Avslutades i förtid',
    failures: 'Fel',
    noFailures: 'Inga fel hittades.',
    warnings: 'Anmärkningar',
    warningsHint: 'Standarden rekommenderar något annat, eller skördare i bruk väntar sig något annat.',
    rules: 'Alla regler',
    rule: 'Regel',
    result: 'Resultat',
    section: 'Ställe i standarden',
    sent: 'Frågan',
    came: 'Svaret',
    advice: 'Att göra',
    outcomes: { pass: 'i sin ordning', fail: 'fel', warn: 'anmärkning', 'not applicable': 'gäller inte' },
    busy: {
      underWay: 'Gränssnittet kontrolleras redan.',
      tooMany: 'Två andra kontroller pågår. Vänta tills någon av dem är klar.',
    },
    notRunning: 'Kontrollen var redan klar.',
    unknown: 'Det finns inget sådant gränssnitt att kontrollera.',
    back: 'Alla gränssnitt',
    noticesTitle: 'Meddelanden',
    noticesWhat: (channels) => `Meddelanden skickas så här: ${channels}. Provmeddelandet går till samma mottagare som de riktiga.`,
    noChannels: 'Ingen mottagare är angiven för meddelanden. Inställningen administration.notices anger vart de skickas.',
    sendNotice: 'Skicka ett provmeddelande',
    noticeFailed: 'Provmeddelandet kunde inte skickas',
    channels: { email: 'e-post', webhook: 'webhook' },
  },
  en: {
    title: 'Check',
    introduction:
      'A check asks an endpoint everything that OAI-PMH 2.0 lays down and tells rule by rule how it answers. Nothing is changed. Our own endpoint can be checked, and the sources of OAI-PMH that the settings name.',
    titleOf: (name) => `Check: ${name}`,
    own: 'Our own endpoint',
    ownHint: 'As others reach it, at its public address.',
    inside: 'Our own endpoint from inside',
    insideHint: 'Straight from this machine, past what stands before it (such as a proxy).',
    source: (id) => `Source ${id}`,
    target: 'Endpoint',
    address: 'Address',
    lastResult: 'Last result',
    acts: 'Actions',
    never: 'Not checked',
    neverHint: 'This endpoint has not been checked since the service started. A check takes from seconds to ten minutes.',
    show: 'Show',
    showNamed: (name) => `Show: ${name}`,
    start: 'Check now',
    startAgain: 'Check again',
    startNamed: (name) => `Check now: ${name}`,
    cancel: 'Call the check off',
    lookAgain: 'Look again',
    running: 'The check is running.',
    runningHint: 'You may leave this page and come back later; the check goes on.',
    ended: 'The check has ended.',
    progress: (done, total, requests) => `${done} of ${total} rules, ${requests} requests`,
    conforms: 'Conforms to OAI-PMH 2.0',
    doesNotConform: 'Does not conform to OAI-PMH 2.0',
    notReached: 'The endpoint did not answer, so nothing else could be checked.',
    cancelled: 'The check was called off.',
    failedToRun: 'The check could not be finished. The log of the service tells why.',
    counts: (pass, fail, warn) => `passed ${pass}, failed ${fail}, warnings ${warn}`,
    began: 'Began',
    by: 'Started by',
    took: 'Took',
    requests: 'Requests',
    repository: 'Name of the repository',
    lists: 'Lists',
    list: (verb, pages, records) => `${verb}: ${records === undefined ? '' : `records ${records}, `}pages ${pages}`,
    ends: { bounded: 'not followed to its end', circle: 'going round in a circle', broken: 'broken off' },
    stopped: 'Stopped early',
    failures: 'What fails',
    noFailures: 'Nothing failed.',
    warnings: 'Warnings',
    warningsHint: 'The standard recommends otherwise, or harvesters in use expect something else.',
    rules: 'All rules',
    rule: 'Rule',
    result: 'Result',
    section: 'Section of the standard',
    sent: 'Sent',
    came: 'Came',
    advice: 'What to do',
    outcomes: { pass: 'passed', fail: 'failed', warn: 'warning', 'not applicable': 'not applicable' },
    busy: {
      underWay: 'This endpoint is being checked already.',
      tooMany: 'Two other checks are under way. Wait until one of them has ended.',
    },
    notRunning: 'The check had ended already.',
    unknown: 'There is no such endpoint to be checked.',
    back: 'All endpoints',
    noticesTitle: 'Notices',
    noticesWhat: (channels) => `Notices are sent by ${channels}. A test notice goes to the same recipients as real ones.`,
    noChannels: 'No recipient of notices is set. The settings say under administration.notices where they are sent.',
    sendNotice: 'Send a test notice',
    noticeFailed: 'The test notice could not be sent',
    channels: { email: 'e-mail', webhook: 'webhook' },
  },
};
