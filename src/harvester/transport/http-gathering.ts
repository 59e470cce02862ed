/** The pieces of a body on their way to one ArrayBuffer. */
export interface Gathering {
  /** Copies the piece; answers how many bytes there are now. */
  add(piece: Uint8Array): number;
  whole(): Uint8Array;
}

const FIRST_BLOCK_BYTES = 64 * 1024;
const LARGEST_BLOCK_BYTES = 4 * 1024 * 1024;

/**
 * Copied into few large blocks: a million pieces of one byte, kept as they come, would take a hundred times their size. Where the length is
 * known there is one block, which is the whole. @param length in bytes
 */
export const createGathering = (length: number | undefined): Gathering => {
  const full: Uint8Array[] = [];
  let block = allocate(length ?? FIRST_BLOCK_BYTES);
  let used = 0;
  let bytes = 0;
  return {
    add: (piece) => {
      for (let rest = piece; rest.byteLength > 0;) {
        if (used === block.byteLength) {
          full.push(block);
          block = allocate(Math.min(Math.max(bytes, FIRST_BLOCK_BYTES), LARGEST_BLOCK_BYTES));
          used = 0;
        }
        const part = rest.subarray(0, block.byteLength - used);
        block.set(part, used);
        used += part.byteLength;
        bytes += part.byteLength;
        rest = rest.subarray(part.byteLength);
      }
      return bytes;
    },
    whole: () => {
      if (full.length === 0 && used === block.byteLength) return block;
      const whole = allocate(bytes);
      let at = 0;
      for (const each of full) {
        whole.set(each, at);
        at += each.byteLength;
      }
      whole.set(block.subarray(0, used), at);
      return whole;
    },
  };
};

/** Not out of the pool that all small buffers share, and not filled with zeros first. */
const allocate = (bytes: number): Uint8Array => new Uint8Array(Buffer.allocUnsafeSlow(bytes).buffer);
