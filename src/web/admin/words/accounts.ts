import type { AccountFault } from '../../../accounts/accounts.js';
import type { Role, Scope } from '../../../store/account-ports.js';
import type { InEach } from '../language.js';

export interface AccountWords {
  readonly logInTitle: string;
  readonly name: string;
  readonly password: string;
  readonly logIn: string;
  readonly logInWith: (provider: string) => string;
  readonly or: string;
  readonly refused: string;
  readonly wait: (duration: string) => string;
  readonly noAccountsYet: string;
  readonly setUpTitle: string;
  readonly setUpIntroduction: string;
  readonly setUpNotGood: string;
  readonly createAccount: string;
  readonly passwordHint: string;
  readonly passwordAgain: string;
  readonly passwordsDiffer: string;
  readonly problems: string;
  readonly faults: Readonly<Record<AccountFault, string>>;
  readonly ownTitle: string;
  readonly yourRole: (role: string) => string;
  readonly changePassword: string;
  readonly currentPassword: string;
  readonly newPassword: string;
  readonly noPasswordHere: string;
  readonly tokens: string;
  readonly tokensIntroduction: string;
  readonly noTokens: string;
  readonly newToken: string;
  readonly label: string;
  readonly labelHint: string;
  readonly scopes: string;
  readonly scope: Readonly<Record<Scope, string>>;
  readonly createToken: string;
  readonly tokenMade: string;
  readonly tokenOnce: string;
  readonly tokenUse: string;
  readonly created: string;
  readonly lastUsed: string;
  readonly never: string;
  readonly revoke: string;
  readonly revokeNamed: (label: string) => string;
  readonly revokeTitle: string;
  readonly revokeWhat: (label: string) => string;
  readonly cancel: string;
  readonly accountsTitle: string;
  readonly account: string;
  readonly role: string;
  readonly signsIn: string;
  readonly byPassword: string;
  readonly byProvider: string;
  readonly acts: string;
  readonly change: string;
  readonly changeNamed: (name: string) => string;
  readonly addAccount: string;
  readonly roleHint: string;
  readonly roleChoice: Readonly<Record<Role, string>>;
  readonly changeRole: string;
  readonly setPassword: string;
  readonly remove: string;
  readonly removeTitle: (name: string) => string;
  readonly removeWhat: (tokens: number) => string;
  readonly tokensOf: string;
}

