import { gunzipSync } from 'node:zlib';
import { SourceError } from './source-error.js';

/** Some servers send gzip without saying so; by its first bytes no XML is mistaken for it. @throws SourceError `too-large` or `network` */
export const unpackBody = (body: Uint8Array, maxBytes: number, shownUrl: string): Uint8Array => {
  if (body[0] !== 0x1f || body[1] !== 0x8b) return body;
  try {
    return gunzipSync(body, { maxOutputLength: maxBytes });
  } catch (cause) {
    const code = (cause as { readonly code?: unknown }).code;
    if (code === 'ERR_BUFFER_TOO_LARGE')
      throw new SourceError('too-large', `${shownUrl}: unpacked, more than the ${maxBytes} bytes allowed`, { cause });
    throw new SourceError('network', `${shownUrl}: the packed answer cannot be unpacked`, { cause });
  }
};
