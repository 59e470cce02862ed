import { createHash } from 'node:crypto';
import type { WallClock } from '../../../platform/clock.js';
import type { Answer, Problem } from '../route.js';

/** A wish that may come twice, because an answer was lost on its way. */
export interface RepeatableWish {
  readonly person: string;
  /** Of the header Idempotency-Key; without one every wish is a new one. */
  readonly key: string | undefined;
  /** Where it came to. */
  readonly place: string;
  /** As it was understood: equal ones have their members in the same order. */
  readonly body: unknown;
}

/** Does once what is wished twice under the same key. */
export interface Idempotency {
  once(wish: RepeatableWish, work: () => Promise<Answer>): Promise<Answer>;
}

const KEEP_MS = 86_400_000;
const MOST_KEYS = 100;

interface Kept {
  readonly fingerprint: string;
  readonly at: number;
  readonly answer: Promise<Answer>;
}

/**
 * Answers are kept for a day, a hundred of each person: the oldest goes first. A refusal is not kept, since what was in the way may be
 * gone the next time; a duplicate that comes while the first is still being worked on waits for the same answer.
 */
export const createIdempotency = (clock: WallClock): Idempotency => {
  const kept = new Map<string, Map<string, Kept>>();
  return {
    once: async ({ person, key, place, body }, work) => {
      if (key === undefined) return work();
      if (!isKey(key)) return problem(ODD_KEY);
      const own = fresh(kept.get(person), clock());
      kept.set(person, own);
      const fingerprint = createHash('sha256')
        .update(JSON.stringify([place, body]))
        .digest('hex');
      const earlier = own.get(key);
      if (earlier) return earlier.fingerprint === fingerprint ? earlier.answer : problem(OTHER_WISH);
      const forget = (): void => {
        // By then another wish of the same person may have made the map anew.
        const present = kept.get(person);
        if (present?.get(key) === entry) present.delete(key);
      };
      const entry: Kept = { fingerprint, at: clock(), answer: work() };
      own.set(key, entry);
      for (const oldest of [...own.keys()].slice(0, -MOST_KEYS)) own.delete(oldest);
      try {
        const answer = await entry.answer;
        if (answer.kind === 'problem') forget();
        return answer;
      } catch (cause) {
        forget();
        throw cause;
      }
    },
  };
};

/** In the order in which they came, which is that of a Map. */
const fresh = (own: ReadonlyMap<string, Kept> | undefined, now: number): Map<string, Kept> =>
  new Map([...(own ?? [])].filter(([, { at }]) => now - at < KEEP_MS));

/** Printable ASCII, as a header has it; quoted or not (draft-ietf-httpapi-idempotency-key-header §2.1). */
const isKey = (key: string): boolean => /^[\x21-\x7e]{1,255}$/.test(key);

const problem = (given: Problem): Answer => ({ kind: 'problem', problem: given });

const ODD_KEY: Problem = {
  status: 400,
  title: 'Odd Idempotency-Key',
  detail: 'The Idempotency-Key must have 1 to 255 printable characters of ASCII and no blanks; a UUID will do.',
};

const OTHER_WISH: Problem = {
  status: 422,
  title: 'Idempotency-Key used before',
  detail: 'This Idempotency-Key came with another request within the last 24 hours; send a new key with a new wish.',
};
