import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { WallClock } from '../../src/platform/clock.js';
import { CLOCK_FILE } from '../../src/store/lowdb/kept-clock.js';
import { nodeDisk, type Disk } from '../../src/store/lowdb/disk.js';
import { openLowdbStore } from '../../src/store/lowdb/lowdb-store.js';
import { StoreError, type CommitResult, type RecordContent, type Store } from '../../src/store/ports.js';
import { shown } from '../store/samples.js';
import { createSimulatedDisk } from '../store/simulated-disk.js';
import type { Backend } from './backend.js';
import { createTroubledDisk, STAGES } from './troubled-disk.js';

/** The embedded store on a disk in memory; a crash is a power cut that takes whatever was not synced. */
export const createLowdbBackend = (wallClock: WallClock): Promise<Backend> => createOverMemory(wallClock, (disk) => disk);

/** A fault of design: nothing of the clock but the newest stamp lasts. */
export const createForgetfulLowdbBackend = (wallClock: WallClock): Promise<Backend> =>
  createOverMemory(wallClock, (disk) => ({
    ...disk,
    read: async (file) => (path.basename(file) === CLOCK_FILE ? undefined : disk.read(file)),
  }));

const createOverMemory = (wallClock: WallClock, alter: (disk: Disk) => Disk): Promise<Backend> => {
  let disk = createSimulatedDisk();
  return createBackend({
    directory: path.resolve('no-such-directory'),
    wallClock,
    firstDisk: alter(disk),
    crash: () => alter((disk = disk.afterPowerCut('drops'))),
    remove: async () => {},
  });
};

/** The same on the machine's disk, where a crash is an orderly end. */
export const createLowdbBackendOnDisk = async (wallClock: WallClock): Promise<Backend> => {
  const directory = await mkdtemp(path.join(os.tmpdir(), 'julkaisusilta-model-'));
  return createBackend({ directory, wallClock, firstDisk: nodeDisk, remove: () => rm(directory, { recursive: true, force: true }) });
};

interface Parts {
  readonly directory: string;
  readonly wallClock: WallClock;
  readonly firstDisk: Disk;
  /** The disk after a power cut. */
  readonly crash?: () => Disk;
  readonly remove: () => Promise<void>;
}

/** A slow write is the store's own commit, held up before it can be seen. */
const createBackend = async ({ directory, wallClock, firstDisk, crash, remove }: Parts): Promise<Backend> => {
  const trouble = createTroubledDisk(directory);
  let disk = firstDisk;
  const open = (): Promise<Store> => openLowdbStore({ directory, wallClock, disk: trouble.over(disk) });
  let store = await open();
  let slow: Promise<CommitResult> | undefined;
  let slowRecords: readonly RecordContent[] = [];
  /** A commit that nobody was told of may have come through: then its stamp is found in the store. */
  const findSlowWrite = async (): Promise<CommitResult | undefined> => {
    const [first] = slowRecords;
    const found = first && (await store.findRecord(first.identifier, first.metadataPrefix));
    const isThere = found && found.deleted === first.deleted && (found.deleted || shown(found.metadata) === first.metadata);
    return isThere ? { datestamp: found.datestamp, stamped: slowRecords.length } : undefined;
  };
  const endSlowWrite = async (): Promise<CommitResult | undefined> => {
    trouble.release();
    const result = await slow;
    slow = undefined;
    return result;
  };
  const restart = async (): Promise<void> => {
    await store.close();
    store = await open();
  };
  return {
    get store() {
      return store;
    },
    commit: (records) => store.commit({ records }),
    commitOnBadDisk: async (records, { operations, effect }) => {
      trouble.failAfter(operations, effect);
      try {
        return await store.commit({ records });
      } catch (error) {
        if (error instanceof StoreError && error.code === 'unavailable') return undefined;
        throw error;
      } finally {
        trouble.heal();
      }
    },
    beginSlowWrite: async (records, stage) => {
      const reached = trouble.holdAt(STAGES[stage % STAGES.length]!);
      slowRecords = records;
      slow = store.commit({ records });
      await Promise.race([reached, slow]);
    },
    endSlowWrite: async () => (await endSlowWrite())!,
    restart,
    crash: async () => {
      if (!crash) {
        const result = await endSlowWrite();
        await restart();
        return result;
      }
      const wasSlow = slow !== undefined;
      slow = undefined;
      trouble.abandon();
      disk = crash();
      store = await open();
      return wasSlow ? findSlowWrite() : undefined;
    },
    close: async () => {
      await store.close();
      await remove();
    },
  };
};
