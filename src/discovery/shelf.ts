import type { Gone, WorkPage, WorkQuery } from './discovery.js';
import type { Entry } from './entry.js';
import type { Work } from './work.js';

/** A work without the names that only its index needs. */
export type Shelved = Pick<Entry, 'work' | 'mistyped'>;

/** All works as they are asked for, wherever they are kept: in this process, or in a database that several share. */
export interface Shelf {
  find(id: string): Promise<Shelved | undefined>;
  /** In the order of the ids, without those that are not there. */
  findAll(ids: readonly string[]): Promise<readonly Shelved[]>;
  findGone(id: string): Promise<Gone | undefined>;
  /** Ids of the works that answer to a key of `identifiers.ts`, in order. */
  idsUnder(key: string): Promise<readonly string[]>;
  /** Those of the keys to which some work answers. */
  knownAmong(keys: readonly string[]): Promise<ReadonlySet<string>>;
  /** Works of a series that the settings do not know, the oldest first. */
  listWithIssn(issn: string): Promise<readonly Work[]>;
  search(query: WorkQuery): Promise<WorkPage>;
  list(page: { readonly after?: Pick<Work, 'changed' | 'id'>; readonly since?: number; readonly limit: number }): Promise<readonly Work[]>;
  listNewest(limit: number): Promise<readonly Work[]>;
  listGone(page: { readonly since?: number; readonly limit: number }): Promise<readonly Gone[]>;
  readVersion(): Promise<{ readonly tag: string; readonly changed: number }>;
}

/** Gives the works as the catalogue is now; may wait for that. */
export type UpToDate = () => Promise<Shelf>;
