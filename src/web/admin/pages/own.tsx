import type { AccountFault, Accounts, PublicAccount, PublicToken } from '../../../accounts/accounts.js';
import { PERMISSIONS_OF } from '../../../accounts/person.js';
import type { Settings } from '../../../platform/settings.js';
import type { Scope } from '../../../store/account-ports.js';
import { CheckField, CsrfField, ErrorSummary, TextField } from '../parts/form.js';
import { guarded, type Answer, type Route, type SignedInRequest } from '../route.js';
import { ACCOUNT_WORDS } from '../words/accounts.js';
import { SHELL_WORDS } from '../words/shell.js';
import { PasswordFields } from './sign-in.js';
import { ConfirmRevocation, TokenTable } from './token-table.js';

interface OwnPorts {
  readonly accounts: Accounts;
  readonly settings: Settings;
}

const SCOPES: readonly Scope[] = ['read', 'edit', 'harvest'];
const isScope = (text: string): text is Scope => SCOPES.some((scope) => scope === text);

/** A person's own account: the password, and the tokens of their programs. */
export const ownRoutes = ({ accounts, settings }: OwnPorts): readonly Route[] => {
  const { timezone } = settings.administration;
  const page = async (request: SignedInRequest, trouble: Trouble = {}): Promise<Answer> => {
    const account = (await accounts.listAccounts()).find(({ name }) => name === request.person.name);
    const tokens = await accounts.listTokens(request.person.name);
    return {
      kind: 'page',
      title: ACCOUNT_WORDS[request.language].ownTitle,
      section: 'own',
      ...(trouble.faults && { status: 422 }),
      body: <Own request={request} account={account} tokens={tokens} trouble={trouble} timezone={timezone} />,
    };
  };
  const findOwn = async (request: SignedInRequest): Promise<PublicToken | undefined> =>
    (await accounts.listTokens(request.person.name)).find(({ id }) => id === request.params['token']);
  return [
    guarded('GET', '/admin/own', 'read', (request) => page(request)),
    guarded('POST', '/admin/own/password', 'read', async (request) => {
      const { form, person } = request;
      const password = form.get('password') ?? '';
      if (password !== form.get('again')) return page(request, { form: 'password', faults: ['passwordsDiffer'] });
      const outcome = await accounts.changePassword(person, { name: person.name, password, current: form.get('current') ?? '' });
      return outcome.kind === 'done'
        ? { kind: 'signOut', to: '/admin/login?done=passwordChanged' }
        : page(request, { form: 'password', faults: outcome.faults });
    }),
    guarded('POST', '/admin/own/tokens', 'read', async (request) => {
      const { form, person } = request;
      const scopes = form.getAll('scope').filter(isScope);
      const outcome = await accounts.createToken(person, { account: person.name, label: form.get('label') ?? '', scopes });
      return outcome.kind === 'done'
        ? page(request, { secret: outcome.value.secret })
        : page(request, { form: 'token', faults: outcome.faults });
    }),
    guarded('GET', '/admin/own/tokens/:token/revoke', 'read', async (request) => {
      const token = await findOwn(request);
      const words = ACCOUNT_WORDS[request.language];
      if (!token) return { kind: 'problem', problem: { status: 404, title: 'No such token', detail: words.faults.noSuchToken } };
      return {
        kind: 'page',
        section: 'own',
        title: words.revokeTitle,
        body: <ConfirmRevocation request={request} token={token} action={`/admin/own/tokens/${token.id}/revoke`} back="/admin/own" />,
      };
    }),
    guarded('POST', '/admin/own/tokens/:token/revoke', 'read', async (request) => {
      const outcome = await accounts.revokeToken(request.person, { id: request.params['token'] ?? '', account: request.person.name });
      return outcome.kind === 'done'
        ? { kind: 'redirect', to: '/admin/own', done: 'tokenRevoked' }
        : { kind: 'problem', problem: { status: 404, title: 'No such token', detail: ACCOUNT_WORDS[request.language].faults.noSuchToken } };
    }),
  ];
};

interface Trouble {
  readonly form?: 'password' | 'token';
  readonly faults?: readonly (AccountFault | 'passwordsDiffer')[];
  /** Of a token that was just made. */
  readonly secret?: string;
}

interface OwnProps {
  readonly request: SignedInRequest;
  readonly account: PublicAccount | undefined;
  readonly tokens: readonly PublicToken[];
  readonly trouble: Trouble;
  readonly timezone: string;
}

const Own = ({ request, account, tokens, trouble, timezone }: OwnProps) => {
  const words = ACCOUNT_WORDS[request.language];
  const messages = (trouble.faults ?? []).map((fault) => (fault === 'passwordsDiffer' ? words.passwordsDiffer : words.faults[fault]));
  const fieldOf = { password: trouble.faults?.includes('passwordWrong') ? 'current' : 'password', token: 'label' } as const;
  return (
    <>
      <ErrorSummary
        title={words.problems}
        errors={messages.map((message) => ({ message, field: trouble.form === undefined ? undefined : fieldOf[trouble.form] }))}
      />
      {trouble.secret !== undefined && <NewToken secret={trouble.secret} words={words} />}
      <p>{words.yourRole(SHELL_WORDS[request.language].roles[request.person.role])}</p>
      <section>
        <h2>{words.tokens}</h2>
        <p>{words.tokensIntroduction}</p>
        <TokenTable request={request} tokens={tokens} timezone={timezone} revokeAt={(id) => `/admin/own/tokens/${id}/revoke`} />
        <form method="post" action="/admin/own/tokens" class="narrow">
          <CsrfField request={request} />
          <h3>{words.newToken}</h3>
          <TextField
            id="label"
            name="label"
            label={words.label}
            hint={words.labelHint}
            value={trouble.form === 'token' ? (request.form.get('label') ?? '') : ''}
            required
          />
          <fieldset>
            <legend>{words.scopes}</legend>
            {SCOPES.filter((scope) => PERMISSIONS_OF[request.person.role].includes(scope)).map((scope) => (
              <CheckField id={`scope-${scope}`} name="scope" value={scope} label={words.scope[scope]} checked={scope === 'read'} />
            ))}
          </fieldset>
          <p class="actions">
            <button>{words.createToken}</button>
          </p>
        </form>
      </section>
      <section>
        <h2>{words.changePassword}</h2>
        {!account?.hasPassword ? (
          <p>{words.noPasswordHere}</p>
        ) : (
          <form method="post" action="/admin/own/password" class="narrow">
            <CsrfField request={request} />
            {/* For managers of passwords, which want to know whose it is. */}
            <input type="hidden" name="username" value={request.person.name} autocomplete="username" />
            <TextField id="current" name="current" type="password" label={words.currentPassword} autocomplete="current-password" required />
            <PasswordFields words={words} label={words.newPassword} />
            <p class="actions">
              <button>{words.changePassword}</button>
            </p>
          </form>
        )}
      </section>
    </>
  );
};

const NewToken = ({ secret, words }: { readonly secret: string; readonly words: (typeof ACCOUNT_WORDS)['en'] }) => (
  <section class="good">
    <h2>{words.tokenMade}</h2>
    <p>
      <code class="secret">{secret}</code>
    </p>
    <p>{words.tokenOnce}</p>
    <p>
      {words.tokenUse} <code>Authorization: Bearer …</code>
    </p>
  </section>
);
