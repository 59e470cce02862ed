import type { SaxesTagNS } from 'saxes';
import type { XmlElement } from './element.js';
import * as limits from './gate-limits.js';
import { stop, Stopped, type ScanRefusal } from './gate-limits.js';
import { createPayloadReader, type Glance, type ScannedPayload } from './gate-payload.js';
import { endOfBlanks } from './gate-plain.js';
import { createReader } from './gate-reader.js';
import { scopeIn, type Scope } from './gate-scope.js';
import { openElement, type OpenElement } from './gate-tree.js';
import { createTextWindow } from './gate-window.js';

/** Which elements matter; all by local name, in any of the namespaces and under any prefix. */
export interface Shape {
  readonly namespaces: ReadonlySet<string>;
  readonly root: string;
  /** Cut out of the document, wherever it stands. */
  readonly record: string;
  /** A child of the record: the place of what it carries. */
  readonly payload: string;
}

export interface ScanOptions<Read> {
  readonly shape: Shape;
  readonly glance?: Glance;
  /** Called as soon as a record ends, so that no more than one of them is ever held. */
  readonly takeRecord: (record: ScannedRecord) => Read;
}

export interface ScannedRecord {
  readonly envelope: XmlElement;
  readonly payload?: ScannedPayload;
  readonly text: string;
  /** In UTF-16 units of the text scanned. */
  readonly start: number;
}

export interface ScannedDocument<Read> {
  readonly kind: 'sound';
  readonly root: XmlElement;
  readonly records: readonly Read[];
  /** Where the root ends. */
  readonly end: number;
  /** What is wrong after that, if something is. */
  readonly trailing?: string;
}

/** One pass: well-formed with namespaces or refused, a tree of all that lies outside the payloads, the exact text of what lies inside. */
export const scanDocument = <Read>(pieces: Iterable<string>, options: ScanOptions<Read>): ScannedDocument<Read> | ScanRefusal => {
  const scan = createScan(options);
  try {
    for (const piece of pieces) scan.take(piece);
    scan.end();
  } catch (fault) {
    if (!(fault instanceof Stopped)) throw fault;
    const document = scan.finished();
    return document ? { ...document, trailing: fault.message } : { kind: 'refused', code: scan.codeOf(fault), message: fault.message };
  }
  return scan.finished() ?? { kind: 'refused', code: 'malformed', message: 'there is no element' };
};

interface Scan<Read> {
  take(piece: string): void;
  end(): void;
  /** `undefined` while the root is open. */
  finished(): ScannedDocument<Read> | undefined;
  /** An ill-formed place may be a declaration that is refused for what it is. */
  codeOf(fault: Stopped): ScanRefusal['code'];
}

