import { accountConflict, accountKeyOf } from '../account-contents.js';
import type { Account, AccountChange, ApiToken, Session } from '../account-ports.js';
import { isSameJson } from '../same-json.js';
import type { Database, Queries } from './database.js';

/**
 * One after the other, of all processes: what a change rests on is read under the lock that its commit gives up.
 * @throws StoreError `conflict`, with nothing changed
 */
export const commitAccountChange = (database: Database, change: AccountChange): Promise<void> =>
  database.transaction(async (queries) => {
    await queries.query(TAKE_TURN);
    await refuseConflicts(queries, change);
    await remove(queries, change);
    await note(queries, change);
    await put(queries, change);
  });

/** A row that every change holds to its end; whoever waited reads what the one before it has committed. */
const TAKE_TURN = { name: 'account.turn', text: 'select only_one from account_basis for update' };

const refuseConflicts = async (queries: Queries, change: AccountChange): Promise<void> => {
  const { onlyIfNoAccounts, onlyIfAsRead = [], accounts = [] } = change;
  if (onlyIfNoAccounts && (await queries.query('select 1 from account limit 1')).length > 0)
    throw accountConflict('there are accounts already');
  if (onlyIfAsRead.length > 0) {
    const rows = await queries.query<AccountRow>(ACCOUNTS_OF, [onlyIfAsRead.map(({ name }) => accountKeyOf(name))]);
    const found = new Map(rows.map(({ key, body }) => [key, body]));
    for (const { name, account } of onlyIfAsRead) {
      if (!isSameJson(found.get(accountKeyOf(name)), account)) throw accountConflict(`the account ${name} has changed meanwhile`);
    }
  }
  const owners = new Map<string, string>();
  for (const { name, subject } of accounts) {
    if (!subject) continue;
    const [kept] = await queries.query<AccountRow>(ACCOUNT_BY_SUBJECT, [subject.issuer, subject.sub]);
    const subjectKey = JSON.stringify([subject.issuer, subject.sub]);
    const owner = kept?.body.name ?? owners.get(subjectKey);
    if (owner !== undefined && accountKeyOf(owner) !== accountKeyOf(name))
      throw accountConflict(`the subject of ${name} is that of ${owner}`);
    owners.set(subjectKey, name);
  }
};

interface AccountRow {
  readonly key: string;
  readonly body: Account;
}

const ACCOUNTS_OF = 'select key, body from account where key = any($1::text[])';

const ACCOUNT_BY_SUBJECT = 'select key, body from account where issuer = $1 and sub = $2';

const keysOf = (names: readonly string[]): readonly string[] => names.map(accountKeyOf);

/** Sessions and tokens of an account go with it, by their foreign keys. */
const remove = async (queries: Queries, change: AccountChange): Promise<void> => {
  const { removeAccounts, removeSessions, removeSessionsOf, removeSessionsBefore, removeTokens, removeTokensOf } = change;
  if (removeAccounts?.length) await queries.query('delete from account where key = any($1::text[])', [keysOf(removeAccounts)]);
  if (removeSessions?.length) await queries.query('delete from session where id_hash = any($1::text[])', [removeSessions]);
  if (removeSessionsOf?.length) await queries.query('delete from session where account = any($1::text[])', [keysOf(removeSessionsOf)]);
  if (removeSessionsBefore) {
    const { created, lastSeen } = removeSessionsBefore;
    await queries.query('delete from session where created < $1 or last_seen < $2', [created, lastSeen]);
  }
  if (removeTokens?.length) await queries.query('delete from api_token where id = any($1::text[])', [removeTokens]);
  if (removeTokensOf?.length) await queries.query('delete from api_token where account = any($1::text[])', [keysOf(removeTokensOf)]);
};

const note = async (queries: Queries, { seenSessions = [], usedTokens = [], setUpLink }: AccountChange): Promise<void> => {
  for (const { idHash, lastSeen } of seenSessions) {
    await queries.query('update session set last_seen = $2 where id_hash = $1', [idHash, lastSeen]);
  }
  for (const { id, lastUsed } of usedTokens) await queries.query('update api_token set last_used = $2 where id = $1', [id, lastUsed]);
  if (setUpLink !== undefined) {
    await queries.query('update account_basis set set_up_link = $1', [setUpLink === null ? null : JSON.stringify(setUpLink)]);
  }
};

const put = async (queries: Queries, { accounts = [], sessions = [], tokens = [] }: AccountChange): Promise<void> => {
  for (const account of accounts) await queries.query(PUT_ACCOUNT, rowOfAccount(account));
  const owners = [...sessions, ...tokens].map(({ account }) => account);
  if (owners.length === 0) return;
  const rows = await queries.query<{ readonly key: string }>('select key from account where key = any($1::text[])', [keysOf(owners)]);
  const present = new Set(rows.map(({ key }) => key));
  const stray = owners.find((owner) => !present.has(accountKeyOf(owner)));
  if (stray !== undefined) throw accountConflict(`there is no account ${stray}`);
  for (const session of sessions) await queries.query(PUT_SESSION, rowOfSession(session));
  for (const token of tokens) await queries.query(PUT_TOKEN, rowOfToken(token));
};

const rowOfAccount = (account: Account): readonly unknown[] => [
  accountKeyOf(account.name),
  account.subject?.issuer ?? null,
  account.subject?.sub ?? null,
  JSON.stringify(account),
];

const rowOfSession = ({ idHash, account, signedInBy, created, lastSeen }: Session): readonly unknown[] => [
  ...[idHash, accountKeyOf(account), account, signedInBy],
  ...[created, lastSeen],
];

const rowOfToken = ({ lastUsed, ...token }: ApiToken): readonly unknown[] => [
  ...[token.id, accountKeyOf(token.account), token.hash, token.created],
  ...[lastUsed ?? null, JSON.stringify(token)],
];

const PUT_ACCOUNT = `
  insert into account (key, issuer, sub, body) values ($1, $2, $3, $4)
  on conflict (key) do update set issuer = excluded.issuer, sub = excluded.sub, body = excluded.body`;

const PUT_SESSION = `
  insert into session (id_hash, account, account_name, signed_in_by, created, last_seen) values ($1, $2, $3, $4, $5, $6)
  on conflict (id_hash) do update set account = excluded.account, account_name = excluded.account_name,
    signed_in_by = excluded.signed_in_by, created = excluded.created, last_seen = excluded.last_seen`;

const PUT_TOKEN = `
  insert into api_token (id, account, hash, created, last_used, body) values ($1, $2, $3, $4, $5, $6)
  on conflict (id) do update set account = excluded.account, hash = excluded.hash, created = excluded.created,
    last_used = excluded.last_used, body = excluded.body`;
