import path from 'node:path';
import type { WallClock } from '../../platform/clock.js';
import { createDatestampClock } from '../datestamp-clock.js';
import type { Disk } from './disk.js';
import { damaged, unavailable } from './fault.js';
import { replaceFile } from './replace-file.js';
import type { WarnOperator } from './warning.js';

/**
 * A datestamp clock that goes on where it was, also after the program was killed and the machine's clock set back. A
 * ceiling is kept on the disk ahead of use: no time at or above it is ever given out, and the next start begins there.
 */
export interface KeptClock {
  /**
   * Raises the ceiling above the present, where that is due. Await it before `read`.
   * @throws StoreError `unavailable`; `read` then stands still just below the ceiling that is kept
   */
  advance(): Promise<void>;
  /** Milliseconds since the epoch, below the ceiling. */
  read(): number;
  /** Seconds ahead of the wall clock. */
  skew(): number;
  /** Keeps the exact time, so that a restart does not begin ahead. */
  close(): Promise<void>;
}

export const CLOCK_FILE = 'clock.json';

/** One small durable write in so many ms of use; a killed program begins at most that far ahead of the wall. */
const AHEAD = 5000;

/** @param mark milliseconds; what else is known of the times given out before, or `undefined` for a new store */
export const openKeptClock = async ({
  disk,
  directory,
  wallClock,
  mark,
  warn,
}: {
  readonly disk: Disk;
  readonly directory: string;
  readonly wallClock: WallClock;
  readonly mark: number | undefined;
  readonly warn: WarnOperator;
}): Promise<KeptClock> => {
  const kept = await readCeiling(disk, directory);
  if (kept === undefined && mark !== undefined) {
    const message = `${CLOCK_FILE} is missing in ${directory}: the store goes on from its newest change. If the machine's clock was set back meanwhile, harvesters may miss records`;
    warn({ kind: 'clockLost', message });
  }
  let ceiling = Math.max(kept ?? 0, mark ?? 0);
  const clock = createDatestampClock({ wallClock, notBefore: ceiling });
  let lastGiven: number | undefined;
  let raising: Promise<void> | undefined;
  let isClosed = false;

  const keep = async (next: number): Promise<void> => {
    const outcome = await replaceFile(disk, path.join(directory, CLOCK_FILE), formatCeiling(next));
    // In doubt the higher of the two may be found next time, which does no harm; only what is certain is used.
    if (outcome.kind !== 'replaced') throw unavailable(directory, `keep the time in ${CLOCK_FILE}`, outcome.cause);
    ceiling = next;
  };
  return {
    advance: async () => {
      if (isClosed || clock.read() < ceiling) return;
      raising ??= keep(clock.read() + AHEAD).finally(() => (raising = undefined));
      await raising;
    },
    read: () => (lastGiven = Math.min(clock.read(), ceiling - 1)),
    skew: () => clock.skew(),
    close: async () => {
      // What becomes of a raising that is on its way has been told to the one who waits for it.
      await raising?.catch(() => undefined);
      isClosed = true;
      if (lastGiven !== undefined) await keep(lastGiven + 1);
    },
  };
};

/** The time stands there twice, for programs and for people: a slip of the disk or of a hand shows. */
export const formatCeiling = (ceiling: number): string => `${JSON.stringify({ ceiling, utc: new Date(ceiling).toISOString() })}\n`;

/** Milliseconds; `undefined` where the file is missing. @throws StoreError `damaged` */
export const readCeiling = async (disk: Disk, directory: string): Promise<number | undefined> => {
  const bytes = await disk.read(path.join(directory, CLOCK_FILE));
  if (bytes === undefined) return undefined;
  const text = bytes.toString('utf8');
  const ceiling = Number(/"ceiling":(\d{1,16})\b/.exec(text)?.[1]);
  if (!(ceiling <= LAST_DATE) || formatCeiling(ceiling) !== text) {
    throw damaged(
      directory,
      CLOCK_FILE,
      'does not hold one time twice',
      "If the machine's clock is right, remove this file and start again",
    );
  }
  return ceiling;
};

/** The last moment that `Date` knows. */
const LAST_DATE = 8.64e15;
