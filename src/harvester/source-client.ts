/** A record as a source sent it, nothing decided yet. */
export interface ReceivedRecord {
  /** The OAI identifier, or for SRU the record's own number as the source prints it. */
  readonly identifier: string;
  /** Verbatim: some sources print local time as UTC, so it is shown and never computed with. */
  readonly datestamp?: string;
  /** The source says that it is no more. */
  readonly deleted: boolean;
  /** The record's own XML, as received, with the namespaces that it needs; absent for a deleted one. */
  readonly xml?: string;
  /** What had to be mended before it could be read, in words; empty for a sound one. */
  readonly repairs: readonly string[];
  /** The whole record before it was mended, as received; only where `repairs` has something. */
  readonly source?: string;
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
}

export interface ListRequest {
  /** UTC, `YYYY-MM-DDThh:mm:ssZ` or a day; absent for everything. */
  readonly from?: string;
  readonly until?: string;
}

/** One source, whatever it speaks. */
export interface SourceClient {
  /**
   * Reads the whole list, page by page. It ends only where the source proves that it ends: whatever else stops it is
   * thrown, so that a failure never looks like the end of a list.
   * @throws SourceError
   */
  listPages(request: ListRequest, signal: AbortSignal): AsyncIterable<SourcePage>;
}
