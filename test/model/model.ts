import type { Datestamp } from '../../src/catalogue/datestamp.js';
import { allSetsOf } from '../../src/catalogue/set-spec.js';
import type { CommitResult } from '../../src/store/ports.js';
import { assertHeld } from './broken-guarantee.js';

/** A record as a script wants it. Its rendering holds the number `rev`, which no other rendering holds. */
export interface Draft {
  readonly identifier: string;
  readonly metadataPrefix: string;
  readonly deleted: boolean;
  readonly sets: readonly string[];
  readonly rev: number;
}

/** What the repository must say of a record from now on. */
export interface ModelRecord extends Draft {
  readonly stamp: Datestamp;
  /** Counts the commits that changed it. */
  readonly version: number;
}

/** The truth that a repository is held against: what readers can see, not what is being written. */
export interface Model {
  readonly records: Map<string, ModelRecord>;
  readonly earliest: Datestamp;
  newest: Datestamp;
  /** Commits that changed something. */
  changes: number;
}

export const createModel = (earliest: Datestamp): Model => ({ records: new Map(), earliest, newest: earliest, changes: 0 });

export const keyOf = ({ identifier, metadataPrefix }: Pick<Draft, 'identifier' | 'metadataPrefix'>): string =>
  `${metadataPrefix} ${identifier}`;

/** Takes a commit in, and holds its stamp against those before it (stamps never decrease in commit order). */
export const applyCommit = (model: Model, drafts: readonly Draft[], { datestamp, stamped }: CommitResult): void => {
  const changed = drafts.flatMap((draft) => nextRecord(model.records.get(keyOf(draft)), draft, datestamp) ?? []);
  assertHeld(stamped === changed.length, 'stamp', () => `a commit that changes ${changed.length} records stamped ${stamped}`);
  if (changed.length === 0) return;
  assertHeld(datestamp >= model.newest, 'stamp', () => `a commit was stamped ${datestamp}, after one that was stamped ${model.newest}`);
  assertHeld(datestamp >= model.earliest, 'stamp', () => `the stamp ${datestamp} is before earliestDatestamp ${model.earliest}`);
  for (const record of changed) model.records.set(keyOf(record), record);
  model.newest = datestamp;
  model.changes += 1;
};

/** `undefined` when nothing changes: the deletion of what never was, or the content that is there already. */
const nextRecord = (current: ModelRecord | undefined, draft: Draft, stamp: Datestamp): ModelRecord | undefined => {
  const version = (current?.version ?? 0) + 1;
  if (draft.deleted) return current && !current.deleted ? { ...current, deleted: true, stamp, version } : undefined;
  const isSame =
    current && !current.deleted && current.rev === draft.rev && JSON.stringify(current.sets) === JSON.stringify([...draft.sets].sort());
  return isSame ? undefined : { ...draft, sets: [...draft.sets].sort(), stamp, version };
};

export interface ModelQuery {
  /** As stored: an alias has been resolved. */
  readonly metadataPrefix: string;
  readonly set?: string | undefined;
  readonly from?: Datestamp | undefined;
  readonly until?: Datestamp | undefined;
  readonly after?: { readonly stamp: Datestamp; readonly identifier: string } | undefined;
}

/** The records that a list holds, in its order. */
export const select = (model: Model, { metadataPrefix, set, from, until, after }: ModelQuery): readonly ModelRecord[] =>
  [...model.records.values()]
    .filter((record) => record.metadataPrefix === metadataPrefix && (set === undefined || isInSet(record, set)))
    .filter(({ stamp }) => (from === undefined || stamp >= from) && (until === undefined || stamp <= until))
    .filter((record) => after === undefined || compareKeys(record, after) > 0)
    .sort(compareKeys);

export const isInSet = ({ sets }: { readonly sets: readonly string[] }, set: string): boolean => allSetsOf(sets).has(set);

interface Key {
  readonly stamp: Datestamp;
  readonly identifier: string;
}

export const compareKeys = (a: Key, b: Key): number =>
  a.stamp - b.stamp || (a.identifier < b.identifier ? -1 : a.identifier > b.identifier ? 1 : 0);
