import { findFirst } from '../sorted.js';
import { compareTransferKeys } from '../transfer-order.js';
import type { TransferKey } from '../transfer-ports.js';

export interface PageWanted {
  readonly after?: TransferKey;
  readonly limit: number;
}

export type ReadPage<Row> = (page: PageWanted) => Promise<readonly Row[]>;

/** Pages of what is in memory; `read` makes the row when it is asked for, so that no text is there twice. */
export const pagesOf = <Item, Row>(items: Iterable<Item>, keyOf: (item: Item) => TransferKey, read: (item: Item) => Row): ReadPage<Row> => {
  const sorted = [...items].map((item) => ({ key: keyOf(item), item })).sort((a, b) => compareTransferKeys(a.key, b.key));
  return async ({ after, limit }) => {
    const start = after === undefined ? 0 : findFirst(sorted, ({ key }) => compareTransferKeys(key, after) > 0);
    return sorted.slice(start, start + limit).map(({ item }) => read(item));
  };
};

/** Pages of what is read one after the other: whoever asks for what comes next does not begin again from the start. */
export const pagesAlong = <Row>(begin: () => AsyncIterable<Row>, keyOf: (row: Row) => TransferKey): ReadPage<Row> => {
  let open: { readonly rows: AsyncIterator<Row>; reached: TransferKey | undefined } | undefined;
  const isAt = (after: TransferKey | undefined): boolean =>
    after !== undefined && open?.reached !== undefined && compareTransferKeys(open.reached, after) === 0;
  return async ({ after, limit }) => {
    if (!open || !isAt(after)) open = { rows: begin()[Symbol.asyncIterator](), reached: undefined };
    const page: Row[] = [];
    while (page.length < limit) {
      const next = await open.rows.next();
      if (next.done) break;
      const key = keyOf(next.value);
      if (after !== undefined && compareTransferKeys(key, after) <= 0) continue;
      open.reached = key;
      page.push(next.value);
    }
    return page;
  };
};
