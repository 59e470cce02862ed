import type { Link } from './harvest-ports.js';

/** A work as the public index keeps it. What it says is the business of whoever made it. */
export interface WorkRow {
  readonly id: string;
  readonly origin: 'own' | 'older';
  readonly year?: number;
  /** In seconds since 1970, as the next two are. */
  readonly created: number;
  readonly changed: number;
  /** When anything that it was made of last changed. */
  readonly touched: number;
  /** Its place in the alphabet, by the codes of its characters. */
  readonly titleKey: string;
  /** Names by which it is found, each once. */
  readonly keys: readonly string[];
  readonly words: WorkWords;
  /** Words of people's and bodies' names. */
  readonly names: readonly string[];
  /** Codes and ISSNs. */
  readonly series: readonly string[];
  readonly languages: readonly string[];
  /** Below 2^96; the sum of all names the state of the index. */
  readonly fingerprint: bigint;
  /** JSON. */
  readonly body: string;
}

/** By what they are worth, the best first; folded. */
export interface WorkWords {
  readonly title: readonly string[];
  readonly numbers: readonly string[];
  readonly people: readonly string[];
  readonly subjects: readonly string[];
  readonly series: readonly string[];
}

/** What is now at one place of the catalogue. */
export type WorkChange =
  | { readonly kind: 'work'; readonly row: WorkRow }
  | { readonly kind: 'gone'; readonly id: string; readonly changed: number; readonly fingerprint: bigint }
  | { readonly kind: 'nothing'; readonly id: string };

export interface WorkSearch {
  /** Folded; each must be found, or one that is alike. The last may be a beginning. */
  readonly words: readonly string[];
  /** Each begins a word of a name. */
  readonly names: readonly string[];
  /** Any of these codes and ISSNs; empty where it does not matter. */
  readonly series: readonly string[];
  readonly language?: string;
  readonly origin?: WorkRow['origin'];
  readonly yearFrom?: number;
  readonly yearUntil?: number;
  readonly order: 'relevance' | 'newest' | 'oldest' | 'title';
  readonly offset: number;
  readonly limit: number;
}

export interface WorkHits {
  readonly bodies: readonly unknown[];
  readonly total: number;
  /** There are more than `total`: nobody has counted them. They come the newest first, whatever fits best. */
  readonly hasMore: boolean;
}

/** What belongs together, as it is when it is asked; of many works at once. */
export interface WorkNeighbours {
  /** Of every status, in ascending order of theirs. */
  listLinksOfOurs(ours: readonly string[]): Promise<readonly Link[]>;
  /** Of each of the numbers the localIds of copies that are held under it, in order of them. */
  listCopies(numbers: readonly string[]): Promise<readonly { readonly number: string; readonly localId: string }[]>;
  /** What the copy is held under now. @returns what it was held under until now */
  putCopy(localId: string, numbers: readonly string[]): Promise<readonly string[]>;
  idsUnder(keys: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>>;
}

export interface StaleWork {
  readonly id: string;
  /** A library's record itself has changed. */
  readonly spreads: boolean;
}

export interface Renewal {
  readonly changes: readonly WorkChange[];
  /** Ids of works that must be made anew, too. */
  readonly alsoStale: readonly string[];
}

/** All works, kept for the processes of one database, with the queue of those that must be made anew. Bodies come parsed. */
export interface WorkStore {
  find(id: string): Promise<unknown>;
  /** In the order of the ids, without those that are not there. */
  findAll(ids: readonly string[]): Promise<readonly unknown[]>;
  findGone(id: string): Promise<{ readonly id: string; readonly changed: number } | undefined>;
  /** By key the ids that answer to it, in order; at most some hundreds in all. */
  idsUnder(keys: readonly string[]): Promise<ReadonlyMap<string, readonly string[]>>;
  search(wish: WorkSearch): Promise<WorkHits>;
  /** In ascending order of (changed, id). */
  list(page: {
    readonly after?: { readonly changed: number; readonly id: string };
    readonly since?: number;
    readonly limit: number;
  }): Promise<readonly unknown[]>;
  /** The newest by `created` first. */
  listNewest(limit: number): Promise<readonly unknown[]>;
  /** In ascending order of (changed, id). */
  listGone(page: {
    readonly since?: number;
    readonly limit: number;
  }): Promise<readonly { readonly id: string; readonly changed: number }[]>;
  readState(): Promise<{ readonly works: number; readonly sum: bigint; readonly changed: number }>;
  /** Without the queue. */
  put(changes: readonly WorkChange[]): Promise<void>;
  /** Says how works are made from now on. When they were made otherwise all of them are stale. */
  claim(madeWith: string): Promise<void>;
  /** Changes that wait to be followed; stops counting at `most`. */
  countStale(most: number): Promise<number>;
  /**
   * Has at most `limit` stale works made anew, those that changed last first. One at a time in all processes, all or nothing. Does nothing
   * where another process has said that works are made otherwise.
   * @returns how many works there were
   */
  renew(wish: { readonly limit: number; readonly madeWith: string; readonly make: MakeWorks }): Promise<number>;
}

export type MakeWorks = (stale: readonly StaleWork[], neighbours: WorkNeighbours) => Promise<Renewal>;
