import { compareCodeUnits, findFirst, mergeSorted } from './sorted.js';

/** Rows of one kind by key, in memory, listed in order of key by UTF-16 code unit. */
export interface KeyedRows<Row> {
  readonly size: number;
  find(key: string): Row | undefined;
  /** From the first key after `after`, as many as `limit` of those that `wanted` lets pass. */
  list(page: { readonly after?: string; readonly limit: number }, wanted?: (row: Row) => boolean): readonly Row[];
  /** No two of a batch share a key. */
  put(rows: readonly Row[]): void;
  remove(keys: readonly string[]): void;
}

export const createKeyedRows = <Row>(keyOf: (row: Row) => string): KeyedRows<Row> => {
  const rows = new Map<string, Row>();
  const keys: string[] = [];
  return {
    get size() {
      return rows.size;
    },
    find: (key) => rows.get(key),
    list: ({ after, limit }, wanted = () => true) => {
      const listed: Row[] = [];
      const start = after === undefined ? 0 : findFirst(keys, (key) => key > after);
      for (let position = start; position < keys.length && listed.length < limit; position++) {
        const row = rows.get(keys[position] ?? '');
        if (row !== undefined && wanted(row)) listed.push(row);
      }
      return listed;
    },
    put: (given) => {
      const added = given.map(keyOf).filter((key) => !rows.has(key));
      for (const row of given) rows.set(keyOf(row), row);
      mergeSorted(keys, added.sort(compareCodeUnits), compareCodeUnits);
    },
    remove: (gone) => {
      for (const key of gone) {
        if (!rows.delete(key)) continue;
        keys.splice(
          findFirst(keys, (each) => each >= key),
          1,
        );
      }
    },
  };
};
