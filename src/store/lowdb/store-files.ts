import path from 'node:path';
import { ACCOUNT_FILE } from './account-file.js';
import { AUDIT_FILE } from './audit-file.js';
import type { Disk } from './disk.js';
import { codeOf } from './fault.js';
import { IDEMPOTENCY_FILE } from './idempotency-file.js';
import { CLOCK_FILE } from './kept-clock.js';
import { MANIFEST_FILE, PREVIOUS_FILE } from './manifest.js';
import { NOTICE_FILE } from './notice-file.js';
import { RUN_DIRECTORY } from './run-files.js';
import { SHARD_DIRECTORY } from './shard-file.js';
import { TIE_FILE } from './tie-file.js';
import { VISIT_FILE } from './visit-file.js';

/** Beside the catalogue's own; each is replaced as a whole, or only grows. */
export const SIDE_FILES = [NOTICE_FILE, VISIT_FILE, TIE_FILE, AUDIT_FILE, ACCOUNT_FILE, CLOCK_FILE] as const;

/** Every file of a store that is there, by its path from the store's directory with `/`. */
export const listStoreFiles = async (disk: Disk, root: string): Promise<readonly string[]> => {
  const names = await namesIn(disk, root);
  const own = [MANIFEST_FILE, PREVIOUS_FILE, IDEMPOTENCY_FILE, ...SIDE_FILES].filter((name) => names.includes(name));
  const shards = names.includes(SHARD_DIRECTORY) ? await namesIn(disk, path.join(root, SHARD_DIRECTORY)) : [];
  return [...own, ...shards.map((name) => `${SHARD_DIRECTORY}/${name}`), ...(await listRunFiles(disk, root))];
};

/** A run is `<id>.json`; its journal and report lie in a folder with its id. */
export const listRunFiles = async (disk: Disk, root: string): Promise<readonly string[]> => {
  const folder = path.join(root, RUN_DIRECTORY);
  const files: string[] = [];
  for (const name of [...(await namesIn(disk, folder))].sort()) {
    if (name.includes('.')) files.push(`${RUN_DIRECTORY}/${name}`);
    else for (const inside of await namesIn(disk, path.join(folder, name))) files.push(`${RUN_DIRECTORY}/${name}/${inside}`);
  }
  return files;
};

/** None where there is no such folder. */
export const namesIn = async (disk: Disk, folder: string): Promise<readonly string[]> => {
  try {
    return await disk.list(folder);
  } catch (cause) {
    if (codeOf(cause) === 'ENOENT') return [];
    throw cause;
  }
};
