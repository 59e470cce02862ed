import { isAscii, isUtf8 } from 'node:buffer';

export interface DecodeOptions {
  /** The parameter of the HTTP header Content-Type, as sent; stronger than the document's own declaration (RFC 7303 §3.2). */
  readonly charset?: string;
  /** How bytes are read that are not what they are labelled; absent: they are refused. */
  readonly fallback?: 'windows-1252';
}

export type Decoded =
  | {
      readonly kind: 'text';
      /**
       * From the beginning each time; as a whole a page of 64 MiB can be 128 MiB of characters.
       * @param mark where pieces of UTF-8 end by preference: behind these ASCII characters
       */
      readonly pieces: (mark?: string) => Iterable<string>;
      readonly repair?: string;
    }
  | { readonly kind: 'refused'; readonly message: string };

/** Bytes to characters by byte order mark, then HTTP, then declaration, then UTF-8. Never replaces a character that it cannot read. */
export const decodeXml = (bytes: Uint8Array, { charset, fallback }: DecodeOptions): Decoded => {
  const label = labelOf(bytes, charset);
  const encoding = encodingOf(label);
  if (encoding === undefined) return { kind: 'refused', message: `the character encoding "${label.slice(0, 40)}" is not known` };
  // Eight-bit labels fit any bytes, so a wrong one is never found out; but nobody writes eight-bit text that happens to be UTF-8.
  if (encoding === WINDOWS_1252) {
    if (!isUtf8(bytes)) return { kind: 'text', pieces: () => windows1252Pieces(bytes) };
    return {
      kind: 'text',
      pieces: (mark) => utf8Pieces(bytes, mark),
      ...(!isAscii(bytes) && { repair: `labelled ${label}, read as UTF-8` }),
    };
  }
  if (encoding === 'utf-8' && isUtf8(bytes)) return { kind: 'text', pieces: (mark) => utf8Pieces(bytes, mark) };
  if (encoding !== 'utf-8' && isReadable(otherPieces(encoding, bytes))) return { kind: 'text', pieces: () => otherPieces(encoding, bytes) };
  if (fallback === undefined) return { kind: 'refused', message: `the bytes are not ${encoding}, as they are labelled` };
  return { kind: 'text', pieces: () => windows1252Pieces(bytes), repair: `labelled ${label}, read as windows-1252` };
};

const WINDOWS_1252 = 'windows-1252';

const labelOf = (bytes: Uint8Array, charset: string | undefined): string => {
  const [a, b, , d] = bytes;
  if (hasUtf8Mark(bytes)) return 'utf-8';
  if (a === 0xff && b === 0xfe) return 'utf-16le';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  if (charset !== undefined && charset.trim() !== '') return charset.trim();
  // Without a mark, as XML 1.0 appendix F tells them apart.
  if (a === 0x3c && b === 0 && bytes[2] === 0x3f && d === 0) return 'utf-16le';
  if (a === 0 && b === 0x3c && bytes[2] === 0 && d === 0x3f) return 'utf-16be';
  return /^\s*<\?xml\s[^>]*?\sencoding\s*=\s*["']([^"']*)["']/.exec(bufferOf(bytes).toString('latin1', 0, 400))?.[1] ?? 'utf-8';
};

const hasUtf8Mark = ([a, b, c]: Uint8Array): boolean => a === 0xef && b === 0xbb && c === 0xbf;

/** The name by which the Encoding Standard knows it. */
const encodingOf = (label: string): string | undefined => {
  try {
    return new TextDecoder(label).encoding;
  } catch {
    return undefined;
  }
};

/** In bytes. The first is small, since it is looked at before the rest is read. */
const FIRST_PIECE = 4096;
const PIECE = 65_536;
/** Of what has to be decoded in two steps: larger ones V8 does not clear away as soon as they are done with. */
const SMALL_PIECE = 16_384;

/** Bytes known to be UTF-8. */
function* utf8Pieces(bytes: Uint8Array, mark: string | undefined): Iterable<string> {
  const buffer = bufferOf(bytes);
  for (let from = hasUtf8Mark(bytes) ? 3 : 0, size = FIRST_PIECE; from < buffer.length; size = PIECE) {
    const end = from + size < buffer.length ? from + endOfPiece(buffer.subarray(from, from + size), mark) : buffer.length;
    yield buffer.toString('utf8', from, end);
    from = end;
  }
}

/** Behind the last mark, else before the last tag, so that hardly any tag lies in two pieces; else where no character is cut. */
const endOfPiece = (piece: Buffer, mark: string | undefined): number => {
  const marked = mark === undefined ? -1 : piece.lastIndexOf(mark, undefined, 'latin1');
  if (mark !== undefined && marked >= 0) return marked + mark.length;
  const tag = piece.lastIndexOf(0x3c);
  if (tag > 0) return tag;
  let end = piece.length;
  while (((piece[end - 1] ?? 0) & 0xc0) === 0x80) end -= 1;
  return (piece[end - 1] ?? 0) >= 0xc0 ? end - 1 : piece.length;
};

const BETWEEN_80_AND_9F = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

/** Node 20 reads windows-1252 as ISO-8859-1: a euro sign comes out as U+0080. */
function* windows1252Pieces(bytes: Uint8Array): Iterable<string> {
  const buffer = bufferOf(bytes);
  for (let from = 0; from < buffer.length; from += SMALL_PIECE) {
    const latin1 = buffer.toString('latin1', from, from + SMALL_PIECE);
    yield /[\u0080-\u009f]/.test(latin1) ? fromWindows1252(latin1) : latin1;
  }
}

/** By bytes and not by `replace`, which for a hostile page makes thirty million calls. */
const fromWindows1252 = (latin1: string): string => {
  const units = Buffer.alloc(latin1.length * 2);
  for (let index = 0; index < latin1.length; index += 1) {
    const unit = latin1.charCodeAt(index);
    const right = unit >= 0x80 && unit <= 0x9f ? BETWEEN_80_AND_9F.charCodeAt(unit - 0x80) : unit;
    units[index * 2] = right & 0xff;
    units[index * 2 + 1] = right >> 8;
  }
  return units.toString('utf16le');
};

/** @throws TypeError where the bytes are not of the encoding */
function* otherPieces(encoding: string, bytes: Uint8Array): Iterable<string> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  for (let from = 0, size = FIRST_PIECE; from < bytes.length; from += size, size = PIECE) {
    yield decoder.decode(bytes.subarray(from, from + size), { stream: true });
  }
  yield decoder.decode();
}

const isReadable = (pieces: Iterable<string>): boolean => {
  try {
    for (const _ of pieces);
    return true;
  } catch {
    return false;
  }
};

const bufferOf = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
