import type { Allocate } from '../../xml/chunks.js';
import type { Keep } from './copied-rows.js';

/** In bytes: a page of 500 records is rarely larger. */
const FIRST_BLOCK = 1024 * 1024;
/** In bytes: a page is cut there at the latest (`MOST_PAGE_BYTES` of the provider). */
const MOST_AT_ONCE = 4 * FIRST_BLOCK;

/** Memory for the texts of pages, one after the other in few large blocks: what a page took is asked for at once for the next. */
export interface PageMemory {
  /** @param allocate whose memory it is; each text lies for itself where absent */
  begin(allocate?: Allocate): Keep;
}

export const createPageMemory = (): PageMemory => {
  let usual = FIRST_BLOCK;
  return {
    begin: (allocate) => {
      if (!allocate) return copy;
      let block: Buffer | undefined;
      let used = 0;
      let taken = 0;
      return (from, begin, end) => {
        const size = end - begin;
        if (!block || used + size > block.length) {
          block = allocate(Math.max(size, usual));
          used = 0;
        }
        from.copy(block, used, begin, end);
        used += size;
        taken += size;
        // Grows with a larger page at once, and never shrinks: pages of one list are alike.
        usual = Math.max(usual, Math.min(taken, MOST_AT_ONCE));
        return block.subarray(used - size, used);
      };
    },
  };
};

const copy: Keep = (from, begin, end) => Buffer.from(from.subarray(begin, end));
