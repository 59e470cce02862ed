import { SaxesParser, type SaxesTagNS } from 'saxes';
import type { XmlElement, XmlNode } from './element.js';
import { escapeXml } from './markup.js';

/** Which elements matter; all by local name, in any of the namespaces and under any prefix. */
export interface Shape {
  readonly namespaces: ReadonlySet<string>;
  readonly root: string;
  /** Cut out of the document, wherever it stands. */
  readonly record: string;
  /** A child of the record: the place of what it carries. */
  readonly payload: string;
}

export interface ScannedRecord {
  readonly envelope: XmlElement;
  readonly payload?: { readonly elements: readonly string[]; readonly text: string };
  /** In UTF-16 units of the text scanned. */
  readonly start: number;
  readonly end: number;
}

export interface ScannedDocument {
  readonly kind: 'sound';
  readonly root: XmlElement;
  readonly records: readonly ScannedRecord[];
  /** Where the root ends. */
  readonly end: number;
  /** What is wrong after that, if something is. */
  readonly trailing?: string;
}

export interface ScanRefusal {
  readonly kind: 'refused';
  readonly code: 'malformed' | 'doctype' | 'too-deep' | 'too-many' | 'wrong-root';
  readonly message: string;
}

/** Nothing that we read is half as deep; saxes looks a namespace up through all open elements, so depth costs squared. */
const DEEPEST = 64;
/** Of elements outside the payloads: a page of 50,000 records has about half as many. */
const MOST_ELEMENTS = 500_000;
/** Of all elements; twenty times what Kansalliskirjasto's largest pages have. */
const MOST_ELEMENTS_IN_ALL = 5_000_000;
/** Of one element beside the payloads. Each declaration is looked for in each payload below it: half a million of them took minutes. */
const MOST_ATTRIBUTES = 200;

/** Left by throwing: saxes itself reads on after a fault. */
class Stopped extends Error {
  override readonly name = 'Stopped';
  readonly code: ScanRefusal['code'];
  constructor(code: ScanRefusal['code'], message: string) {
    super(message);
    this.code = code;
  }
}

interface OpenElement {
  readonly element: XmlElement & { readonly children: XmlNode[] };
  readonly declared: Readonly<Record<string, string>>;
  readonly start: number;
}

interface OpenRecord {
  readonly depth: number;
  payload?: OpenPayload;
}

interface OpenPayload {
  readonly depth: number;
  readonly scope: ReadonlyMap<string, string>;
  readonly elements: string[];
  text: string;
  /** The element inside it that is being read. */
  child?: { readonly start: number; readonly declared: Readonly<Record<string, string>> };
}

/** One pass: well-formed with namespaces or refused, a tree of all that lies outside the payloads, the exact text of what lies inside. */
export const scanDocument = (text: string, shape: Shape): ScannedDocument | ScanRefusal => {
  const reader = new SaxesParser({ xmlns: true, position: true });
  const builder = createBuilder(text, shape);
  // An attribute's value holds no `<`, so the last one before the reader is the tag's own.
  const startOfTag = (): number => text.lastIndexOf('<', reader.position - 1);
  // No more than six handlers: with the seventh V8 keeps the reader as a dictionary, and all of it runs at a quarter of the speed.
  reader.on('error', (fault) => stop('malformed', fault.message));
  reader.on('doctype', () => stop('doctype', 'a DOCTYPE is not accepted'));
  reader.on('opentag', (tag) => builder.open(tag, startOfTag));
  reader.on('closetag', () => builder.close(reader.position));
  reader.on('text', (piece) => builder.text(piece));
  reader.on('cdata', (piece) => builder.text(piece));
  try {
    reader.write(text).close();
  } catch (fault) {
    if (!(fault instanceof Stopped)) throw fault;
    const document = builder.finished();
    return document ? { ...document, trailing: fault.message } : { kind: 'refused', code: fault.code, message: fault.message };
  }
  return builder.finished() ?? { kind: 'refused', code: 'malformed', message: 'there is no element' };
};

const stop = (code: ScanRefusal['code'], message: string): never => {
  throw new Stopped(code, message);
};

interface Builder {
  open(tag: SaxesTagNS, startOfTag: () => number): void;
  close(end: number): void;
  text(piece: string): void;
  /** `undefined` while the root is open. */
  finished(): ScannedDocument | undefined;
}

