import { setImmediate as nextTurn } from 'node:timers/promises';
import { readMarcRecord } from '../../crosswalk/read-marc.js';
import type { HarvestEvent } from '../../store/harvest-ports.js';
import { parseXml } from '../../xml/parse.js';
import { diffFields, type FieldDiff } from './field-diff.js';
import type { PlannedChange } from './planned-change.js';

/** What a run changes, record by record, or would change. */
export interface RunReport {
  readonly changes: readonly ReportedChange[];
}

export interface ReportedChange {
  readonly localId: string;
  readonly identifier: string;
  readonly title: string;
  readonly outcome: HarvestEvent['outcome'];
  readonly because: string;
  readonly flags: readonly string[];
  /** Of an updated or restored record: what is not as it was. */
  readonly diff?: readonly FieldDiff[];
}

export const reportChanges = async (changes: readonly PlannedChange[]): Promise<RunReport> => {
  const reported: ReportedChange[] = [];
  for (const { outcome, because, before, after } of changes) {
    const { localId, identifier, title, flags } = after;
    const isOther = before !== undefined && before.xml !== after.xml;
    if (isOther) await nextTurn();
    reported.push({
      ...{ localId, identifier, title, outcome, because, flags },
      ...(isOther && { diff: diffFields(readMarcRecord(parseXml(before.xml)), readMarcRecord(parseXml(after.xml))) }),
    });
  }
  return { changes: reported };
};

export const parseReport = (text: string | undefined): RunReport =>
  text === undefined ? { changes: [] } : (JSON.parse(text) as RunReport);
