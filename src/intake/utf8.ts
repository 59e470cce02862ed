import { isUtf8 } from 'node:buffer';
import type { Fault } from './draft.js';

/** `undefined` when the bytes are not UTF-8; see `explainNotUtf8`. A byte order mark at the start is dropped. */
export const parseUtf8 = (bytes: Uint8Array): string | undefined => (isUtf8(bytes) ? new TextDecoder('utf-8').decode(bytes) : undefined);

/**
 * Says where bytes stop being UTF-8 and, if they look like the usual western encoding, how to mend the file.
 * @param before bytes of the file before these, and lines ended there
 */
export const explainNotUtf8 = (bytes: Uint8Array, before: { readonly bytes: number; readonly lines: number }): Required<Fault> => {
  const offset = firstBadByte(bytes);
  const byte = bytes[offset] ?? 0;
  const line = before.lines + 1 + bytes.subarray(0, offset).filter((value) => value === 0x0a).length;
  const guess = byte >= 0xa0 ? `; in windows-1252 it would be "${String.fromCharCode(byte)}"` : '';
  return {
    kind: 'fault',
    line,
    message: `is not UTF-8: byte ${before.bytes + offset + 1} is ${hex(byte)}${guess}. Save the file as UTF-8 and import it again`,
  };
};

const hex = (byte: number): string => `0x${byte.toString(16).toUpperCase().padStart(2, '0')}`;

/** A decoder that does not stop writes U+FFFD for what it cannot read; all before the first that is not in the source itself is right. */
const firstBadByte = (bytes: Uint8Array): number => {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = text.indexOf('\uFFFD'); at >= 0; at = text.indexOf('\uFFFD', at + 1)) {
    const offset = Buffer.byteLength(text.slice(0, at));
    if (buffer.readUIntBE(offset, Math.min(3, buffer.length - offset)) !== 0xefbfbd) return offset;
  }
  return 0;
};
