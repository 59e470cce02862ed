import type { Fault } from './draft.js';
import { explainNotUtf8, parseUtf8 } from './utf8.js';

export type Content = AsyncIterable<Uint8Array> | Uint8Array;

/** Bytes with their beginning already looked at; `all` still gives every byte, once. */
export interface Opened {
  /** At least 4,096 bytes, or all there are. */
  readonly start: Uint8Array;
  readonly all: AsyncIterable<Uint8Array>;
}

const START = 4096;

export const openContent = async (content: Content): Promise<Opened> => {
  if (!(Symbol.asyncIterator in content)) return { start: content.subarray(0, START), all: once(content) };
  const iterator = content[Symbol.asyncIterator]();
  const read: Uint8Array[] = [];
  let ended = false;
  while (!ended && read.reduce((sum, chunk) => sum + chunk.length, 0) < START) {
    const next = await iterator.next();
    if (next.done === true) ended = true;
    else read.push(next.value);
  }
  const start = Buffer.concat(read);
  return { start, all: follow(start, iterator) };
};

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

/** Gives the source back (closes its file) also when the reader stops early. */
async function* follow(start: Uint8Array, iterator: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield start;
    for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) yield next.value;
  } finally {
    await iterator.return?.();
  }
}

/** The text of a file that is read as one. @param cap bytes */
export const readWhole = async (
  all: AsyncIterable<Uint8Array>,
  cap: number,
): Promise<{ readonly kind: 'text'; readonly text: string } | Fault> => {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of all) {
    size += chunk.length;
    if (size > cap) return { kind: 'fault', message: `is larger than ${cap / 1024 / 1024} MB, the most that is read of such a file` };
    chunks.push(chunk);
  }
  const bytes = Buffer.concat(chunks);
  const text = parseUtf8(bytes);
  return text === undefined ? explainNotUtf8(bytes, { bytes: 0, lines: 0 }) : { kind: 'text', text };
};

export type ByteLine =
  | { readonly kind: 'text'; readonly line: number; readonly text: string }
  | { readonly kind: 'unreadable'; readonly line: number; readonly message: string };

/**
 * The lines of a file of any length, one in memory at a time. A line that is too long or not UTF-8 comes out as
 * unreadable, and the next follows.
 * @param cap bytes of one line
 */
export async function* readLines(all: AsyncIterable<Uint8Array>, cap: number): AsyncGenerator<ByteLine> {
  let parts: Uint8Array[] = [];
  let length = 0;
  let line = 1;
  let offset = 0;
  const take = (part: Uint8Array): void => {
    length += part.length;
    if (length > cap) parts = [];
    else parts.push(part);
  };
  const finish = (): ByteLine => {
    const bytes = parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts);
    const text = length > cap ? undefined : parseUtf8(bytes);
    if (text !== undefined) return { kind: 'text', line, text: text.endsWith('\r') ? text.slice(0, -1) : text };
    const message =
      length > cap
        ? `is longer than ${cap / 1024 / 1024} MB (${length} bytes)`
        : explainNotUtf8(bytes, { bytes: offset, lines: 0 }).message;
    return { kind: 'unreadable', line, message };
  };
  for await (const chunk of all) {
    let from = 0;
    for (let end = chunk.indexOf(0x0a); end >= 0; end = chunk.indexOf(0x0a, from)) {
      take(chunk.subarray(from, end));
      yield finish();
      offset += length + 1;
      from = end + 1;
      line += 1;
      [parts, length] = [[], 0];
    }
    take(chunk.subarray(from));
  }
  if (length > 0) yield finish();
}
