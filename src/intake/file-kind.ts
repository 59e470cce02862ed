import type { Fault } from './draft.js';

export type FileKind = 'pageText' | 'pageHtml' | 'jsonLines' | 'jsonArray' | 'csv';

/** In words, for a report. */
export const FILE_KINDS: Readonly<Record<FileKind, string>> = {
  pageText: 'page saved as text',
  pageHtml: 'page saved as HTML',
  jsonLines: 'JSON Lines',
  jsonArray: 'JSON',
  csv: 'CSV',
};

const BY_EXTENSION: Readonly<Record<string, FileKind>> = {
  txt: 'pageText',
  html: 'pageHtml',
  htm: 'pageHtml',
  xhtml: 'pageHtml',
  jsonl: 'jsonLines',
  ndjson: 'jsonLines',
  json: 'jsonArray',
  csv: 'csv',
};

/** Kinds of file that people try: each with what to do instead. */
const FOREIGN: readonly (readonly [RegExp, string])[] = [
  [/^(?:\xFF\xFE|\xFE\xFF)/, 'is UTF-16. Save it as UTF-8 and import it again'],
  [/^PK\x03\x04/, 'is a spreadsheet, document or zip archive. Save the table as CSV (UTF-8) and import that'],
  [/^%PDF/, 'is a PDF. Import the page or the table that describes the publications'],
  [/^\x1F\x8B/, 'is compressed (gzip). Unpack it first'],
  [/^(?:\xEF\xBB\xBF)?\s*<\?xml(?![\s\S]*<html)/i, 'is XML. Import a page (text, HTML), JSON Lines or CSV'],
  [/\x00/, 'holds zero bytes, so it is not text (or it is UTF-16). Save it as UTF-8 text and import it again'],
];

/**
 * By the extension, corrected by how the content begins; without a known extension by the content alone.
 * @param start the first bytes of the file
 */
export const recogniseFile = (name: string, start: Uint8Array): { readonly kind: 'recognised'; readonly as: FileKind } | Fault => {
  const head = Buffer.from(start).toString('latin1');
  const foreign = FOREIGN.find(([pattern]) => pattern.test(head));
  if (foreign) return { kind: 'fault', message: foreign[1] };
  const extension = /\.([a-z]+)$/i.exec(name)?.[1]?.toLowerCase() ?? '';
  const byName = Object.entries(BY_EXTENSION).find(([known]) => known === extension)?.[1];
  return { kind: 'recognised', as: byContent(head.replace(/^\xEF\xBB\xBF/, '').trimStart(), byName) };
};

const byContent = (head: string, byName: FileKind | undefined): FileKind => {
  switch (byName) {
    case 'csv':
    case 'pageHtml':
      return byName;
    case 'jsonLines':
    case 'jsonArray':
      return head.startsWith('[') ? 'jsonArray' : 'jsonLines';
    case 'pageText':
      return /^<(?:!doctype html|html)\b/i.test(head) ? 'pageHtml' : 'pageText';
    case undefined:
      if (head.startsWith('<')) return 'pageHtml';
      if (head.startsWith('{')) return 'jsonLines';
      return head.startsWith('[') ? 'jsonArray' : 'pageText';
  }
};
