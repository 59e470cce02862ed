import path from 'node:path';
import type { Arrival, TransferSource, TransferTarget } from '../transfer-ports.js';
import { buildDirectory } from './build-directory.js';
import { nodeDisk, type Disk } from './disk.js';
import { unavailable } from './fault.js';
import { createTransferBatches, type TransferBatches } from './transfer-batches.js';
import { readDirectory, type TransferDirectory } from './transfer-source.js';
import { MOVING_DIRECTORY, MOVING_FILE } from './unfinished.js';

/**
 * An embedded store that is made from rows. They are kept in a file a batch until all have come; the store is then made from them at
 * once, as it is in memory anyway. The directory is made where it is not there.
 * @throws StoreError `locked` while a service runs on it, `unavailable`
 */
export const openLowdbTransferTarget = async ({
  directory,
  onWarning = () => undefined,
  disk = nodeDisk,
}: TransferDirectory): Promise<TransferTarget> => {
  const root = path.resolve(directory);
  const translated = async <T>(doing: string, work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (cause) {
      throw unavailable(root, doing, cause);
    }
  };
  const unlock = await translated('be opened', async () => {
    await disk.makeDirectory(root);
    return disk.lock(root);
  });
  const batches = createTransferBatches(disk, root);
  let built: Promise<Omit<TransferSource, 'close'>> | undefined;
  /** Read back from the disk: what was meant to be written proves nothing. */
  const reading = (): Promise<Omit<TransferSource, 'close'>> =>
    (built ??= translated('be read', () => readDirectory(disk, root, onWarning)));
  return {
    name: `the store in ${root}`,
    readState: async () => (await reading()).readState(),
    readPage: async (kind, page) => (await reading()).readPage(kind, page),
    readClock: async () => (await reading()).readClock(),
    readArrival: () => translated('be read', () => readArrival(disk, root, batches)),
    begin: (state) => translated('be begun', () => batches.begin(state)),
    write: (kind, rows) => translated('be changed', () => batches.append(kind, rows)),
    settle: (clock) =>
      translated('be changed', async () => {
        built = undefined;
        await buildDirectory(disk, root, await batches.readRows(), clock);
      }),
    finish: () => translated('be changed', () => batches.remove()),
    close: unlock,
  };
};

const readArrival = async (disk: Disk, root: string, batches: TransferBatches): Promise<Arrival> => {
  const state = await batches.readState();
  if (state !== undefined) return { kind: 'unfinished', state, reached: await batches.readReached() };
  const names = (await disk.list(root)).filter((name) => !isNoStore(name)).sort();
  if (names.includes(MOVING_DIRECTORY)) await batches.remove();
  const found = names.filter((name) => name !== MOVING_DIRECTORY);
  return found.length === 0 ? { kind: 'empty' } : { kind: 'used', what: `there are ${found.slice(0, 5).join(', ')}` };
};

/** Locks, what a move that was broken off in its first step has left, and what a file system has at its root. */
const isNoStore = (name: string): boolean => name.endsWith('.lock') || name === `${MOVING_FILE}.new` || name === 'lost+found';
