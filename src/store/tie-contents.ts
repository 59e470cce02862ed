import { findFirst } from './sorted.js';
import type { StoredWorkTies, WorkTies } from './tie-ports.js';

/** The rows in memory, in the order of their changes. */
export interface TieContents {
  readonly size: number;
  find(works: readonly string[]): readonly StoredWorkTies[];
  listChanged(page: { readonly after?: number; readonly limit: number }): readonly StoredWorkTies[];
  put(rows: readonly WorkTies[]): void;
  lastChange(): number;
}

export const createTieContents = (): TieContents => {
  const rows = new Map<string, StoredWorkTies>();
  /** Ascending in `change`. An entry whose row has moved on is a hole, taken out when there are as many holes as rows. */
  let order: StoredWorkTies[] = [];
  let last = 0;
  const isCurrent = (entry: StoredWorkTies): boolean => rows.get(entry.row.work) === entry;
  return {
    get size() {
      return rows.size;
    },
    find: (works) => [...new Set(works)].flatMap((work) => rows.get(work) ?? []),
    listChanged: ({ after = 0, limit }) => {
      const page: StoredWorkTies[] = [];
      for (let index = findFirst(order, ({ change }) => change > after); index < order.length && page.length < limit; index += 1) {
        const entry = order[index];
        if (entry !== undefined && isCurrent(entry)) page.push(entry);
      }
      return page;
    },
    put: (changed) => {
      for (const row of changed) {
        const entry = { row, change: (last += 1) };
        rows.set(row.work, entry);
        order.push(entry);
      }
      if (order.length > 2 * rows.size + FEW) order = order.filter(isCurrent);
    },
    lastChange: () => last,
  };
};

/** Holes that are not worth the sweeping. */
const FEW = 100;
