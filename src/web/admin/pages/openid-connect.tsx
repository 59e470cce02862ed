import type { Accounts } from '../../../accounts/accounts.js';
import type { BegunSignIn, OpenidConnect } from '../../../accounts/openid-connect.js';
import type { Settings } from '../../../platform/settings.js';
import { ADMIN_PATH, localPath } from '../local-path.js';
import { open, type AdminRequest, type Answer, type Route } from '../route.js';
import { OPENID_CONNECT_WORDS, REFUSALS, type SignInRefusal } from '../words/openid-connect.js';

export interface OpenidConnectPagePorts {
  readonly accounts: Pick<Accounts, 'logInBySubject' | 'logOut'>;
  readonly settings: Pick<Settings, 'administration'>;
  /** Without a slash at its end. */
  readonly publicUrl: string;
  /** Absent where the settings name no provider. */
  readonly openidConnect?: OpenidConnect;
}

const BEGIN_PATH = '/admin/login/openid-connect';
/** Below the public address, where the provider sends the browser back to. */
export const CALLBACK_PATH = '/admin/login/openid-connect/callback';
const REFUSAL_PATH = '/admin/login/openid-connect/refused';

/** The way to the OpenID provider and back. */
export const openidConnectRoutes = (ports: OpenidConnectPagePorts): readonly Route[] => {
  const { openidConnect, settings } = ports;
  if (!openidConnect) return [];
  const label = settings.administration.openidConnect?.label ?? 'OpenID Connect';
  return [
    open('GET', BEGIN_PATH, async ({ query }) => {
      const next = localPath(query.get('next'));
      const beginning = await openidConnect.begin();
      if (beginning.kind === 'refused') return toRefusal(beginning.reason, next);
      return { kind: 'away', url: beginning.url, keep: JSON.stringify({ ...beginning.keep, next }) };
    }),
    open('GET', CALLBACK_PATH, (request) => comeBack({ ...ports, openidConnect }, request)),
    open('GET', REFUSAL_PATH, (request) => refusalPage(request, label)),
  ];
};

const comeBack = async (
  { accounts, openidConnect, publicUrl }: OpenidConnectPagePorts & { readonly openidConnect: OpenidConnect },
  request: AdminRequest,
): Promise<Answer> => {
  const kept = parseKept(request.kept);
  if (!kept) return toRefusal('notBegun', ADMIN_PATH);
  const { next, ...begun } = kept;
  // By the public address of the settings: what a request says of its host anybody can say.
  const currentUrl = new URL(`${publicUrl}${CALLBACK_PATH}`);
  currentUrl.search = request.query.toString();
  const end = await openidConnect.finish(currentUrl, begun);
  if (end.kind === 'refused') return toRefusal(end.reason, next);
  const outcome = await accounts.logInBySubject(end);
  if (outcome.kind !== 'in') return toRefusal(end.role === undefined ? 'noRole' : 'lastAdministrator', next);
  // Whoever had signed in at this browser before has gone.
  if (request.sessionId !== undefined) await accounts.logOut(request.sessionId);
  return { kind: 'signIn', sessionId: outcome.sessionId, to: next };
};

/** Signed by us, so what it holds is what we put in; only a version of this program before or after might have put in something else. */
const parseKept = (text: string | undefined): (BegunSignIn & { readonly next: string }) | undefined => {
  if (text === undefined) return undefined;
  const { state, nonce, codeVerifier, begun, next } = JSON.parse(text) as Partial<Record<keyof BegunSignIn | 'next', unknown>>;
  return typeof state === 'string' && typeof nonce === 'string' && typeof codeVerifier === 'string' && typeof begun === 'number'
    ? { state, nonce, codeVerifier, begun, next: localPath(typeof next === 'string' ? next : undefined) }
    : undefined;
};

const STATUS: Readonly<Record<SignInRefusal, number>> = {
  denied: 403,
  notBegun: 400,
  unreachable: 503,
  misconfigured: 502,
  notBelieved: 400,
  noRole: 403,
  lastAdministrator: 403,
};

/** To a page of its own: in the address of the way back stands a code, and whatever the provider or somebody else has put there. */
const toRefusal = (reason: SignInRefusal, next: string): Answer => ({
  kind: 'redirect',
  to: `${REFUSAL_PATH}?${new URLSearchParams({ reason, next }).toString()}`,
});

const refusalPage = ({ language, query }: AdminRequest, label: string): Answer => {
  const words = OPENID_CONNECT_WORDS[language];
  const reason = REFUSALS.find((each) => each === query.get('reason')) ?? 'notBegun';
  const next = new URLSearchParams({ next: localPath(query.get('next')) }).toString();
  return {
    kind: 'page',
    status: STATUS[reason],
    title: words.title,
    body: (
      <>
        <p class="bad" role="alert">
          {words.refusals[reason](label)}
        </p>
        <p class="actions">
          <a class="button" href={`${BEGIN_PATH}?${next}`}>
            {words.again}
          </a>
          <a href={`/admin/login?${next}`}>{words.otherwise}</a>
        </p>
      </>
    ),
  };
};
