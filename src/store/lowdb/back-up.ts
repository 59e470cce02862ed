import path from 'node:path';
import type { WallClock } from '../../platform/clock.js';
import { StoreError } from '../ports.js';
import { AUDIT_FILE } from './audit-file.js';
import { BACKUP_FILE, formatBackup, type BackupFile, type BackupManifest } from './backup-manifest.js';
import { nodeDisk, type Disk } from './disk.js';
import { damaged, unavailable } from './fault.js';
import { readManifest } from './loading.js';
import { MANIFEST_FILE, sha256Of, type Manifest } from './manifest.js';
import { RESTORING_FILE } from './putting-back.js';
import { replaceFile } from './replace-file.js';
import { SHARD_DIRECTORY } from './shard-file.js';
import { listRunFiles, namesIn, SIDE_FILES } from './store-files.js';
import { TIE_FILE } from './tie-file.js';
import { refuseUnfinishedMove } from './unfinished.js';

export interface BackUpOptions {
  /** Of the store; a service may run on it, and change it. */
  readonly directory: string;
  /** Where the copy goes: made, or empty. */
  readonly to: string;
  /** Goes along for whoever sets up a new machine; never put back by itself. */
  readonly settingsFile?: string;
  readonly wallClock: WallClock;
  /** Of tests; the machine's own otherwise. */
  readonly disk?: Disk;
}

/**
 * Copies a store while it is in use: the catalogue as it was at one moment, by files that are never altered; the rest beside it as it was
 * shortly before, so that no run is there whose change is missing.
 * @throws StoreError `unavailable`, `damaged` when the store is, `conflict` where something lies already
 */
export const backUp = async ({ directory, to, settingsFile, wallClock, disk = nodeDisk }: BackUpOptions): Promise<BackupManifest> => {
  const [root, target] = [path.resolve(directory), path.resolve(to)];
  refuseInside(root, target);
  try {
    await refuseUnfinishedMove(disk, root);
    if ((await disk.sizeOf(path.join(root, RESTORING_FILE))) !== undefined) {
      throw new StoreError('locked', `a restore into ${root} was broken off: start the service, which finishes it, and then back up`);
    }
    await disk.makeDirectory(target);
    const there = (await disk.list(target))[0];
    if (there !== undefined) throw new StoreError('conflict', `${target} is not empty: there is ${there}. Name a new directory`);
    const copy = createCopy(disk, target);
    await copyRuns(disk, root, copy);
    for (const name of SIDE_FILES) await copy.put(name, wholeLines(name, await disk.read(path.join(root, name))));
    const manifest = await copyCatalogue(disk, root, copy);
    if (settingsFile !== undefined) await copy.put(`settings/${path.basename(settingsFile)}`, await disk.read(settingsFile));
    return await copy.finish({
      made: new Date(wallClock()).toISOString(),
      epoch: manifest.installation.epoch,
      generation: manifest.generation,
    });
  } catch (cause) {
    throw unavailable(root, `be copied to ${target}`, cause);
  }
};

const refuseInside = (root: string, target: string): void => {
  const isIn = (inner: string, outer: string): boolean =>
    !path.relative(outer, inner).startsWith('..') && !path.isAbsolute(path.relative(outer, inner));
  if (isIn(target, root) || isIn(root, target)) {
    throw new StoreError(
      'conflict',
      `the backup cannot go to ${target}: it lies inside the store in ${root}, or the other way round. Name another place`,
    );
  }
};

/** A line at the end that is being written is not there yet. */
const wholeLines = (name: string, bytes: Buffer | undefined): Buffer | undefined =>
  name === AUDIT_FILE || name === TIE_FILE ? bytes?.subarray(0, bytes.lastIndexOf(0x0a) + 1) : bytes;

interface Copy {
  /** Does nothing for a file that is not there; takes the place of one that was put before. */
  put(name: string, bytes: Buffer | undefined): Promise<void>;
  has(name: string): boolean;
  /** Takes out what begins with that and is not wanted. */
  dropOthers(beginning: string, wanted: ReadonlySet<string>): Promise<void>;
  finish(what: Omit<BackupManifest, 'files'>): Promise<BackupManifest>;
}

