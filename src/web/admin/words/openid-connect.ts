import type { SignInFault } from '../../../accounts/openid-connect-fault.js';
import type { InEach } from '../language.js';

/** Why somebody who came by the provider is not in: of what it said of them, and of how it went. */
export const REFUSALS = [
  ...(['noRole', 'lastAdministrator'] as const),
  ...(['denied', 'notBegun', 'unreachable', 'misconfigured', 'notBelieved'] as const satisfies readonly SignInFault[]),
] as const;
export type SignInRefusal = (typeof REFUSALS)[number];

export interface OpenidConnectWords {
  readonly title: string;
  readonly refusals: Readonly<Record<SignInRefusal, (provider: string) => string>>;
  readonly again: string;
  readonly otherwise: string;
}

export const OPENID_CONNECT_WORDS: InEach<OpenidConnectWords> = {
  fi: {
    title: 'Kirjautuminen ei onnistunut',
    refusals: {
      denied: (provider) =>
        `Kirjautuminen keskeytyi: ${provider} ei päästänyt sinua eteenpäin, tai peruit sen itse. Voit yrittää uudelleen.`,
      notBegun: () =>
        'Tätä kirjautumista ei aloitettu tässä selaimessa, tai aloittamisesta on yli kymmenen minuuttia. Aloita alusta; selaimen on hyväksyttävä evästeet.',
      unreachable: (provider) =>
        `${provider} ei juuri nyt vastaa. Yritä hetken päästä uudelleen tai kirjaudu salasanalla, jos sinulla on sellainen.`,
      misconfigured: (provider) =>
        `${provider} ei hyväksy tämän palvelun yhteyttä. Kerro siitä ylläpitäjälle: asetuksia openidConnect tai salaisuutta OIDC_CLIENT_SECRET on korjattava. Syy on palvelun lokissa.`,
      notBelieved: () => 'Vastausta ei voitu varmentaa, tai se oli jo käytetty. Aloita kirjautuminen alusta.',
      noRole: (provider) =>
        `${provider} tunnisti sinut, mutta sinulle ei ole annettu oikeuksia tähän palveluun. Pyydä niitä käyttäjätunnustesi ylläpitäjältä.`,
      lastAdministrator: () =>
        'Olet palvelun ainoa ylläpitäjä, ja oikeutesi olisivat pienentyneet. Kenenkään muun ei olisi ollut mahdollista ylläpitää palvelua, joten kirjautumista ei hyväksytty. Tee ensin toisesta henkilöstä ylläpitäjä.',
    },
    again: 'Yritä uudelleen',
    otherwise: 'Kirjautumissivulle',
  },
  sv: {
    title: 'Inloggningen lyckades inte',
    refusals: {
      denied: (provider) => `Inloggningen avbröts: ${provider} släppte inte in dig, eller så avbröt du själv. Du kan försöka igen.`,
      notBegun: () =>
        'Den här inloggningen påbörjades inte i den här webbläsaren, eller så har det gått över tio minuter sedan dess. Börja om; webbläsaren måste godkänna kakor.',
      unreachable: (provider) => `${provider} svarar inte just nu. Försök igen om en stund, eller logga in med lösenord om du har ett.`,
      misconfigured: (provider) =>
        `${provider} godtar inte den här tjänsten. Meddela administratören: inställningarna openidConnect eller hemligheten OIDC_CLIENT_SECRET måste rättas. Orsaken finns i tjänstens logg.`,
      notBelieved: () => 'Svaret kunde inte verifieras, eller så var det redan använt. Börja om inloggningen.',
      noRole: (provider) =>
        `${provider} identifierade dig, men du har inga rättigheter i den här tjänsten. Be om dem av den som sköter ditt användarkonto.`,
      lastAdministrator: () =>
        'Du är tjänstens enda administratör, och dina rättigheter skulle ha minskat. Ingen annan skulle ha kunnat sköta tjänsten, så inloggningen godkändes inte. Gör först någon annan till administratör.',
    },
    again: 'Försök igen',
    otherwise: 'Till inloggningssidan',
  },
  en: {
    title: 'Signing in did not succeed',
    refusals: {
      denied: (provider) =>
        `Signing in was broken off: ${provider} did not let you through, or you stopped it yourself. You can try again.`,
      notBegun: () =>
        'This sign-in was not begun in this browser, or more than ten minutes ago. Begin again; the browser has to accept cookies.',
      unreachable: (provider) => `${provider} does not answer right now. Try again in a while, or log in with a password if you have one.`,
      misconfigured: (provider) =>
        `${provider} does not accept this service. Tell an administrator: openidConnect in the settings or the secret OIDC_CLIENT_SECRET has to be corrected. The cause is in the log of the service.`,
      notBelieved: () => 'The answer could not be verified, or was used before. Begin again.',
      noRole: (provider) =>
        `${provider} knows you, but you have no rights in this service. Ask for them where your user account is looked after.`,
      lastAdministrator: () =>
        'You are the only administrator of the service, and your rights would have become fewer. Nobody else could have looked after the service, so the sign-in was not accepted. Make somebody else an administrator first.',
    },
    again: 'Try again',
    otherwise: 'To the log-in page',
  },
};
