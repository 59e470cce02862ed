import type { XmlText } from './markup.js';

/** A piece of a document: text that was just written, or the UTF-8 bytes of what was rendered before. */
export type XmlChunk = XmlText | Uint8Array;

/** Memory of at least so many bytes. */
export type Allocate = (size: number) => Buffer;

/** Of UTF-8 for one UTF-16 code unit. What is not needed is never touched, so it costs nothing. */
const MOST_BYTES = 3;

/**
 * Joins a document's pieces as UTF-8. Bytes are copied as they are: encoding a page of 500 MARC records anew takes some
 * fifty times as long as copying it (6.4 ms against 0.13 ms for 1.9 MB with Finnish letters).
 */
export const encodeChunks = (chunks: readonly XmlChunk[], allocate: Allocate = (size) => Buffer.allocUnsafe(size)): Buffer => {
  let size = 0;
  for (const chunk of chunks) size += typeof chunk === 'string' ? chunk.length * MOST_BYTES : chunk.length;
  const joined = allocate(size);
  let end = 0;
  for (const chunk of chunks) {
    if (typeof chunk === 'string') end += joined.write(chunk, end, 'utf8');
    else {
      joined.set(chunk, end);
      end += chunk.length;
    }
  }
  return joined.subarray(0, end);
};

export const decodeChunks = (chunks: readonly XmlChunk[]): XmlText =>
  chunks
    .map((chunk) => (typeof chunk === 'string' ? chunk : Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length).toString('utf8')))
    .join('') as XmlText;
