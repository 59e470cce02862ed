import type { Tie, Work } from './work.js';

/** What can be asked for: every part narrows it down. */
export interface WorkQuery {
  /** Every word must be found in title, people, series, subjects or a number; forgiving of case, of å ä ö, of hyphens in numbers, and of one slip in a long word. */
  readonly words?: string;
  readonly author?: string;
  /** Code or ISSN of a series. */
  readonly series?: string;
  readonly yearFrom?: number;
  readonly yearUntil?: number;
  /** ISO 639-2/B. */
  readonly language?: string;
  readonly origin?: Work['origin'];
  /** `newest` first where absent and there are no words; the best hit first where there are. */
  readonly order?: 'relevance' | 'newest' | 'oldest' | 'title';
  /** From 0. A person pages through what they see now: an offset is right here. */
  readonly offset: number;
  readonly limit: number;
}

export interface WorkPage {
  readonly works: readonly Work[];
  readonly total: number;
  /** There are more than `total`, which nobody has counted; they come the newest first, and none behind `total` can be had. */
  readonly hasMore?: true;
}

/** A work that was there and is not any more, and when it went. */
export interface Gone {
  readonly id: string;
  readonly changed: number;
}

/** What one identifier comes to. */
export type Resolution =
  | {
      readonly kind: 'found';
      readonly work: Work;
      /** A word about what was asked: a mistyped number that we know. */ readonly remark?: string;
    }
  | { readonly kind: 'several'; readonly works: readonly Work[] }
  /** A series of the settings. */
  | { readonly kind: 'series'; readonly code: string }
  | { readonly kind: 'unknown'; readonly reason: string; readonly suggestions: readonly string[] }
  /** It is no such number; says which digit or what else is wrong. */
  | { readonly kind: 'invalid'; readonly reason: string; readonly suggestions: readonly string[] };

export type IdentifierKind = 'isbn' | 'issn' | 'urn' | 'melinda' | 'oai' | 'id';

/** What readers and other libraries' machines ask of the catalogue. It only reads, and knows neither HTTP nor HTML. */
export interface Discovery {
  find(id: string): Promise<Work | undefined>;
  search(query: WorkQuery): Promise<WorkPage>;
  /** `kind` says what it is meant to be; `any` finds out. `number` is that of a series: `2/2012`, `2`. */
  resolve(wish: {
    readonly kind: IdentifierKind | 'any';
    readonly value: string;
    readonly number?: string;
    readonly year?: number;
  }): Promise<Resolution>;
  /** All works in ascending order of (changed, id), from those after `after`: for dumps and feeds, page by page. */
  list(page: { readonly after?: Pick<Work, 'changed' | 'id'>; readonly since?: number; readonly limit: number }): Promise<readonly Work[]>;
  /** The same newest first, for feeds of news by `created`. */
  listNewest(limit: number): Promise<readonly Work[]>;
  /** Works that were there and are not any more, with when they went; for change lists. */
  listGone(page: { readonly since?: number; readonly limit: number }): Promise<readonly Gone[]>;
  /** Names the state that all answers rest on: changes with every change of any work. For ETag and Last-Modified. */
  readVersion(): Promise<{ readonly tag: string; readonly changed: number }>;
}

export type { Tie, Work };
