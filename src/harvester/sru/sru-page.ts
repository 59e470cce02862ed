import { childElements, findChild, localName, textOf, type XmlElement } from '../../xml/element.js';
import { gateText, type GatedRecord, type SoundDocument } from '../../xml/gate.js';
import type { Shape } from '../../xml/gate-scan.js';
import { parseXml, XmlError } from '../../xml/parse.js';
import type { RecordRead } from '../reading/reading.js';
import { remoteText } from '../remote-text.js';

/** SRU 1.1 and 1.2, and 2.0. */
const NAMESPACES: ReadonlySet<string> = new Set(['http://www.loc.gov/zing/srw/', 'http://docs.oasis-open.org/ns/search-ws/sruResponse']);
const MARC_NAMESPACES: ReadonlySet<string> = new Set(['http://www.loc.gov/MARC21/slim', '']);
const SURROGATE = 'info:srw/schema/1/diagnostics-v1.1';

export const SRU_SHAPE: Shape = { namespaces: NAMESPACES, root: 'searchRetrieveResponse', record: 'record', payload: 'recordData' };

export interface Diagnostic {
  /** `info:srw/diagnostic/1/61`. */
  readonly uri: string;
  readonly inWords: string;
}

/** Of the whole answer; a record that could not be made has its own, inside the record. */
export const readDiagnostics = ({ root }: Pick<SoundDocument, 'root'>): readonly Diagnostic[] =>
  childElements(root, 'diagnostics').flatMap((list) => childElements(list, 'diagnostic').map(readDiagnostic));

const readDiagnostic = (diagnostic: XmlElement): Diagnostic => {
  const part = (name: string): string => remoteText(textOf(findChild(diagnostic, name)), 200);
  const uri = part('uri');
  return { uri, inWords: [uri, part('message'), part('details')].filter((words) => words !== '').join(', ') };
};

export interface Counts {
  readonly total: number;
  readonly nextRecordPosition?: number;
}

/** `undefined` when the answer does not say how many there are, as every version of SRU demands. */
export const readCounts = ({ root }: Pick<SoundDocument, 'root'>): Counts | undefined => {
  const total = readInteger(root, 'numberOfRecords');
  const nextRecordPosition = readInteger(root, 'nextRecordPosition');
  return total === undefined ? undefined : { total, ...(nextRecordPosition !== undefined && { nextRecordPosition }) };
};

const readInteger = (of: XmlElement, name: string): number | undefined => {
  const text = textOf(findChild(of, name)).trim();
  return /^\d{1,15}$/.test(text) ? Number(text) : undefined;
};

/** One record of a result, sent as XML or as text that is XML. */
export const readRecord = (gated: GatedRecord): RecordRead => {
  const { envelope, payload, repairs, source } = gated;
  const printed = textOf(findChild(envelope, 'recordIdentifier')).trim();
  const unreadable = (reason: string): RecordRead => ({
    kind: 'unreadable',
    record: { ...(printed !== '' && { identifier: printed }), reason, xml: source },
  });
  if (payload === undefined) return unreadable('it has no recordData');
  if (payload.elements.length > 1) return unreadable(`its recordData holds ${payload.elements.length} elements where one belongs`);
  const inside = payload.elements[0] === undefined ? unpack(payload.text) : { xml: payload.elements[0], repairs: [] };
  if (typeof inside === 'string') return unreadable(inside);
  if (textOf(findChild(envelope, 'recordSchema')).trim() === SURROGATE || /^<(?:[\w.-]+:)?diagnostic[\s/>]/.test(inside.xml)) {
    return unreadable(`the source could not make it: ${readSurrogate(inside.xml)}`);
  }
  const identifier = printed !== '' ? printed : readControlNumber(inside.xml);
  if (identifier === undefined) return unreadable('it has neither a recordIdentifier nor a field 001');
  const mended = [...repairs, ...inside.repairs];
  return {
    kind: 'received',
    record: { identifier, deleted: false, xml: inside.xml, repairs: mended, ...(mended.length > 0 && { source }) },
  };
};

interface Unpacked {
  readonly xml: string;
  readonly repairs: readonly string[];
}

/** Packed as a string, the record is a document of its own and passes the gate as such; or why it does not. */
const unpack = (text: string): Unpacked | string => {
  if (text.trim() === '') return 'its recordData is empty';
  const document = gateText(`<sru><record><recordData>${text.trim().replace(/^<\?xml\s[^>]{0,200}\?>/, '')}</recordData></record></sru>`, {
    shape: { namespaces: new Set(['']), root: 'sru', record: 'record', payload: 'recordData' },
    mend: 'spans',
    trailing: 'refuse',
  });
  if (document.kind === 'refused') return `its recordData is text that is not XML (${remoteText(document.message, 150)})`;
  const [record, second] = document.records;
  const [xml, ...others] = record?.payload?.elements ?? [];
  if (record === undefined || second !== undefined || xml === undefined || others.length > 0)
    return 'its recordData is text that is not one element of XML';
  return { xml, repairs: record.repairs };
};

const readSurrogate = (xml: string): string => {
  const root = parse(xml);
  if (root === undefined) return 'no reason given';
  return (localName(root) === 'diagnostic' ? [root] : childElements(root, 'diagnostic'))
    .map((each) => readDiagnostic(each).inWords)
    .join('; ');
};

const readControlNumber = (xml: string): string | undefined => {
  const root = parse(xml);
  if (root === undefined || !MARC_NAMESPACES.has(root.namespace)) return undefined;
  const field = childElements(root, 'controlfield').find(({ attributes }) => attributes['tag'] === '001');
  const number = textOf(field).trim();
  return number === '' ? undefined : number;
};

/** What the gate let through may still be more than the reader of single records takes. */
const parse = (xml: string): XmlElement | undefined => {
  try {
    return parseXml(xml);
  } catch (fault) {
    if (fault instanceof XmlError) return undefined;
    throw fault;
  }
};
