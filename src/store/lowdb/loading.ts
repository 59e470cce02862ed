import path from 'node:path';
import { Low } from 'lowdb';
import type { StoreError } from '../ports.js';
import type { Disk } from './disk.js';
import { damaged } from './fault.js';
import { fileNamesOf, MANIFEST_FILE, parseManifest, PREVIOUS_FILE, type Manifest } from './manifest.js';
import { isAsideName } from './replace-file.js';
import { createShardReader, parseGeneration, SHARD_DIRECTORY } from './shard-file.js';
import { EMPTY_SHARD, type Shard, type ShardName } from './shard.js';
import { refuseUnfinishedMove } from './unfinished.js';

/** One generation, read and found sound. */
export interface LoadedGeneration {
  readonly manifest: Manifest;
  readonly shards: ReadonlyMap<ShardName, Shard>;
}

/** What a directory holds. */
export interface LoadedDirectory {
  readonly current: LoadedGeneration;
  readonly previous: Manifest | undefined;
  /** No file of a later generation is there, finished or not. */
  readonly lastGeneration: number;
}

/**
 * Reads and checks all that a store is; `undefined` where there never was one. Removes nothing.
 * @throws StoreError `damaged` or `newer`: never an empty store in the place of one that is there; `locked` where a store is half moved in
 */
export const loadDirectory = async (disk: Disk, directory: string): Promise<LoadedDirectory | undefined> => {
  await refuseUnfinishedMove(disk, directory);
  return loadAnyDirectory(disk, directory);
};

/** The same also while a store is being moved into it. */
export const loadAnyDirectory = async (disk: Disk, directory: string): Promise<LoadedDirectory | undefined> => {
  const shardFiles = await listShardFiles(disk, directory);
  const previous = await readManifest(disk, directory, PREVIOUS_FILE);
  const manifest = await readManifest(disk, directory, MANIFEST_FILE);
  if (manifest.kind === 'missing') {
    if (shardFiles.length === 0 && previous.kind === 'missing') return undefined;
    throw damaged(directory, MANIFEST_FILE, 'is missing, though there are files of a store', describeWayOut(previous));
  }
  if (manifest.kind === 'unsound') throw damaged(directory, MANIFEST_FILE, manifest.what, describeWayOut(previous));
  const shards = await loadShards(disk, directory, manifest.manifest, (file, what) =>
    damaged(directory, file, what, describeWayOut(previous, file)),
  );
  return {
    current: { manifest: manifest.manifest, shards },
    previous: previous.kind === 'sound' ? previous.manifest : undefined,
    lastGeneration: shardFiles.reduce((last, name) => Math.max(last, parseGeneration(name) ?? 0), manifest.manifest.generation),
  };
};

export const loadShards = async (
  disk: Disk,
  directory: string,
  manifest: Manifest,
  faultOf: (file: string, what: string) => StoreError,
): Promise<ReadonlyMap<ShardName, Shard>> => {
  const shards = new Map<ShardName, Shard>();
  for (const file of manifest.files) {
    const low = new Low<Shard>(createShardReader(disk, directory, file, manifest.clockMark, faultOf), EMPTY_SHARD);
    await low.read();
    shards.set(file.shard, low.data);
  }
  return shards;
};

export type FoundManifest =
  | { readonly kind: 'sound'; readonly manifest: Manifest }
  | { readonly kind: 'missing' }
  | { readonly kind: 'unsound'; readonly what: string };

/** @throws StoreError `newer` */
export const readManifest = async (disk: Disk, directory: string, name: string): Promise<FoundManifest> => {
  const bytes = await disk.read(path.join(directory, name));
  if (bytes === undefined) return { kind: 'missing' };
  if (bytes.length === 0) return { kind: 'unsound', what: 'is empty' };
  const manifest = parseManifest(bytes.toString('utf8'), path.join(directory, name));
  return manifest
    ? { kind: 'sound', manifest }
    : { kind: 'unsound', what: `is cut short or altered (${bytes.length} bytes, checksum wrong)` };
};

/** What a commit that never ended, or an interrupted clearing away, has left. For a directory found sound only. */
export const removeLeftovers = async (disk: Disk, directory: string, { current, previous }: LoadedDirectory): Promise<void> => {
  const wanted = new Set([...fileNamesOf(current.manifest), ...fileNamesOf(previous)]);
  for (const name of await listShardFiles(disk, directory)) {
    if (!wanted.has(name)) await disk.remove(path.join(directory, SHARD_DIRECTORY, name));
  }
  for (const name of await disk.list(directory)) if (isAsideName(name)) await disk.remove(path.join(directory, name));
};

export const listShardFiles = async (disk: Disk, directory: string): Promise<readonly string[]> => {
  const names = await disk.list(directory);
  if (!names.includes(SHARD_DIRECTORY)) return [];
  return (await disk.list(path.join(directory, SHARD_DIRECTORY))).filter((name) => parseGeneration(name) !== undefined);
};

const BACKUP = 'put a backup of the whole directory in its place and adopt it by the command "rollback --backup"';

const describeWayOut = (previous: FoundManifest, file?: string): string => {
  if (previous.kind !== 'sound') return `There is no previous generation to go back to: ${BACKUP}`;
  const { generation, files } = previous.manifest;
  if (files.some(({ name }) => path.posix.join(SHARD_DIRECTORY, name) === file)) {
    return `The previous generation needs the same file: ${BACKUP}`;
  }
  return (
    `Keep a copy of the directory. Then go back to the previous generation, number ${generation}, by the command "rollback", which also ` +
    `stamps anew what harvesters may have seen; by hand it would be: put ${PREVIOUS_FILE} in the place of ${MANIFEST_FILE}. ` +
    `What was changed after it is lost, unless you ${BACKUP} instead`
  );
};
