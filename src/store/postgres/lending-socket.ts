import { Socket } from 'node:net';

/** In bytes: as much as Node reads at once. */
const READ_AT_ONCE = 64 * 1024;

/**
 * Reads into the same memory again and again. Node otherwise takes 64 KB beside V8's heap for each reading, 1.2 MB for a page of records, and
 * throws it away; V8 counts that towards its next collection of the whole heap, which then comes every ten pages: in a service that has run for
 * a while that took longer than all the rest of a page.
 */
export class LendingSocket extends Socket {
  /** While true, `data` gives that memory itself, lent until its listeners return; otherwise copies, as of any stream. */
  lends = false;

  constructor() {
    const onread = {
      buffer: Buffer.allocUnsafeSlow(READ_AT_ONCE),
      callback: (length: number, buffer: Uint8Array): boolean => this.#take(buffer.subarray(0, length)),
    };
    // Node takes `onread` here too, where a socket is made before it connects (lib/net.js); its types know it of `connect` only.
    super({ onread } as object);
  }

  /** @returns whether more is wanted */
  #take(part: Uint8Array): boolean {
    if (!this.lends) return this.push(Buffer.from(part));
    this.emit('data', part);
    return true;
  }
}
