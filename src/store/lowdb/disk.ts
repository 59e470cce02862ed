import { mkdir, open, readdir, readFile, rename, rm, rmdir } from 'node:fs/promises';
import path from 'node:path';
import { lockDirectory } from './directory-lock.js';
import { codeOf } from './fault.js';

/**
 * The file operations that the embedded store is built from, so that a test can stop the machine between any two of
 * them. A failure is what `node:fs` throws. What is made, renamed or removed lasts only after `syncDirectory`.
 */
export interface Disk {
  /** With its parents, for the owner only; lasting. Does nothing when it is there. */
  makeDirectory(directory: string): Promise<void>;
  /** Names, in no order. */
  list(directory: string): Promise<readonly string[]>;
  /** `undefined` when there is no such file. */
  read(file: string): Promise<Buffer | undefined>;
  /** Makes the file, or empties it, readable for the owner only; on return the bytes last, though not yet the name. */
  write(file: string, bytes: Uint8Array): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  /** Does nothing when there is no such file. */
  remove(file: string): Promise<void>;
  /** An empty one; does nothing when there is none. */
  removeDirectory(directory: string): Promise<void>;
  syncDirectory(directory: string): Promise<void>;
  /**
   * Keeps every other process, and this one, from opening the directory a second time, until the returned function is called.
   * @throws StoreError `locked`
   */
  lock(directory: string): Promise<() => Promise<void>>;
}

export const nodeDisk: Disk = {
  makeDirectory: async (directory) => {
    const firstMade = await mkdir(directory, { recursive: true, mode: 0o700 });
    if (firstMade !== undefined) await syncDirectory(path.dirname(firstMade));
  },
  list: (directory) => readdir(directory),
  read: async (file) => {
    try {
      return await readFile(file);
    } catch (fault) {
      if (codeOf(fault) === 'ENOENT') return undefined;
      throw fault;
    }
  },
  write: async (file, bytes) => {
    const handle = await open(file, 'w', 0o600);
    try {
      await handle.writeFile(bytes);
      await handle.datasync();
    } finally {
      await handle.close();
    }
  },
  rename,
  remove: (file) => rm(file, { force: true }),
  removeDirectory: async (directory) => {
    try {
      await rmdir(directory);
    } catch (fault) {
      if (codeOf(fault) !== 'ENOENT') throw fault;
    }
  },
  syncDirectory: (directory) => syncDirectory(directory),
  lock: (directory) => lockDirectory(directory),
};

const syncDirectory = async (directory: string): Promise<void> => {
  // Windows cannot open a directory, and makes names last by itself.
  if (process.platform === 'win32') return;
  const handle = await open(directory, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
};
