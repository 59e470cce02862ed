import type { Datestamp } from '../catalogue/datestamp.js';
import type { Isbn } from '../catalogue/isbn.js';
import type { Publication, PublicationId } from '../catalogue/publication.js';
import type { PublisherStatement } from '../catalogue/statement.js';
import type { Allocate } from '../xml/chunks.js';
import type { XmlText } from '../xml/markup.js';
import type { HarvestChange, HarvestedRecord, HarvestStore } from './harvest-ports.js';

/** What the header of a record says (OAI-PMH 2.0 §2.5). One row for each identifier and metadataPrefix, for ever. */
export interface RecordHeader {
  readonly identifier: string;
  readonly metadataPrefix: string;
  readonly datestamp: Datestamp;
  readonly deleted: boolean;
  /** Leaf setSpecs in order. A deleted record keeps those that it last had. */
  readonly sets: readonly string[];
}

/** A record with its rendered parts; a deleted one has neither. */
export interface StoredRecord extends RecordHeader {
  /** The one element inside `metadata`, as UTF-8: a page is joined from bytes, since encoding it anew takes fifty times as long. */
  readonly metadata?: Uint8Array;
  /** What stands inside each `about`, as UTF-8. */
  readonly about: readonly Uint8Array[];
}

/** A record before the store has stamped it. `deleted` of a record that was never there is ignored. */
export interface RecordContent extends Omit<RecordHeader, 'datestamp'> {
  readonly metadata?: XmlText;
  readonly about: readonly XmlText[];
}

/** A list is read by key (datestamp, identifier), never by offset (facts on paging: an offset loses records while they change). */
export interface RecordQuery {
  readonly metadataPrefix: string;
  /** Takes the set's descendants in. */
  readonly set?: string;
  /** Both bounds inclusive. */
  readonly from?: Datestamp;
  readonly until: Datestamp;
  /** The key of the last record already sent. */
  readonly after?: { readonly datestamp: Datestamp; readonly identifier: string };
  readonly limit: number;
}

/** Where lists may end so that nothing is lost: see `RecordStore.readBounds`. */
export interface RecordBounds {
  /** The store's own clock: never goes back, whatever the machine's does. */
  readonly now: Datestamp;
  /** No record will ever be stamped at or before this second again, and all that are can be read. */
  readonly settled: Datestamp;
}

/** What an answer rests on, read before anything else. */
export interface StoreMoment extends RecordBounds {
  readonly installation: Installation;
}

export interface RecordStore {
  readBounds(): Promise<RecordBounds>;
  /** The bounds and the installation in one question: every answer begins with it. */
  readMoment(): Promise<StoreMoment>;
  findRecord(identifier: string, metadataPrefix: string): Promise<StoredRecord | undefined>;
  /** Every record of one item in order of metadataPrefix, deleted ones too; empty for an item that never was. */
  listRecordsOf(identifier: string): Promise<readonly StoredRecord[]>;
  /** Of every record of these items, deleted ones too; those of one item in order of metadataPrefix. */
  listHeadersOf(identifiers: readonly string[]): Promise<readonly RecordHeader[]>;
  /**
   * At most `limit` records in ascending order of (datestamp, identifier). Identifiers are URIs (OAI-PMH 2.0 §2.4), of which the order is
   * that of their characters' codes; of what is beyond ASCII each adapter has an order of its own that never changes. Their parts may lie in
   * memory that `allocate` gave, for as long as the caller leaves it alone.
   */
  listRecords(query: RecordQuery, allocate?: Allocate): Promise<readonly StoredRecord[]>;
  listHeaders(query: RecordQuery): Promise<readonly RecordHeader[]>;
  countRecords(query: Omit<RecordQuery, 'after' | 'limit'>): Promise<number>;
}

export interface StoredPublication {
  readonly publication: Publication;
  /** Counts its changes; a change names the one that it saw (`PublicationChange.sawRevision`). */
  readonly revision: number;
}

export interface CatalogueStore {
  findPublication(id: PublicationId): Promise<StoredPublication | undefined>;
  /** Those that are there, each once, in ascending order of id. */
  findPublications(ids: readonly PublicationId[]): Promise<readonly StoredPublication[]>;
  /** By a valid ISBN of any manifestation. */
  findPublicationByIsbn(isbn: Isbn): Promise<StoredPublication | undefined>;
  /** In ascending order of id, from the first one after `after`. */
  listPublications(page: { readonly after?: PublicationId; readonly limit: number }): Promise<readonly StoredPublication[]>;
  listStatements(): Promise<readonly PublisherStatement[]>;
}

