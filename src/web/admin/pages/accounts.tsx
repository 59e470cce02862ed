import type { AccountFault, AccountOutcome, Accounts, PublicAccount, PublicToken } from '../../../accounts/accounts.js';
import type { Settings } from '../../../platform/settings.js';
import type { Role } from '../../../store/account-ports.js';
import { Scroll } from '../parts/empty.js';
import { CsrfField, ErrorSummary, SelectField, TextField } from '../parts/form.js';
import { Time } from '../parts/time.js';
import { guarded, type Answer, type Route, type SignedInRequest } from '../route.js';
import { ACCOUNT_WORDS, type AccountWords } from '../words/accounts.js';
import { SHELL_WORDS, type Done } from '../words/shell.js';
import { PasswordFields } from './sign-in.js';
import { ConfirmRevocation, TokenTable } from './token-table.js';

interface AccountPorts {
  readonly accounts: Accounts;
  readonly settings: Settings;
}

const ROLES: readonly Role[] = ['reader', 'editor', 'administrator'];
const parseRole = (text: string | null): Role | undefined => ROLES.find((role) => role === text);
/** Of an account that is to be made, where nobody said more. */
const LEAST_ROLE: Role = 'reader';

type Fault = AccountFault | 'passwordsDiffer';

/** Everybody's accounts and tokens, for administrators. */
export const accountRoutes = ({ accounts, settings }: AccountPorts): readonly Route[] => {
  const { timezone } = settings.administration;
  const listPage = async (request: SignedInRequest, faults: readonly Fault[] = []): Promise<Answer> => ({
    kind: 'page',
    section: 'accounts',
    title: ACCOUNT_WORDS[request.language].accountsTitle,
    ...(faults.length > 0 && { status: 422 }),
    body: <Accounts request={request} list={await accounts.listAccounts()} faults={faults} timezone={timezone} />,
  });
  const findAccount = async (request: SignedInRequest): Promise<PublicAccount | undefined> =>
    (await accounts.listAccounts()).find(({ name }) => name === request.params['name']);
  const unknown = (request: SignedInRequest): Answer => ({
    kind: 'problem',
    problem: { status: 404, title: 'No such account', detail: ACCOUNT_WORDS[request.language].faults.noSuchAccount },
  });
  const accountPage = async (request: SignedInRequest, faults: readonly Fault[] = []): Promise<Answer> => {
    const account = await findAccount(request);
    if (!account) return unknown(request);
    const tokens = await accounts.listTokens(account.name);
    return {
      kind: 'page',
      section: 'accounts',
      title: account.name,
      titleIsFound: true,
      ...(faults.length > 0 && { status: 422 }),
      body: <OneAccount request={request} account={account} tokens={tokens} faults={faults} timezone={timezone} />,
    };
  };
  const told = (request: SignedInRequest, outcome: AccountOutcome, done: Done, to: string): Answer | Promise<Answer> =>
    outcome.kind === 'done' ? { kind: 'redirect', to, done } : accountPage(request, outcome.faults);
  const findToken = async (request: SignedInRequest): Promise<PublicToken | undefined> =>
    (await accounts.listTokens(request.params['name'])).find(({ id }) => id === request.params['token']);
  return [
    guarded('GET', '/admin/accounts', 'administer', (request) => listPage(request)),
    guarded('POST', '/admin/accounts', 'administer', async (request) => {
      const { form, person } = request;
      const password = form.get('password') ?? '';
      if (password !== form.get('again')) return listPage(request, ['passwordsDiffer']);
      const outcome = await accounts.addAccount(person, {
        name: form.get('name') ?? '',
        password,
        role: parseRole(form.get('role')) ?? LEAST_ROLE,
      });
      return outcome.kind === 'done'
        ? { kind: 'redirect', to: '/admin/accounts', done: 'accountAdded' }
        : listPage(request, outcome.faults);
    }),
    guarded('GET', '/admin/accounts/:name', 'administer', (request) => accountPage(request)),
    guarded('POST', '/admin/accounts/:name/role', 'administer', async (request) => {
      const name = request.params['name'] ?? '';
      const role = parseRole(request.form.get('role'));
      if (!role) return { kind: 'redirect', to: accountPath(name) };
      const outcome = await accounts.changeRole(request.person, { name, role });
      return told(request, outcome, 'roleChanged', accountPath(name));
    }),
    guarded('POST', '/admin/accounts/:name/password', 'administer', async (request) => {
      const { form } = request;
      const name = request.params['name'] ?? '';
      const password = form.get('password') ?? '';
      if (password !== form.get('again')) return accountPage(request, ['passwordsDiffer']);
      return told(request, await accounts.changePassword(request.person, { name, password }), 'passwordChanged', accountPath(name));
    }),
    guarded('GET', '/admin/accounts/:name/remove', 'administer', async (request) => {
      const account = await findAccount(request);
      if (!account) return unknown(request);
      const tokens = (await accounts.listTokens(account.name)).length;
      return {
        kind: 'page',
        section: 'accounts',
        title: ACCOUNT_WORDS[request.language].removeTitle(account.name),
        body: <ConfirmRemoval request={request} account={account} tokens={tokens} />,
      };
    }),
    guarded('POST', '/admin/accounts/:name/remove', 'administer', async (request) =>
      told(request, await accounts.removeAccount(request.person, request.params['name'] ?? ''), 'accountRemoved', '/admin/accounts'),
    ),
    guarded('GET', '/admin/accounts/:name/tokens/:token/revoke', 'administer', async (request) => {
      const token = await findToken(request);
      if (!token) return unknown(request);
      const back = accountPath(token.account);
      return {
        kind: 'page',
        section: 'accounts',
        title: ACCOUNT_WORDS[request.language].revokeTitle,
        body: <ConfirmRevocation request={request} token={token} action={`${back}/tokens/${token.id}/revoke`} back={back} />,
      };
    }),
    guarded('POST', '/admin/accounts/:name/tokens/:token/revoke', 'administer', async (request) => {
      const [id, account] = [request.params['token'] ?? '', request.params['name'] ?? ''];
      const outcome = await accounts.revokeToken(request.person, { id, account });
      return outcome.kind === 'done' ? { kind: 'redirect', to: accountPath(account), done: 'tokenRevoked' } : unknown(request);
    }),
  ];
};

