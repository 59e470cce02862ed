/** Where and when something was seen: the number that was looked for, in which source, and how the search was narrowed. */
export interface TieEvidence {
  /** An ISBN of 13 digits, or a control number with its library: `(FI-MELINDA)254001`. */
  readonly number: string;
  /** Id of the source that was asked. */
  readonly source: string;
  /** `building:"0/EKK/"`; empty where all of the source was searched. */
  readonly filters: readonly string[];
  /** UTC, to the second: when it was last found by that number. */
  readonly at: string;
}

/** Something of another institution that a look-up found by a number of a work. Times are UTC, to the second. */
export interface CheckedTie {
  /** A key of `links.targets` in the settings, or `urn`. */
  readonly target: string;
  /** Under which they know it. */
  readonly theirs: string;
  /** What it was found by: the number itself is the tie. */
  readonly tier: 'identifier';
  /** Newest observation of each number and search. At least one. */
  readonly evidence: readonly TieEvidence[];
  /** Other records there of the same thing, as the source says; where it says so. */
  readonly dedupIds: readonly string[];
  /** Under which catalogues hold the record, as it says: `(FI-MELINDA)254001`. */
  readonly numbers: readonly string[];
  readonly found: string;
  /** Looks in a row that proved that it is not there, and when the first and the last of them were. */
  readonly missing?: { readonly times: number; readonly since: string; readonly last: string };
  /** Taken for gone, since when. */
  readonly dead?: string;
  /** When it was found, taken for gone, or found again. */
  readonly changed: string;
}

/** What look-ups know of one work. */
export interface WorkTies {
  /** The work's id. */
  readonly work: string;
  /** What was asked at the last look, in one spelling each: another question since then has never been answered. */
  readonly asked: readonly string[];
  /** UTC. The last look that was answered in full; absent where none was. */
  readonly checked?: string;
  /** UTC. The last look since then that could not be finished; it proves nothing. */
  readonly failed?: { readonly at: string; readonly reason: string };
  readonly ties: readonly CheckedTie[];
}

/** With its place in the order of changes. */
export interface StoredWorkTies {
  readonly row: WorkTies;
  readonly change: number;
}

/**
 * Remembers what look-ups found, apart from what was harvested and what people decided: nothing here can overwrite those. A row takes the
 * place of the one before it as a whole. Change numbers are compared only while the memory is open.
 */
export interface TieMemory {
  /** Those that are there, in no order. */
  find(works: readonly string[]): Promise<readonly StoredWorkTies[]>;
  /** Oldest change first, from the first one after `after`; a row that is put again moves to the end and is nowhere else. */
  listChanged(page: { readonly after?: number; readonly limit: number }): Promise<readonly StoredWorkTies[]>;
  /** All of them or none, each work once; lasting on return. What became visible earlier never has the higher number. @throws StoreError `unavailable` */
  put(rows: readonly WorkTies[]): Promise<void>;
  /** The newest change number, 0 for none: cheap, to be asked before every answer. */
  lastChange(): Promise<number>;
}