const createBuilder = (text: string, shape: Shape): Builder => {
  const open: OpenElement[] = [];
  const records: ScannedRecord[] = [];
  let depth = 0;
  let built = 0;
  let counted = 0;
  let record: OpenRecord | undefined;
  let payload: OpenPayload | undefined;
  let finished: ScannedDocument | undefined;

  const enter = (tag: SaxesTagNS): void => {
    if (!shape.namespaces.has(tag.uri)) return;
    if (record === undefined && tag.local === shape.record) record = { depth };
    else if (record && depth === record.depth + 1 && tag.local === shape.payload) {
      // A second one adds to the first: whoever reads the record sees two elements where one belongs.
      payload = { depth, scope: scopeOf(open), elements: record.payload?.elements.slice() ?? [], text: record.payload?.text ?? '' };
      record.payload = payload;
    }
  };
  const closePayloadChild = (of: OpenPayload, end: number): void => {
    if (depth === of.depth + 1 && of.child) of.elements.push(withScope(text.slice(of.child.start, end), of.scope, of.child.declared));
  };
  const closeElement = (closed: OpenElement, end: number): void => {
    if (payload?.depth === depth) payload = undefined;
    if (record?.depth === depth) {
      const carried = record.payload && { payload: { elements: record.payload.elements, text: record.payload.text } };
      records.push({ envelope: closed.element, ...carried, start: closed.start, end });
      record = undefined;
      return;
    }
    open.at(-1)?.element.children.push(closed.element);
    if (open.length === 0) finished = { kind: 'sound', root: closed.element, records, end };
  };

  return {
    open: (tag, startOfTag) => {
      if (++depth > DEEPEST) stop('too-deep', `elements are nested deeper than ${DEEPEST}`);
      if (++counted > MOST_ELEMENTS_IN_ALL) stop('too-many', `more than ${MOST_ELEMENTS_IN_ALL} elements`);
      if (payload) {
        if (depth === payload.depth + 1) payload.child = { start: startOfTag(), declared: tag.ns };
        return;
      }
      if (++built > MOST_ELEMENTS) stop('too-many', `more than ${MOST_ELEMENTS} elements beside the records' own`);
      if (Object.keys(tag.attributes).length > MOST_ATTRIBUTES) stop('too-many', `an element has more than ${MOST_ATTRIBUTES} attributes`);
      if (depth === 1) refuseOtherRoot(tag, shape);
      open.push({ element: elementOf(tag), declared: tag.ns, start: startOfTag() });
      enter(tag);
    },
    close: (end) => {
      if (payload && depth > payload.depth) closePayloadChild(payload, end);
      else {
        const closed = open.pop();
        if (closed) closeElement(closed, end);
      }
      depth -= 1;
    },
    text: (piece) => {
      if (payload === undefined) open.at(-1)?.element.children.push(piece);
      else if (depth === payload.depth) payload.text += piece;
    },
    finished: () => finished,
  };
};

const refuseOtherRoot = (tag: SaxesTagNS, { root, namespaces }: Shape): void => {
  if (tag.local === root && namespaces.has(tag.uri)) return;
  stop('wrong-root', `the root element is <${tag.name.slice(0, 60)}> of the namespace "${tag.uri.slice(0, 100)}", not <${root}>`);
};

const elementOf = (tag: SaxesTagNS): OpenElement['element'] => ({
  name: tag.name,
  namespace: tag.uri,
  attributes: Object.fromEntries(Object.entries(tag.attributes).map(([name, { value }]) => [name, value])),
  children: [],
});

const scopeOf = (open: readonly OpenElement[]): ReadonlyMap<string, string> =>
  new Map(open.flatMap(({ declared }) => Object.entries(declared)));

/** Puts back the ancestors' declarations that the element uses: also in values, where `xsi:type="dcterms:URI"` needs its prefix. */
const withScope = (xml: string, scope: ReadonlyMap<string, string>, own: Readonly<Record<string, string>>): string => {
  const needed = [...scope].filter(([prefix, uri]) => uri !== '' && !Object.hasOwn(own, prefix) && uses(xml, prefix));
  if (needed.length === 0) return xml;
  const name = /^<[^\s/>]+/.exec(xml)?.[0] ?? '';
  const declarations = needed.map(([prefix, uri]) => ` xmlns${prefix === '' ? '' : `:${prefix}`}="${escapeXml(uri)}"`);
  return `${name}${declarations.join('')}${xml.slice(name.length)}`;
};

const uses = (xml: string, prefix: string): boolean => (prefix === '' ? /<[^\s:/>!?]+[\s/>]/.test(xml) : xml.includes(`${prefix}:`));
