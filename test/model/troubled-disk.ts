import path from 'node:path';
import type { Disk } from '../../src/store/lowdb/disk.js';
import { MANIFEST_FILE } from '../../src/store/lowdb/manifest.js';

/** Where a commit can be held up before it can be seen: at its first file, its manifest, the exchange, or in making that last. */
export const STAGES = ['write of a shard', 'write of the manifest', 'exchange', 'last sync'] as const;
type Stage = (typeof STAGES)[number];

/** A disk that is slow or fails where a script says so. */
export interface TroubledDisk {
  over(disk: Disk): Disk;
  /** Holds the next operation of that stage up. Resolves when it is reached. */
  holdAt(stage: Stage): Promise<void>;
  release(): void;
  /** Whoever is held up stays so for ever: its program is dead. */
  abandon(): void;
  /** The operation after so many others fails once, with or without its effect. */
  failAfter(operations: number, effect: 'without effect' | 'with effect'): void;
  heal(): void;
}

interface Hold {
  readonly stage: Stage;
  readonly reached: Event;
  readonly released: Event;
  isReached: boolean;
  /** The manifest has been exchanged since. */
  isExchanged: boolean;
}

export const createTroubledDisk = (directory: string): TroubledDisk => {
  let hold: Hold | undefined;
  let fault: { operations: number; readonly effect: 'without effect' | 'with effect' } | undefined;

  const pass = async (operation: string, target: string): Promise<void> => {
    const here = hold;
    if (!here || here.isReached) return;
    const name = path.basename(target);
    if (here.stage === stageOf(operation, name) || (here.stage === 'last sync' && here.isExchanged && target === directory)) {
      here.isReached = true;
      here.reached.happen();
      await here.released.happened;
    }
    here.isExchanged ||= stageOf(operation, name) === 'exchange';
  };
  const operate = async (operation: string, target: string, effect: () => Promise<void>): Promise<void> => {
    await pass(operation, target);
    const strikes = fault?.operations === 0 ? fault.effect : undefined;
    if (fault) fault.operations -= 1;
    if (strikes !== 'without effect') await effect();
    if (strikes) throw Object.assign(new Error(`EIO: ${operation} ${target}`), { code: 'EIO' });
  };
  return {
    over: (disk) => ({
      ...disk,
      write: (file, bytes) => operate('write', file, () => disk.write(file, bytes)),
      rename: (from, to) => operate('rename', to, () => disk.rename(from, to)),
      remove: (file) => operate('remove', file, () => disk.remove(file)),
      syncDirectory: (synced) => operate('sync', synced, () => disk.syncDirectory(synced)),
    }),
    holdAt: (stage) => {
      hold = { stage, reached: createEvent(), released: createEvent(), isReached: false, isExchanged: false };
      return hold.reached.happened;
    },
    release: () => {
      hold?.released.happen();
      hold = undefined;
    },
    abandon: () => void (hold = undefined),
    failAfter: (operations, effect) => void (fault = { operations, effect }),
    heal: () => void (fault = undefined),
  };
};

const stageOf = (operation: string, name: string): Stage | undefined => {
  if (operation === 'write' && /^[0-9a-f]{2}\.\d+\.json$/.test(name)) return 'write of a shard';
  if (operation === 'write' && name.startsWith(MANIFEST_FILE)) return 'write of the manifest';
  return operation === 'rename' && name === MANIFEST_FILE ? 'exchange' : undefined;
};

interface Event {
  readonly happened: Promise<void>;
  readonly happen: () => void;
}

const createEvent = (): Event => {
  let happen = (): void => {};
  const happened = new Promise<void>((resolve) => (happen = resolve));
  return { happened, happen: () => happen() };
};
