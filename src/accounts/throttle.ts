import type { WallClock } from '../platform/clock.js';
import { accountKeyOf } from '../store/account-contents.js';
import { networkOf } from './network-address.js';

/** Makes guessing slow. Nothing of it outlives the program. */
export interface Throttle {
  /** Counts the attempt as a failure until it is told otherwise, so that of many at the same moment none slips past. */
  attempt(name: string, address: string): Attempt;
}

export type Attempt =
  | { readonly kind: 'go'; readonly succeeded: () => void }
  /** It was not counted. `isFirst` for the first since the last that was let through. */
  | { readonly kind: 'wait'; readonly seconds: number; readonly isFirst: boolean };

interface Count {
  failures: number;
  /** Of the last attempt that was let through, in ms. */
  last: number;
  isTold: boolean;
}

const FREE_FAILURES = 3;
const LONGEST_WAIT_MS = 15 * 60_000;
/** So much quiet forgives one failure: an office behind one address mistypes now and then, and must not wait longer from day to day. */
const FORGIVEN_AFTER_MS = LONGEST_WAIT_MS;
/** Where twice as much would be beyond the longest wait anyway. */
const MOST_FAILURES = FREE_FAILURES + 11;
const MOST_KEYS = 10_000;

/**
 * Delays by account and by address: none for three failures, then 1, 2, 4 … seconds up to fifteen minutes.
 *
 * A stranger who goes on guessing at one account would take every opening there is, and so keep its owner out for ever, were there one
 * delay for the account. So an address from which the account was let in before has a delay of its own, which the stranger's
 * guesses elsewhere do not lengthen; whoever comes from a new address waits at most fifteen minutes for the next opening. Attempts that
 * are made to wait are not counted: the wait does not grow by impatience.
 */
export const createThrottle = (clock: WallClock): Throttle => {
  const counts = new Map<string, Count>();
  const trusted = new Map<string, true>();
  const countOf = (key: string): Count => {
    const found = counts.get(key);
    const now = clock();
    if (!found) return { failures: 0, last: now, isTold: false };
    // A clock that was set back must not make anyone wait for it to come round again.
    found.last = Math.min(found.last, now);
    return { ...found, failures: Math.max(0, found.failures - Math.floor((now - found.last) / FORGIVEN_AFTER_MS)) };
  };
  return {
    attempt: (name, address) => {
      const network = networkOf(address);
      const account = accountKeyOf(Array.from(name.trim()).slice(0, 64).join(''));
      const pair = `pair ${network} ${account}`;
      const keys = [trusted.has(pair) ? pair : `account ${account}`, `address ${network}`];
      const now = clock();
      const waits = keys.map((key) => {
        const count = countOf(key);
        return { key, count, ms: waitOf(count, now) };
      });
      const longest = Math.max(...waits.map(({ ms }) => ms));
      if (longest > 0) {
        const waiting = waits.filter(({ ms }) => ms > 0);
        const isFirst = waiting.every(({ count }) => !count.isTold);
        for (const { key } of waiting) {
          const count = counts.get(key);
          if (count) count.isTold = true;
        }
        return { kind: 'wait', seconds: Math.ceil(longest / 1000), isFirst };
      }
      for (const { key, count } of waits) {
        put(counts, key, { failures: Math.min(count.failures + 1, MOST_FAILURES), last: now, isTold: false });
      }
      return {
        kind: 'go',
        succeeded: () => {
          for (const key of [`account ${account}`, pair]) if (keys.includes(key)) counts.delete(key);
          put(trusted, pair, true);
          // Of the address only this attempt: else one's own account would pay for guesses at others.
          const own = counts.get(`address ${network}`);
          if (own) own.failures = Math.max(0, own.failures - 1);
        },
      };
    },
  };
};

const waitOf = ({ failures, last }: Count, now: number): number =>
  failures < FREE_FAILURES ? 0 : last + Math.min(1000 * 2 ** (failures - FREE_FAILURES), LONGEST_WAIT_MS) - now;

/** The oldest go when there are too many: a flood of made-up names and addresses must not fill the memory. */
const put = <T>(rows: Map<string, T>, key: string, row: T): void => {
  rows.delete(key);
  rows.set(key, row);
  for (const [oldest] of rows) {
    if (rows.size <= MOST_KEYS) break;
    rows.delete(oldest);
  }
};
