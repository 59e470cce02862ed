import { gateRecords, type GatedRecord } from '../xml/gate.js';
import type { Shape } from '../xml/gate-scan.js';
import { createJudge, type Judge } from './judge.js';
import { MARC_GLANCE } from './judge-glance.js';
import { OAI_SHAPE, readRecord as readOaiPmhRecord } from './oai-pmh-page.js';
import type { ReadResult, ReadTask, RecordProtocol, RecordRead } from './reading.js';
import { readRecord as readSruRecord, SRU_SHAPE } from './sru-page.js';

const PROTOCOLS: Readonly<Record<RecordProtocol, { readonly shape: Shape; readonly readRecord: (gated: GatedRecord) => RecordRead }>> = {
  'oai-pmh': { shape: OAI_SHAPE, readRecord: readOaiPmhRecord },
  sru: { shape: SRU_SHAPE, readRecord: readSruRecord },
};

/** Reads one document, in whatever thread. */
export const readTask = ({ bytes, gate, charset, records, judge: judging }: ReadTask): ReadResult => {
  const { shape, readRecord } = PROTOCOLS[records];
  const judge = judging && createJudge(judging);
  const options = {
    ...gate,
    shape,
    mend: 'spans',
    ...(charset !== undefined && { charset }),
    ...(judge && { glance: MARC_GLANCE }),
  } as const;
  return gateRecords(bytes, options, (gated) => {
    const read = readRecord(gated);
    return judge ? judged(read, gated, judge) : read;
  });
};

const judged = (read: RecordRead, { payload }: GatedRecord, judge: Judge): RecordRead => {
  if (read.kind === 'unreadable' || read.record.xml === undefined) return read;
  const { xml, ...record } = read.record;
  const judgement = judge.judge(xml, payload?.glance);
  switch (judgement.kind) {
    case 'inScope':
      return { kind: 'received', record: { ...record, xml, verdict: judgement } };
    case 'outOfScope':
      return { kind: 'received', record: { ...record, verdict: judgement } };
    case 'unreadable':
      return { kind: 'unreadable', record: { identifier: record.identifier, reason: judgement.reason, xml } };
  }
};