/** A key that signs resumption tokens. The newest signs; all that are kept verify. */
export interface TokenKey {
  readonly id: string;
  /** 32 random bytes, base64url. Never printed. */
  readonly secret: string;
  readonly created: Datestamp;
}

/** How far a rendering of everything has come: whoever goes on with it begins there. */
export interface RenderingProgress {
  /** As `Installation.renderedWith` will be. */
  readonly with: string;
  /** The last of what is done; `faulty`: what is left of those that failed in an earlier round. */
  readonly at:
    | { readonly kind: 'publications'; readonly after?: PublicationId }
    | { readonly kind: 'harvested'; readonly after?: Pick<HarvestedRecord, 'source' | 'localId'> }
    | { readonly kind: 'faulty'; readonly left: readonly string[] }
    | { readonly kind: 'ended' };
  /** Ids of publications and localIds of records of which a format could not be rendered. */
  readonly faulty: readonly string[];
  /** How many more there are than are named. */
  readonly unnamed: number;
}

/** What one installation has once and keeps across restarts. */
export interface Installation {
  /** New after a restore from backup: tokens of another epoch are refused. */
  readonly epoch: string;
  /** The lower limit of all datestamps, fixed when the store was made (OAI-PMH 2.0 §4.2). */
  readonly earliestDatestamp: Datestamp;
  readonly tokenKeys: readonly TokenKey[];
  /** Names the crosswalks and settings that all stored records were rendered with; absent until that is so. */
  readonly renderedWith?: string;
  /** Where rendering everything anew has come, or where it ended the last time. */
  readonly rendering?: RenderingProgress;
  /** The identifier domain and prefix that the items were made with; absent until there are some. */
  readonly identifierBasis?: string;
}

export interface InstallationStore {
  readInstallation(): Promise<Installation>;
}

export interface PublicationChange {
  readonly publication: Publication;
  /** 0 for one that must not be there yet. */
  readonly sawRevision: number;
}

/** What is named takes the place of what was; the rest stays. */
export interface InstallationChange {
  readonly tokenKeys?: readonly TokenKey[];
  /** The ids of the keys that `tokenKeys` was made from, in their order; `conflict` when there are others by now. */
  readonly sawTokenKeys?: readonly string[];
  readonly renderedWith?: string;
  readonly rendering?: RenderingProgress;
  /** What `rendering` was when it was read; `conflict` when it has moved on. */
  readonly sawRendering?: RenderingProgress | 'none';
  readonly identifierBasis?: string;
}

/** All of it happens or none. */
export interface StoreChange extends HarvestChange {
  readonly publications?: readonly PublicationChange[];
  /** Publications that the change rests on without changing them; `conflict` when one has moved on. */
  readonly seen?: readonly { readonly id: PublicationId; readonly revision: number }[];
  readonly records?: readonly RecordContent[];
  readonly statements?: readonly PublisherStatement[];
  readonly installation?: InstallationChange;
}

export interface CommitResult {
  /** The stamp of every record that this commit changed. */
  readonly datestamp: Datestamp;
  /** How many records got that stamp; the others were given as they already stood. */
  readonly stamped: number;
}

export interface Store extends RecordStore, CatalogueStore, InstallationStore, HarvestStore {
  /**
   * Applies a change, one after the other. A record whose deletion, sets, metadata and about are as stored keeps its
   * datestamp; every other gets the stamp of this commit, given inside the write lock.
   * @throws StoreError `conflict` when a publication, a source or the token keys have moved on since they were read; nothing is changed then
   */
  commit(change: StoreChange): Promise<CommitResult>;
  /** The same for a change that is too large to be held: its parts are applied in order, as one; nothing is changed when they end by throwing. */
  commitParts(parts: AsyncIterable<StoreChange>): Promise<CommitResult>;
  /** Since the store was opened. While it is the same, nothing that can be read has changed: whoever keeps an index asks that first. */
  countCommits(): Promise<number>;
  /** Ends after what was begun; the lock, where there is one, is free then. */
  close(): Promise<void>;
}

export type StoreErrorCode = 'locked' | 'damaged' | 'conflict' | 'unavailable' | 'newer';

/** The store cannot do what was asked. The message is for the operator, never for strangers. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
  readonly code: StoreErrorCode;
  constructor(code: StoreErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
