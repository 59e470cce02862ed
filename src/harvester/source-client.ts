import type { Origin } from '../catalogue/origin.js';

/** A record as a source sent it. */
export interface ReceivedRecord {
  /** The OAI identifier, or for SRU the record's own number as the source prints it. */
  readonly identifier: string;
  /** Verbatim: some sources print local time as UTC, so it is shown and never computed with. */
  readonly datestamp?: string;
  /** The source says that it is no more. */
  readonly deleted: boolean;
  /** The record's own XML, as received, with the namespaces that it needs; absent for a deleted one, and for one that was judged to be out of scope. */
  readonly xml?: string;
  /** What had to be mended before it could be read, in words; empty for a sound one. */
  readonly repairs: readonly string[];
  /** The whole record before it was mended, as received; only where `repairs` has something. */
  readonly source?: string;
  /** What the source says of where it had the record from: its own provenance container. */
  readonly origin?: Origin;
  /** Decided where it was read, off the event loop. Absent for a deleted record, and where nobody was asked to judge. */
  readonly verdict?: Verdict;
}

/** What a record is to us. */
export type Verdict = InScope | OutOfScope;

export interface InScope {
  readonly kind: 'inScope';
  /** Under which the record is published and found again: `fi-melinda.000254001`. */
  readonly localId: string;
  readonly title: string;
  /** Why it is wanted, in a sentence. */
  readonly because: string;
  readonly flags: readonly 'yearUnknown'[];
  /** SHA-256 in hexadecimal of what the record says; equal ones mean that nothing has to be done. */
  readonly contentHash: string;
  /** SHA-256 in hexadecimal of the record as received. */
  readonly rawHash: string;
}

export interface OutOfScope {
  readonly kind: 'outOfScope';
  readonly localId: string;
  readonly title: string;
  /** Why it is left, in a sentence. */
  readonly because: string;
}

/** One record of a page that could not be read, set aside so that the rest goes on. */
export interface UnreadableRecord {
  readonly identifier?: string;
  readonly reason: string;
  readonly xml?: string;
}

export interface SourcePage {
  /** When the source answered, in its own words; the first page's is where the next harvest begins. */
  readonly responseDate?: string;
  readonly records: readonly ReceivedRecord[];
  readonly unreadable: readonly UnreadableRecord[];
  /** How many the whole list has, as the source says; for progress only. */
  readonly completeListSize?: number;
  /** Counts from 1; goes up when the source refused to go on and the list was begun again: what follows repeats what came. */
  readonly listNumber?: number;
  /** What is doubtful about the list, in words. A list with any proves nothing by what it lacks. */
  readonly warnings?: readonly string[];
  /** What an administrator should know of the source, in sentences; says nothing against the list. */
  readonly remarks?: readonly string[];
  /** Where the list goes on after this page, for a harvest that is resumed later. */
  readonly next?: ListPosition;
  /** Of the answer once unpacked. */
  readonly bytes?: number;
}

/** A place in a list of a source. */
export interface ListPosition {
  readonly token: string;
  /** UTC, as the source says; absent where it does not. */
  readonly expires?: string;
  readonly listNumber: number;
}

export interface ListRequest {
  /** UTC, `YYYY-MM-DDThh:mm:ssZ` or a day; absent for everything. */
  readonly from?: string;
  readonly until?: string;
  /** Begins there and not at the beginning; a source that does not know it any more is asked from the beginning, under the next list number. */
  readonly resume?: ListPosition;
}

/** One record, asked for by its identifier. */
export type RecordAnswer =
  | { readonly kind: 'received'; readonly record: ReceivedRecord; readonly responseDate?: string }
  | { readonly kind: 'unreadable'; readonly record: UnreadableRecord }
  /** The source knows no such record; `inWords` is what it said. */
  | { readonly kind: 'gone'; readonly inWords: string };

/** What a source says of itself. */
export interface SourceDescription {
  readonly name?: string;
  /** UTC; the lower limit of its datestamps, where it says a readable one. */
  readonly earliestDatestamp?: string;
  readonly granularity?: 'YYYY-MM-DD' | 'YYYY-MM-DDThh:mm:ssZ';
  /** In words, each a sentence: where it departs from its protocol. */
  readonly remarks: readonly string[];
}

/** One source, whatever it speaks. */
export interface SourceClient {
  /**
   * Reads the whole list, page by page. It ends only where the source proves that it ends: whatever else stops it is
   * thrown, so that a failure never looks like the end of a list.
   * @throws SourceError
   */
  listPages(request: ListRequest, signal: AbortSignal): AsyncIterable<SourcePage>;
  /** Asks for one record. @throws SourceError */
  fetchRecord(identifier: string, signal: AbortSignal): Promise<RecordAnswer>;
  /** Asks the source what it is; for one that cannot say, that it answers at all. @throws SourceError */
  describe(signal: AbortSignal): Promise<SourceDescription>;
  /** The identifiers of a window of time without the records; absent where the protocol has no such list. @throws SourceError */
  listIdentifiers?(request: ListRequest, signal: AbortSignal): AsyncIterable<readonly string[]>;
  /** The formats that it offers, by the name with which they are asked for; absent where the protocol has no such list. @throws SourceError */
  listFormats?(signal: AbortSignal): Promise<readonly string[]>;
}
