export interface DecodeOptions {
  /** The parameter of the HTTP header Content-Type, as sent; stronger than the document's own declaration (RFC 7303 §3.2). */
  readonly charset?: string;
  /** How bytes are read that are not what they are labelled; absent: they are refused. */
  readonly fallback?: 'windows-1252';
}

export type Decoded =
  { readonly kind: 'text'; readonly text: string; readonly repair?: string } | { readonly kind: 'refused'; readonly message: string };

/** Bytes to characters by byte order mark, then HTTP, then declaration, then UTF-8. Never replaces a character that it cannot read. */
export const decodeXml = (bytes: Uint8Array, { charset, fallback }: DecodeOptions): Decoded => {
  const label = labelOf(bytes, charset);
  const encoding = encodingOf(label);
  if (encoding === undefined) return { kind: 'refused', message: `the character encoding "${label.slice(0, 40)}" is not known` };
  // Eight-bit labels fit any bytes, so a wrong one is never found out; but nobody writes eight-bit text that happens to be UTF-8.
  if (encoding === WINDOWS_1252) {
    const utf8 = decodeAs('utf-8', bytes);
    if (utf8 === undefined) return { kind: 'text', text: decodeWindows1252(bytes) };
    return utf8.length === bytes.length
      ? { kind: 'text', text: utf8 }
      : { kind: 'text', text: utf8, repair: `labelled ${label}, read as UTF-8` };
  }
  const text = decodeAs(encoding, bytes);
  if (text !== undefined) return { kind: 'text', text };
  if (fallback === undefined) return { kind: 'refused', message: `the bytes are not ${encoding}, as they are labelled` };
  return { kind: 'text', text: decodeWindows1252(bytes), repair: `labelled ${label}, read as windows-1252` };
};

const WINDOWS_1252 = 'windows-1252';

const labelOf = (bytes: Uint8Array, charset: string | undefined): string => {
  const [a, b, c, d] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8';
  if (a === 0xff && b === 0xfe) return 'utf-16le';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  if (charset !== undefined && charset.trim() !== '') return charset.trim();
  // Without a mark, as XML 1.0 appendix F tells them apart.
  if (a === 0x3c && b === 0 && c === 0x3f && d === 0) return 'utf-16le';
  if (a === 0 && b === 0x3c && c === 0 && d === 0x3f) return 'utf-16be';
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 400)).toString('latin1');
  return /^\s*<\?xml\s[^>]*?\sencoding\s*=\s*["']([^"']*)["']/.exec(head)?.[1] ?? 'utf-8';
};

/** The name by which the Encoding Standard knows it. */
const encodingOf = (label: string): string | undefined => {
  try {
    return new TextDecoder(label).encoding;
  } catch {
    return undefined;
  }
};

const decodeAs = (encoding: string, bytes: Uint8Array): string | undefined => {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
};

const BETWEEN_80_AND_9F = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

/** Node 20 reads windows-1252 as ISO-8859-1: a euro sign comes out as U+0080. */
const decodeWindows1252 = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    .toString('latin1')
    .replace(/[\u0080-\u009f]/g, (character) => BETWEEN_80_AND_9F[character.charCodeAt(0) - 0x80] ?? character);
