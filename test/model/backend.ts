import type { Datestamp } from '../../src/catalogue/datestamp.js';
import { allSetsOf } from '../../src/catalogue/set-spec.js';
import type { WallClock } from '../../src/platform/clock.js';
import type { DatestampClock } from '../../src/store/datestamp-clock.js';
import { createMemoryStore } from '../../src/store/memory/memory-store.js';
import type {
  CommitResult,
  InstallationStore,
  RecordBounds,
  RecordContent,
  RecordQuery,
  RecordStore,
  StoredRecord,
} from '../../src/store/ports.js';

export type ReadStore = RecordStore & InstallationStore;

/** A store with what a script does to it beside reading. */
export interface Backend {
  /** What a reader sees now; another one after a restart. */
  readonly store: ReadStore;
  commit(records: readonly RecordContent[]): Promise<CommitResult>;
  /** `undefined` when it failed: then it must never be seen. */
  commitOnBadDisk(records: readonly RecordContent[], fault: DiskFault): Promise<CommitResult | undefined>;
  /**
   * A commit that has its stamp and that nobody sees yet. At most one at a time, and no other commit meanwhile.
   * @param stage numbers where it is held up
   */
  beginSlowWrite(records: readonly RecordContent[], stage: number): Promise<void>;
  endSlowWrite(): Promise<CommitResult>;
  /** An orderly end and a new start. */
  restart(): Promise<void>;
  /** An end at any moment and a new start. A slow write has come through whole or not at all; `undefined` when not, or when there was none. */
  crash(): Promise<CommitResult | undefined>;
  close(): Promise<void>;
}

/** The operation after so many others fails. */
export interface DiskFault {
  readonly operations: number;
  readonly effect: 'without effect' | 'with effect';
}

/** A commit that is stamped and not seen: of each record of it, what is seen instead. */
interface Flight {
  readonly result: CommitResult;
  readonly seen: ReadonlyMap<string, StoredRecord | undefined>;
}

/**
 * Over the memory store, whose own commits are never in flight. A slow write is committed at once and kept from the
 * readers until it ends, with `settled` held below its stamp, as a database with transactions would.
 */
export const createMemoryBackend = (wallClock: WallClock, clock?: DatestampClock): Backend => {
  const store = createMemoryStore({ wallClock, ...(clock && { clock }) });
  let flight: Flight | undefined;
  const end = (): CommitResult | undefined => {
    const result = flight?.result;
    flight = undefined;
    return result;
  };
  return {
    store: { ...store, ...hide(store, () => flight) },
    commit: (records) => store.commit({ records }),
    commitOnBadDisk: (records) => store.commit({ records }),
    beginSlowWrite: async (records) => {
      const before = records.map(
        async (record) => [keyOf(record), await store.findRecord(record.identifier, record.metadataPrefix)] as const,
      );
      const seen = new Map(await Promise.all(before));
      flight = { result: await store.commit({ records }), seen };
    },
    endSlowWrite: async () => end()!,
    restart: async () => {},
    crash: async () => end(),
    close: () => store.close(),
  };
};

const keyOf = ({ identifier, metadataPrefix }: Pick<RecordContent, 'identifier' | 'metadataPrefix'>): string =>
  `${metadataPrefix} ${identifier}`;

const hide = (store: RecordStore, inFlight: () => Flight | undefined): RecordStore => {
  const seenIn = (rows: readonly StoredRecord[], matches: (record: StoredRecord) => boolean): readonly StoredRecord[] => {
    const seen = inFlight()?.seen ?? new Map<string, StoredRecord | undefined>();
    const instead = [...seen.values()].filter((record) => record !== undefined).filter(matches);
    return [...rows.filter((row) => !seen.has(keyOf(row))), ...instead].sort(compare);
  };
  const list = async (query: RecordQuery): Promise<readonly StoredRecord[]> => {
    const limit = query.limit + (inFlight()?.seen.size ?? 0);
    return seenIn(await store.listRecords({ ...query, limit }), matcherOf(query)).slice(0, query.limit);
  };
  const listOf = async (identifier: string): Promise<readonly StoredRecord[]> =>
    seenIn(await store.listRecordsOf(identifier), (record) => record.identifier === identifier);
  const hold = <Bounds extends RecordBounds>(bounds: Bounds): Bounds => {
    const held = (inFlight()?.result.datestamp ?? Infinity) - 1;
    return { ...bounds, settled: Math.min(bounds.settled, held) as Datestamp };
  };
  return {
    readBounds: async () => hold(await store.readBounds()),
    readMoment: async () => hold(await store.readMoment()),
    listRecordsOf: listOf,
    listHeadersOf: async (identifiers) => (await Promise.all([...new Set(identifiers)].map(listOf))).flat(),
    findRecord: async (identifier, metadataPrefix) => {
      const seen = inFlight()?.seen;
      const key = keyOf({ identifier, metadataPrefix });
      return seen?.has(key) ? seen.get(key) : store.findRecord(identifier, metadataPrefix);
    },
    listRecords: list,
    listHeaders: list,
    countRecords: async (query) => (await list({ ...query, limit: Infinity })).length,
  };
};

const matcherOf =
  ({ metadataPrefix, set, from, until, after }: RecordQuery) =>
  (record: StoredRecord): boolean =>
    record.metadataPrefix === metadataPrefix &&
    (set === undefined || allSetsOf(record.sets).has(set)) &&
    record.datestamp >= (from ?? 0) &&
    record.datestamp <= until &&
    (after === undefined || compare(record, after) > 0);

interface Key {
  readonly datestamp: number;
  readonly identifier: string;
}

const compare = (a: Key, b: Key): number =>
  a.datestamp - b.datestamp || (a.identifier < b.identifier ? -1 : a.identifier > b.identifier ? 1 : 0);
