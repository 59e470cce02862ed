import type { Datestamp } from '../../src/catalogue/datestamp.js';
import type { ReadRecord, ReadToken } from './answer.js';
import type { Model, ModelRecord } from './model.js';
import type { Repository } from './repository.js';
import type { ListVerb, Script } from './script.js';

/** What a script is played against. */
export interface World {
  readonly repository: Repository;
  readonly model: Model;
  readonly script: Script;
  /** Sees each answer's text before it is read. */
  readonly inspect: (text: string) => void;
}

export interface Selection {
  readonly verb: ListVerb;
  readonly metadataPrefix: string;
  readonly set?: string;
  /** In the first, and up to the last second of the argument. */
  readonly from?: Datestamp;
  readonly until?: Datestamp;
  readonly granularity: 'day' | 'seconds';
}

export interface PageTaken {
  /** The token that brought it; none brought the first page. */
  readonly token: ReadToken | undefined;
  readonly after: ReadRecord | undefined;
  readonly records: readonly ReadRecord[];
  readonly versions: ReadonlyMap<string, number>;
  /** How many records followed when it was given. */
  readonly following: number;
  readonly next: ReadToken | undefined;
  /** The model's count of changes when it was given. */
  readonly changes: number;
}

/** One list from its first page to its last. */
export interface ListRun {
  readonly selection: Selection;
  readonly firstResponseDate: Datestamp;
  /** U: the last second that the list covers. */
  readonly bound: Datestamp;
  /** What it must deliver unless that changes meanwhile. */
  readonly atStart: readonly ModelRecord[];
  readonly changesAtStart: number;
  readonly seen: Set<string>;
  readonly pages: PageTaken[];
}

export const storedPrefix = (metadataPrefix: string): string => (metadataPrefix === 'marc21' ? 'marcxml' : metadataPrefix);
