import type { Diagnostic } from './diagnostics.js';
import type { ListedHit } from './hits.js';

/** What a query found, in the order asked for. */
export interface ResultSet {
  readonly hits: readonly ListedHit[];
  readonly remarks: readonly Diagnostic[];
}

export interface ResultSets {
  /** The result under that key: kept from before, or made now. */
  find(key: string, make: () => Promise<ResultSet>): Promise<ResultSet>;
}

/** Some tens of MB at most. */
const MOST_HITS = 200_000;
const MOST_SETS = 50;

/** Keeps the results that were asked for last. */
export const createResultSets = (): ResultSets => {
  const kept = new Map<string, ResultSet>();
  let size = 0;
  const drop = (key: string): void => {
    size -= kept.get(key)?.hits.length ?? 0;
    kept.delete(key);
  };
  return {
    find: async (key, make) => {
      const found = kept.get(key) ?? (await make());
      // Once more, since another may have made it meanwhile: the last one is the newest.
      drop(key);
      kept.set(key, found);
      size += found.hits.length;
      for (const oldest of kept.keys()) {
        if (kept.size <= MOST_SETS && size <= MOST_HITS) break;
        drop(oldest);
      }
      return found;
    },
  };
};
