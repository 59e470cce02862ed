import { datestampOf, type Datestamp } from '../../src/catalogue/datestamp.js';
import { childElements, findChild, localName, textOf, type XmlElement } from '../../src/xml/element.js';
import { parseXml } from '../../src/xml/parse.js';
import { assertHeld, BrokenGuarantee } from './broken-guarantee.js';

export interface ReadRecord {
  readonly identifier: string;
  readonly stamp: Datestamp;
  readonly deleted: boolean;
  readonly sets: readonly string[];
  /** Of a live record that came with its metadata. */
  readonly rev?: number;
}

export interface ReadToken {
  readonly text: string;
  readonly cursor?: number;
  readonly completeListSize?: number;
  readonly expirationDate?: Datestamp;
}

/** An answer of the repository, once it has been found well-formed and of the right shape. */
export type Answer = { readonly responseDate: Datestamp } & (
  | { readonly kind: 'errors'; readonly codes: readonly string[] }
  | { readonly kind: 'list'; readonly records: readonly ReadRecord[]; readonly token?: ReadToken }
  | { readonly kind: 'record'; readonly record: ReadRecord }
  | { readonly kind: 'identify'; readonly earliestDatestamp: Datestamp }
  | { readonly kind: 'sets'; readonly setSpecs: readonly string[]; readonly token?: ReadToken }
);

/** @throws BrokenGuarantee `answer` */
export const parseAnswer = (text: string): Answer => {
  const root = parseDocument(text);
  assertHeld(root.name === 'OAI-PMH', 'answer', () => `the root is <${root.name}>`);
  const [responseDate, request, ...bodies] = childElements(root);
  const [body] = bodies;
  assertHeld(
    responseDate?.name === 'responseDate' && request?.name === 'request' && body !== undefined,
    'answer',
    () => `the root holds ${childElements(root).map(localName).join(', ')}`,
  );
  const date = parseStamp(textOf(responseDate));
  if (bodies.every(({ name }) => name === 'error')) {
    return { kind: 'errors', responseDate: date, codes: bodies.map(({ attributes }) => attributes['code'] ?? '') };
  }
  assertHeld(bodies.length === 1 && body.name === request.attributes['verb'], 'answer', () => `<${body.name}> answers another verb`);
  return { responseDate: date, ...readBody(body) };
};

const parseDocument = (text: string): XmlElement => {
  try {
    return parseXml(text);
  } catch (cause) {
    throw new BrokenGuarantee('answer', `not well-formed: ${String(cause)}`);
  }
};

type Body = Answer extends infer Each ? (Each extends Answer ? Omit<Each, 'responseDate'> : never) : never;

const readBody = (body: XmlElement): Body => {
  const ending = findChild(body, 'resumptionToken');
  const token = ending && { token: readToken(ending) };
  switch (body.name) {
    case 'Identify':
      return { kind: 'identify', earliestDatestamp: parseStamp(textOf(findChild(body, 'earliestDatestamp'))) };
    case 'ListSets':
      return { kind: 'sets', setSpecs: childElements(body, 'set').map((set) => textOf(findChild(set, 'setSpec'))), ...token };
    case 'ListIdentifiers':
      return { kind: 'list', records: childElements(body, 'header').map(readHeader), ...token };
    case 'ListRecords':
      return { kind: 'list', records: childElements(body, 'record').map(readRecord), ...token };
    case 'GetRecord':
      return { kind: 'record', record: readRecord(findChild(body, 'record')) };
    default:
      throw new BrokenGuarantee('answer', `unexpected <${body.name}>`);
  }
};

const readToken = (ending: XmlElement): ReadToken => {
  const { cursor, completeListSize, expirationDate } = ending.attributes;
  return {
    text: textOf(ending),
    ...(cursor !== undefined && { cursor: Number(cursor) }),
    ...(completeListSize !== undefined && { completeListSize: Number(completeListSize) }),
    ...(expirationDate !== undefined && { expirationDate: parseStamp(expirationDate) }),
  };
};

const readHeader = (header: XmlElement | undefined): ReadRecord => ({
  identifier: textOf(findChild(header, 'identifier')),
  stamp: parseStamp(textOf(findChild(header, 'datestamp'))),
  deleted: header?.attributes['status'] === 'deleted',
  sets: header ? childElements(header, 'setSpec').map(textOf) : [],
});

/** A deleted record has no metadata, a live one has exactly one element of it, with its `rev` in words. */
const readRecord = (record: XmlElement | undefined): ReadRecord => {
  const header = readHeader(findChild(record, 'header'));
  const metadata = findChild(record, 'metadata');
  const roots = metadata ? childElements(metadata).length : 0;
  assertHeld(roots === (header.deleted ? 0 : 1), 'answer', () => `${header.identifier} has ${roots} metadata`);
  if (header.deleted) return header;
  const rev = /rev (\d+)/.exec(textOf(metadata))?.[1];
  assertHeld(rev !== undefined, 'answer', () => `${header.identifier} has lost its metadata`);
  return { ...header, rev: Number(rev) };
};

const parseStamp = (text: string): Datestamp => {
  assertHeld(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(text), 'answer', () => `"${text}" is not a UTC second`);
  return datestampOf(Date.parse(text));
};
