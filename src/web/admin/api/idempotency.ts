import { createHash } from 'node:crypto';
import type { IdempotencyMemory } from '../../../store/idempotency-ports.js';
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

/** In ms; a duplicate looks that often whether the first has been answered. */
const LOOK_AGAIN_MS = 100;
/** Ten seconds in all: what is wished is begun in that time, not finished. */
const MOST_LOOKS = 100;

/**
 * A refusal is not kept, since what was in the way may be gone the next time; a duplicate that comes while the first is still being worked
 * on, in this process or another, waits for the same answer.
 */
export const createIdempotency = ({
  memory,
  pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
}: {
  readonly memory: IdempotencyMemory;
  /** Of tests, which have not the time. */
  readonly pause?: (ms: number) => Promise<void>;
}): Idempotency => ({
  once: async ({ person, key, place, body }, work) => {
    if (key === undefined) return work();
    if (!isKey(key)) return problem(ODD_KEY);
    const fingerprint = fingerprintOf([place, body]);
    for (let look = 0; look < MOST_LOOKS; look++) {
      const claim = await memory.claim({ person, key, fingerprint });
      if (claim.kind === 'ours') {
        const answer = await giveUpWhenItBreaks(work, () => memory.giveUp(claim));
        if (answer.kind !== 'json') await memory.giveUp(claim);
        // It has been done, and whoever wished it is told so even where that cannot be written down.
        else await memory.keep(claim, JSON.stringify(answer)).catch(() => undefined);
        return answer;
      }
      if (claim.fingerprint !== fingerprint) return problem(OTHER_WISH);
      if (claim.kind === 'answered') return parseAnswer(claim.answer);
      await pause(LOOK_AGAIN_MS);
    }
    return problem(UNDER_WAY);
  },
});

const giveUpWhenItBreaks = async (work: () => Promise<Answer>, giveUp: () => Promise<void>): Promise<Answer> => {
  let isBroken = true;
  try {
    const answer = await work();
    isBroken = false;
    return answer;
  } finally {
    // The fault itself tells more than that the memory could not be reached either.
    if (isBroken) await giveUp().catch(() => undefined);
  }
};

const fingerprintOf = (wish: unknown): string => createHash('sha256').update(JSON.stringify(wish)).digest('hex');

/** Written by `once` and by nobody else. */
const parseAnswer = (text: string): Answer => JSON.parse(text) as Answer;

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

const UNDER_WAY: Problem = {
  status: 409,
  title: 'Still being worked on',
  detail: 'The first request with this Idempotency-Key has not been answered yet; send it again in a minute.',
};
