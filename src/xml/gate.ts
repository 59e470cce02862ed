import type { XmlElement } from './element.js';
import { decodeXml, type DecodeOptions } from './gate-decode.js';
import { MOST_SPANS, mendPieces, type MendedSpan } from './gate-mend.js';
import type { Glance } from './gate-payload.js';
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
  /** Absent: nothing of the payloads is built. */
  readonly glance?: Glance;
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
  /**
   * The text of each child element: well-formed by itself, since the ancestors' namespaces that it uses are put back. No more than the first
   * two of them: where one belongs, two are one too many.
   */
  readonly elements: readonly string[];
  /** What stands beside them, unescaped: all there is where XML was sent as text. */
  readonly text: string;
  /** The first element with those of its children that were asked for. */
  readonly glance?: XmlElement;
}

export interface SoundDocument<Read = GatedRecord> {
  readonly kind: 'sound';
  /** The document's element with all but its records. */
  readonly root: XmlElement;
  readonly records: readonly Read[];
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

export type GateResult<Read = GatedRecord> = SoundDocument<Read> | RefusedDocument;

/**
 * Lets a stranger's document in, or says why not: size, characters, no DOCTYPE, well-formedness with namespaces, depth. What is in the
 * payloads is checked but not built, so a page costs little more than saxes alone; `parseXml` reads one payload at a time later.
 */
export const gateDocument = (bytes: Uint8Array, options: GateOptions): GateResult => gateRecords(bytes, options, (record) => record);

/**
 * The same for a document that may be large: each record is read as soon as it ends and then let go.
 * @param readRecord also called for records of a document that is refused in the end, and then perhaps again for the mended one
 */
export const gateRecords = <Read>(bytes: Uint8Array, options: GateOptions, readRecord: (record: GatedRecord) => Read): GateResult<Read> => {
  if (bytes.byteLength > options.maxBytes) {
    return refused('too-large', `${bytes.byteLength} bytes, more than the ${options.maxBytes} allowed`, '');
  }
  const decoded = decodeXml(bytes, options);
  if (decoded.kind === 'refused') return refused('encoding', decoded.message, '');
  const { pieces, repair } = decoded;
  // A record that lies in two pieces takes longer to read.
  return gatePieces(() => pieces(`${options.shape.record}>`), {
    ...options,
    readRecord,
    ...(repair !== undefined && { encodingRepair: repair }),
  });
};

/** The same for text already decoded: XML that travelled inside XML. */
export const gateText = (text: string, options: Omit<GateOptions, keyof DecodeOptions | 'maxBytes'>): GateResult =>
  gatePieces(() => [text], { ...options, readRecord: (record) => record });

interface PieceOptions<Read> extends Pick<GateOptions, 'shape' | 'mend' | 'trailing' | 'glance'> {
  readonly readRecord: (record: GatedRecord) => Read;
  /** How the bytes were read against their label. */
  readonly encodingRepair?: string;
}

type Pieces = () => Iterable<string>;

const gatePieces = <Read>(pieces: Pieces, options: PieceOptions<Read>): GateResult<Read> => {
  const head = headOf(pieces());
  const notXml = refuseWhatIsNoXml(head.text);
  if (notXml) return notXml;
  const first = passOnce(() => withoutBlanks(pieces()), [], options);
  const result =
    first.kind === 'refused' && first.code === 'malformed' && options.mend === 'spans' ? mendOnce(pieces, first.message, options) : first;
  if (result.kind === 'refused') return refused(result.code, result.message, head.text);
  const notes = head.isBlankBefore && /^<\?xml\s/.test(head.text) ? ['blank lines before the XML declaration were dropped'] : [];
  return { ...result, repairs: [...notes, ...result.repairs] };
};

const SHOWN_CHARACTERS = 400;
/** XML's own, and a mark that was put where none belongs. */
const BLANKS = /^[\t\n\r \uFEFF]+/;

interface Head {
  readonly text: string;
  readonly isBlankBefore: boolean;
}

const headOf = (pieces: Iterable<string>): Head => {
  let isBlankBefore = false;
  for (const piece of pieces) {
    const text = piece.replace(BLANKS, '');
    isBlankBefore ||= text.length < piece.length;
    if (text !== '') return { text: text.slice(0, SHOWN_CHARACTERS), isBlankBefore };
  }
  return { text: '', isBlankBefore };
};

function* withoutBlanks(pieces: Iterable<string>): Iterable<string> {
  let isInside = false;
  for (const piece of pieces) {
    const text: string = isInside ? piece : piece.replace(BLANKS, '');
    isInside ||= text !== '';
    if (text !== '') yield text;
  }
}

const refused = (code: GateCode, message: string, start: string): RefusedDocument => ({ kind: 'refused', code, message, start });

const refuseWhatIsNoXml = (start: string): RefusedDocument | undefined => {
  if (start === '') return refused('empty', 'an empty answer', start);
  if (!start.startsWith('<')) return refused('not-xml', 'not XML', start);
  const isHtml = /^(?:<\?xml[^>]*>\s*)?(?:<!--[^>]*>\s*)?<(?:!doctype\s+)?html\b/i.test(start);
  return isHtml ? refused('not-xml', 'a page of HTML', start) : undefined;
};

type Passed<Read> = SoundDocument<Read> | Omit<RefusedDocument, 'start'>;

const mendOnce = <Read>(pieces: Pieces, fault: string, options: PieceOptions<Read>): Passed<Read> => {
  const spans: MendedSpan[] = [];
  const result = passOnce(() => mendPieces(withoutBlanks(pieces()), spans), spans, options);
  return spans.length === 0 || spans.length > MOST_SPANS ? { kind: 'refused', code: 'malformed', message: fault } : result;
};

/** @param spans of what is mended on the way, up to where the pieces have come */
const passOnce = <Read>(pieces: Pieces, spans: readonly MendedSpan[], options: PieceOptions<Read>): Passed<Read> => {
  const unread = createSpanReader(spans);
  const scanned = scanDocument(pieces(), {
    ...options,
    takeRecord: (record) => options.readRecord(gated(record, unread.takeOf(record), options.encodingRepair)),
  });
  if (scanned.kind === 'refused') return scanned;
  if (scanned.trailing !== undefined && options.trailing === 'refuse') {
    return { kind: 'refused', code: 'malformed', message: scanned.trailing };
  }
  return { kind: 'sound', root: scanned.root, records: scanned.records, repairs: repairsOf(scanned, unread.rest()) };
};

const gated = (
  { envelope, payload, text, start }: ScannedRecord,
  spans: readonly MendedSpan[],
  encodingRepair: string | undefined,
): GatedRecord => {
  const byEncoding = encodingRepair !== undefined && /[^\x00-\x7f]/.test(text) ? [encodingRepair] : [];
  const repairs = spans.map(({ at, what }) => `${what} (character ${at - start + 1} of the record)`);
  return { envelope, ...(payload && { payload }), source: sourceOf(text, start, spans), repairs: [...byEncoding, ...repairs] };
};

const sourceOf = (text: string, start: number, spans: readonly MendedSpan[]): string => {
  let source = '';
  let from = 0;
  for (const { at, put, removed } of spans) {
    source += text.slice(from, at - start) + removed;
    from = at - start + put.length;
  }
  return source + text.slice(from);
};

const repairsOf = ({ end, trailing }: ScannedDocument<unknown>, spans: readonly MendedSpan[]): readonly string[] => [
  ...spans.filter(({ at }) => at < end).map(({ what }) => `${what} (outside the records)`),
  ...(trailing === undefined ? [] : ['what followed the end of the document was dropped']),
];

/** Records end in the order of the text, and so do the spans come. */
const createSpanReader = (spans: readonly MendedSpan[]) => {
  const outside: MendedSpan[] = [];
  let next = 0;
  const takeUntil = (end: number): readonly MendedSpan[] => {
    const from = next;
    while ((spans[next]?.at ?? Infinity) < end) next += 1;
    return spans.slice(from, next);
  };
  return {
    takeOf: ({ start, text }: ScannedRecord): readonly MendedSpan[] => {
      outside.push(...takeUntil(start));
      return takeUntil(start + text.length);
    },
    rest: (): readonly MendedSpan[] => [...outside, ...takeUntil(Infinity)],
  };
};
