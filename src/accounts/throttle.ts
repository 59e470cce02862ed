import { accountKeyOf } from '../store/account-contents.js';
import type { ThrottleChange, ThrottleCount, ThrottleMemory } from '../store/throttle-ports.js';
import { networkOf } from './network-address.js';

/** Makes guessing slow, whichever process it knocks at. */
export interface Throttle {
  /** Counts the attempt as a failure until it is told otherwise, so that of many at the same moment none slips past. */
  attempt(name: string, address: string): Promise<Attempt>;
}

export type Attempt =
  | { readonly kind: 'go'; readonly succeeded: () => Promise<void> }
  /** It was not counted. `isFirst` for the first since the last that was let through. */
  | { readonly kind: 'wait'; readonly seconds: number; readonly isFirst: boolean };

const FREE_FAILURES = 3;
const LONGEST_WAIT_MS = 15 * 60_000;
/** So much quiet forgives one failure: an office behind one address mistypes now and then, and must not wait longer from day to day. */
const FORGIVEN_AFTER_MS = LONGEST_WAIT_MS;
/** Where twice as much would be beyond the longest wait anyway. */
const MOST_FAILURES = FREE_FAILURES + 11;

/**
 * Delays by account and by address: none for three failures, then 1, 2, 4 … seconds up to fifteen minutes.
 *
 * A stranger who goes on guessing at one account would take every opening there is, and so keep its owner out for ever, were there one
 * delay for the account. So an address from which the account was let in before has a delay of its own, which the stranger's
 * guesses elsewhere do not lengthen; whoever comes from a new address waits at most fifteen minutes for the next opening. Attempts that
 * are made to wait are not counted: the wait does not grow by impatience.
 */
export const createThrottle = (memory: ThrottleMemory): Throttle => ({
  attempt: async (name, address) => {
    const network = networkOf(address);
    const account = accountKeyOf(Array.from(name.trim()).slice(0, 64).join(''));
    const keys: AttemptKeys = {
      account: `account ${account}`,
      address: `address ${network}`,
      pair: `pair ${network} ${account}`,
      trusted: `trusted ${network} ${account}`,
    };
    const all = Object.values(keys);
    const { wait, counted } = await memory.change(all, (counts, now) => planAttempt(keys, counts, now));
    if (wait) return { kind: 'wait', ...wait };
    return { kind: 'go', succeeded: () => memory.change(all, (counts, now) => planSuccess(keys, { counted, counts, now })) };
  },
});

interface AttemptKeys extends Readonly<Record<string, string>> {
  readonly account: string;
  readonly address: string;
  readonly pair: string;
  readonly trusted: string;
}

interface Weighed {
  /** Absent for an attempt that goes. */
  readonly wait?: { readonly seconds: number; readonly isFirst: boolean };
  /** What it is counted under. */
  readonly counted: readonly string[];
}

type Counts = ReadonlyMap<string, ThrottleCount>;

const planAttempt = (keys: AttemptKeys, counts: Counts, now: number): ThrottleChange<Weighed> => {
  const counted = [counts.has(keys.trusted) ? keys.pair : keys.account, keys.address];
  const weighed = counted.map((key) => {
    const count = countIn(counts, key, now);
    return { key, count, ms: waitOf(count, now) };
  });
  const longest = Math.max(...weighed.map(({ ms }) => ms));
  if (longest <= 0) {
    const put = weighed.map(
      ({ key, count }) => [key, { failures: Math.min(failuresOf(count, now) + 1, MOST_FAILURES), last: now, isTold: false }] as const,
    );
    return { value: { counted }, put };
  }
  const waiting = weighed.filter(({ ms }) => ms > 0);
  const isFirst = waiting.every(({ count }) => !count.isTold);
  // Most who wait have been told before: nothing is written then, however often they knock.
  const put = waiting.filter(({ key, count }) => !count.isTold || count.last !== counts.get(key)?.last);
  return {
    value: { counted, wait: { seconds: Math.ceil(longest / 1000), isFirst } },
    put: put.map(({ key, count }) => [key, { ...count, isTold: true }] as const),
  };
};

const planSuccess = (
  keys: AttemptKeys,
  { counted, counts, now }: { readonly counted: readonly string[]; readonly counts: Counts; readonly now: number },
): ThrottleChange<undefined> => {
  const own = counts.get(keys.address);
  return {
    value: undefined,
    remove: counted.filter((key) => key !== keys.address),
    put: [
      [keys.trusted, { failures: 0, last: now, isTold: false }],
      // Of the address only this attempt: else one's own account would pay for guesses at others.
      ...(own ? [[keys.address, { ...own, failures: Math.max(0, own.failures - 1) }] as const] : []),
    ],
  };
};

const countIn = (counts: Counts, key: string, now: number): ThrottleCount => {
  const found = counts.get(key);
  // A clock that was set back must not make anyone wait for it to come round again.
  return found ? { ...found, last: Math.min(found.last, now) } : { failures: 0, last: now, isTold: false };
};

const failuresOf = ({ failures, last }: ThrottleCount, now: number): number =>
  Math.max(0, failures - Math.floor((now - last) / FORGIVEN_AFTER_MS));

const waitOf = (count: ThrottleCount, now: number): number => {
  const failures = failuresOf(count, now);
  return failures < FREE_FAILURES ? 0 : count.last + Math.min(1000 * 2 ** (failures - FREE_FAILURES), LONGEST_WAIT_MS) - now;
};
