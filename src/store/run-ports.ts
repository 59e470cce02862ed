/** What a harvest is to do. `records`: those of `ids` · `retry-failed`: those in quarantine · `reprocess`: what is stored, by today's rules, without asking. */
export type RunMode = 'incremental' | 'full' | 'range' | 'records' | 'retry-failed' | 'reconcile' | 'reprocess';

export interface RunRequest {
  readonly source: string;
  readonly mode: RunMode;
  /** UTC, a day or a second; of `range` only. */
  readonly from?: string;
  readonly until?: string;
  /** Identifiers of the source; of `records` only. */
  readonly ids?: readonly string[];
  /** Stops after so many records; such a run neither moves the mark nor proves anything by what it lacks. */
  readonly limit?: number;
  readonly dryRun: boolean;
  /** Lets more be removed at once than the brake would. */
  readonly approveLargeChange: boolean;
  /** A person's name, `schedule`, or `recovery`. */
  readonly actor: string;
  readonly reason?: string;
}

/**
 * `staged`: all has been fetched and nothing applied; a dry run ends here · `needs-approval`: staged, and the brake wants a person ·
 * `interrupted`: goes on where it was with the next run · `paused`: the source asked us to come back later.
 */
export type RunState =
  | ('queued' | 'fetching' | 'staged' | 'needs-approval' | 'applying')
  | ('completed' | 'completed-with-failures' | 'failed' | 'cancelled' | 'interrupted' | 'paused');

export interface RunTransition {
  readonly state: RunState;
  /** UTC, to the millisecond. */
  readonly at: string;
  readonly actor: string;
  readonly reason?: string;
}

/**
 * In records. `seen` is the sum of added, updated, unchanged, deleted, outOfScope, failed, duplicates and ignored; while pages still come
 * in, what will be added, updated or unchanged is only known as inScope.
 */
export interface RunCounters {
  readonly seen: number;
  readonly added: number;
  readonly updated: number;
  readonly unchanged: number;
  /** Because the source said so. */
  readonly deleted: number;
  readonly outOfScope: number;
  /** Could not be read or fetched. */
  readonly failed: number;
  /** Came again later in the run; the later one counts. */
  readonly duplicates: number;
  /** Said to be deleted and not here, or not any more. */
  readonly ignored: number;
  readonly inScope: number;
  /** Of the updated: came back after a deletion; known by another identifier now. */
  readonly restored: number;
  readonly renamed: number;
  /** Of those out of scope: were in it before. */
  readonly leftScope: number;
  /** Not among the seen: missing from this complete list, once; missing again and gone. */
  readonly suspects: number;
  readonly retired: number;
  /** Read only after something in them was mended. */
  readonly repaired: number;
  readonly pages: number;
  readonly bytes: number;
}

/** So many records of which the same is to be said. */
export interface RunGroup {
  readonly message: string;
  readonly count: number;
  /** The first of them. */
  readonly identifiers: readonly string[];
}

export interface Run {
  /** Sorts by time: `20260301T120000000Z-kansalliskirjasto-sru`. */
  readonly id: string;
  readonly request: RunRequest;
  readonly state: RunState;
  readonly transitions: readonly RunTransition[];
  readonly counters: RunCounters;
  /** The revision of the source on which what is staged rests. */
  readonly baseRevision: number;
  /** What has become of it, and what to do, in a sentence for an administrator. */
  readonly message: string;
  /** Of the source's clock; where the next incremental run begins once this one is applied. Absent where it does not move. */
  readonly mark?: string;
  readonly completeListSize?: number;
  readonly warnings: readonly string[];
  readonly failures: readonly RunGroup[];
  readonly repairs: readonly RunGroup[];
  /** Why records were left, the commonest first. */
  readonly left: readonly RunGroup[];
  /** Whether the next run of the same kind goes on where this one stopped. */
  readonly isResumable: boolean;
  /** UTC; of a paused run. */
  readonly nextAttemptAt?: string;
}

/** Where runs keep what must outlive the program before it can be applied. */
export interface RunStore {
  /** In the place of the one with the same id; lasting on return. */
  saveRun(run: Run): Promise<void>;
  findRun(id: string): Promise<Run | undefined>;
  /** Newest first. */
  listRuns(page: RunListPage): Promise<readonly Run[]>;
  /** Adds an entry to the journal of a run, numbered from 1, as its last one: what stood there or after it is gone. Lasting on return. */
  appendEntry(runId: string, number: number, entry: string): Promise<void>;
  /** Whole entries in order, up to the first that is missing, torn or altered. */
  readEntries(runId: string): AsyncIterable<string>;
  removeEntries(runId: string): Promise<void>;
  saveReport(runId: string, report: string): Promise<void>;
  findReport(runId: string): Promise<string | undefined>;
  /** Removes a run with all that belongs to it. */
  removeRun(runId: string): Promise<void>;
  /** Keeps the source for one at a time, among all processes; `undefined` while another has it. `runId`: the run that it is for. */
  leaseSource(source: string, runId?: string): Promise<SourceLease | undefined>;
  /** The runs that somebody works on now, in whichever process. */
  listLeasedRuns(): Promise<readonly LeasedRun[]>;
}

export interface RunListPage {
  readonly source?: string;
  /** In one of these only. */
  readonly states?: readonly RunState[];
  /** An id, whether a run has it or not. */
  readonly before?: string;
  readonly limit: number;
}

export interface LeasedRun {
  readonly source: string;
  readonly runId: string;
}

/** A source that is ours until we give it back, or until it is taken from us because we seemed to be dead. */
export interface SourceLease {
  /** Aborted when it is not ours any more. */
  readonly lost: AbortSignal;
  /** The same runs, of which nothing can be written any more once the lease is lost: that fails with StoreError `conflict`. */
  readonly runs: RunStore;
  /** Never fails: a lease that cannot be given back runs out by itself. */
  release(): Promise<void>;
}

export const NO_COUNTS: RunCounters = {
  seen: 0,
  added: 0,
  updated: 0,
  unchanged: 0,
  deleted: 0,
  outOfScope: 0,
  failed: 0,
  duplicates: 0,
  ignored: 0,
  inScope: 0,
  restored: 0,
  renamed: 0,
  leftScope: 0,
  suspects: 0,
  retired: 0,
  repaired: 0,
  pages: 0,
  bytes: 0,
};
