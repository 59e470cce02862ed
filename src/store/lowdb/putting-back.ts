import path from 'node:path';
import { ACCOUNT_FILE } from './account-file.js';
import { AUDIT_FILE } from './audit-file.js';
import type { Disk } from './disk.js';
import { damaged, unavailable } from './fault.js';
import { isObject, parseJson } from './json-value.js';
import { replaceFile } from './replace-file.js';
import { listStoreFiles, namesIn } from './store-files.js';

/** There while a store takes the place of another in its directory. */
export const RESTORING_FILE = 'restoring.json';

/** Where the store lies that is to be put there, whole. */
export const RESTORING_DIRECTORY = 'restoring';

interface Exchange {
  /** `aside`: what was there is being set aside · `in`: it is, and the other one is being put there. */
  readonly step: 'aside' | 'in';
  /** The folder, inside the store's directory, for what was there. */
  readonly aside: string;
}

/** From the moment in which this returns the store is the other one, whatever happens: whoever opens it finishes what is left to do. */
export const beginExchange = (disk: Disk, root: string, aside: string): Promise<void> =>
  writeExchange(disk, root, { step: 'aside', aside });

/**
 * Finishes an exchange that was begun, and does nothing where none was. For whoever holds the lock.
 * @throws StoreError `damaged`, or what the disk throws; it can be tried again
 */
export const finishRestore = async (disk: Disk, root: string): Promise<void> => {
  const exchange = await readExchange(disk, root);
  if (!exchange) return;
  if (exchange.step === 'aside') {
    await setAside(disk, root, exchange.aside);
    await writeExchange(disk, root, { ...exchange, step: 'in' });
  }
  const inside = path.join(root, RESTORING_DIRECTORY);
  await move(disk, inside, root, await listStoreFiles(disk, inside));
  await disk.remove(path.join(root, RESTORING_FILE));
  await disk.syncDirectory(root);
  await removeFolder(disk, inside);
};

/** Accounts and audit stay where the other store brings none. */
const setAside = async (disk: Disk, root: string, aside: string): Promise<void> => {
  const brought = await namesIn(disk, path.join(root, RESTORING_DIRECTORY));
  const stays = (name: string): boolean => [ACCOUNT_FILE, AUDIT_FILE].includes(name) && !brought.includes(name);
  const files = (await listStoreFiles(disk, root)).filter((name) => !stays(name));
  if (files.length > 0) await move(disk, root, path.join(root, aside), files);
};

/** File by file: a store's directory may be the root of a file system, which cannot be renamed. */
const move = async (disk: Disk, from: string, to: string, names: readonly string[]): Promise<void> => {
  const folders = new Set(names.map((name) => path.dirname(name)));
  for (const folder of folders) await disk.makeDirectory(path.join(to, folder));
  for (const name of names) await disk.rename(path.join(from, name), path.join(to, name));
  for (const folder of folders) {
    await disk.syncDirectory(path.join(to, folder));
    await disk.syncDirectory(path.join(from, folder));
  }
};

/** With what is in it, to the depth that a store has. */
export const removeFolder = async (disk: Disk, folder: string): Promise<void> => {
  const files = await listStoreFiles(disk, folder);
  for (const name of files) await disk.remove(path.join(folder, name));
  const folders = new Set(files.map((name) => path.dirname(name)));
  const inside = [...folders, 'shards', 'runs', ...(await namesIn(disk, path.join(folder, 'runs'))).map((name) => `runs/${name}`)];
  for (const each of [...new Set(inside)].sort().reverse()) if (each !== '.') await disk.removeDirectory(path.join(folder, each));
  for (const name of await namesIn(disk, folder)) await disk.remove(path.join(folder, name));
  await disk.removeDirectory(folder);
};

const writeExchange = async (disk: Disk, root: string, exchange: Exchange): Promise<void> => {
  const outcome = await replaceFile(disk, path.join(root, RESTORING_FILE), `${JSON.stringify({ format: 1, ...exchange })}\n`);
  if (outcome.kind !== 'replaced') throw unavailable(root, `write ${RESTORING_FILE}`, outcome.cause);
};

const readExchange = async (disk: Disk, root: string): Promise<Exchange | undefined> => {
  const bytes = await disk.read(path.join(root, RESTORING_FILE));
  if (bytes === undefined) return undefined;
  const value = parseJson(bytes.toString('utf8'));
  if (isObject(value) && (value['step'] === 'aside' || value['step'] === 'in') && typeof value['aside'] === 'string') {
    return { step: value['step'], aside: value['aside'] };
  }
  throw damaged(root, RESTORING_FILE, 'does not say how far the restore has come', 'Restore the backup into an empty directory instead');
};
