import { accountKeyOf } from './account-contents.js';
import type { Account, ApiToken, AuditEntry, Session, SetUpLink } from './account-ports.js';
import type { HarvestedRecord, Link, QuarantinedRecord, SourceState } from './harvest-ports.js';
import type { Told } from './notice-ports.js';
import type { Installation, RecordHeader, StoredPublication } from './ports.js';
import type { PublisherStatement } from '../catalogue/statement.js';
import type { Run } from './run-ports.js';
import type { WorkTies } from './tie-ports.js';
import type { VisitLog } from './visit-ports.js';

/** A record as it is moved: its stamp is carried and never given anew. */
export interface TransferRecord extends RecordHeader {
  readonly metadata?: string;
  readonly about: readonly string[];
}

/** What there is once. The clock is not among it: it goes on while it is moved. */
export type OnceRow =
  | { readonly name: 'cookieKey'; readonly value: string }
  | { readonly name: 'installation'; readonly value: Installation }
  | { readonly name: 'notices'; readonly value: Told }
  | { readonly name: 'setUpLink'; readonly value: SetUpLink }
  | { readonly name: 'statements'; readonly value: readonly PublisherStatement[] }
  | { readonly name: 'visits'; readonly value: VisitLog };

/** Everything that a store keeps, by kind. What can be made from it (indexes, lists by set, the public index) is made anew. */
export interface TransferRows {
  readonly once: OnceRow;
  readonly publications: StoredPublication;
  /** Tombstones too, and those of formats that are no more. */
  readonly records: TransferRecord;
  readonly harvested: HarvestedRecord;
  readonly quarantined: QuarantinedRecord;
  readonly links: Link;
  readonly sources: SourceState;
  readonly runs: Run;
  readonly reports: { readonly run: string; readonly report: string };
  /** Of journals. */
  readonly entries: { readonly run: string; readonly number: number; readonly entry: string };
  readonly accounts: Account;
  readonly sessions: Session;
  readonly tokens: ApiToken;
  readonly audit: AuditEntry;
  readonly ties: WorkTies;
}

export type TransferKind = keyof TransferRows;
export type TransferRow<Kind extends TransferKind> = TransferRows[Kind];

/** In the order in which they are moved: what others point to comes first. */
export const TRANSFER_KINDS = [
  ...(['once', 'publications', 'records', 'harvested', 'quarantined', 'links', 'sources', 'runs', 'reports', 'entries'] as const),
  ...(['accounts', 'sessions', 'tokens', 'audit', 'ties'] as const),
] as const satisfies readonly TransferKind[];

/** Names a row among those of its kind; compared part by part in the order of their UTF-8 bytes. */
export type TransferKey = readonly string[];

/** A number as text that sorts as numbers do. */
export const numberPart = (number: number): string => String(number).padStart(16, '0');

type KeysOf = { readonly [Kind in TransferKind]: (row: TransferRows[Kind]) => TransferKey };

const KEYS: KeysOf = {
  once: ({ name }) => [name],
  publications: ({ publication }) => [publication.id],
  records: ({ identifier, metadataPrefix }) => [identifier, metadataPrefix],
  harvested: ({ localId, source }) => [localId, source],
  quarantined: ({ source, identifier }) => [source, identifier],
  links: ({ theirs, ours }) => [theirs, ours],
  sources: ({ source }) => [source],
  runs: ({ id }) => [id],
  reports: ({ run }) => [run],
  entries: ({ run, number }) => [run, numberPart(number)],
  accounts: ({ name }) => [accountKeyOf(name)],
  sessions: ({ idHash }) => [idHash],
  tokens: ({ id }) => [id],
  audit: ({ number }) => [numberPart(number)],
  ties: ({ work }) => [work],
};

export const transferKeyOf = <Kind extends TransferKind>(kind: Kind, row: TransferRow<Kind>): TransferKey => KEYS[kind](row);

/** Rows of a page: a thousand of most kinds are some megabytes, and so are a few pages of a journal. */
export const rowsOfPage = (kind: TransferKind): number => (kind === 'entries' || kind === 'reports' ? 8 : 1000);

/** A store whose rows are read as they are. Nobody else may write to it meanwhile. */
export interface TransferSource {
  /** For people: `the store in /srv/store`, without a password. */
  readonly name: string;
  /** Another one after every change of the catalogue, so that two states are not taken for one. */
  readState(): Promise<string>;
  /** In ascending order of key, from the first one after `after`. A page may be short; an empty one is the end. */
  readPage<Kind extends TransferKind>(
    kind: Kind,
    page: { readonly after?: TransferKey; readonly limit: number },
  ): Promise<readonly TransferRow<Kind>[]>;
  /** Milliseconds; no time at or after it has been given to anybody, and no record is stamped at or after it. */
  readClock(): Promise<number>;
  close(): Promise<void>;
}

/** How far a move into a target has come. */
export type Arrival =
  | { readonly kind: 'empty' }
  /** Somebody's store. */
  | { readonly kind: 'used'; readonly what: string }
  | { readonly kind: 'unfinished'; readonly state: string; readonly reached: ReadonlyMap<TransferKind, TransferKey> };

/** A store that is being made from the rows of another. Until `finish` no program can open it. */
export interface TransferTarget extends TransferSource {
  readArrival(): Promise<Arrival>;
  /** @param state of the source */
  begin(state: string): Promise<void>;
  /** All of them or none, with their key as the one that was reached; lasting on return. */
  write<Kind extends TransferKind>(kind: Kind, rows: readonly TransferRow<Kind>[]): Promise<void>;
  /** After the last row: what must be there before the rows can be read back. Once more does no harm. @param clock of the source */
  settle(clock: number): Promise<void>;
  /** From here on it is a store. */
  finish(): Promise<void>;
}
