import { gateRecords, type GatedRecord } from '../../xml/gate.js';
import type { XmlElement } from '../../xml/element.js';
import type { Shape } from '../../xml/gate-scan.js';
import { createJudge, type Judge } from './judge.js';
import { readMarcxmlBytes } from '../file/file-marcxml.js';
import { MARC_GLANCE } from './judge-glance.js';
import { OAI_SHAPE, readRecord as readOaiPmhRecord } from '../oai-pmh/oai-pmh-page.js';
import type { ReadResult, ReadTask, RecordProtocol, RecordRead } from './reading.js';
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
  return gateRecords(bytes, options, (gated) => {
    const read = readRecord(gated);
    return judge ? judged(read, gated.payload?.glance, judge) : read;
  });
};

/** Nobody has glanced at the records of a collection: each is parsed. */
const judgedCollection = (result: ReadResult, judge: Judge | undefined): ReadResult =>
  result.kind === 'refused' || !judge ? result : { ...result, records: result.records.map((read) => judged(read, undefined, judge)) };

const judged = (read: RecordRead, glance: XmlElement | undefined, judge: Judge): RecordRead => {
  if (read.kind === 'unreadable' || read.record.xml === undefined) return read;
  const { xml, ...record } = read.record;
  const judgement = judge.judge(xml, glance);
  switch (judgement.kind) {
    case 'inScope':
      return { kind: 'received', record: { ...record, xml, verdict: judgement } };
    case 'outOfScope':
      return { kind: 'received', record: { ...record, verdict: judgement } };
    case 'unreadable':
      return { kind: 'unreadable', record: { identifier: record.identifier, reason: judgement.reason, xml } };
  }
};
