import path from 'node:path';
import { packInListOrder } from '../packing.js';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { datestampOf, type Datestamp } from '../../catalogue/datestamp.js';
import type { WallClock } from '../../platform/clock.js';
import { createCommitQueue } from '../commit-queue.js';
import { createContentsReader } from '../contents-reader.js';
import { applyPlan, createContents, isEmptyPlan, planCommit, resultOf, type StoreContents } from '../contents.js';
import { MOST_QUIET_SKEW } from '../datestamp-clock.js';
import { gatherParts } from '../gather-parts.js';
import { createInstallation } from '../installation.js';
import { StoreError, type CommitResult, type Store, type StoreChange } from '../ports.js';
import { nodeDisk, type Disk } from './disk.js';
import { unavailable } from './fault.js';
import { createGenerations, type Generations } from './generations.js';
import { openKeptClock, type KeptClock } from './kept-clock.js';
import { loadDirectory, removeLeftovers, type LoadedDirectory } from './loading.js';
import { createManifestFile } from './manifest-file.js';
import { MANIFEST_FILE, PREVIOUS_FILE, type Manifest } from './manifest.js';
import { finishRestore } from './putting-back.js';
import { SHARD_DIRECTORY } from './shard-file.js';
import type { StoreWarning, WarnOperator } from './warning.js';

export interface LowdbStoreOptions {
  /** Made when it is not there. */
  readonly directory: string;
  readonly wallClock: WallClock;
  readonly onWarning?: WarnOperator;
  /** Of tests; the machine's own otherwise. */
  readonly disk?: Disk;
}

/**
 * In records (rows, one for each format of an item). 200,000 of 2 kB, of 50,000 publications, opened in 3 s and took
 * 600 MB; one edit took 15 ms. Beyond that it is PostgreSQL's work.
 */
const OUTGROWN_ABOVE = 200_000;

/**
 * The embedded store: one process, everything in memory, every change on the disk before it is seen.
 * @throws StoreError `locked`, `damaged`, `newer`, or `unavailable` when the disk does not let it
 */
export const openLowdbStore = async ({
  directory,
  wallClock,
  onWarning = () => undefined,
  disk = nodeDisk,
}: LowdbStoreOptions): Promise<Store> => {
  const root = path.resolve(directory);
  const translated = async <T>(opening: Promise<T>): Promise<T> => {
    try {
      return await opening;
    } catch (cause) {
      throw unavailable(root, 'be opened', cause);
    }
  };
  await translated(disk.makeDirectory(root));
  const unlock = await translated(disk.lock(root));
  try {
    return await translated(openLocked({ disk, directory: root, wallClock, warn: warnOnce(onWarning), unlock }));
  } catch (fault) {
    await unlock();
    throw fault;
  }
};

interface Opening {
  readonly disk: Disk;
  readonly directory: string;
  readonly wallClock: WallClock;
  readonly warn: WarnOnce;
  readonly unlock: () => Promise<void>;
}

const openLocked = async (opening: Opening): Promise<Store> => {
  const { disk, directory, wallClock, warn } = opening;
  await finishRestore(disk, directory);
  const found = await loadDirectory(disk, directory);
  const clock = await openKeptClock({ disk, directory, wallClock, mark: found?.current.manifest.clockMark, warn: warn.raise });
  const loaded = found ?? (await makeStore(disk, directory, clock));
  if (loaded.current.manifest.generation > 1 && !loaded.previous) {
    const message = `${PREVIOUS_FILE} in ${directory} is missing or damaged: there is no generation to go back to until the next change`;
    warn.raise({ kind: 'previousGeneration', message });
  }
  await removeLeftovers(disk, directory, loaded);
  // A program that was killed may have left names that are seen but do not last yet; what is served from here on must.
  await disk.syncDirectory(path.join(directory, SHARD_DIRECTORY));
  await disk.syncDirectory(directory);
  return createStore(opening, clock, await fillContents(loaded), createGenerations(disk, directory, loaded));
};

const makeStore = async (disk: Disk, directory: string, clock: KeptClock): Promise<LoadedDirectory> => {
  await clock.advance();
  await disk.makeDirectory(path.join(directory, SHARD_DIRECTORY));
  const moment = clock.read();
  const manifest: Manifest = {
    generation: 1,
    clockMark: moment + 1,
    installation: createInstallation(moment),
    statements: [],
    sources: [],
    files: [],
  };
  await createManifestFile(disk, directory, MANIFEST_FILE).write(manifest);
  return { current: { manifest, shards: new Map() }, previous: undefined, lastGeneration: 1 };
};

const fillContents = async ({ current: { manifest, shards } }: LoadedDirectory): Promise<StoreContents> => {
  const contents = createContents(manifest.installation, manifest.statements, manifest.sources);
  contents.publications.put([...shards.values()].flatMap((shard) => [...shard.publications.values()]));
  contents.harvest.apply({
    harvested: [...shards.values()].flatMap(({ harvested }) => [...harvested.values()]),
    quarantined: { put: [...shards.values()].flatMap(({ quarantined }) => [...quarantined.values()]), removed: [] },
    links: { put: [...shards.values()].flatMap(({ links }) => [...links.values()]), removed: [] },
  });
  contents.records.put(packInListOrder([...shards.values()].flatMap((shard) => [...shard.items.values()].flat())));
  return contents;
};

