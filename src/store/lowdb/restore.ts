import path from 'node:path';
import { Low } from 'lowdb';
import { datestampOf, type Datestamp } from '../../catalogue/datestamp.js';
import type { WallClock } from '../../platform/clock.js';
import { createEpoch } from '../installation.js';
import { nodeDisk, type Disk } from './disk.js';
import { damaged, unavailable } from './fault.js';
import { createGenerations } from './generations.js';
import { openKeptClock } from './kept-clock.js';
import { listShardFiles, loadDirectory, loadShards, readManifest } from './loading.js';
import { createManifestFile } from './manifest-file.js';
import { fileNamesOf, MANIFEST_FILE, PREVIOUS_FILE, type Manifest, type ShardFile } from './manifest.js';
import { finishRestore } from './putting-back.js';
import { createShardWriter, parseGeneration, SHARD_DIRECTORY, shardFileName } from './shard-file.js';
import type { Shard } from './shard.js';
import type { WarnOperator } from './warning.js';

export interface RestoreOptions {
  readonly directory: string;
  readonly wallClock: WallClock;
  readonly onWarning?: WarnOperator;
  /** Of tests; the machine's own otherwise. */
  readonly disk?: Disk;
}

export interface RestoreResult {
  /** The number of the generation that is current again, under a number of its own. */
  readonly generation: number;
  /** Records that got a new datestamp, since harvesters may have seen a later state of them. */
  readonly restamped: number;
}

/**
 * Makes the previous generation the current one. The store gets a new epoch, so that resumption tokens of lists that are
 * no more are refused, and every record that the lost generation may have changed gets a new datestamp. The files of
 * the lost one stay beside under names that end in `.lost`. An identifier that only the lost one had is forgotten.
 * @throws StoreError `locked` while a service runs on it, `damaged` when there is no sound previous generation, `unavailable`
 */
export const restorePreviousGeneration = async ({
  directory,
  wallClock,
  onWarning = () => undefined,
  disk = nodeDisk,
}: RestoreOptions): Promise<RestoreResult> => {
  const root = path.resolve(directory);
  return whileLocked(disk, root, () => restoreLocked(disk, root, wallClock, onWarning));
};

/**
 * Makes a copy of the directory that was put back in its place fit to be served. It is older than what harvesters have
 * seen, by an unknown amount: so the store gets a new epoch, and every record, live or deleted, a new datestamp, not
 * before the present. It happens as one commit does: all of it or nothing, with the state as it lay there as the previous
 * generation. Once more does no harm. What only the lost state had is forgotten: harvesters are not told that its
 * identifiers are gone, unless they come back under the same ones.
 * @returns `restamped` in records
 * @throws StoreError `locked` while a service runs on it, `damaged` when the backup is, or there is none, `unavailable`
 */
export const adoptBackup = async ({
  directory,
  wallClock,
  onWarning = () => undefined,
  disk = nodeDisk,
}: RestoreOptions): Promise<Pick<RestoreResult, 'restamped'>> => {
  const root = path.resolve(directory);
  return whileLocked(disk, root, () => adoptLocked(disk, root, wallClock, onWarning));
};

const whileLocked = async <T>(disk: Disk, directory: string, restore: () => Promise<T>): Promise<T> => {
  try {
    const unlock = await disk.lock(directory);
    try {
      await finishRestore(disk, directory);
      return await restore();
    } finally {
      await unlock();
    }
  } catch (cause) {
    throw unavailable(directory, 'be restored', cause);
  }
};

/** The same for whoever holds the lock. */
export const adoptLocked = async (
  disk: Disk,
  directory: string,
  wallClock: WallClock,
  warn: WarnOperator,
): Promise<Pick<RestoreResult, 'restamped'>> => {
  const loaded = await loadDirectory(disk, directory);
  if (!loaded) throw damaged(directory, MANIFEST_FILE, 'is missing', 'Put the backup of the whole directory there first');
  const { manifest, shards } = loaded.current;
  const clock = await openKeptClock({ disk, directory, wallClock, mark: manifest.clockMark, warn });
  await clock.advance();
  const moment = clock.read();
  const datestamp = datestampOf(moment);
  const records = [...shards.values()].flatMap(({ items }) => [...items.values()].flat()).map((record) => ({ ...record, datestamp }));
  const generations = createGenerations(disk, directory, loaded);
  const installation = { ...manifest.installation, epoch: createEpoch() };
  await generations.save({ publications: [], records, installation, clockMark: moment + 1 });
  await generations.tidy();
  await clock.close();
  return { restamped: records.length };
};

