import type { WallClock } from '../platform/clock.js';

/** The clock that gives datestamps: it never goes back, whatever the machine's clock does. */
export interface DatestampClock {
  /** Whole milliseconds since the epoch, never less than before. */
  read(): number;
  /** Seconds by which it is ahead of the wall clock; 0 while the two agree. */
  skew(): number;
}

/**
 * After a backward step of the wall clock the logical one runs at half speed until the wall has caught up: at full
 * speed it would stay ahead for ever, and standing still it would hide every new record, as the current second is
 * never listed.
 * @param notBefore milliseconds; the least that it ever reads, for a clock that goes on after a restart
 */
export const createDatestampClock = ({
  wallClock,
  notBefore,
}: {
  readonly wallClock: WallClock;
  readonly notBefore?: number;
}): DatestampClock => {
  let lastWall = wallClock();
  let last = Math.max(lastWall, notBefore ?? lastWall);
  const advance = (): number => {
    const wall = wallClock();
    last = Math.max(wall, last + Math.max(0, wall - lastWall) / 2);
    lastWall = wall;
    return last;
  };
  return {
    read: () => Math.floor(advance()),
    skew: () => {
      const logical = advance();
      return (logical - lastWall) / 1000;
    },
  };
};

/** Beyond this the machine's clock is wrong rather than late, and a person should look at it (seconds). */
export const MOST_QUIET_SKEW = 60;
