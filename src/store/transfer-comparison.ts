import { createHash, type Hash } from 'node:crypto';
import { canonicalJson, compareTransferKeys } from './transfer-order.js';
import { rowsOfPage, transferKeyOf, type TransferKey, type TransferKind, type TransferSource } from './transfer-ports.js';

/** The rows of one kind on one side. */
export interface TransferSum {
  readonly rows: number;
  /** SHA-256 in hexadecimal over all keys and rows, in order of key. */
  readonly sha256: string;
}

export interface TransferComparison {
  readonly kind: TransferKind;
  readonly source: TransferSum;
  readonly target: TransferSum;
  /** The key of the first row that is another on the other side, or is missing there. */
  readonly firstDifference?: TransferKey;
}

export const isSameOnBothSides = ({ source, target, firstDifference }: TransferComparison): boolean =>
  firstDifference === undefined && source.rows === target.rows && source.sha256 === target.sha256;

interface SummedRow {
  readonly key: TransferKey;
  readonly text: string;
}

/** Reads both sides through, in step; no more in memory than a page of each. */
export const compareKind = async (kind: TransferKind, source: TransferSource, target: TransferSource): Promise<TransferComparison> => {
  const [ours, theirs] = [summing(kind, source), summing(kind, target)];
  let firstDifference: TransferKey | undefined;
  for (;;) {
    const [a, b] = [await ours.next(), await theirs.next()];
    if (a === undefined && b === undefined) break;
    if (firstDifference === undefined && !isSameRow(a, b)) firstDifference = earlierOf(a, b);
  }
  return { kind, source: ours.sum(), target: theirs.sum(), ...(firstDifference && { firstDifference }) };
};

const isSameRow = (a: SummedRow | undefined, b: SummedRow | undefined): boolean =>
  a !== undefined && b !== undefined && a.text === b.text && compareTransferKeys(a.key, b.key) === 0;

const earlierOf = (a: SummedRow | undefined, b: SummedRow | undefined): TransferKey | undefined => {
  if (a === undefined || b === undefined) return (a ?? b)?.key;
  return compareTransferKeys(a.key, b.key) <= 0 ? a.key : b.key;
};

const summing = (kind: TransferKind, side: TransferSource) => {
  const hash: Hash = createHash('sha256');
  let rows = 0;
  const iterator = readRows(kind, side);
  return {
    next: async (): Promise<SummedRow | undefined> => {
      const { value } = await iterator.next();
      if (value === undefined) return undefined;
      rows += 1;
      hash.update(`${canonicalJson(value.key)}${value.text}\n`);
      return value;
    },
    sum: (): TransferSum => ({ rows, sha256: hash.digest('hex') }),
  };
};

async function* readRows(kind: TransferKind, side: TransferSource): AsyncGenerator<SummedRow, undefined> {
  for (let after: TransferKey | undefined; ;) {
    const page = await side.readPage(kind, { ...(after && { after }), limit: rowsOfPage(kind) });
    for (const row of page) {
      after = transferKeyOf(kind, row);
      yield { key: after, text: canonicalJson(row) };
    }
    if (page.length === 0) return undefined;
  }
}
