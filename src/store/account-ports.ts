/** `reader` sees the catalogue, its sources and runs · `editor` also edits publications and decides on links · `administrator` also harvests, and looks after accounts. */
export type Role = 'reader' | 'editor' | 'administrator';

/** What an API token may be used for, within what the role of its account allows. */
export type Scope = 'read' | 'edit' | 'harvest';

/** A person who may sign in. */
export interface Account {
  /** As the person writes it; unique without regard to case. At most 64 characters. */
  readonly name: string;
  readonly role: Role;
  /** In the PHC string format with its parameters; absent for one that signs in elsewhere only. */
  readonly passwordHash?: string;
  /** Who this is for an OpenID provider (OpenID Connect Core 1.0 §2: `iss` and `sub` together). */
  readonly subject?: { readonly issuer: string; readonly sub: string };
  /** ISO 8601, UTC, as all times here. */
  readonly created: string;
  /** Sessions and pre-filled forms that began before it are good no longer. */
  readonly credentialsChanged: string;
}

/** A browser that has signed in. The id itself is with the browser only. */
export interface Session {
  /** SHA-256 of the id, in hexadecimal. */
  readonly idHash: string;
  readonly account: string;
  readonly signedInBy: 'password' | 'openid-connect';
  readonly created: string;
  /** To the minute: not every request is worth a write. */
  readonly lastSeen: string;
}

export interface ApiToken {
  /** Public, for lists and the audit. */
  readonly id: string;
  readonly account: string;
  /** What it is for, in the words of whoever made it. */
  readonly label: string;
  /** SHA-256 of the secret, in hexadecimal: it is 32 random bytes, so nothing slower is needed. */
  readonly hash: string;
  readonly scopes: readonly Scope[];
  readonly created: string;
  readonly lastUsed?: string;
}

/** Lets the first person in: good once, and for an hour. */
export interface SetUpLink {
  /** SHA-256 of its secret, in hexadecimal. */
  readonly hash: string;
  readonly expires: string;
}

/** One thing that somebody did, or tried to do. Never altered, never removed. */
export interface AuditEntry {
  /** From 1, without gaps. */
  readonly number: number;
  readonly at: string;
  /** An account, or `schedule`, `recovery`, `command line (name)`; what a stranger called himself stands in `detail`. */
  readonly actor: string;
  /** `login.succeeded`, `harvest.started`, `publication.replaced` … */
  readonly action: string;
  /** The publication, run, link, account or token that it was about. */
  readonly target?: string;
  /** What changed, or why it was refused. Never a secret. */
  readonly detail?: Readonly<Record<string, string | number | boolean | readonly string[]>>;
}

/** What is wanted of the audit. */
export interface AuditPage {
  /** From before the entry of this number. */
  readonly before?: number;
  readonly actor?: string;
  /** The beginning of an action: `publication`. */
  readonly action?: string;
  readonly target?: string;
  readonly limit: number;
}

/**
 * All of it happens or none: first what is refused, then what is removed, then what is put in. What is put takes the place of what was under
 * the same key. A session or token of an account that is not there is refused with `conflict`, and so is a subject that is another's.
 */
export interface AccountChange {
  readonly accounts?: readonly Account[];
  /** Names; their sessions and tokens go with them. */
  readonly removeAccounts?: readonly string[];
  readonly sessions?: readonly Session[];
  /** By idHash. */
  readonly removeSessions?: readonly string[];
  /** All sessions of these accounts. */
  readonly removeSessionsOf?: readonly string[];
  /** Those that began before the one or were seen last before the other. */
  readonly removeSessionsBefore?: { readonly created: string; readonly lastSeen: string };
  /** Of those that are still there: a session that has ended meanwhile must not come back. */
  readonly seenSessions?: readonly Pick<Session, 'idHash' | 'lastSeen'>[];
  readonly tokens?: readonly ApiToken[];
  /** By id. */
  readonly removeTokens?: readonly string[];
  /** All tokens of these accounts. */
  readonly removeTokensOf?: readonly string[];
  /** Of those that are still there. */
  readonly usedTokens?: readonly (Pick<ApiToken, 'id'> & Required<Pick<ApiToken, 'lastUsed'>>)[];
  /** `null` takes it away. */
  readonly setUpLink?: SetUpLink | null;
  /** Refused with `conflict` when there are accounts by now: two people cannot both be the first. */
  readonly onlyIfNoAccounts?: boolean;
  /** Refused with `conflict` when one of these has changed since it was read; `undefined` for a name that was free. */
  readonly onlyIfAsRead?: readonly { readonly name: string; readonly account: Account | undefined }[];
}

/** Accounts lie apart from the catalogue: taking that back to an earlier state must not bring a removed account back. */
export interface AccountStore {
  /** Without regard to case. */
  findAccount(name: string): Promise<Account | undefined>;
  findAccountBySubject(issuer: string, sub: string): Promise<Account | undefined>;
  /** In order of name. There are dozens, not thousands. */
  listAccounts(): Promise<readonly Account[]>;
  findSession(idHash: string): Promise<Session | undefined>;
  findToken(hash: string): Promise<ApiToken | undefined>;
  listTokens(account?: string): Promise<readonly ApiToken[]>;
  readSetUpLink(): Promise<SetUpLink | undefined>;
  /** Signs cookies; 32 random bytes, base64url, made once. */
  readCookieKey(): Promise<string>;
  /** @throws StoreError `conflict` */
  commitAccounts(change: AccountChange): Promise<void>;
  /** Lasting on return. @returns with its number */
  appendAudit(entry: Omit<AuditEntry, 'number'>): Promise<AuditEntry>;
  /** Newest first. */
  listAudit(page: AuditPage): Promise<readonly AuditEntry[]>;
}
