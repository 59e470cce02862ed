import { mkdir, open, readdir, readFile, rename, rm, rmdir, stat, type FileHandle } from 'node:fs/promises';
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
  /** Makes the file where there is none, readable for the owner only; on return the bytes last, those from before too, though not yet the name. */
  append(file: string, bytes: Uint8Array): Promise<void>;
  /** Cuts a file off; lasting. */
  truncate(file: string, length: number): Promise<void>;
  /** `undefined` when there is no such file. */
  sizeOf(file: string): Promise<number | undefined>;
  /** From `start` up to `end`, less where the file is shorter. */
  readPart(file: string, start: number, end: number): Promise<Buffer>;
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
  write: (file, bytes) =>
    opened(file, 'w', async (handle) => {
      await handle.writeFile(bytes);
      await handle.datasync();
    }),
  append: (file, bytes) =>
    opened(file, 'a', async (handle) => {
      await handle.writeFile(bytes);
      await handle.datasync();
    }),
  truncate: (file, length) =>
    opened(file, 'r+', async (handle) => {
      await handle.truncate(length);
      await handle.sync();
    }),
  sizeOf: async (file) => {
    try {
      return (await stat(file)).size;
    } catch (fault) {
      if (codeOf(fault) === 'ENOENT') return undefined;
      throw fault;
    }
  },
  readPart: (file, start, end) =>
    opened(file, 'r', async (handle) => {
      const bytes = Buffer.alloc(end - start);
      let length = 0;
      while (length < bytes.length) {
        const { bytesRead } = await handle.read(bytes, length, bytes.length - length, start + length);
        if (bytesRead === 0) break;
        length += bytesRead;
      }
      return bytes.subarray(0, length);
    }),
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

const opened = async <T>(file: string, flags: 'a' | 'r' | 'r+' | 'w', work: (handle: FileHandle) => Promise<T>): Promise<T> => {
  const handle = await open(file, flags, 0o600);
  try {
    return await work(handle);
  } finally {
    await handle.close();
  }
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
