import { buildXml, XSI } from '../../xml/build.js';
import { childElements, localName, textOf, type XmlElement } from '../../xml/element.js';
import { decodeXml } from '../../xml/gate-decode.js';
import { gateRecords, gateText, type GatedRecord, type GateResult, type RefusedDocument } from '../../xml/gate.js';
import type { Shape } from '../../xml/gate-scan.js';
import { withScope } from '../../xml/gate-scope.js';
import type { ReadResult, RecordRead } from '../reading/reading.js';
import { remoteText } from '../remote-text.js';

const MARC_NAMESPACE = 'http://www.loc.gov/MARC21/slim';
const NAMESPACES: ReadonlySet<string> = new Set([MARC_NAMESPACE, '']);

/** A collection of MARCXML. Its records carry nothing: they are all there is, so no element is called as the payload. */
export const MARCXML_SHAPE: Shape = { namespaces: NAMESPACES, root: 'collection', record: 'record', payload: '' };

const DECLARATION = /^\uFEFF?\s*(?:<\?xml\s[^>]{0,200}\?>)?/;

/** A collection, or a record alone, which is read as a collection of one. Every record passes the gate, one at a time. */
export const readMarcxmlBytes = (bytes: Uint8Array, maxBytes: number): ReadResult => {
  const options = { shape: MARCXML_SHAPE, maxBytes, mend: 'spans', trailing: 'refuse' } as const;
  if (bytes.byteLength > maxBytes || rootName(headOf(bytes)) !== 'record') return read(gateRecords(bytes, options, readMarcRecord));
  const decoded = decodeXml(bytes, {});
  if (decoded.kind === 'refused') return { kind: 'refused', code: 'encoding', message: decoded.message, start: '' };
  const result = readMarcxmlText([...decoded.pieces()].join(''));
  if (result.kind === 'sound' && result.records.length !== 1) return refusedDocument('malformed', 'more than one root element');
  return result;
};

/** The same for text that is decoded already: a record that travelled inside something else. */
export const readMarcxmlText = (text: string): ReadResult => {
  const root = rootName(text);
  if (text.trim() === '' || root === undefined) {
    return { kind: 'refused', code: 'not-xml', message: text.trim() === '' ? 'nothing' : 'not XML', start: text.slice(0, 400) };
  }
  const result = gateText(`<collection>${text.replace(DECLARATION, '')}</collection>`, {
    shape: MARCXML_SHAPE,
    mend: 'spans',
    trailing: 'refuse',
  });
  return read(result.kind === 'refused' ? result : { ...result, records: result.records.map(readMarcRecord) });
};

/** Beside its records a collection holds nothing, or another collection, which is only more of the same. */
const read = (result: GateResult<RecordRead>): ReadResult => {
  if (result.kind === 'refused') return result;
  const { root } = result;
  const other = childElements(root).find((child) => localName(child) !== 'collection');
  const loose = textOf(root).trim();
  if (other === undefined && loose === '') return result;
  const what = other === undefined ? `the text "${loose.slice(0, 60)}"` : `the element <${other.name.slice(0, 60)}>`;
  return refusedDocument('wrong-root', `beside records of MARCXML there is ${what}`);
};

const refusedDocument = (code: RefusedDocument['code'], message: string): RefusedDocument => ({
  kind: 'refused',
  code,
  message,
  start: '',
});

/** The first characters as far as any encoding lets them be seen: enough for names of elements. */
export const headOf = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 16_384))
    .toString('latin1')
    .replaceAll('\0', '')
    .replace(/^(?:\u00ef\u00bb\u00bf|\u00ff\u00fe|\u00fe\u00ff)/, '');

/** The local name of the first element, past a declaration, comments and instructions. */
export const rootName = (text: string): string | undefined =>
  /^\uFEFF?\s*(?:<\?[^>]{0,1000}>\s*|<!--(?:(?!-->)[\s\S]){0,10000}-->\s*){0,20}<(?:[\w.-]+:)?([A-Za-z_][\w.-]*)/.exec(text)?.[1];

/** One record of a collection. It is called `003/001`, or 001 alone where it does not say whose number that is (MARC 21 001, 003). */
export const readMarcRecord = ({ envelope, source, repairs }: GatedRecord): RecordRead => {
  const field = (tag: string): string =>
    textOf(childElements(envelope, 'controlfield').find(({ attributes }) => attributes['tag'] === tag)).trim();
  const [number, library] = [field('001'), field('003')];
  const scope = new Map<string, string>();
  const isBound = bind(envelope, new Set(), scope);
  if (number === '' || !isBound) {
    const reason = number === '' ? 'it has no field 001' : 'it uses a prefix that it does not declare itself';
    return { kind: 'unreadable', record: { ...(number !== '' && { identifier: number }), reason, xml: source } };
  }
  const identifier = library === '' ? number : `${library}/${number}`;
  const mended = repairs.length > 0;
  const xml = mended ? buildXml(envelope) : withScope({ xml: source, declared: {}, usesDefault: true }, scope);
  return { kind: 'received', record: { identifier, deleted: false, xml, repairs, ...(mended && { source }) } };
};

/**
 * Finds the prefixes that are declared outside, as the collection's own nearly always is. False where one stands before an attribute only,
 * so that nobody can say what it means; `xsi` is known.
 */
const bind = (of: XmlElement, declaredAround: ReadonlySet<string>, scope: Map<string, string>): boolean => {
  const own = Object.keys(of.attributes).flatMap((name) => (name === 'xmlns' ? [''] : name.startsWith('xmlns:') ? [name.slice(6)] : []));
  const declared = own.length === 0 ? declaredAround : new Set([...declaredAround, ...own]);
  const prefix = prefixOf(of.name);
  if (!declared.has(prefix) && of.namespace !== '') scope.set(prefix, of.namespace);
  const prefixes = Object.keys(of.attributes).map(prefixOf);
  if (prefixes.includes('xsi') && !declared.has('xsi')) scope.set('xsi', XSI);
  const known = new Set(['', 'xml', 'xmlns', 'xsi']);
  return (
    prefixes.every((each) => known.has(each) || declared.has(each)) && childElements(of).every((child) => bind(child, declared, scope))
  );
};

const prefixOf = (name: string): string => (name.includes(':') ? name.slice(0, name.indexOf(':')) : '');

/** Why a document was refused, in words fit for a message. */
export const refusalInWords = ({ message, start }: RefusedDocument): string =>
  `${remoteText(message, 150)}${start.trim() === '' ? '' : `; it begins: ${remoteText(start, 100)}`}`;
