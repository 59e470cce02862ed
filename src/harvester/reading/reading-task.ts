import { gateRecords, type GatedRecord } from '../../xml/gate.js';
import type { XmlElement } from '../../xml/element.js';
import type { Shape } from '../../xml/gate-scan.js';
import { createJudge, type Judge } from './judge.js';
import { readMarcxmlBytes } from '../file/file-marcxml.js';
import { MARC_GLANCE } from './judge-glance.js';
import { OAI_SHAPE, readRecord as readOaiPmhRecord } from '../oai-pmh/oai-pmh-page.js';
import type { ReadResult, ReadTask, RecordProtocol, RecordRead } from './reading.js';
import type { ReceivedRecord } from '../source-client.js';
import { readRecord as readSruRecord, SRU_SHAPE } from '../sru/sru-page.js';

const PROTOCOLS: Readonly<
  Record<Exclude<RecordProtocol, 'marcxml'>, { readonly shape: Shape; readonly readRecord: (gated: GatedRecord) => RecordRead }>
> = {
  'oai-pmh': { shape: OAI_SHAPE, readRecord: readOaiPmhRecord },
  sru: { shape: SRU_SHAPE, readRecord: readSruRecord },
};

/** Reads one document, in whatever thread. */
export const readTask = ({ bytes, gate, charset, records, judge: judging }: ReadTask): ReadResult => {
  const judge = judging && createJudge(judging);
  if (records === 'marcxml') return judgedCollection(readMarcxmlBytes(bytes, gate.maxBytes), judge);
  const { shape, readRecord } = PROTOCOLS[records];
  const options = {
    ...gate,
    shape,
    mend: 'spans',
    ...(charset !== undefined && { charset }),
    ...(judge && { glance: MARC_GLANCE }),
  } as const;
  const keep = createKeeper(bytes.byteLength);
  return gateRecords(bytes, options, (gated) => {
    const read = readRecord(gated);
    return keep(judge ? judged(read, gated.payload?.glance, judge) : read);
  });
};

/** Nobody has glanced at the records of a collection: each is parsed. */
const judgedCollection = (result: ReadResult, judge: Judge | undefined): ReadResult =>
  result.kind === 'refused' || !judge ? result : { ...result, records: result.records.map((read) => judged(read, undefined, judge)) };

const judged = (read: RecordRead, glance: XmlElement | undefined, judge: Judge): RecordRead => {
  if (read.kind === 'unreadable' || read.record.xml === undefined) return read;
  const { xml, identifier } = read.record;
  const judgement = judge.judge(xml, glance);
  switch (judgement.kind) {
    case 'inScope':
      return { kind: 'received', record: { ...read.record, verdict: judgement } };
    case 'outOfScope':
      return { kind: 'received', record: { ...withoutText(read.record), verdict: judgement } };
    case 'unreadable':
      return { kind: 'unreadable', record: { identifier, reason: judgement.reason, xml } };
  }
};

const withoutText = ({ xml: _, source: __, ...record }: ReceivedRecord): ReceivedRecord => record;

/** In bytes. Of a larger document the text is let go as it is read. */
const LARGE = 4 * 1024 * 1024;

/** In UTF-16 units. What cannot be read is kept to be looked at: of one record so much, of all on a page so much. */
const LONGEST_SHOWN = 100_000;
const ROOM_FOR_SHOWN = 2 * 1024 * 1024;
/** Of one that has no other name, at least. */
const LONGEST_NAME = 100;

/** Of a page of 64 MB all of whose records are damaged, all of them would be kept: in this thread, on the way, and in the other. */
const createKeeper = (byteLength: number): ((read: RecordRead) => RecordRead) => {
  let room = ROOM_FOR_SHOWN;
  const shorten = (read: RecordRead): RecordRead => {
    if (read.kind === 'received' || read.record.xml === undefined) return read;
    const { xml: whole, ...record } = read.record;
    const length = Math.max(Math.min(LONGEST_SHOWN, room), record.identifier === undefined ? LONGEST_NAME : 0);
    room -= Math.min(whole.length, length);
    return { kind: 'unreadable', record: { ...record, ...(length > 0 && { xml: whole.slice(0, length) }) } };
  };
  // A string that was cut out of a longer one keeps all of that in memory; a copy does not.
  return byteLength > LARGE ? (read) => structuredClone(shorten(read)) : shorten;
};
