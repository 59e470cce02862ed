import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ReceivedRecord, SourcePage, UnreadableRecord } from '../source-client.js';
import type { HarvestSource } from './harvest-source.js';

/** The page with a verdict on every record that is not deleted: most pages come with them, decided off the event loop. */
export const judgePage = async (page: SourcePage, source: Pick<HarvestSource, 'judge'>): Promise<SourcePage> => {
  if (page.records.every(({ deleted, verdict }) => deleted || verdict)) return page;
  const records: ReceivedRecord[] = [];
  const unreadable: UnreadableRecord[] = [...page.unreadable];
  for (const record of page.records) {
    if (record.deleted || record.verdict) {
      records.push(record);
      continue;
    }
    const { identifier, xml } = record;
    // One takes a millisecond or two, and harvesters of ours want to be answered meanwhile.
    await nextTurn();
    const verdict = xml === undefined ? ({ kind: 'unreadable', reason: 'it has no record in it' } as const) : source.judge(xml);
    if (verdict.kind === 'unreadable') unreadable.push({ identifier, reason: verdict.reason, ...(xml !== undefined && { xml }) });
    else if (verdict.kind === 'inScope') records.push({ ...record, verdict });
    else records.push(withoutXml({ ...record, verdict }));
  }
  return { ...page, records, unreadable };
};

/** What is out of scope is not kept: the reason is. */
const withoutXml = ({ xml: _, source: __, ...record }: ReceivedRecord): ReceivedRecord => record;