const createScan = <Read>({ shape, glance, takeRecord }: ScanOptions<Read>): Scan<Read> => {
  const window = createTextWindow();
  /** Units that were read without saxes, and that saxes was given. */
  let [skipped, written] = [0, 0];
  const position = (): number => reader.position + skipped;
  const payload = createPayloadReader(glance, window, position);
  const open: Open[] = [];
  const records: Read[] = [];
  let depth = 0;
  let finished: ScannedDocument<Read> | undefined;
  /** Of the record that is open. */
  let record: { readonly depth: number; readonly start: number; kept: number } | undefined;
  let isPlainXml = false;
  let [elements, kept, attributes, events, silent] = [0, 0, 0, 0, 0];
  window.hold(0);

  const keep = (): void => {
    if (record ? ++record.kept > limits.MOST_KEPT_OF_RECORD : ++kept > limits.MOST_KEPT) {
      stop('too-many', record ? `more than ${limits.MOST_KEPT_OF_RECORD} parts of one record` : `more than ${limits.MOST_KEPT} parts`);
    }
  };
  const openRoot = (tag: SaxesTagNS): void => {
    const prolog = window.slice(0, window.startOfTag(position()));
    if (declaresDoctype(prolog)) stop('doctype', NO_DOCTYPE);
    refuseOtherRoot(tag, shape);
    isPlainXml = !prolog.startsWith('<?xml') || VERSION_1_0.test(prolog);
    window.release();
  };
  const openOutside = (tag: SaxesTagNS): void => {
    keep();
    if (depth === 1) openRoot(tag);
    const scope = scopeIn(open[open.length - 1]?.scope ?? NO_SCOPE, tag.ns);
    open.push({ element: openElement(tag), scope });
    if (!shape.namespaces.has(tag.uri)) return;
    if (record === undefined && tag.local === shape.record) {
      record = { depth, start: window.startOfTag(position()), kept: 0 };
      window.hold(record.start);
    } else if (record && depth === record.depth + 1 && tag.local === shape.payload) {
      payload.begin(scope);
    }
  };
  const closeRecord = (envelope: XmlElement, start: number): void => {
    if (records.length >= limits.MOST_RECORDS) stop('too-many', `more than ${limits.MOST_RECORDS} records`);
    const carried = payload.take();
    records.push(takeRecord({ envelope, ...(carried && { payload: carried }), text: window.slice(start, position()), start }));
    record = undefined;
    window.release();
  };
  const closeOutside = (): void => {
    const closed = open.pop()?.element;
    if (closed === undefined) return;
    if (record?.depth === depth) closeRecord(closed, record.start);
    else if (open.length > 0) open[open.length - 1]?.element.children.push(closed);
    else finished = { kind: 'sound', root: closed, records, end: position() };
  };
  const takeText = (piece: string): void => {
    events += 1;
    if (payload.isOpen()) payload.text(piece);
    else if (open.length > 0) {
      keep();
      open[open.length - 1]?.element.children.push(piece);
    }
  };

  const reader = createReader({
    error: ({ message }) => stop('malformed', `${message.replace(/^\d+:\d+: /, '')} (character ${position()})`),
    opentag: (tag) => {
      events += 1;
      attributes = 0;
      if (++depth > limits.DEEPEST) stop('too-deep', `elements are nested deeper than ${limits.DEEPEST}`);
      if (++elements > limits.MOST_ELEMENTS) stop('too-many', `more than ${limits.MOST_ELEMENTS} elements`);
      if (payload.isOpen()) payload.open(tag);
      else openOutside(tag);
    },
    closetag: () => {
      events += 1;
      if (!payload.isOpen() || !payload.close()) closeOutside();
      depth -= 1;
    },
    text: takeText,
    cdata: takeText,
    attribute: () => {
      if (++attributes > limits.MOST_ATTRIBUTES) stop('too-many', `an element has more than ${limits.MOST_ATTRIBUTES} attributes`);
    },
  });

  const write = (part: string): void => {
    reader.write(part);
    written += part.length;
  };
  const writePiece = (piece: string): void => {
    let from = 0;
    const mayBePlain = isPlainXml && shape.payload !== '' && !piece.includes(']]>');
    let tag = mayBePlain ? endOfFirstTag(piece, 0, shape.payload) : undefined;
    while (tag !== undefined) {
      write(piece.slice(from, tag));
      const plain = depth + 2 <= limits.DEEPEST ? payload.readPlain(piece, tag, written + skipped) : undefined;
      from = plain?.end ?? tag;
      skipped += from - tag;
      tag = endOfFirstTag(piece, from, shape.payload);
    }
    write(piece.slice(from));
  };

  return {
    take: (piece) => {
      const before = events;
      window.take(piece);
      writePiece(piece);
      silent = events === before ? silent + piece.length : 0;
      if (silent > limits.LONGEST_TOKEN) stop('too-many', `more than ${limits.LONGEST_TOKEN} characters without a tag`);
      if (record && written + skipped - record.start > limits.LONGEST_RECORD) {
        stop('too-many', `a record of more than ${limits.LONGEST_RECORD} characters`);
      }
    },
    end: () => void reader.close(),
    finished: () => finished,
    codeOf: ({ code }) => {
      if (code !== 'malformed') return code;
      const at = position();
      const declares =
        elements === 0 ? declaresDoctype(window.slice(0, at)) : DECLARATION.test(window.slice(window.startOfTag(at), at + 8));
      return declares ? 'doctype' : code;
    },
  };
};

interface Open {
  readonly element: OpenElement;
  readonly scope: Scope;
}

const NO_SCOPE: Scope = new Map();

/** Behind the first tag in a payload, as far as the text alone tells; `undefined` when no further one is in the piece. */
const endOfFirstTag = (piece: string, from: number, payload: string): number | undefined => {
  for (let at = from; (at = piece.indexOf(`${payload}>`, at)) >= 0;) {
    at = endOfBlanks(piece, at + payload.length + 1);
    const end = /^<[^!?/]$/.test(piece.slice(at, at + 2)) ? piece.indexOf('>', at) : -1;
    if (end >= 0) return end + 1;
  }
  return undefined;
};

/** In any other version other characters are allowed. */
const VERSION_1_0 = /^<\?xml\s+version\s*=\s*["']1\.0["']/;

const NO_DOCTYPE = 'a DOCTYPE or an entity declaration is not accepted';
const DECLARATION = /^<!(?:DOCTYPE|ENTITY)/i;

/** Of what stands before the root: in a comment or an instruction the words are only words. */
const declaresDoctype = (prolog: string): boolean => {
  for (const [found] of prolog.matchAll(/<!--[\s\S]*?(?:-->|$)|<\?[\s\S]*?(?:\?>|$)|<!(?:DOCTYPE|ENTITY)/gi)) {
    if (DECLARATION.test(found)) return true;
  }
  return false;
};

const refuseOtherRoot = (tag: SaxesTagNS, { root, namespaces }: Shape): void => {
  if (tag.local === root && namespaces.has(tag.uri)) return;
  stop('wrong-root', `the root element is <${tag.name.slice(0, 60)}> of the namespace "${tag.uri.slice(0, 100)}", not <${root}>`);
};
