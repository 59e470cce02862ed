import type { Accounts, AccountFault } from '../../../accounts/accounts.js';
import type { Settings } from '../../../platform/settings.js';
import { parseLanguage } from '../language.js';
import { ADMIN_PATH, localPath } from '../local-path.js';
import { CsrfField, ErrorSummary, TextField } from '../parts/form.js';
import { formatDuration } from '../parts/time.js';
import { open, type AdminRequest, type Answer, type Route } from '../route.js';
import { ACCOUNT_WORDS } from '../words/accounts.js';

interface SignInPorts {
  readonly accounts: Accounts;
  readonly settings: Settings;
}

/** The way in and out, and the language. */
export const signInRoutes = ({ accounts, settings }: SignInPorts): readonly Route[] => {
  const provider = settings.administration.openidConnect?.label;
  const logInPage = async (request: AdminRequest, trouble?: Trouble): Promise<Answer> => ({
    kind: 'page',
    title: ACCOUNT_WORDS[request.language].logInTitle,
    ...(trouble && { status: trouble.kind === 'wait' ? 429 : 422 }),
    ...(trouble?.kind === 'wait' && { headers: { 'Retry-After': String(trouble.seconds) } }),
    body: <LogIn request={request} trouble={trouble} provider={provider} isEmpty={(await accounts.listAccounts()).length === 0} />,
  });
  return [
    open('GET', '/admin/login', (request) =>
      request.person ? { kind: 'redirect', to: localPath(request.query.get('next')) } : logInPage(request),
    ),
    open('POST', '/admin/login', async (request) => {
      const [name, password] = [request.form.get('name') ?? '', request.form.get('password') ?? ''];
      const outcome = await accounts.logIn({ name, password, address: request.from });
      if (outcome.kind !== 'in') return logInPage(request, outcome);
      // Whoever had signed in at this browser before has gone.
      if (request.sessionId !== undefined) await accounts.logOut(request.sessionId);
      return { kind: 'signIn', sessionId: outcome.sessionId, to: localPath(request.form.get('next')) };
    }),
    open('POST', '/admin/logout', async ({ sessionId }) => {
      if (sessionId !== undefined) await accounts.logOut(sessionId);
      return { kind: 'signOut', to: '/admin/login?done=loggedOut' };
    }),
    open('GET', '/admin/setup', async (request) => setUpPage(request, await accounts.isSetUpOpen(request.query.get('link') ?? ''))),
    open('POST', '/admin/setup', async (request) => {
      const { form } = request;
      const secret = form.get('link') ?? '';
      if (!(await accounts.isSetUpOpen(secret))) return setUpPage(request, false);
      const password = form.get('password') ?? '';
      if (password !== form.get('again')) return setUpPage(request, true, ['passwordsDiffer']);
      const outcome = await accounts.setUp({ secret, name: form.get('name') ?? '', password });
      if (outcome.kind === 'done') return { kind: 'redirect', to: '/admin/login', done: 'setUp' };
      return outcome.faults.includes('linkNotGood') ? setUpPage(request, false) : setUpPage(request, true, outcome.faults);
    }),
    open('GET', '/admin/language', ({ query, language }) => ({
      kind: 'language',
      language: parseLanguage(query.get('to') ?? undefined) ?? language,
      to: localPath(query.get('back')),
    })),
  ];
};

type Trouble = { readonly kind: 'refused' } | { readonly kind: 'wait'; readonly seconds: number };

interface LogInProps {
  readonly request: AdminRequest;
  readonly trouble: Trouble | undefined;
  readonly provider: string | undefined;
  readonly isEmpty: boolean;
}

const LogIn = ({ request, trouble, provider, isEmpty }: LogInProps) => {
  const words = ACCOUNT_WORDS[request.language];
  const next = localPath(request.form.get('next') ?? request.query.get('next'));
  return (
    <>
      {trouble && (
        <p class="bad" role="alert">
          {trouble.kind === 'refused' ? words.refused : words.wait(formatDuration(trouble.seconds * 1000, request.language))}
        </p>
      )}
      {isEmpty && <p class="note">{words.noAccountsYet}</p>}
      <form method="post" action="/admin/login" class="narrow">
        <CsrfField request={request} />
        {next !== ADMIN_PATH && <input type="hidden" name="next" value={next} />}
        <TextField id="name" name="name" label={words.name} value={request.form.get('name') ?? ''} autocomplete="username" required />
        <TextField id="password" name="password" type="password" label={words.password} autocomplete="current-password" required />
        <p class="actions">
          <button class="main">{words.logIn}</button>
        </p>
      </form>
      {provider !== undefined && (
        <p>
          <a class="button" href={`/admin/login/openid-connect?${new URLSearchParams({ next }).toString()}`}>
            {words.logInWith(provider)}
          </a>
        </p>
      )}
    </>
  );
};

type SetUpFault = AccountFault | 'passwordsDiffer';

const setUpPage = (request: AdminRequest, isOpen: boolean, faults: readonly SetUpFault[] = []): Answer => {
  const words = ACCOUNT_WORDS[request.language];
  return {
    kind: 'page',
    title: words.setUpTitle,
    status: !isOpen ? 410 : faults.length > 0 ? 422 : 200,
    body: isOpen ? <SetUp request={request} faults={faults} /> : <p class="bad">{words.setUpNotGood}</p>,
  };
};

const SetUp = ({ request, faults }: { readonly request: AdminRequest; readonly faults: readonly SetUpFault[] }) => {
  const words = ACCOUNT_WORDS[request.language];
  const errors = faults.map((fault) => ({
    message: fault === 'passwordsDiffer' ? words.passwordsDiffer : words.faults[fault],
    field: fault.startsWith('name') ? 'name' : 'password',
  }));
  const errorOf = (field: string): string | undefined => errors.find((error) => error.field === field)?.message;
  return (
    <>
      <ErrorSummary title={words.problems} errors={errors} />
      <p>{words.setUpIntroduction}</p>
      <form method="post" action="/admin/setup" class="narrow">
        <CsrfField request={request} />
        <input type="hidden" name="link" value={request.form.get('link') ?? request.query.get('link') ?? ''} />
        <TextField
          id="name"
          name="name"
          label={words.name}
          value={request.form.get('name') ?? ''}
          autocomplete="username"
          error={errorOf('name')}
          required
        />
        <PasswordFields words={words} error={errorOf('password')} label={words.password} />
        <p class="actions">
          <button class="main">{words.createAccount}</button>
        </p>
      </form>
    </>
  );
};

/** A new password, twice: what nobody sees is easily mistyped. */
export const PasswordFields = ({
  words,
  label,
  error,
}: {
  readonly words: (typeof ACCOUNT_WORDS)['en'];
  readonly label: string;
  readonly error?: string | undefined;
}) => (
  <>
    <TextField
      id="password"
      name="password"
      type="password"
      label={label}
      hint={words.passwordHint}
      error={error}
      autocomplete="new-password"
      required
    />
    <TextField id="again" name="again" type="password" label={words.passwordAgain} autocomplete="new-password" required />
  </>
);