const createCopy = (disk: Disk, target: string): Copy => {
  const files = new Map<string, BackupFile>();
  const folders = new Set<string>();
  return {
    put: async (name, bytes) => {
      if (bytes === undefined) return;
      const folder = path.dirname(path.join(target, name));
      if (!folders.has(folder)) await disk.makeDirectory(folder);
      folders.add(folder);
      await disk.write(path.join(target, name), bytes);
      files.set(name, { name, bytes: bytes.length, sha256: sha256Of(bytes) });
    },
    has: (name) => files.has(name),
    dropOthers: async (beginning, wanted) => {
      for (const name of [...files.keys()].filter((each) => each.startsWith(beginning) && !wanted.has(each))) {
        files.delete(name);
        await disk.remove(path.join(target, name));
      }
    },
    finish: async (what) => {
      for (const folder of folders) await disk.syncDirectory(folder);
      const manifest = { ...what, files: [...files.values()] };
      const outcome = await replaceFile(disk, path.join(target, BACKUP_FILE), formatBackup(manifest));
      if (outcome.kind !== 'replaced') throw outcome.cause;
      return manifest;
    },
  };
};

/** A run that changes while it is copied is copied again: one that waits for a person must not be there with half of its journal. */
const TRIES = 5;

const copyRuns = async (disk: Disk, root: string, copy: Copy): Promise<void> => {
  for (const name of await listRunFiles(disk, root)) {
    if (!/^[^/]+\/[^/]+\.json$/.test(name)) continue;
    for (let attempt = 1; attempt <= TRIES; attempt++) {
      const run = await disk.read(path.join(root, name));
      if (run === undefined) break;
      await copyRunFolder(disk, root, name.replace(/\.json$/, ''), copy);
      await copy.put(name, run);
      const after = await disk.read(path.join(root, name));
      if (after?.equals(run)) break;
    }
  }
};

const copyRunFolder = async (disk: Disk, root: string, folder: string, copy: Copy): Promise<void> => {
  const names = (await namesIn(disk, path.join(root, folder))).filter((name) => /\.(?:entry|json)$/.test(name)).sort();
  await copy.dropOthers(`${folder}/`, new Set(names.map((name) => `${folder}/${name}`)));
  for (const name of names) await copy.put(`${folder}/${name}`, await disk.read(path.join(root, folder, name)));
};

/** As many changes may come between; each rewrites a few files, and what is copied already is not copied again. */
const MOST_MOVES = 100;

const copyCatalogue = async (disk: Disk, root: string, copy: Copy): Promise<Manifest> => {
  for (let moves = 0; moves < MOST_MOVES; moves++) {
    const bytes = await disk.read(path.join(root, MANIFEST_FILE));
    const found = await readManifest(disk, root, MANIFEST_FILE);
    if (bytes === undefined || found.kind === 'missing')
      throw new StoreError('unavailable', `there is no store in ${root}. STORE_DIR names it`);
    if (found.kind === 'unsound') throw damaged(root, MANIFEST_FILE, found.what, 'Nothing was backed up');
    const { manifest } = found;
    if (!bytes.equals((await disk.read(path.join(root, MANIFEST_FILE))) ?? Buffer.alloc(0))) continue;
    if (!(await copyShards(disk, root, manifest, copy))) continue;
    await copy.dropOthers(`${SHARD_DIRECTORY}/`, new Set(manifest.files.map(({ name }) => `${SHARD_DIRECTORY}/${name}`)));
    await copy.put(MANIFEST_FILE, bytes);
    return manifest;
  }
  throw new StoreError('unavailable', `the store in ${root} changes faster than it can be copied; try again when less is changed`);
};

/** @returns false when the store has moved on, so that a file is gone */
const copyShards = async (disk: Disk, root: string, manifest: Manifest, copy: Copy): Promise<boolean> => {
  for (const { name, sha256 } of manifest.files) {
    if (copy.has(`${SHARD_DIRECTORY}/${name}`)) continue;
    const bytes = await disk.read(path.join(root, SHARD_DIRECTORY, name));
    if (bytes === undefined) return false;
    if (sha256Of(bytes) !== sha256) throw damaged(root, name, 'does not have the bytes that were written', 'Nothing was backed up');
    await copy.put(`${SHARD_DIRECTORY}/${name}`, bytes);
  }
  return true;
};
