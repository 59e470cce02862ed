import path from 'node:path';
import { StoreError } from '../ports.js';
import {
  TRANSFER_KINDS,
  transferKeyOf,
  type TransferKey,
  type TransferKind,
  type TransferRow,
  type TransferRows,
} from '../transfer-ports.js';
import type { Disk } from './disk.js';
import { damaged, unavailable } from './fault.js';
import { isObject, parseJson } from './json-value.js';
import { sha256Of } from './manifest.js';
import { replaceFile } from './replace-file.js';
import { MOVING_DIRECTORY, MOVING_FILE } from './unfinished.js';

/** Rows as they came, each batch in a file that is there as a whole or not at all. */
export interface TransferBatches {
  /** Of the source when the move began; `undefined` where none was begun. */
  readState(): Promise<string | undefined>;
  begin(state: string): Promise<void>;
  /** The last key of each kind that is there. */
  readReached(): Promise<ReadonlyMap<TransferKind, TransferKey>>;
  append<Kind extends TransferKind>(kind: Kind, rows: readonly TransferRow<Kind>[]): Promise<void>;
  readRows(): Promise<GatheredRows>;
  /** The mark first: what is left of the batches when this is broken off is no longer a move. */
  remove(): Promise<void>;
}

export type GatheredRows = { readonly [Kind in TransferKind]: readonly TransferRows[Kind][] };

const BATCH_FILE = /^\d{8}\.json$/;

export const createTransferBatches = (disk: Disk, root: string): TransferBatches => {
  const folder = path.join(root, MOVING_DIRECTORY);
  const mark = path.join(root, MOVING_FILE);
  const replace = async (file: string, text: string): Promise<void> => {
    const outcome = await replaceFile(disk, file, text);
    if (outcome.kind !== 'replaced') throw unavailable(root, `write ${path.relative(root, file)}`, outcome.cause);
  };
  let written: number | undefined;
  const names = async (): Promise<readonly string[]> => (await disk.list(folder)).filter((name) => BATCH_FILE.test(name)).sort();
  async function* batches(): AsyncGenerator<Batch> {
    for (const name of await names()) yield parseBatch(await disk.read(path.join(folder, name)), root, name);
  }
  return {
    readState: async () => {
      const bytes = await disk.read(mark);
      if (bytes === undefined) return undefined;
      const value = parseJson(bytes.toString('utf8'));
      if (isObject(value) && typeof value['state'] === 'string') return value['state'];
      throw damaged(root, MOVING_FILE, 'does not name where the move comes from', 'Remove the directory and begin anew');
    },
    begin: async (state) => {
      await disk.makeDirectory(folder);
      await replace(mark, `${JSON.stringify({ format: 1, state })}\n`);
    },
    readReached: async () => {
      const reached = new Map<TransferKind, TransferKey>();
      for await (const { kind, rows } of batches()) {
        const last = rows.at(-1);
        if (last !== undefined) reached.set(kind, transferKeyOf(kind, last as never));
      }
      return reached;
    },
    append: async (kind, rows) => {
      written ??= (await names()).length;
      const text = JSON.stringify({ kind, rows });
      await replace(path.join(folder, `${String(written + 1).padStart(8, '0')}.json`), `${sha256Of(text)}\n${text}`);
      written += 1;
    },
    readRows: async () => {
      const gathered = Object.fromEntries(TRANSFER_KINDS.map((kind) => [kind, []])) as unknown as Record<TransferKind, unknown[]>;
      for await (const { kind, rows } of batches()) for (const row of rows) gathered[kind].push(row);
      return gathered as unknown as GatheredRows;
    },
    remove: async () => {
      await disk.remove(mark);
      await disk.syncDirectory(root);
      for (const name of await disk.list(folder)) await disk.remove(path.join(folder, name));
      await disk.removeDirectory(folder);
    },
  };
};

interface Batch {
  readonly kind: TransferKind;
  readonly rows: readonly unknown[];
}

/** We wrote it, and the checksum says that it is the same. */
const parseBatch = (bytes: Buffer | undefined, root: string, name: string): Batch => {
  const text = bytes?.toString('utf8') ?? '';
  const value = parseJson(text.slice(65));
  const isOurs = sha256Of(text.slice(65)) === text.slice(0, 64) && isObject(value) && Array.isArray(value['rows']);
  const kind = isOurs && TRANSFER_KINDS.find((each) => each === value['kind']);
  if (!isOurs || !kind) {
    throw damaged(root, path.posix.join(MOVING_DIRECTORY, name), 'is missing or altered', 'Remove the directory and begin anew');
  }
  return { kind, rows: value['rows'] as readonly unknown[] };
};

export const neverBegun = (root: string): StoreError => new StoreError('unavailable', `no move into the store in ${root} was begun`);
