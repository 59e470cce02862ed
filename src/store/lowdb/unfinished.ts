import path from 'node:path';
import { StoreError } from '../ports.js';
import type { Disk } from './disk.js';

/** There while a store is moved into this directory; names where it comes from. */
export const MOVING_FILE = 'moving.json';

/** What has come so far, in files of one batch each. */
export const MOVING_DIRECTORY = 'moving';

/** @throws StoreError `locked` for a directory into which a store is only half moved */
export const refuseUnfinishedMove = async (disk: Disk, directory: string): Promise<void> => {
  if ((await disk.sizeOf(path.join(directory, MOVING_FILE))) === undefined) return;
  throw new StoreError(
    'locked',
    `a move into the store in ${directory} was begun and not finished. Run the same migrate-store again, which goes on where it was; ` +
      'or remove the directory, to begin without it',
  );
};