export const ACCOUNT_WORDS: InEach<AccountWords> = {
  fi: {
    logInTitle: 'Kirjaudu sisään',
    name: 'Käyttäjätunnus',
    password: 'Salasana',
    logIn: 'Kirjaudu sisään',
    logInWith: (provider) => `Kirjaudu palvelulla ${provider}`,
    or: 'tai',
    refused: 'Käyttäjätunnus tai salasana on väärin. Tarkista molemmat ja yritä uudelleen.',
    wait: (duration) => `Liian monta yritystä. Yritä uudelleen, kun on kulunut ${duration}.`,
    noAccountsYet: 'Käyttäjiä ei vielä ole. Palvelu tulosti käynnistyessään linkin, jolla ensimmäinen tili luodaan.',
    setUpTitle: 'Luo ensimmäinen tili',
    setUpIntroduction: 'Tästä tilistä tulee ylläpitäjä. Se voi lisätä muut.',
    setUpNotGood:
      'Linkki on jo käytetty tai yli tunnin vanha. Uuden saa komennolla julkaisusilta admin setup-link tai käynnistämällä palvelun uudelleen, kunhan tilejä ei ole.',
    createAccount: 'Luo tili',
    passwordHint: 'Vähintään 12 merkkiä. Pitkä lause on hyvä salasana.',
    passwordAgain: 'Salasana uudelleen',
    passwordsDiffer: 'Salasanat eivät ole samat.',
    problems: 'Korjaa nämä kohdat',
    faults: {
      passwordTooShort: 'Salasanassa on oltava vähintään 12 merkkiä.',
      passwordTooLong: 'Salasana on liian pitkä; raja on 1024 tavua.',
      passwordIsName: 'Salasana ei saa olla sama kuin käyttäjätunnus.',
      passwordTooCommon: 'Salasana on liian helppo arvata. Keksi toinen.',
      passwordWrong: 'Nykyinen salasana on väärin.',
      nameMissing: 'Anna käyttäjätunnus.',
      nameTooLong: 'Käyttäjätunnuksessa saa olla enintään 64 merkkiä.',
      nameHasOddCharacters: 'Käyttäjätunnuksessa on merkkejä, joita siinä ei voi olla.',
      nameTaken: 'Käyttäjätunnus on jo käytössä.',
      noSuchAccount: 'Käyttäjää ei ole.',
      signsInElsewhere: 'Käyttäjä kirjautuu OpenID Connectilla. Salasanaa ei voi asettaa täällä; pääsystä päättää se palvelu.',
      lastAdministrator: 'Tämä on ainoa ylläpitäjä. Tee ensin toisesta käyttäjästä ylläpitäjä.',
      linkNotGood: 'Linkki on jo käytetty tai vanhentunut.',
      labelMissing: 'Kerro, mihin avainta käytetään.',
      scopesMissing: 'Valitse vähintään yksi oikeus.',
      scopeNotAllowed: 'Rooli ei salli kaikkia valittuja oikeuksia.',
      noSuchToken: 'Avainta ei ole.',
      tooManyAttempts: 'Liian monta väärää yritystä. Yritä hetken päästä uudelleen.',
    },
    ownTitle: 'Oma tili',
    yourRole: (role) => `Roolisi on ${role}.`,
    changePassword: 'Vaihda salasana',
    currentPassword: 'Nykyinen salasana',
    newPassword: 'Uusi salasana',
    noPasswordHere: 'Kirjaudut toisen palvelun kautta, joten salasana vaihdetaan siellä.',
    tokens: 'Rajapinnan avaimet',
    tokensIntroduction: 'Avaimella oma ohjelmasi käyttää rajapintaa /admin/api. Avain näytetään vain kerran.',
    noTokens: 'Avaimia ei ole. Tee sellainen, jos ohjelma käyttää rajapintaa puolestasi.',
    newToken: 'Uusi avain',
    label: 'Käyttötarkoitus',
    labelHint: 'Esimerkiksi: yöllinen tilastoajo',
    scopes: 'Oikeudet',
    scope: {
      read: 'lukea luetteloa ja ajoja',
      edit: 'muokata julkaisuja ja päättää vastaavuuksista',
      harvest: 'käynnistää ja hyväksyä ajoja',
    },
    createToken: 'Luo avain',
    tokenMade: 'Uusi avain',
    tokenOnce: 'Kopioi avain nyt. Sitä ei näytetä toista kertaa.',
    tokenUse: 'Ohjelma lähettää sen otsakkeessa:',
    created: 'Luotu',
    lastUsed: 'Käytetty viimeksi',
    never: 'ei koskaan',
    revoke: 'Peru',
    revokeNamed: (label) => `Peru avain ${label}`,
    revokeTitle: 'Peru avain',
    revokeWhat: (label) =>
      `Avain ”${label}” lakkaa toimimasta heti. Ohjelmat, jotka käyttävät sitä, eivät enää pääse rajapintaan. Perumista ei voi kumota.`,
    cancel: 'Älä tee mitään',
    accountsTitle: 'Käyttäjät',
    account: 'Käyttäjä',
    role: 'Rooli',
    signsIn: 'Kirjautuu',
    byPassword: 'salasanalla',
    byProvider: 'OpenID Connectilla',
    acts: 'Toimet',
    change: 'Muuta',
    changeNamed: (name) => `Muuta käyttäjää ${name}`,
    addAccount: 'Lisää käyttäjä',
    roleHint: 'Roolin vaihto päättää käyttäjän avoimet istunnot. OpenID Connectilla kirjautuvan rooli seuraa sitä palvelua.',
    roleChoice: {
      reader: 'lukija: näkee luettelon, lähteet ja ajot',
      editor: 'toimittaja: myös muokkaa julkaisuja ja päättää vastaavuuksista',
      administrator: 'ylläpitäjä: myös haravoi ja hallitsee käyttäjiä',
    },
    changeRole: 'Vaihda rooli',
    setPassword: 'Aseta uusi salasana',
    remove: 'Poista käyttäjä',
    removeTitle: (name) => `Poistetaanko ${name}?`,
    removeWhat: (tokens) =>
      `Käyttäjä ei enää pääse sisään, ja avoimet istunnot päättyvät heti. ${counted(tokens, 'Samalla poistuu yksi avain. ', `Samalla poistuu ${tokens} avainta. `)}Tapahtumaloki säilyy.`,
    tokensOf: 'Käyttäjän avaimet',
  },
  sv: {
    logInTitle: 'Logga in',
    name: 'Användarnamn',
    password: 'Lösenord',
    logIn: 'Logga in',
    logInWith: (provider) => `Logga in med ${provider}`,
    or: 'eller',
    refused: 'Användarnamnet eller lösenordet är fel. Kontrollera båda och försök igen.',
    wait: (duration) => `För många försök. Försök igen om ${duration}.`,
    noAccountsYet: 'Det finns inga användare ännu. Tjänsten skrev vid starten ut en länk med vilken det första kontot skapas.',
    setUpTitle: 'Skapa det första kontot',
    setUpIntroduction: 'Kontot får administratörens roll och kan lägga till andra.',
    setUpNotGood:
      'Länken är redan använd eller äldre än en timme. En ny fås med kommandot julkaisusilta admin setup-link eller genom att starta om tjänsten, så länge det inte finns konton.',
    createAccount: 'Skapa kontot',
    passwordHint: 'Minst 12 tecken. En lång mening är ett bra lösenord.',
    passwordAgain: 'Lösenordet en gång till',
    passwordsDiffer: 'Lösenorden är inte lika.',
    problems: 'Rätta till dessa punkter',
    faults: {
      passwordTooShort: 'Lösenordet måste ha minst 12 tecken.',
      passwordTooLong: 'Lösenordet är för långt; gränsen är 1024 byte.',
      passwordIsName: 'Lösenordet får inte vara detsamma som användarnamnet.',
      passwordTooCommon: 'Lösenordet är för lätt att gissa. Välj ett annat.',
      passwordWrong: 'Det nuvarande lösenordet är fel.',
      nameMissing: 'Ange ett användarnamn.',
      nameTooLong: 'Användarnamnet får ha högst 64 tecken.',
      nameHasOddCharacters: 'Användarnamnet har tecken som inte kan finnas i det.',
      nameTaken: 'Användarnamnet är redan i bruk.',
      noSuchAccount: 'Användaren finns inte.',
      signsInElsewhere: 'Användaren loggar in med OpenID Connect. Lösenordet kan inte anges här; den tjänsten avgör vem som kommer in.',
      lastAdministrator: 'Detta är den enda administratören. Gör först en annan användare till administratör.',
      linkNotGood: 'Länken är redan använd eller för gammal.',
      labelMissing: 'Berätta vad nyckeln används till.',
      scopesMissing: 'Välj minst en rättighet.',
      scopeNotAllowed: 'Rollen tillåter inte alla valda rättigheter.',
      noSuchToken: 'Nyckeln finns inte.',
      tooManyAttempts: 'För många felaktiga försök. Försök igen om en stund.',
    },
    ownTitle: 'Eget konto',
    yourRole: (role) => `Din roll är ${role}.`,
    changePassword: 'Byt lösenord',
    currentPassword: 'Nuvarande lösenord',
    newPassword: 'Nytt lösenord',
    noPasswordHere: 'Du loggar in genom en annan tjänst; lösenordet byts där.',
    tokens: 'Nycklar till gränssnittet',
    tokensIntroduction: 'Med en nyckel använder ditt program gränssnittet /admin/api. Nyckeln visas bara en gång.',
    noTokens: 'Det finns inga nycklar. Skapa en om ett program använder gränssnittet åt dig.',
    newToken: 'Ny nyckel',
    label: 'Ändamål',
    labelHint: 'Till exempel: nattlig statistik',
    scopes: 'Rättigheter',
    scope: {
      read: 'läsa katalogen och körningarna',
      edit: 'redigera publikationer och besluta om motsvarigheter',
      harvest: 'starta och godkänna körningar',
    },
    createToken: 'Skapa nyckeln',
    tokenMade: 'Ny nyckel',
    tokenOnce: 'Kopiera nyckeln nu. Den visas inte en gång till.',
    tokenUse: 'Programmet skickar den i ett huvud:',
    created: 'Skapad',
    lastUsed: 'Senast använd',
    never: 'aldrig',
    revoke: 'Återkalla',
    revokeNamed: (label) => `Återkalla nyckeln ${label}`,
    revokeTitle: 'Återkalla nyckeln',
    revokeWhat: (label) =>
      `Nyckeln ”${label}” slutar gälla genast. Program som använder den kommer inte längre åt gränssnittet. Detta kan inte ångras.`,
    cancel: 'Gör ingenting',
    accountsTitle: 'Användare',
    account: 'Användare',
    role: 'Roll',
    signsIn: 'Loggar in',
    byPassword: 'med lösenord',
    byProvider: 'med OpenID Connect',
    acts: 'Åtgärder',
    change: 'Ändra',
    changeNamed: (name) => `Ändra användaren ${name}`,
    addAccount: 'Lägg till användare',
    roleHint: 'Ett rollbyte avslutar användarens öppna sessioner. Rollen för den som loggar in med OpenID Connect följer den tjänsten.',
    roleChoice: {
      reader: 'läsare: ser katalogen, källorna och körningarna',
      editor: 'redaktör: redigerar också publikationer och beslutar om motsvarigheter',
      administrator: 'administratör: skördar också och sköter användarna',
    },
    changeRole: 'Byt roll',
    setPassword: 'Ange nytt lösenord',
    remove: 'Ta bort användaren',
    removeTitle: (name) => `Ska ${name} tas bort?`,
    removeWhat: (tokens) =>
      `Användaren kommer inte längre in, och öppna sessioner avslutas genast. ${counted(tokens, 'Samtidigt försvinner en nyckel. ', `Samtidigt försvinner ${tokens} nycklar. `)}Händelseloggen bevaras.`,
    tokensOf: 'Användarens nycklar',
  },
  en: {
    logInTitle: 'Sign in',
    name: 'User name',
    password: 'Password',
    logIn: 'Sign in',
    logInWith: (provider) => `Sign in with ${provider}`,
    or: 'or',
    refused: 'The user name or the password is wrong. Check both and try again.',
    wait: (duration) => `Too many attempts. Try again in ${duration}.`,
    noAccountsYet: 'There are no accounts yet. When it started, the service printed a link by which the first one is made.',
    setUpTitle: 'Make the first account',
    setUpIntroduction: 'This account becomes an administrator, who can add the others.',
    setUpNotGood:
      'The link has been used, or is more than an hour old. As long as there are no accounts, the command julkaisusilta admin setup-link prints a new one, and so does the next start of the service.',
    createAccount: 'Make the account',
    passwordHint: 'At least 12 characters. A long sentence is a good password.',
    passwordAgain: 'The password again',
    passwordsDiffer: 'The two passwords are not the same.',
    problems: 'Please put these right',
    faults: {
      passwordTooShort: 'The password needs at least 12 characters.',
      passwordTooLong: 'The password is too long; the limit is 1024 bytes.',
      passwordIsName: 'The password cannot be the user name.',
      passwordTooCommon: 'The password is too easy to guess. Think of another.',
      passwordWrong: 'The current password is wrong.',
      nameMissing: 'Give a user name.',
      nameTooLong: 'The user name may have 64 characters at most.',
      nameHasOddCharacters: 'The user name has characters that cannot be in it.',
      nameTaken: 'The user name is taken.',
      noSuchAccount: 'There is no such account.',
      signsInElsewhere: 'This person signs in with OpenID Connect. A password cannot be set here; that service decides who gets in.',
      lastAdministrator: 'This is the only administrator. Make somebody else an administrator first.',
      linkNotGood: 'The link has been used or has expired.',
      labelMissing: 'Say what the token is for.',
      scopesMissing: 'Choose at least one permission.',
      scopeNotAllowed: 'The role does not allow all of the chosen permissions.',
      noSuchToken: 'There is no such token.',
      tooManyAttempts: 'Too many wrong attempts. Try again in a while.',
    },
    ownTitle: 'Your account',
    yourRole: (role) => `Your role is ${role}.`,
    changePassword: 'Change the password',
    currentPassword: 'Current password',
    newPassword: 'New password',
    noPasswordHere: 'You sign in through another service; the password is changed there.',
    tokens: 'API tokens',
    tokensIntroduction: 'With a token a program of yours uses the API at /admin/api. A token is shown once only.',
    noTokens: 'There are no tokens. Make one if a program uses the API on your behalf.',
    newToken: 'New token',
    label: 'What for',
    labelHint: 'For example: nightly statistics',
    scopes: 'Permissions',
    scope: { read: 'read the catalogue and the runs', edit: 'edit publications and decide on links', harvest: 'start and approve runs' },
    createToken: 'Make the token',
    tokenMade: 'New token',
    tokenOnce: 'Copy the token now. It is not shown again.',
    tokenUse: 'The program sends it in a header:',
    created: 'Made',
    lastUsed: 'Last used',
    never: 'never',
    revoke: 'Revoke',
    revokeNamed: (label) => `Revoke the token ${label}`,
    revokeTitle: 'Revoke the token',
    revokeWhat: (label) =>
      `The token “${label}” stops working at once. Programs that use it cannot reach the API any more. This cannot be undone.`,
    cancel: 'Do nothing',
    accountsTitle: 'Accounts',
    account: 'Account',
    role: 'Role',
    signsIn: 'Signs in',
    byPassword: 'with a password',
    byProvider: 'with OpenID Connect',
    acts: 'Actions',
    change: 'Change',
    changeNamed: (name) => `Change the account ${name}`,
    addAccount: 'Add an account',
    roleHint:
      'Changing a role ends the open sessions of the account. The role of one that signs in with OpenID Connect follows that service.',
    roleChoice: {
      reader: 'reader: sees the catalogue, the sources and the runs',
      editor: 'editor: also edits publications and decides on links',
      administrator: 'administrator: also harvests and looks after accounts',
    },
    changeRole: 'Change the role',
    setPassword: 'Set a new password',
    remove: 'Remove the account',
    removeTitle: (name) => `Remove ${name}?`,
    removeWhat: (tokens) =>
      `The account can no longer sign in, and its open sessions end at once. ${counted(tokens, 'One token goes with it. ', `${tokens} tokens go with it. `)}The audit stays.`,
    tokensOf: 'Tokens of this account',
  },
};

/** Nothing is said of what there is none of. */
const counted = (count: number, one: string, many: string): string => {
  if (count === 0) return '';
  return count === 1 ? one : many;
};
