import type { HttpResponse } from '../transport/http.js';

/** Of the end of a page: a token longer than this is waited for. In bytes. */
const TAIL = 8192;
/** Where an answer that is an error says so. In bytes. */
const HEAD = 2048;

/**
 * The resumptionToken at the end of a page of raw bytes, long before the page is read; `undefined` where there is the least doubt. It is a
 * guess: the bytes are not known to be well-formed, so whoever acts on it has to throw away what came of it when the reading finds another.
 */
export const peekToken = ({ status, headers, body }: HttpResponse): string | undefined => {
  if (status !== 200 || !isPlainText(body, headers['content-type'] ?? '') || ERROR.test(latin1(body.subarray(0, HEAD)))) return undefined;
  // Of a document that ends here no comment and no CDATA section is open any more, and in what matches none can begin or end.
  const escaped = TOKEN.exec(decodeTail(body.subarray(-TAIL)) ?? '')?.[2];
  const token = escaped === undefined ? undefined : unescapeXml(escaped)?.trim();
  return token === '' ? undefined : token;
};

const ERROR = /<(?:[\w.-]{1,40}:)?error[\s/>]/;
const TOKEN =
  /<((?:[\w.-]{1,40}:)?)resumptionToken(?:\s[^<>]*)?>([^<>]*)<\/\1resumptionToken\s*>\s*<\/\1List(?:Records|Identifiers)\s*>\s*<\/\1OAI-PMH\s*>\s*$/;

/** UTF-8 and what is part of it: the bytes of markup are the same in the middle of a document as at its beginning. */
const isPlainText = (body: Uint8Array, contentType: string): boolean => {
  const start = latin1(body.subarray(0, 400)).replace(/^\u00ef\u00bb\u00bf/, '');
  if (!/^\s*</.test(start) || start.includes('\0')) return false;
  const labels = [/;\s*charset\s*=\s*"?([^";\s]+)/i.exec(contentType), /^\s*<\?xml\s[^>]*?\sencoding\s*=\s*["']([^"']*)["']/.exec(start)];
  return labels.every((label) => label === null || /^(?:utf-?8|us-ascii)$/i.test(label[1] ?? ''));
};

const latin1 = (bytes: Uint8Array): string => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');

const decodeTail = (tail: Uint8Array): string | undefined => {
  // It may begin in the middle of a character.
  const start = [0, 1, 2, 3].find((at) => ((tail[at] ?? 0) & 0xc0) !== 0x80) ?? 0;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(tail.subarray(start));
  } catch {
    return undefined;
  }
};

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
]);

/** `undefined` for a reference that XML does not know. */
const unescapeXml = (text: string): string | undefined => {
  const parts = text.split(/(&[^;&]{0,9};?)/).map((part) => (part.startsWith('&') ? characterOf(part) : part));
  return parts.includes(undefined) ? undefined : parts.join('');
};

const characterOf = (reference: string): string | undefined => {
  const [, hexadecimal, decimal, name = ''] = /^&(?:#x([\da-fA-F]{1,6})|#(\d{1,7})|(\w+));$/.exec(reference) ?? [];
  const point = hexadecimal === undefined ? Number(decimal ?? 'NaN') : Number.parseInt(hexadecimal, 16);
  return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : ENTITIES.get(name);
};