const accountPath = (name: string): string => `/admin/accounts/${encodeURIComponent(name)}`;

interface ListProps {
  readonly request: SignedInRequest;
  readonly list: readonly PublicAccount[];
  readonly faults: readonly Fault[];
  readonly timezone: string;
}

const Accounts = ({ request, list, faults, timezone }: ListProps) => {
  const words = ACCOUNT_WORDS[request.language];
  const { roles } = SHELL_WORDS[request.language];
  return (
    <>
      <Faults words={words} faults={faults} />
      <Scroll label={words.accountsTitle}>
        <table>
          <thead>
            <tr>
              <th scope="col">{words.account}</th>
              <th scope="col">{words.role}</th>
              <th scope="col">{words.signsIn}</th>
              <th scope="col">{words.created}</th>
              <th scope="col">{words.acts}</th>
            </tr>
          </thead>
          <tbody>
            {list.map((account) => (
              <tr>
                <th scope="row" lang="">
                  {account.name}
                </th>
                <td>{roles[account.role]}</td>
                <td>{signInOf(account, words)}</td>
                <td>
                  <Time at={account.created} style={{ language: request.language, timezone }} />
                </td>
                <td>
                  <a href={accountPath(account.name)} aria-label={words.changeNamed(account.name)}>
                    {words.change}
                  </a>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      <section>
        <h2>{words.addAccount}</h2>
        <form method="post" action="/admin/accounts" class="narrow">
          <CsrfField request={request} />
          <TextField id="name" name="name" label={words.name} value={request.form.get('name') ?? ''} autocomplete="off" required />
          <RoleField words={words} value={parseRole(request.form.get('role')) ?? LEAST_ROLE} />
          <PasswordFields words={words} label={words.password} />
          <p class="actions">
            <button class="main">{words.addAccount}</button>
          </p>
        </form>
      </section>
    </>
  );
};

const signInOf = ({ hasPassword, subject }: PublicAccount, words: AccountWords): string =>
  [...(hasPassword ? [words.byPassword] : []), ...(subject === undefined ? [] : [words.byProvider])].join(', ');

const RoleField = ({ words, value }: { readonly words: AccountWords; readonly value: Role }) => (
  <SelectField
    id="role"
    name="role"
    label={words.role}
    hint={words.roleHint}
    value={value}
    options={ROLES.map((role) => [role, words.roleChoice[role]])}
  />
);

const Faults = ({ words, faults }: { readonly words: AccountWords; readonly faults: readonly Fault[] }) => (
  <ErrorSummary
    title={words.problems}
    errors={faults.map((fault) => ({
      message: fault === 'passwordsDiffer' ? words.passwordsDiffer : words.faults[fault],
      field: fault.startsWith('password') ? 'password' : fault === 'lastAdministrator' ? undefined : 'name',
    }))}
  />
);

interface OneProps {
  readonly request: SignedInRequest;
  readonly account: PublicAccount;
  readonly tokens: readonly PublicToken[];
  readonly faults: readonly Fault[];
  readonly timezone: string;
}

const OneAccount = ({ request, account, tokens, faults, timezone }: OneProps) => {
  const words = ACCOUNT_WORDS[request.language];
  const path = accountPath(account.name);
  return (
    <>
      <Faults words={words} faults={faults} />
      <p>
        {words.signsIn}: {signInOf(account, words)}
      </p>
      <section>
        <h2>{words.changeRole}</h2>
        <form method="post" action={`${path}/role`} class="narrow">
          <CsrfField request={request} />
          <RoleField words={words} value={account.role} />
          <p class="actions">
            <button>{words.changeRole}</button>
          </p>
        </form>
      </section>
      <section>
        <h2>{words.setPassword}</h2>
        <form method="post" action={`${path}/password`} class="narrow">
          <CsrfField request={request} />
          <PasswordFields words={words} label={words.newPassword} />
          <p class="actions">
            <button>{words.setPassword}</button>
          </p>
        </form>
      </section>
      <section>
        <h2>{words.tokensOf}</h2>
        <TokenTable request={request} tokens={tokens} timezone={timezone} revokeAt={(id) => `${path}/tokens/${id}/revoke`} />
      </section>
      <p class="actions">
        <a class="button danger" href={`${path}/remove`}>
          {words.remove}
        </a>
      </p>
    </>
  );
};

const ConfirmRemoval = ({
  request,
  account,
  tokens,
}: {
  readonly request: SignedInRequest;
  readonly account: PublicAccount;
  readonly tokens: number;
}) => {
  const words = ACCOUNT_WORDS[request.language];
  return (
    <form method="post" action={`${accountPath(account.name)}/remove`}>
      <CsrfField request={request} />
      <p class="warn">{words.removeWhat(tokens)}</p>
      <p class="actions">
        <button class="danger">{words.remove}</button>
        <a href={accountPath(account.name)}>{words.cancel}</a>
      </p>
    </form>
  );
};
