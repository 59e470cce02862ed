import { allSetsOf } from '../catalogue/set-spec.js';
import type { RecordHeader, RecordQuery, StoredRecord } from './ports.js';
import { compareCodeUnits, findFirst, mergeSorted } from './sorted.js';

/** The records of an embedded store, in memory, in the order in which they are listed. */
export interface RecordIndex {
  readonly size: number;
  find(identifier: string, metadataPrefix: string): StoredRecord | undefined;
  listOf(identifier: string): readonly StoredRecord[];
  list(query: RecordQuery): readonly StoredRecord[];
  listHeaders(query: RecordQuery): readonly RecordHeader[];
  count(query: Omit<RecordQuery, 'after' | 'limit'>): number;
  /** Puts records in the place of those with the same identifier and metadataPrefix; no two of a batch share both. */
  put(records: readonly StoredRecord[]): void;
}

/** One record in every list that it is in. What was re-stamped stays in its old slots, out of date, until they are compacted. */
interface Slot {
  readonly record: StoredRecord;
  current: boolean;
}

/** Slots in ascending order of (datestamp, identifier). */
interface SlotList {
  slots: Slot[];
  outdated: number;
}

const ALL = '';
const COMPACT_ABOVE = 1 / 2;

export const createRecordIndex = (): RecordIndex => {
  const byIdentifier = new Map<string, Slot[]>();
  /** By metadataPrefix, then by setSpec, every ancestor included; `ALL` stands for the list without a set. */
  const lists = new Map<string, Map<string, SlotList>>();
  let size = 0;

  const listFor = (metadataPrefix: string, set: string): SlotList => {
    const ofPrefix = lists.get(metadataPrefix) ?? new Map<string, SlotList>();
    lists.set(metadataPrefix, ofPrefix);
    const list = ofPrefix.get(set) ?? { slots: [], outdated: 0 };
    ofPrefix.set(set, list);
    return list;
  };
  /** The lists for each combination of sets: there are few, and a bulk load asks for each of its records. */
  const listsBySets = new Map<string, readonly SlotList[]>();
  const listsOf = ({ metadataPrefix, sets }: StoredRecord): readonly SlotList[] => {
    const key = `${metadataPrefix} ${sets.join(' ')}`;
    const found = listsBySets.get(key) ?? [ALL, ...allSetsOf(sets)].map((set) => listFor(metadataPrefix, set));
    listsBySets.set(key, found);
    return found;
  };
  const findSlot = (identifier: string, metadataPrefix: string): Slot | undefined =>
    byIdentifier.get(identifier)?.find(({ record }) => record.metadataPrefix === metadataPrefix);
  const replace = (slot: Slot): void => {
    const { identifier, metadataPrefix } = slot.record;
    const slots = byIdentifier.get(identifier) ?? [];
    const position = slots.findIndex(({ record }) => record.metadataPrefix === metadataPrefix);
    const old = slots[position];
    if (old) {
      old.current = false;
      for (const list of listsOf(old.record)) list.outdated++;
      slots[position] = slot;
    } else {
      slots.push(slot);
      size++;
    }
    byIdentifier.set(identifier, slots);
  };

  /** The stretch of slots that a query covers: first position, and the one behind the last. */
  const stretchOf = (query: Omit<RecordQuery, 'limit'>): { readonly list: SlotList; readonly start: number; readonly end: number } => {
    const list = lists.get(query.metadataPrefix)?.get(query.set ?? ALL) ?? { slots: [], outdated: 0 };
    const { from, until, after } = query;
    const start = findFirst(
      list.slots,
      ({ record }) => (from === undefined || record.datestamp >= from) && (after === undefined || compareKeys(record, after) > 0),
    );
    return { list, start, end: findFirst(list.slots, ({ record }) => record.datestamp > until) };
  };
  const select = <T>(query: RecordQuery, of: (record: StoredRecord) => T): readonly T[] => {
    const { list, start, end } = stretchOf(query);
    const selected: T[] = [];
    for (let position = start; position < end && selected.length < query.limit; position++) {
      const slot = list.slots[position];
      if (slot?.current) selected.push(of(slot.record));
    }
    return selected;
  };

  return {
    get size() {
      return size;
    },
    find: (identifier, metadataPrefix) => findSlot(identifier, metadataPrefix)?.record,
    listOf: (identifier) =>
      (byIdentifier.get(identifier) ?? []).map(({ record }) => record).sort((a, b) => compareCodeUnits(a.metadataPrefix, b.metadataPrefix)),
    list: (query) => select(query, (record) => record),
    listHeaders: (query) => select(query, headerOf),
    count: (query) => {
      const { list, start, end } = stretchOf(query);
      if (list.outdated === 0) return Math.max(0, end - start);
      let count = 0;
      for (let position = start; position < end; position++) if (list.slots[position]?.current) count++;
      return count;
    },
    put: (records) => {
      const additions = new Map<SlotList, Slot[]>();
      for (const record of [...records].sort(compareKeys)) {
        const slot = { record, current: true };
        replace(slot);
        for (const list of listsOf(record)) {
          const ofList = additions.get(list);
          if (ofList) ofList.push(slot);
          else additions.set(list, [slot]);
        }
      }
      for (const [list, slots] of additions) mergeSorted(list.slots, slots, compareSlots);
      for (const ofPrefix of lists.values()) for (const list of ofPrefix.values()) compact(list);
    },
  };
};

interface Key {
  readonly datestamp: number;
  readonly identifier: string;
}

const compareKeys = (a: Key, b: Key): number => a.datestamp - b.datestamp || compareCodeUnits(a.identifier, b.identifier);

/** A record stamped twice in one second has two slots with the same key; their order does not matter, as one is out of date. */
const compareSlots = (a: Slot, b: Slot): number => compareKeys(a.record, b.record);

const compact = (list: SlotList): void => {
  if (list.outdated <= list.slots.length * COMPACT_ABOVE) return;
  list.slots = list.slots.filter(({ current }) => current);
  list.outdated = 0;
};

export const headerOf = ({ identifier, metadataPrefix, datestamp, deleted, sets }: StoredRecord): RecordHeader => ({
  identifier,
  metadataPrefix,
  datestamp,
  deleted,
  sets,
});
