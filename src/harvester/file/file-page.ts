import { childElements, findChild, localName } from '../../xml/element.js';
import type { RefusedDocument } from '../../xml/gate.js';
import { headOf, refusalInWords, rootName } from './file-marcxml.js';
import type { JudgeOptions } from '../reading/judge.js';
import { inWords, readErrors, readToken, responseDateOf } from '../oai-pmh/oai-pmh-page.js';
import type { ReadDocument, Reading, ReadResult, RecordProtocol } from '../reading/reading.js';
import { remoteText } from '../remote-text.js';
import type { ReceivedRecord, SourcePage, UnreadableRecord } from '../source-client.js';
import { SourceError, type SourceErrorCode } from '../source-error.js';
import { readCounts, readDiagnostics } from '../sru/sru-page.js';

export interface SavedOptions {
  readonly reading: Reading;
  /** Absent: the records are not judged. */
  readonly judge?: JudgeOptions;
  readonly maxBytes: number;
}

/** What one file says. */
export interface SavedPage {
  readonly page: SourcePage;
  readonly list: SavedList;
}

/** Where the file stands in a list that was saved in several. */
export type SavedList =
  | { readonly kind: 'oai-pmh'; readonly goesOn: boolean }
  | { readonly kind: 'sru'; readonly total: number; readonly records: number }
  | { readonly kind: 'marcxml' };

const ROOTS: ReadonlyMap<string, RecordProtocol> = new Map([
  ['OAI-PMH', 'oai-pmh'],
  ['searchRetrieveResponse', 'sru'],
  ['collection', 'marcxml'],
  ['record', 'marcxml'],
]);

/** Reads the content of a file, once unpacked, as what its root element says that it is. @param shown its name, fit for a message. @throws SourceError */
export const readSaved = async (bytes: Uint8Array, shown: string, options: SavedOptions): Promise<SavedPage> => {
  const { byteLength } = bytes;
  const records = recognise(headOf(bytes), shown);
  const { reading, judge, maxBytes } = options;
  const result = await reading.read({ bytes, gate: { maxBytes, trailing: 'refuse' }, records, ...(judge && { judge }) });
  const document = refuseRefused(result, shown);
  return { page: pageOf(document, byteLength), list: readList(records, document, shown) };
};

const recognise = (head: string, shown: string): RecordProtocol => {
  const root = rootName(head);
  const saved = root === undefined ? undefined : ROOTS.get(root);
  if (saved) return saved;
  if (/<!(?:DOCTYPE|ENTITY)/i.test(head)) throw new SourceError('doctype', `${shown}: a DOCTYPE or an entity declaration is not accepted`);
  const what = root === undefined ? 'this is no XML' : `the root element is <${remoteText(root, 60)}>`;
  const known = 'an answer of OAI-PMH (<OAI-PMH>) or SRU (<searchRetrieveResponse>) or MARCXML (<collection>, <record>)';
  throw new SourceError('not-protocol', `${shown}: ${what}, not ${known}; take it out of the folder`);
};

const refuseRefused = (document: ReadResult, shown: string): ReadDocument => {
  if (document.kind === 'sound') return document;
  throw new SourceError(codeOf(document), `${shown} cannot be read: ${refusalInWords(document)}`);
};

const codeOf = ({ code }: RefusedDocument): SourceErrorCode => {
  switch (code) {
    case 'too-large':
    case 'doctype':
    case 'malformed':
      return code;
    case 'encoding':
    case 'too-deep':
    case 'too-many':
      return 'malformed';
    case 'empty':
    case 'not-xml':
    case 'wrong-root':
      return 'not-protocol';
  }
};

const readList = (protocol: RecordProtocol, document: ReadDocument, shown: string): SavedList => {
  switch (protocol) {
    case 'oai-pmh':
      return readOaiPmhList(document, shown);
    case 'sru':
      return readSruList(document, shown);
    case 'marcxml':
      return { kind: 'marcxml' };
  }
};

const readOaiPmhList = (document: ReadDocument, shown: string): SavedList => {
  const errors = readErrors(document);
  if (errors.some(({ code }) => code !== 'noRecordsMatch')) {
    throw new SourceError('source-error', `${shown}: what was saved is an error: ${inWords(errors)}; ask for it again`);
  }
  const verbs = childElements(document.root).map(localName);
  if (errors.length === 0 && !verbs.includes('ListRecords') && !verbs.includes('GetRecord')) {
    const verb = verbs.find((name) => name !== 'responseDate' && name !== 'request') ?? 'nothing';
    throw new SourceError('not-protocol', `${shown}: an answer to ${remoteText(verb, 40)} holds no records; take it out of the folder`);
  }
  const { token, misplaced } = readToken(document, 'ListRecords');
  return { kind: 'oai-pmh', goesOn: token !== undefined || misplaced !== undefined };
};

const readSruList = (document: ReadDocument, shown: string): SavedList => {
  const diagnostics = readDiagnostics(document);
  if (diagnostics.length > 0) {
    const words = diagnostics.map((each) => each.inWords).join('; ');
    throw new SourceError('source-error', `${shown}: what was saved is a diagnostic: ${words}; ask for it again`);
  }
  const counts = readCounts(document);
  if (counts === undefined) throw new SourceError('not-protocol', `${shown}: an answer of SRU without numberOfRecords`);
  return { kind: 'sru', total: counts.total, records: document.records.length };
};

const pageOf = (document: ReadDocument, bytes: number): SourcePage => {
  const { records, repairs, root } = document;
  const responseDate = responseDateOf(document);
  const completeListSize = findChild(root, 'ListRecords')
    ? readToken(document, 'ListRecords').completeListSize
    : readCounts(document)?.total;
  return {
    ...(responseDate !== undefined && { responseDate }),
    records: records.flatMap((read): readonly ReceivedRecord[] => (read.kind === 'received' ? [read.record] : [])),
    unreadable: records.flatMap((read): readonly UnreadableRecord[] => (read.kind === 'unreadable' ? [read.record] : [])),
    ...(completeListSize !== undefined && { completeListSize }),
    ...(repairs.length > 0 && { warnings: repairs }),
    bytes,
  };
};

/** What shows that a list was not saved to its end: then nothing is proved by what it lacks. In words. */
export const doubtsOf = (lists: readonly SavedList[]): readonly string[] => {
  const pages = lists.filter((list) => list.kind === 'oai-pmh');
  const results = lists.filter((list) => list.kind === 'sru');
  const total = Math.max(0, ...results.map((list) => list.total));
  const records = results.reduce((sum, list) => sum + list.records, 0);
  return [
    ...(pages.length > 0 && pages.every(({ goesOn }) => goesOn)
      ? ['every saved answer of OAI-PMH ends with a resumptionToken: the last page of the list is missing']
      : []),
    ...(records < total ? [`the saved answers of SRU hold ${records} records, and one of them says that ${total} were found`] : []),
  ];
};
