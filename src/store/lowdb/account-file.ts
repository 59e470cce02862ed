import path from 'node:path';
import type { Adapter } from 'lowdb';
import { accountKeyOf, type AccountContents } from '../account-contents.js';
import type { Account, ApiToken, Session, SetUpLink } from '../account-ports.js';
import { StoreError } from '../ports.js';
import type { Disk } from './disk.js';
import { damaged, unavailable } from './fault.js';
import { isObject, parseJson } from './json-value.js';
import { sha256Of } from './manifest.js';
import { replaceFile } from './replace-file.js';

export const ACCOUNT_FILE = 'accounts.json';

/** Raise it when an older program would misread what is written, and give the new program a way to read the old. */
const FORMAT = 1;

/**
 * The file of accounts, sessions and tokens, read and written as a whole.
 * @throws StoreError `damaged`, `newer` or `unavailable`: never no accounts in the place of some
 */
export const createAccountFile = (disk: Disk, directory: string): Adapter<AccountContents> => {
  const file = path.join(directory, ACCOUNT_FILE);
  return {
    read: async () => {
      const bytes = await disk.read(file);
      return bytes === undefined ? null : parseFile(bytes.toString('utf8'), directory);
    },
    write: async (contents) => {
      const outcome = await replaceFile(disk, file, formatFile(contents));
      if (outcome.kind !== 'replaced') throw unavailable(directory, `write ${ACCOUNT_FILE}`, outcome.cause);
    },
  };
};

interface Rows {
  readonly cookieKey: string;
  readonly setUpLink?: SetUpLink;
  readonly accounts: readonly Account[];
  readonly sessions: readonly Session[];
  readonly tokens: readonly ApiToken[];
}

const formatFile = ({ cookieKey, setUpLink, accounts, sessions, tokens }: AccountContents): string => {
  const rows: Rows = {
    cookieKey,
    ...(setUpLink && { setUpLink }),
    accounts: [...accounts.values()],
    sessions: [...sessions.values()],
    tokens: [...tokens.values()],
  };
  const text = JSON.stringify(rows);
  return `{"format":${FORMAT},"sha256":"${sha256Of(text)}","rows":${text}}\n`;
};

const parseFile = (text: string, directory: string): AccountContents => {
  const parsed = parseJson(text);
  const { format, sha256, rows } = isObject(parsed) ? parsed : {};
  if (typeof format === 'number' && format > FORMAT) {
    const found = `${ACCOUNT_FILE} in ${directory} is of format ${format}, this version of the program reads up to ${FORMAT}`;
    throw new StoreError('newer', `${found}: use the version that wrote it, or a later one`);
  }
  // The checksum vouches for what is in the rows.
  if (format !== FORMAT || !isRows(rows) || sha256Of(JSON.stringify(rows)) !== sha256) {
    throw damaged(directory, ACCOUNT_FILE, text === '' ? 'is empty' : 'is cut short or altered (its checksum is wrong)', WAY_OUT);
  }
  return {
    cookieKey: rows.cookieKey,
    ...(rows.setUpLink && { setUpLink: rows.setUpLink }),
    accounts: new Map(rows.accounts.map((account) => [accountKeyOf(account.name), account])),
    sessions: new Map(rows.sessions.map((session) => [session.idHash, session])),
    tokens: new Map(rows.tokens.map((token) => [token.id, token])),
  };
};

const WAY_OUT =
  'Keep a copy of it. Then put a backup of that one file in its place; or remove it, to begin without accounts: the next start gives a link ' +
  'for the first one. The catalogue and the audit are not touched by either';

const isRows = (value: unknown): value is Rows =>
  isObject(value) &&
  typeof value['cookieKey'] === 'string' &&
  [value['accounts'], value['sessions'], value['tokens']].every((rows) => Array.isArray(rows));
