/** A harvest of our own records by somebody: one list, from its first page on. Times are UTC. */
export interface KeptVisit {
  /** What the client calls itself; empty when it does not. */
  readonly agent: string;
  /** Its network, never its whole address. */
  readonly from: string;
  readonly began: string;
  readonly last: string;
  readonly verb: string;
  readonly metadataPrefix?: string;
  readonly set?: string;
  /** The lower bound that it asked for. */
  readonly since?: string;
  /** Pages that were sent, each counted once. */
  readonly pages: number;
  /** Records or headers. */
  readonly records: number;
  /** Of the whole list, as it was when it began. */
  readonly completeListSize: number;
  /** The last page was sent. */
  readonly isComplete: boolean;
  /** Names the list among those of this client. */
  readonly list: string;
  /** Behind the last record that was sent. */
  readonly next: number;
  /** Before that, what has not been sent as far as is known, `[first, behind the last]`: pages of one list may come from several processes. */
  readonly gaps?: readonly (readonly [from: number, to: number])[];
}

/** What one client asked for on one day of UTC. */
export interface ClientDay {
  readonly day: string;
  /** Absent for all those together that came when the day had too many. */
  readonly client?: { readonly agent: string; readonly from: string };
  /** By verb; `none` where the request named no verb of the protocol. */
  readonly requests: Readonly<Record<string, number>>;
  /** Of these, by error code. */
  readonly errors: Readonly<Record<string, number>>;
  readonly last: string;
}

export interface VisitLog {
  readonly visits: readonly KeptVisit[];
  readonly days: readonly ClientDay[];
}

/** Outlives the program. */
export interface VisitMemory {
  /** Nothing, where there is nothing or what is there cannot be read: figures are no reason not to start. */
  read(): Promise<VisitLog>;
  /**
   * Makes the next log of the one that there is; one at a time, of all processes that share the memory, so that none overwrites what another has
   * noted. Lasting on return. @returns the log as it is then @throws StoreError `unavailable`
   */
  update(change: (log: VisitLog) => VisitLog): Promise<VisitLog>;
}
