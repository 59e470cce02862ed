import type { XmlElement } from './element.js';
import { decodeXml, type DecodeOptions } from './gate-decode.js';
import { mendXml, type MendedText } from './gate-mend.js';
import { scanDocument, type ScannedDocument, type ScannedRecord, type Shape } from './gate-scan.js';

/**
 * `too-large`: more bytes than allowed · `encoding`: not the characters that they say they are · `empty`: nothing but blanks · `not-xml`:
 * a page of HTML, JSON, plain text · `doctype`: declares a document type or entities · `malformed`: cut short or ill-formed ·
 * `too-deep`, `too-many`: beyond what any format needs · `wrong-root`: sound XML, but another kind of document.
 */
export type GateCode = 'too-large' | 'encoding' | 'empty' | 'not-xml' | 'doctype' | 'malformed' | 'too-deep' | 'too-many' | 'wrong-root';

export interface GateOptions extends DecodeOptions {
  readonly shape: Shape;
  readonly maxBytes: number;
  /** `spans`: illegal characters and references are replaced, each counted; any other fault refuses the document. */
  readonly mend: 'never' | 'spans';
  /** `cut`: what follows the root's end is dropped, and counted as a repair of the document. */
  readonly trailing: 'refuse' | 'cut';
}

/** A record, taken out of its document. */
export interface GatedRecord {
  /** The record's element with all but what lies in its payload. */
  readonly envelope: XmlElement;
  /** Absent when the record has no such element. */
  readonly payload?: Payload;
  /** The whole record as received: nothing mended, no namespace put back. */
  readonly source: string;
  /** What was mended in it, in words, with the character of the record where it was; empty for a sound one. */
  readonly repairs: readonly string[];
}

export interface Payload {
  /** The text of each child element: well-formed by itself, since the ancestors' namespaces that it uses are put back. */
  readonly elements: readonly string[];
  /** What stands beside them, unescaped: all there is where XML was sent as text. */
  readonly text: string;
}

export interface SoundDocument {
  readonly kind: 'sound';
  /** The document's element with all but its records. */
  readonly root: XmlElement;
  readonly records: readonly GatedRecord[];
  /** What was mended outside the records, in words. */
  readonly repairs: readonly string[];
}

export interface RefusedDocument {
  readonly kind: 'refused';
  readonly code: GateCode;
  readonly message: string;
  /** The first characters of what came, as they are: a stranger's text, not yet fit for a log. */
  readonly start: string;
}

export type GateResult = SoundDocument | RefusedDocument;

const SHOWN_CHARACTERS = 400;

/**
 * Lets a stranger's document in, or says why not: size, characters, no DOCTYPE, well-formedness with namespaces, depth. What is in the
 * payloads is checked but not built, so a page costs little more than saxes alone; `parseXml` reads one payload at a time later.
 */
export const gateDocument = (bytes: Uint8Array, options: GateOptions): GateResult => {
  if (bytes.byteLength > options.maxBytes) {
    return refused('too-large', `${bytes.byteLength} bytes, more than the ${options.maxBytes} allowed`, '');
  }
  const decoded = decodeXml(bytes, options);
  if (decoded.kind === 'refused') return refused('encoding', decoded.message, '');
  return gateText(decoded.text, options, decoded.repair);
};

/** The same for text already decoded: XML that travelled inside XML. `encodingRepair` says how its bytes were read against their label. */
export const gateText = (
  text: string,
  options: Omit<GateOptions, keyof DecodeOptions | 'maxBytes'>,
  encodingRepair?: string,
): GateResult => {
  const blanks = /^\s+(?=<\?xml\s)/.exec(text)?.[0] ?? '';
  const document = text.slice(blanks.length);
  const notMarkup = refuseWhatIsNoMarkup(document);
  if (notMarkup) return notMarkup;
  const notes = blanks === '' ? [] : ['blank lines before the XML declaration were dropped'];
  const gate = { ...options, encodingRepair };
  const first = scanDocument(document, options.shape);
  if (first.kind === 'sound') return sound(first, { text: document, spans: [] }, gate, notes);
  if (first.code !== 'malformed' || options.mend === 'never') return refused(first.code, first.message, document);
  const mended = mendXml(document);
  if (mended === undefined || mended.spans.length === 0) return refused('malformed', first.message, document);
  const second = scanDocument(mended.text, options.shape);
  return second.kind === 'sound' ? sound(second, mended, gate, notes) : refused(second.code, second.message, document);
};

const refused = (code: GateCode, message: string, text: string): RefusedDocument => ({
  kind: 'refused',
  code,
  message,
  start: text.slice(0, SHOWN_CHARACTERS),
});

const refuseWhatIsNoMarkup = (text: string): RefusedDocument | undefined => {
  const start = text.slice(0, SHOWN_CHARACTERS).trimStart();
  if (start === '' && text.trim() === '') return refused('empty', 'an empty answer', text);
  if (!text.trimStart().startsWith('<')) return refused('not-xml', 'not XML', text);
  if (/^(?:<\?xml[^>]*>\s*)?(?:<!--[^>]*>\s*)?<(?:!doctype\s+)?html\b/i.test(start)) return refused('not-xml', 'a page of HTML', text);
  return declaresDoctype(text) ? refused('doctype', 'a DOCTYPE or an entity declaration is not accepted', text) : undefined;
};

/** Before any parser sees it. Inside CDATA or a comment the words are only words; what this lets pass, the scan still refuses. */
const declaresDoctype = (text: string): boolean => {
  const declaration = /<!(?:DOCTYPE|ENTITY)/i;
  return (
    text.includes('<!') &&
    declaration.test(text) &&
    declaration.test(text.replace(/<!--[\s\S]*?(?:-->|$)|<!\[CDATA\[[\s\S]*?(?:\]\]>|$)/g, ''))
  );
};

interface Gate {
  readonly trailing: GateOptions['trailing'];
  readonly encodingRepair: string | undefined;
}

const sound = (scanned: ScannedDocument, mended: MendedText, gate: Gate, notes: readonly string[]): GateResult => {
  if (scanned.trailing !== undefined && gate.trailing === 'refuse') return refused('malformed', scanned.trailing, mended.text);
  const unread = new Set(mended.spans);
  const records = scanned.records.map((record): GatedRecord => {
    const spans = mended.spans.filter((span) => span.at >= record.start && span.at < record.end);
    for (const span of spans) unread.delete(span);
    const repairs = spans.map(({ at, what }) => `${what} (character ${at - record.start + 1} of the record)`);
    const byEncoding = gate.encodingRepair !== undefined && hasLetterBeyondAscii(mended.text, record) ? [gate.encodingRepair] : [];
    const { envelope, payload } = record;
    return { envelope, ...(payload && { payload }), source: sourceOf(mended, record), repairs: [...byEncoding, ...repairs] };
  });
  const outside = [...unread].filter(({ at }) => at < scanned.end).map(({ what }) => `${what} (outside the records)`);
  const cut = scanned.trailing === undefined ? [] : ['what followed the end of the document was dropped'];
  return { kind: 'sound', root: scanned.root, records, repairs: [...notes, ...outside, ...cut] };
};

const hasLetterBeyondAscii = (text: string, { start, end }: ScannedRecord): boolean => /[^\x00-\x7f]/.test(text.slice(start, end));

const sourceOf = ({ text, spans }: MendedText, { start, end }: ScannedRecord): string => {
  let source = '';
  let from = start;
  for (const { at, put, removed } of spans) {
    if (at < start || at >= end) continue;
    source += text.slice(from, at) + removed;
    from = at + put.length;
  }
  return source + text.slice(from, end);
};