const createStore = ({ directory, warn, unlock }: Opening, clock: KeptClock, contents: StoreContents, generations: Generations): Store => {
  const queue = createCommitQueue();
  let isOpen = true;
  /** The stamp of a commit that cannot be read yet, or of one that failed and may yet be found after a restart. */
  let inFlight: Datestamp | undefined;
  const refuseIfClosed = (): void => {
    if (!isOpen) throw new StoreError('unavailable', `the store in ${directory} has been closed`);
  };
  const watch = (): void => {
    const skew = Math.round(clock.skew());
    warn.raiseIf(
      skew > MOST_QUIET_SKEW,
      'clockAhead',
      () =>
        `the machine's clock is ${skew} s behind the datestamps already given by the store in ${directory}: was it set back? ` +
        'Datestamps go on at half speed until it has caught up',
    );
    const { size } = contents.records;
    warn.raiseIf(
      size > OUTGROWN_ABOVE,
      'outgrown',
      () => `the store in ${directory} has ${size} records; it is made for about ${OUTGROWN_ABOVE}: think of PostgreSQL`,
    );
  };
  const settle = async (): Promise<void> => {
    refuseIfClosed();
    await generations.settle();
    inFlight = undefined;
  };
  const apply = async (change: StoreChange): Promise<CommitResult> => {
    await settle();
    await clock.advance();
    // From here to the mark in `inFlight` in one turn: a reader in between would call this very second settled.
    const moment = clock.read();
    const stamp = datestampOf(moment);
    inFlight = stamp;
    try {
      const plan = planCommit(contents, change, stamp);
      if (!isEmptyPlan(plan)) {
        // A bulk load takes some tenths of a second in each of these three: readers are served in between.
        await nextTurn();
        await generations.save({ ...plan, clockMark: moment + 1 });
        applyPlan(contents, plan);
      }
      return resultOf(plan);
    } finally {
      if (!generations.isInDoubt()) inFlight = undefined;
    }
  };
  /** What can wait: the change before it is safe, whatever becomes of this. */
  const clearAway = async (): Promise<void> => {
    try {
      await generations.tidy();
      warn.end('untidy');
    } catch (fault) {
      warn.raise({ kind: 'untidy', message: messageOf(fault) });
    }
  };

  const commit: Store['commit'] = (change) =>
    queue.run(async () => {
      const result = await apply(change);
      await clearAway();
      watch();
      return result;
    });

  const readBounds: Store['readBounds'] = async () => {
    refuseIfClosed();
    try {
      if (generations.isInDoubt()) await queue.run(settle);
      await clock.advance();
      warn.end('clockStopped');
    } catch (fault) {
      // Reading goes on at the last second that was kept: nothing new can have been written after it.
      warn.raise({ kind: 'clockStopped', message: `${messageOf(fault)}; lists stand still until it can` });
    }
    watch();
    // A close in between has kept the time: a later one must not be given out any more.
    refuseIfClosed();
    const now = datestampOf(clock.read());
    return { now, settled: (Math.min(now, inFlight ?? now) - 1) as Datestamp };
  };

  watch();
  return {
    ...createContentsReader(contents, refuseIfClosed, readBounds),
    commit,
    commitParts: async (parts) => commit(await gatherParts(parts)),
    close: () =>
      queue.run(async () => {
        if (!isOpen) return;
        try {
          await settle();
        } catch (fault) {
          warn.raise({ kind: 'untidy', message: messageOf(fault) });
        }
        isOpen = false;
        try {
          await clock.close();
        } catch (fault) {
          warn.raise({ kind: 'untidy', message: messageOf(fault) });
        } finally {
          await unlock();
        }
      }),
  };
};

const messageOf = (fault: unknown): string => (fault instanceof StoreError ? fault.message : String(fault));

/** Each kind of trouble is told when it begins, and again only after it had ended. */
interface WarnOnce {
  readonly raise: WarnOperator;
  raiseIf(isSo: boolean, kind: StoreWarning['kind'], message: () => string): void;
  end(kind: StoreWarning['kind']): void;
}

const warnOnce = (onWarning: WarnOperator): WarnOnce => {
  const raised = new Set<StoreWarning['kind']>();
  const raise = (warning: StoreWarning): void => {
    if (raised.has(warning.kind)) return;
    raised.add(warning.kind);
    onWarning(warning);
  };
  return {
    raise,
    raiseIf: (isSo, kind, message) => {
      if (!isSo) raised.delete(kind);
      else if (!raised.has(kind)) raise({ kind, message: message() });
    },
    end: (kind) => void raised.delete(kind),
  };
};