const restoreLocked = async (disk: Disk, directory: string, wallClock: WallClock, warn: WarnOperator): Promise<RestoreResult> => {
  const { previous, lost } = await readBoth(disk, directory);
  const shards = await loadShards(disk, directory, previous, (file, what) =>
    damaged(
      directory,
      file,
      `of the previous generation ${what}`,
      'Put a backup of the whole directory in its place and adopt it by the command "rollback --backup"',
    ),
  );
  const clock = await openKeptClock({ disk, directory, wallClock, mark: Math.max(previous.clockMark, lost?.clockMark ?? 0), warn });
  await clock.advance();
  const moment = clock.read();
  const stamp = datestampOf(moment);
  const present = await listShardFiles(disk, directory);
  const generation =
    1 + present.reduce((last, name) => Math.max(last, parseGeneration(name) ?? 0), lost?.generation ?? previous.generation);

  const untouched = fileNamesOf(lost);
  const files: ShardFile[] = [];
  let restamped = 0;
  for (const file of previous.files) {
    const shard = shards.get(file.shard);
    if (untouched.has(file.name) || !shard) {
      files.push(file);
      continue;
    }
    const name = shardFileName(file.shard, generation);
    const content = restamp(shard, stamp);
    await new Low<Shard>(
      createShardWriter(disk, directory, { shard: file.shard, name }, (written) => files.push(written)),
      content,
    ).write();
    restamped += [...content.items.values()].reduce((sum, records) => sum + records.length, 0);
  }
  await disk.syncDirectory(path.join(directory, SHARD_DIRECTORY));
  await keepLostManifest(disk, directory);
  const installation = { ...previous.installation, epoch: createEpoch() };
  const restored: Manifest = { ...previous, generation, clockMark: moment + 1, installation, sources: movedOn(previous, lost), files };
  await new Low<Manifest>(createManifestFile(disk, directory, MANIFEST_FILE), restored).write();
  await setLostFilesAside(disk, directory, present, new Set([...fileNamesOf(restored), ...fileNamesOf(previous)]));
  await clock.close();
  return { generation, restamped };
};

const readBoth = async (disk: Disk, directory: string): Promise<{ readonly previous: Manifest; readonly lost: Manifest | undefined }> => {
  const previous = await readManifest(disk, directory, PREVIOUS_FILE);
  const lost = await readManifest(disk, directory, MANIFEST_FILE);
  if (previous.kind !== 'sound') {
    const what = previous.kind === 'missing' ? 'is missing' : previous.what;
    throw damaged(
      directory,
      PREVIOUS_FILE,
      what,
      'There is no previous generation to go back to: put a backup of the whole directory in its place and adopt it by the command "rollback --backup"',
    );
  }
  return { previous: previous.manifest, lost: lost.kind === 'sound' ? lost.manifest : undefined };
};

const restamp = (shard: Shard, datestamp: Datestamp): Shard => ({
  ...shard,
  items: new Map([...shard.items].map(([identifier, records]) => [identifier, records.map((record) => ({ ...record, datestamp }))])),
});

/** What was fetched while the lost generation was current rests on a revision of it, and must not be taken for one of these. */
const movedOn = (previous: Manifest, lost: Manifest | undefined): Manifest['sources'] => {
  const lostRevision = (source: string): number => lost?.sources.find((state) => state.source === source)?.revision ?? 0;
  return previous.sources.map((state) => ({ ...state, revision: Math.max(state.revision, lostRevision(state.source)) + 1 }));
};

const LOST = '.lost';

const keepLostManifest = async (disk: Disk, directory: string): Promise<void> => {
  const bytes = await disk.read(path.join(directory, MANIFEST_FILE));
  if (bytes) await disk.write(path.join(directory, `${MANIFEST_FILE}${LOST}`), bytes);
};

const setLostFilesAside = async (disk: Disk, directory: string, present: readonly string[], needed: ReadonlySet<string>): Promise<void> => {
  for (const name of present.filter((each) => !needed.has(each))) {
    const file = path.join(directory, SHARD_DIRECTORY, name);
    await disk.rename(file, `${file}${LOST}`);
  }
};
