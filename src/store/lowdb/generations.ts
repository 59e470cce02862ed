import path from 'node:path';
import { Low } from 'lowdb';
import type { PublisherStatement } from '../../catalogue/statement.js';
import type { HarvestPlan } from '../harvest-index.js';
import type { Installation, StoredPublication, StoredRecord } from '../ports.js';
import type { Disk } from './disk.js';
import { unavailable } from './fault.js';
import type { LoadedDirectory } from './loading.js';
import { createManifestFile } from './manifest-file.js';
import { fileNamesOf, MANIFEST_FILE, PREVIOUS_FILE, type Manifest, type ShardFile } from './manifest.js';
import { createShardWriter, SHARD_DIRECTORY, shardFileName } from './shard-file.js';
import { changesByShard, type ChangesByShard } from './changes-by-shard.js';
import { EMPTY_SHARD, withChange, type Shard, type ShardName } from './shard.js';

/** What is to be different in the next generation. */
export interface GenerationChange {
  readonly publications: readonly StoredPublication[];
  readonly records: readonly StoredRecord[];
  readonly harvest?: HarvestPlan;
  readonly statements?: readonly PublisherStatement[];
  readonly installation?: Installation;
  /** Milliseconds; no record was stamped at or after it. */
  readonly clockMark: number;
}

/**
 * The files of a store, generation by generation. A change is written aside, shard by shard, and becomes the current
 * generation in the moment in which one small manifest takes the place of another. One call at a time.
 */
export interface Generations {
  /**
   * All of it lasts when this returns.
   * @throws StoreError `unavailable`; the current generation is then as it was, or `isInDoubt`
   */
  save(change: GenerationChange): Promise<void>;
  /** Whether a failed change may yet be found after a restart, because the disk failed in the very moment of the exchange. */
  isInDoubt(): boolean;
  /**
   * Ends the doubt by writing the current generation's manifest anew. Does nothing when there is none.
   * @throws StoreError `unavailable`
   */
  settle(): Promise<void>;
  /**
   * Keeps the last generation whose shards are others than the current one's to go back to, and removes older files.
   * @throws StoreError `unavailable`; nothing that is needed has been removed then
   */
  tidy(): Promise<void>;
}

export const createGenerations = (disk: Disk, directory: string, loaded: LoadedDirectory): Generations => {
  const shardDirectory = path.join(directory, SHARD_DIRECTORY);
  const manifestFile = createManifestFile(disk, directory, MANIFEST_FILE);
  const previousFile = createManifestFile(disk, directory, PREVIOUS_FILE);
  const shards = new Map(loaded.current.shards);
  let current = loaded.current.manifest;
  let { previous, lastGeneration } = loaded;
  /** What the last change of a shard replaced, until it is kept as the previous generation. */
  let replaced: Manifest | undefined;
  const present = new Set([...fileNamesOf(current), ...fileNamesOf(previous)]);

  const writeShards = async (changes: ChangesByShard, generation: number): Promise<WrittenShards> => {
    const written: { files: ShardFile[]; shards: Map<ShardName, Shard> } = { files: [], shards: new Map() };
    for (const [shard, change] of changes) {
      const name = shardFileName(shard, generation);
      const content = withChange(shards.get(shard) ?? EMPTY_SHARD, change);
      present.add(name);
      await new Low<Shard>(
        createShardWriter(disk, directory, { shard, name }, (file) => written.files.push(file)),
        content,
      ).write();
      written.shards.set(shard, content);
    }
    if (changes.size > 0) await disk.syncDirectory(shardDirectory);
    return written;
  };
  const settle = async (): Promise<void> => {
    if (manifestFile.isInDoubt()) await new Low<Manifest>(manifestFile, current).write();
  };
  const removeUnneeded = async (): Promise<void> => {
    if (manifestFile.isInDoubt() || previousFile.isInDoubt()) return;
    const needed = new Set([...fileNamesOf(current), ...fileNamesOf(previous), ...fileNamesOf(replaced)]);
    for (const name of [...present].filter((each) => !needed.has(each))) {
      await disk.remove(path.join(shardDirectory, name));
      present.delete(name);
    }
  };

  return {
    save: async (change) => {
      // Every attempt has a number of its own, so that what a failed one leaves behind is never taken for another's.
      const generation = ++lastGeneration;
      try {
        const written = await writeShards(changesByShard(change), generation);
        const next = nextManifest(current, generation, change, written.files);
        await new Low<Manifest>(manifestFile, next).write();
        // A generation with the same shards would be lost by the same damage, and is none to go back to while there is another.
        if (written.files.length > 0 || !(replaced ?? previous)) replaced = current;
        current = next;
        for (const [name, shard] of written.shards) shards.set(name, shard);
      } catch (cause) {
        // Best effort: the fault that the caller must hear of is the first one, and both are tried again later.
        await settle()
          .then(removeUnneeded)
          .catch(() => undefined);
        throw unavailable(directory, 'be changed', cause);
      }
    },
    isInDoubt: () => manifestFile.isInDoubt(),
    settle,
    tidy: async () => {
      try {
        if (replaced) await new Low<Manifest>(previousFile, replaced).write();
        previous = replaced ?? previous;
        replaced = undefined;
        await removeUnneeded();
      } catch (cause) {
        throw unavailable(directory, 'be tidied', cause);
      }
    },
  };
};

interface WrittenShards {
  readonly files: readonly ShardFile[];
  readonly shards: ReadonlyMap<ShardName, Shard>;
}

const nextManifest = (
  current: Manifest,
  generation: number,
  { statements, installation, harvest, clockMark }: GenerationChange,
  files: readonly ShardFile[],
): Manifest => {
  const rewritten = new Set(files.map(({ shard }) => shard));
  return {
    generation,
    clockMark: Math.max(clockMark, current.clockMark),
    installation: installation ?? current.installation,
    statements: statements ?? current.statements,
    sources: harvest?.sources ?? current.sources,
    files: [...current.files.filter(({ shard }) => !rewritten.has(shard)), ...files],
  };
};
