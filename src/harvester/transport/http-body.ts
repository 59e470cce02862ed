import type { Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate, createInflateRaw } from 'node:zlib';
import { createGathering } from './http-gathering.js';
import { SourceError } from '../source-error.js';

export interface BodyOptions {
  /** Where it comes from, fit for a message. */
  readonly shown: string;
  /** What to do about a body that is too large. */
  readonly advice: string;
  /** Of the body once unpacked. */
  readonly maxBytes: number;
  /** Of a packed body as it travels. */
  readonly maxPackedBytes: number;
  /** Content-Encoding; where absent, gzip is known by its first bytes. */
  readonly coding?: string;
  /** Content-Length, if it says one. */
  readonly length?: number;
  /** Told of each piece that comes. */
  readonly onPiece?: () => void;
}

export interface Body {
  /** Unpacked, and alone in its ArrayBuffer, so that it can be handed to another thread. */
  readonly bytes: Uint8Array;
  /** As it travelled. */
  readonly wireBytes: number;
}

/**
 * Reads a body to its end, unpacked off the event loop, and stops at the first byte too many: neither 300 MB nor 50 kB that unpack to 50 MB
 * are ever held. Leaving the loop destroys the source. @throws SourceError `too-large`, `network`; whatever the source throws
 */
export const readBody = async (source: AsyncIterable<Uint8Array>, options: BodyOptions): Promise<Body> => {
  const { coding = '', length, onPiece } = options;
  const announced = codingOf(coding, options.shown);
  refuseLength(announced, options);
  let wireBytes = 0;
  let start: Uint8Array = new Uint8Array(0);
  let sink: Sink | undefined;
  for await (const piece of source) {
    onPiece?.();
    wireBytes += piece.byteLength;
    const next: Uint8Array = start.byteLength === 0 ? piece : Buffer.concat([start, piece]);
    start = new Uint8Array(0);
    if (sink === undefined && next.byteLength < 2) start = next;
    else {
      sink ??= createSink(announced ?? sniff(next), next, length, options);
      const written = sink.write(next, wireBytes);
      if (written !== undefined) await written;
    }
  }
  // Nothing at all is an empty body, however it was announced.
  sink ??= createSink(wireBytes === 0 ? undefined : announced, start, wireBytes, options);
  if (start.byteLength > 0) await sink.write(start, wireBytes);
  return { bytes: await sink.end(), wireBytes };
};

/** `undefined` for none. */
type Coding = 'gzip' | 'deflate' | 'br' | undefined;

/** Only gzip is asked for; the others are easy to read and some servers insist. */
const codingOf = (header: string, shown: string): Coding => {
  switch (header.trim().toLowerCase()) {
    case '':
    case 'identity':
      return undefined;
    case 'gzip':
    case 'x-gzip':
      return 'gzip';
    case 'deflate':
      return 'deflate';
    case 'br':
      return 'br';
  }
  throw new SourceError('network', `${shown}: the answer is packed as "${header.slice(0, 40)}", which was not asked for`);
};

/** No XML and no JSON is mistaken for it. */
const sniff = ([first, second]: Uint8Array): Coding => (first === 0x1f && second === 0x8b ? 'gzip' : undefined);

const refuseLength = (coding: Coding, options: BodyOptions): void => {
  const { length = 0 } = options;
  if (coding === undefined ? length > options.maxBytes : length > options.maxPackedBytes) throw tooLarge(coding, options);
};

const tooLarge = (coding: Coding, { shown, advice, maxBytes, maxPackedBytes }: BodyOptions): SourceError =>
  coding === undefined
    ? new SourceError('too-large', `${shown} has more than the ${maxBytes} bytes allowed; ${advice}`)
    : new SourceError('too-large', `${shown} has more than the ${maxPackedBytes} bytes allowed, packed; ${advice}`);

interface Sink {
  /** `undefined` when it is done already. `wireBytes` counts all that came so far. */
  write(piece: Uint8Array, wireBytes: number): Promise<void> | undefined;
  end(): Promise<Uint8Array> | Uint8Array;
}

const createSink = (coding: Coding, start: Uint8Array, length: number | undefined, options: BodyOptions): Sink =>
  coding === undefined ? createPlainSink(length, options) : createUnpackingSink(coding, start, options);

const createPlainSink = (length: number | undefined, options: BodyOptions): Sink => {
  const gathered = createGathering(length);
  return {
    write: (piece, wireBytes) => {
      if (wireBytes > options.maxBytes) throw tooLarge(undefined, options);
      gathered.add(piece);
      return undefined;
    },
    end: () => gathered.whole(),
  };
};

/** Measured: records of Kansalliskirjasto pack to a twelfth of their size, a bomb to a thousandth. */
const MOST_RATIO = 200;
const RATIO_FREE_BYTES = 1024 * 1024;
const UNPACKED_PIECE_BYTES = 64 * 1024;

const createUnpackingSink = (coding: NonNullable<Coding>, start: Uint8Array, options: BodyOptions): Sink => {
  const { shown, advice, maxBytes, maxPackedBytes } = options;
  const unpacker = createUnpacker(coding, start);
  const gathered = createGathering(undefined);
  let packed = 0;
  const failed = new Promise<never>((_, reject) => unpacker.once('error', reject));
  // Waited for with each piece; when the source itself fails, nobody does.
  failed.catch(() => undefined);
  unpacker.on('data', (piece: Uint8Array) => {
    const bytes = gathered.add(piece);
    if (bytes > maxBytes)
      unpacker.destroy(new SourceError('too-large', `${shown} has more than the ${maxBytes} bytes allowed, once unpacked; ${advice}`));
    else if (bytes > RATIO_FREE_BYTES && bytes > packed * MOST_RATIO)
      unpacker.destroy(
        new SourceError('too-large', `${shown} has more than ${MOST_RATIO} times the bytes once unpacked, as no list of records has`),
      );
  });
  const settled = async (work: Promise<void>): Promise<void> => {
    try {
      await Promise.race([work, failed]);
    } catch (cause) {
      unpacker.destroy();
      throw cause instanceof SourceError
        ? cause
        : new SourceError('network', `${shown}: the packed answer cannot be unpacked (${codeOf(cause)})`, { cause });
    }
  };
  return {
    write: (piece, wireBytes) => {
      packed = wireBytes;
      if (packed > maxPackedBytes) {
        unpacker.destroy();
        throw tooLarge(coding, options);
      }
      // Done when all that is in this piece is unpacked: then whatever is wrong with it is known.
      return settled(new Promise((resolve) => unpacker.write(piece, () => resolve())));
    },
    end: async () => {
      await settled(new Promise((resolve) => unpacker.once('end', resolve).end()));
      return gathered.whole();
    },
  };
};

const createUnpacker = (coding: NonNullable<Coding>, [first = 0]: Uint8Array): Transform => {
  const options = { chunkSize: UNPACKED_PIECE_BYTES };
  switch (coding) {
    case 'gzip':
      return createGunzip(options);
    case 'br':
      return createBrotliDecompress(options);
    case 'deflate':
      // RFC 9110 §8.4.1.2: with the zlib frame, which begins like this; some servers leave it out.
      return (first & 0x0f) === 8 ? createInflate(options) : createInflateRaw(options);
  }
};

const codeOf = (cause: unknown): string => {
  const { code } = (cause ?? {}) as { readonly code?: unknown };
  return typeof code === 'string' ? code : 'no reason given';
};
