import { randomBytes } from 'node:crypto';
import { accountKeyOf } from '../account-contents.js';
import type { Account, AccountStore, ApiToken, Session, SetUpLink } from '../account-ports.js';
import { createCommitQueue } from '../commit-queue.js';
import { compareCodeUnits } from '../sorted.js';
import { commitAccountChange } from './account-commit.js';
import { appendAuditEntry, listAuditEntries } from './audit-rows.js';
import type { Database } from './database.js';

/** Accounts and audit in PostgreSQL: nothing of them is kept in the process, so that what one process ends has ended for all. */
export const createPostgresAccountStore = (database: Database): AccountStore => ({
  ...createAudit(database),
  findAccount: async (name) => findOne(database.query<{ readonly body: Account }>(FIND_ACCOUNT, [storable(accountKeyOf(name))])),
  findAccountBySubject: async (issuer, sub) =>
    findOne(database.query<{ readonly body: Account }>(FIND_BY_SUBJECT, [storable(issuer), storable(sub)])),
  listAccounts: async () => {
    const rows = await database.query<{ readonly key: string; readonly body: Account }>('select key, body from account');
    // The ports order names by UTF-16 code units, which PostgreSQL does not know.
    return [...rows].sort((a, b) => compareCodeUnits(a.key, b.key)).map(({ body }) => body);
  },
  findSession: async (idHash) => (await database.query<SessionRow>(FIND_SESSION, [storable(idHash)])).map(sessionOf)[0],
  findToken: async (hash) => (await database.query<TokenRow>(FIND_TOKEN, [storable(hash)])).map(tokenOf)[0],
  listTokens: async (account) => {
    const rows = await (account === undefined
      ? database.query<TokenRow>(LIST_TOKENS)
      : database.query<TokenRow>(LIST_TOKENS_OF, [storable(accountKeyOf(account))]));
    return rows.map(tokenOf);
  },
  readSetUpLink: async () => {
    const [row] = await database.query<{ readonly set_up_link: SetUpLink | null }>('select set_up_link from account_basis');
    return row?.set_up_link ?? undefined;
  },
  readCookieKey: async () => {
    const [found] = await database.query<{ readonly cookie_key: string | null }>(FIND_COOKIE_KEY);
    if (found?.cookie_key) return found.cookie_key;
    // Of several that find none at the same moment the first one's is kept, and all of them get that.
    await database.query(MAKE_COOKIE_KEY, [randomBytes(32).toString('base64url')]);
    const [made] = await database.query<{ readonly cookie_key: string }>(FIND_COOKIE_KEY);
    return made?.cookie_key ?? '';
  },
  commitAccounts: (change) => commitAccountChange(database, change),
});

const createAudit = (database: Database): Pick<AccountStore, 'appendAudit' | 'listAudit'> => {
  // In this process the lines are numbered in the order in which they are given, and take no more than one connection.
  const turns = createCommitQueue();
  return {
    appendAudit: (entry) => turns.run(() => appendAuditEntry(database, entry)),
    listAudit: (page) => listAuditEntries(database, page),
  };
};

const findOne = async (asked: Promise<readonly { readonly body: Account }[]>): Promise<Account | undefined> => (await asked)[0]?.body;

/** What a stranger typed may have U+0000 in it, which no text of PostgreSQL has: it then is nobody's. `null` is equal to nothing. */
const storable = (text: string): string | null => (text.includes('\0') ? null : text);

interface SessionRow {
  readonly id_hash: string;
  readonly account_name: string;
  readonly signed_in_by: Session['signedInBy'];
  readonly created: string;
  readonly last_seen: string;
}

const sessionOf = (row: SessionRow): Session => ({
  ...{ idHash: row.id_hash, account: row.account_name, signedInBy: row.signed_in_by },
  ...{ created: row.created, lastSeen: row.last_seen },
});

interface TokenRow {
  readonly body: ApiToken;
  readonly last_used: string | null;
}

const tokenOf = ({ body, last_used }: TokenRow): ApiToken => ({ ...body, ...(last_used !== null && { lastUsed: last_used }) });

const FIND_ACCOUNT = { name: 'account.find', text: 'select body from account where key = $1' };

const FIND_BY_SUBJECT = { name: 'account.bySubject', text: 'select body from account where issuer = $1 and sub = $2' };

const FIND_SESSION = {
  name: 'session.find',
  text: 'select id_hash, account_name, signed_in_by, created, last_seen from session where id_hash = $1',
};

const FIND_TOKEN = { name: 'token.find', text: 'select body, last_used from api_token where hash = $1' };

/** There are a few of each account. */
const LIST_TOKENS = 'select body, last_used from api_token order by created, id';

const LIST_TOKENS_OF = 'select body, last_used from api_token where account = $1 order by created, id';

const FIND_COOKIE_KEY = { name: 'account.cookieKey', text: 'select cookie_key from account_basis' };

const MAKE_COOKIE_KEY = 'update account_basis set cookie_key = $1 where cookie_key is null';
