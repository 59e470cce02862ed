import { isTrustedKey, MOST_THROTTLE_KEYS, type ThrottleCount, type ThrottleMemory } from '../throttle-ports.js';

/** Gone with the program. @param clock in ms since 1970 */
export const createMemoryThrottle = (clock: () => number): ThrottleMemory => {
  const [counts, trusted] = [new Map<string, ThrottleCount>(), new Map<string, ThrottleCount>()];
  const rowsOf = (key: string): Map<string, ThrottleCount> => (isTrustedKey(key) ? trusted : counts);
  return {
    change: async (keys, change) => {
      const found = keys.flatMap((key) => {
        const count = rowsOf(key).get(key);
        return count ? [[key, count] as const] : [];
      });
      const { value, put = [], remove = [] } = change(new Map(found), clock());
      for (const key of remove) rowsOf(key).delete(key);
      for (const [key, count] of put) touch(rowsOf(key), key, count);
      return value;
    },
  };
};

const touch = (rows: Map<string, ThrottleCount>, key: string, count: ThrottleCount): void => {
  rows.delete(key);
  rows.set(key, count);
  for (const [oldest] of rows) {
    if (rows.size <= MOST_THROTTLE_KEYS) break;
    rows.delete(oldest);
  }
};
