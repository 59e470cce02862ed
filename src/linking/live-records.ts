import type { Settings } from '../platform/settings.js';
import type { HarvestedRecord, HarvestStore } from '../store/harvest-ports.js';

/** Rows that are about to be stored, read again each time that they are asked for; no localId is in two batches. */
export interface ComingRecords {
  has(localId: string): boolean;
  batches(): AsyncIterable<readonly HarvestedRecord[]>;
}

export const comingOf = (rows: readonly HarvestedRecord[]): ComingRecords => {
  const localIds = new Set(rows.map(({ localId }) => localId));
  return {
    has: (localId) => localIds.has(localId),
    batches: async function* () {
      if (rows.length > 0) yield rows;
    },
  };
};

/** A record that some source has. */
export interface LiveRecord {
  /** From the source that comes first in the settings. */
  readonly copy: HarvestedRecord;
  /** Those that have it. */
  readonly sources: readonly string[];
}

export interface LiveRecords {
  /** Every record as it will be, each once, those that come last. */
  all(): AsyncIterable<readonly LiveRecord[]>;
  /** Of these only. */
  only(localIds: ReadonlySet<string>): AsyncIterable<readonly LiveRecord[]>;
}

const BATCH = 200;

/** With the changes that are to come. */
export const createLiveRecords = (
  { store, settings }: { readonly store: HarvestStore; readonly settings: Settings },
  coming: ComingRecords,
): LiveRecords => {
  const rank = new Map(settings.sources.map(({ id }, index) => [id, index]));
  const rankOf = ({ source }: HarvestedRecord): number => rank.get(source) ?? rank.size;
  const joined = (copies: readonly HarvestedRecord[]): readonly LiveRecord[] =>
    byLocalId(copies.filter(({ state }) => state === 'live')).flatMap((group) => {
      const [copy] = [...group].sort((a, b) => rankOf(a) - rankOf(b));
      return copy ? [{ copy, sources: group.map(({ source }) => source) }] : [];
    });
  async function* arriving(isWanted: (localId: string) => boolean): AsyncIterable<readonly LiveRecord[]> {
    for await (const batch of coming.batches()) {
      const rows = batch.filter(({ localId }) => isWanted(localId));
      if (rows.length === 0) continue;
      const next = new Set(rows.map(keyOf));
      const stored = await store.listHarvestedOfMany(rows.map(({ localId }) => localId));
      yield joined([...stored.filter((row) => !next.has(keyOf(row))), ...rows]);
    }
  }
  return {
    all: async function* () {
      for await (const page of storedGroups(store)) yield joined(page.filter(({ localId }) => !coming.has(localId)));
      yield* arriving(() => true);
    },
    only: async function* (localIds) {
      const stays = [...localIds].filter((localId) => !coming.has(localId));
      for (let start = 0; start < stays.length; start += BATCH) {
        yield joined(await store.listHarvestedOfMany(stays.slice(start, start + BATCH)));
      }
      yield* arriving((localId) => localIds.has(localId));
    },
  };
};

const keyOf = ({ localId, source }: HarvestedRecord): string => `${localId} ${source}`;

/** Pages in which all copies of a record are together. */
async function* storedGroups(store: HarvestStore): AsyncIterable<readonly HarvestedRecord[]> {
  let held: readonly HarvestedRecord[] = [];
  for (let after: HarvestedRecord | undefined; ;) {
    const page = await store.listHarvested({ ...(after && { after }), limit: BATCH });
    after = page.at(-1);
    if (!after) break;
    const { localId } = after;
    yield [...held, ...page.filter((row) => row.localId !== localId)];
    held = [...held.filter((row) => row.localId === localId), ...page.filter((row) => row.localId === localId)];
  }
  if (held.length > 0) yield held;
}

const byLocalId = (rows: readonly HarvestedRecord[]): readonly (readonly HarvestedRecord[])[] => {
  const groups = new Map<string, HarvestedRecord[]>();
  for (const row of rows) groups.set(row.localId, [...(groups.get(row.localId) ?? []), row]);
  return [...groups.values()];
};
