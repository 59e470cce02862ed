import type { PublicToken } from '../../../accounts/accounts.js';
import { Empty, Scroll } from '../parts/empty.js';
import { CsrfField } from '../parts/form.js';
import { Time } from '../parts/time.js';
import type { SignedInRequest } from '../route.js';
import { ACCOUNT_WORDS } from '../words/accounts.js';

interface TokenTableProps {
  readonly request: SignedInRequest;
  readonly tokens: readonly PublicToken[];
  readonly timezone: string;
  readonly revokeAt: (id: string) => string;
}

/** What programs have been let in, and when they last came. */
export const TokenTable = ({ request, tokens, timezone, revokeAt }: TokenTableProps) => {
  const words = ACCOUNT_WORDS[request.language];
  const style = { language: request.language, timezone };
  if (tokens.length === 0) return <Empty>{words.noTokens}</Empty>;
  return (
    <Scroll label={words.tokens}>
      <table>
        <thead>
          <tr>
            <th scope="col">{words.label}</th>
            <th scope="col">{words.scopes}</th>
            <th scope="col">{words.created}</th>
            <th scope="col">{words.lastUsed}</th>
            <th scope="col">{words.acts}</th>
          </tr>
        </thead>
        <tbody>
          {tokens.map(({ id, label, scopes, created, lastUsed }) => (
            <tr>
              <th scope="row" lang="">
                {label}
              </th>
              <td>{scopes.map((scope) => words.scope[scope]).join(', ')}</td>
              <td>
                <Time at={created} style={style} />
              </td>
              <td>{lastUsed === undefined ? words.never : <Time at={lastUsed} style={style} />}</td>
              <td>
                <a href={revokeAt(id)} aria-label={words.revokeNamed(label)}>
                  {words.revoke}
                </a>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
};

/** Asks once, and says what will happen. */
export const ConfirmRevocation = ({
  request,
  token,
  action,
  back,
}: {
  readonly request: SignedInRequest;
  readonly token: PublicToken;
  readonly action: string;
  readonly back: string;
}) => {
  const words = ACCOUNT_WORDS[request.language];
  return (
    <form method="post" action={action}>
      <CsrfField request={request} />
      <p class="warn">{words.revokeWhat(token.label)}</p>
      <p class="actions">
        <button class="danger">{words.revoke}</button>
        <a href={back}>{words.cancel}</a>
      </p>
    </form>
  );
};
