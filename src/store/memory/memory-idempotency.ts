import { createIdempotencyContents } from '../idempotency-contents.js';
import type { IdempotencyMemory } from '../idempotency-ports.js';

/** Gone with the program. @param clock in ms since 1970 */
export const createMemoryIdempotency = (clock: () => number): IdempotencyMemory => {
  const contents = createIdempotencyContents(clock);
  return {
    claim: async (wish) => contents.claim(wish),
    keep: async (claimed, answer) => void contents.keep(claimed, answer),
    giveUp: async (claimed) => contents.giveUp(claimed),
  };
};
