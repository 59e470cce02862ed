import type { Account, ApiToken, AuditEntry, AuditPage, Role, Scope } from '../store/account-ports.js';
import type { Person } from './person.js';

/** Who wants in, and from where. */
export interface LogIn {
  readonly name: string;
  readonly password: string;
  /** The network address of the browser: what is throttled beside the name. */
  readonly address: string;
}

/** One answer for a wrong password, an unknown name and an account without a password. */
export type LogInOutcome =
  | { readonly kind: 'in'; readonly person: Person; readonly sessionId: string }
  | { readonly kind: 'refused' }
  | { readonly kind: 'wait'; readonly seconds: number };

/** An account without its hash, which nobody outside needs to see. */
export type PublicAccount = Omit<Account, 'passwordHash'> & { readonly hasPassword: boolean };

/** A token without its hash. */
export type PublicToken = Omit<ApiToken, 'hash'>;

/** `faults` are codes for which the page has words in three languages. */
export type AccountOutcome<T = PublicAccount> =
  { readonly kind: 'done'; readonly value: T } | { readonly kind: 'refused'; readonly faults: readonly AccountFault[] };

export type AccountFault =
  /** At least 12 characters, not the name itself, at most 1024 bytes. */
  | ('passwordTooShort' | 'passwordTooLong' | 'passwordIsName' | 'passwordTooCommon' | 'passwordWrong')
  /** Of one's own present password: it is guessed at no faster than at the log-in. */
  | 'tooManyAttempts'
  | ('nameMissing' | 'nameTooLong' | 'nameHasOddCharacters' | 'nameTaken' | 'noSuchAccount')
  /** The last administrator can neither go nor become less. */
  | 'lastAdministrator'
  /** A password here would outlive what the provider says of that person. */
  | 'signsInElsewhere'
  | ('linkNotGood' | 'labelMissing' | 'scopesMissing' | 'scopeNotAllowed' | 'noSuchToken');

/** Who did it; for the audit. */
export interface Actor {
  readonly name: string;
}

/** Everything about who may do what. Secrets go in and out of it once and are kept as hashes. */
export interface Accounts {
  logIn(wish: LogIn): Promise<LogInOutcome>;
  /** Of a person whom the OpenID provider vouches for: makes the account at the first time, and follows its role claim. */
  logInBySubject(claims: {
    readonly issuer: string;
    readonly sub: string;
    readonly preferredName: string;
    /** `undefined` when the provider gives them no role here: they are refused. */
    readonly role: Role | undefined;
  }): Promise<LogInOutcome>;
  logOut(sessionId: string): Promise<void>;
  /** `undefined` when there is none, or it has expired (idle or absolute); else it is seen now. */
  findSession(sessionId: string): Promise<Person | undefined>;
  /** Of `Authorization: Bearer`. Notes the use, to the minute. */
  findByToken(secret: string): Promise<Person | undefined>;

  /** `undefined` when there are accounts already. Its secret is shown once; one that was made before it is good no longer. */
  openSetUp(actor?: Actor): Promise<{ readonly secret: string; readonly expires: string } | undefined>;
  isSetUpOpen(secret: string): Promise<boolean>;
  /** The first account, an administrator. The link is used up only when it is done. */
  setUp(wish: { readonly secret: string; readonly name: string; readonly password: string }): Promise<AccountOutcome>;

  listAccounts(): Promise<readonly PublicAccount[]>;
  addAccount(actor: Actor, wish: { readonly name: string; readonly password: string; readonly role: Role }): Promise<AccountOutcome>;
  /** Ends all sessions of the account. `current` is asked for when a person changes their own. */
  changePassword(
    actor: Actor,
    wish: { readonly name: string; readonly password: string; readonly current?: string },
  ): Promise<AccountOutcome>;
  changeRole(actor: Actor, wish: { readonly name: string; readonly role: Role }): Promise<AccountOutcome>;
  removeAccount(actor: Actor, name: string): Promise<AccountOutcome>;

  listTokens(account?: string): Promise<readonly PublicToken[]>;
  /** The secret is shown this once. */
  createToken(
    actor: Actor,
    wish: { readonly account: string; readonly label: string; readonly scopes: readonly Scope[] },
  ): Promise<AccountOutcome<{ readonly token: PublicToken; readonly secret: string }>>;
  /** `account` limits it to the tokens of one. */
  revokeToken(actor: Actor, wish: { readonly id: string; readonly account?: string }): Promise<AccountOutcome<PublicToken>>;

  /** A write-ahead line: what is about to be done. A refusal afterwards is a line of its own. */
  audit(entry: Pick<AuditEntry, 'action' | 'target' | 'detail'> & { readonly actor: Actor }): Promise<void>;
  /** Newest first. */
  listAudit(page: AuditPage): Promise<readonly AuditEntry[]>;

  /** Signs what a browser is given to keep and bring back. */
  sign(text: string): Promise<string>;
  /** In constant time. */
  isSigned(text: string, signature: string): Promise<boolean>;
}
