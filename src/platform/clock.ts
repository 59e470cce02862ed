/** Wall-clock time in milliseconds since the epoch. Comes in as an argument everywhere, so that a test can set it. */
export type WallClock = () => number;

export const systemClock: WallClock = () => Date.now();
