import { StoreError } from './ports.js';
import { compareKind, isSameOnBothSides, type TransferComparison } from './transfer-comparison.js';
import {
  rowsOfPage,
  TRANSFER_KINDS,
  transferKeyOf,
  type TransferKey,
  type TransferKind,
  type TransferSource,
  type TransferTarget,
} from './transfer-ports.js';

export interface MoveProgress {
  readonly step: 'copying' | 'verifying';
  readonly kind: TransferKind;
  /** Of this kind so far, by this program. */
  readonly rows: number;
}

export interface MoveReport {
  /** Whether it went on where an earlier one had been broken off. */
  readonly resumed: boolean;
  readonly comparisons: readonly TransferComparison[];
  /** Both sides are the same, and the target is a store from now on. */
  readonly isDone: boolean;
}

/**
 * Moves a whole store: copies every row as it is, then reads both sides through and compares them. Identifiers, datestamps and tombstones
 * stay; so do the epoch and the keys of tokens, since the lists are the same in the same order, and a harvester in the middle of one goes on.
 * @throws StoreError `conflict` when the target is somebody's store, or holds half of another source or of another state of this one
 */
export const moveStore = async ({
  source,
  target,
  onProgress = () => undefined,
}: {
  readonly source: TransferSource;
  readonly target: TransferTarget;
  readonly onProgress?: (progress: MoveProgress) => void;
}): Promise<MoveReport> => {
  const state = await source.readState();
  const arrival = await target.readArrival();
  if (arrival.kind === 'used') {
    throw new StoreError('conflict', `${target.name} is not empty: ${arrival.what}. Nothing has been changed. Name an empty one`);
  }
  if (arrival.kind === 'unfinished' && arrival.state !== state) {
    throw new StoreError(
      'conflict',
      `${target.name} holds the beginning of a move from another store, or from an earlier state of ${source.name}. Nothing has been changed. ` +
        'Empty it (drop and create the database, or remove the directory) and begin anew',
    );
  }
  if (arrival.kind === 'empty') await target.begin(state);
  const reached = arrival.kind === 'unfinished' ? arrival.reached : new Map<TransferKind, TransferKey>();
  for (const kind of TRANSFER_KINDS) {
    await copyKind(kind, source, target, reached.get(kind), (rows) => onProgress({ step: 'copying', kind, rows }));
  }
  await target.settle(await source.readClock());
  const comparisons: TransferComparison[] = [];
  for (const kind of TRANSFER_KINDS) {
    const comparison = await compareKind(kind, source, target);
    comparisons.push(comparison);
    onProgress({ step: 'verifying', kind, rows: comparison.target.rows });
  }
  const isDone = comparisons.every(isSameOnBothSides) && (await source.readState()) === state;
  if (isDone) await target.finish();
  return { resumed: arrival.kind === 'unfinished', comparisons, isDone };
};

const copyKind = async (
  kind: TransferKind,
  source: TransferSource,
  target: TransferTarget,
  reached: TransferKey | undefined,
  onRows: (rows: number) => void,
): Promise<void> => {
  let rows = 0;
  for (let after = reached; ;) {
    const page = await source.readPage(kind, { ...(after && { after }), limit: rowsOfPage(kind) });
    const last = page.at(-1);
    if (last === undefined) return;
    await target.write(kind, page);
    after = transferKeyOf(kind, last);
    rows += page.length;
    onRows(rows);
  }
};
