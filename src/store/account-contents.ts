import type { Account, AccountChange, ApiToken, Session, SetUpLink } from './account-ports.js';
import { StoreError } from './ports.js';
import { isSameJson } from './same-json.js';
import { compareCodeUnits } from './sorted.js';

/** All that an account store has, the audit apart. Never altered: a change makes the next one. */
export interface AccountContents {
  /** By `accountKeyOf`. */
  readonly accounts: ReadonlyMap<string, Account>;
  /** By idHash. */
  readonly sessions: ReadonlyMap<string, Session>;
  /** By id. */
  readonly tokens: ReadonlyMap<string, ApiToken>;
  readonly setUpLink?: SetUpLink;
  readonly cookieKey: string;
}

/** Two names with the same key are one name: `Maija` is `MAIJA`, however it is composed (Unicode NFKC). */
export const accountKeyOf = (name: string): string => name.normalize('NFKC').toLowerCase();

export const emptyAccountContents = (cookieKey: string): AccountContents => ({
  ...{ accounts: new Map(), sessions: new Map(), tokens: new Map(), cookieKey },
});

/** What every adapter answers questions with. */
export const readAccountContents = (contents: AccountContents) => ({
  findAccount: (name: string): Account | undefined => contents.accounts.get(accountKeyOf(name)),
  findAccountBySubject: (issuer: string, sub: string): Account | undefined =>
    [...contents.accounts.values()].find(({ subject }) => subject?.issuer === issuer && subject.sub === sub),
  listAccounts: (): readonly Account[] => [...contents.accounts].sort(([a], [b]) => compareCodeUnits(a, b)).map(([, account]) => account),
  findToken: (hash: string): ApiToken | undefined => [...contents.tokens.values()].find((token) => token.hash === hash),
  listTokens: (account?: string): readonly ApiToken[] =>
    [...contents.tokens.values()]
      .filter((token) => account === undefined || accountKeyOf(token.account) === accountKeyOf(account))
      .sort((a, b) => compareCodeUnits(a.created, b.created) || compareCodeUnits(a.id, b.id)),
});

/** @throws StoreError `conflict`, with nothing changed */
export const applyAccountChange = (contents: AccountContents, change: AccountChange): AccountContents => {
  refuseConflicts(contents, change);
  const { setUpLink = contents.setUpLink, removeAccounts = [], removeSessionsOf = [], removeTokensOf = [] } = change;
  const isGone = isNamedIn(removeAccounts);
  const accounts = new Map([...contents.accounts].filter(([, { name }]) => !isGone(name)));
  for (const account of change.accounts ?? []) accounts.set(accountKeyOf(account.name), account);
  const isBefore = ({ created, lastSeen }: Session): boolean =>
    change.removeSessionsBefore !== undefined &&
    (created < change.removeSessionsBefore.created || lastSeen < change.removeSessionsBefore.lastSeen);
  const next: AccountContents = {
    accounts,
    sessions: changeRows(contents.sessions, {
      isRemoved: (row) => isGone(row.account) || isNamedIn(removeSessionsOf)(row.account) || isBefore(row),
      removed: change.removeSessions ?? [],
      noted: (change.seenSessions ?? []).map(({ idHash, lastSeen }) => [idHash, { lastSeen }]),
      put: (change.sessions ?? []).map((session) => [session.idHash, session]),
    }),
    tokens: changeRows(contents.tokens, {
      isRemoved: (row) => isGone(row.account) || isNamedIn(removeTokensOf)(row.account),
      removed: change.removeTokens ?? [],
      noted: (change.usedTokens ?? []).map(({ id, lastUsed }) => [id, { lastUsed }]),
      put: (change.tokens ?? []).map((token) => [token.id, token]),
    }),
    ...(setUpLink && { setUpLink }),
    cookieKey: contents.cookieKey,
  };
  for (const { account } of [...(change.sessions ?? []), ...(change.tokens ?? [])]) {
    if (!accounts.has(accountKeyOf(account))) throw accountConflict(`there is no account ${account}`);
  }
  return next;
};

const isNamedIn = (names: readonly string[]): ((name: string) => boolean) => {
  const keys = new Set(names.map(accountKeyOf));
  return (name) => keys.has(accountKeyOf(name));
};

interface RowChange<Row> {
  readonly isRemoved: (row: Row) => boolean;
  readonly removed: readonly string[];
  readonly noted: readonly (readonly [key: string, part: Partial<Row>])[];
  readonly put: readonly (readonly [key: string, row: Row])[];
}

const changeRows = <Row extends object>(rows: ReadonlyMap<string, Row>, { isRemoved, removed, noted, put }: RowChange<Row>) => {
  const next = new Map([...rows].filter(([, row]) => !isRemoved(row)));
  for (const key of removed) next.delete(key);
  for (const [key, part] of noted) {
    const row = next.get(key);
    if (row) next.set(key, { ...row, ...part });
  }
  for (const [key, row] of put) next.set(key, row);
  return next;
};

const refuseConflicts = (contents: AccountContents, { onlyIfNoAccounts, onlyIfAsRead = [], accounts = [] }: AccountChange): void => {
  if (onlyIfNoAccounts && contents.accounts.size > 0) throw accountConflict('there are accounts already');
  for (const { name, account } of onlyIfAsRead) {
    if (!isSameJson(contents.accounts.get(accountKeyOf(name)), account)) throw accountConflict(`the account ${name} has changed meanwhile`);
  }
  const { findAccountBySubject } = readAccountContents(contents);
  const owners = new Map<string, string>();
  for (const { name, subject } of accounts) {
    if (!subject) continue;
    const subjectKey = JSON.stringify([subject.issuer, subject.sub]);
    const owner = findAccountBySubject(subject.issuer, subject.sub)?.name ?? owners.get(subjectKey);
    if (owner !== undefined && accountKeyOf(owner) !== accountKeyOf(name))
      throw accountConflict(`the subject of ${name} is that of ${owner}`);
    owners.set(subjectKey, name);
  }
};

export const accountConflict = (what: string): StoreError => new StoreError('conflict', `the accounts cannot be changed: ${what}`);
