import { pipeline, type Readable, type Transform } from 'node:stream';
import { promisify } from 'node:util';
import { brotliCompress, constants, createBrotliCompress, createDeflate, createGzip, deflate, gzip } from 'node:zlib';
import type { Context } from 'koa';

/** As Content-Encoding names it (RFC 9110 §8.4.1). */
export type ContentCoding = 'br' | 'gzip' | 'deflate';

interface Encoder {
  encode(bytes: Buffer): Promise<Buffer>;
  createStream(): Transform;
}

/** Answers are made for each caller anew, so what is quick counts for more than the last tenth of the bytes. */
const ZLIB = { level: 4 };
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } };
const [brotliBytes, gzipBytes, deflateBytes] = [promisify(brotliCompress), promisify(gzip), promisify(deflate)];

const ENCODERS: Readonly<Record<ContentCoding, Encoder>> = {
  br: { encode: (bytes) => brotliBytes(bytes, BROTLI), createStream: () => createBrotliCompress(BROTLI) },
  gzip: { encode: (bytes) => gzipBytes(bytes, ZLIB), createStream: () => createGzip(ZLIB) },
  deflate: { encode: (bytes) => deflateBytes(bytes, ZLIB), createStream: () => createDeflate(ZLIB) },
};

/**
 * The coding that the caller asks for: the best of `offered`, in its order, unless the caller weighs them. `undefined` where it asks for none of
 * them: then the answer goes as it is, also to whoever forbids that, since it is better than none (RFC 9110 §12.5.3).
 */
export const chooseCoding = (context: Context, offered: readonly ContentCoding[]): ContentCoding | undefined => {
  context.vary('Accept-Encoding');
  const asked = context.get('Accept-Encoding');
  if (asked === '') return undefined;
  const best = (codings: readonly ContentCoding[]): ContentCoding | undefined => {
    const chosen = context.acceptsEncodings([...codings, 'identity']);
    return codings.find((coding) => coding === chosen);
  };
  return /;\s*q\s*=/i.test(asked) ? best(offered) : offered.find((coding) => best([coding]) !== undefined);
};

/** Sends bytes whole, so that their length is known. */
export const sendCoded = async (context: Context, bytes: Buffer, offered: readonly ContentCoding[]): Promise<void> => {
  const coding = chooseCoding(context, offered);
  if (coding !== undefined) context.set('Content-Encoding', coding);
  context.body = coding === undefined ? bytes : await ENCODERS[coding].encode(bytes);
};

/** Sends a stream as it comes; one that breaks breaks the connection, so that no client takes a part for the whole. */
export const sendCodedStream = (context: Context, stream: Readable, offered: readonly ContentCoding[]): void => {
  const coding = chooseCoding(context, offered);
  if (coding === undefined) {
    context.body = stream;
    return;
  }
  context.set('Content-Encoding', coding);
  // Koa hears of a failure from the body itself, which the pipeline has destroyed by then.
  context.body = pipeline(stream, ENCODERS[coding].createStream(), () => undefined);
};
