import type { ReceivedRecord, RecordAnswer, UnreadableRecord } from '../source-client.js';
import type { Journal } from './journal.js';

/** What a run received, each record once: the one that came last counts, whatever its datestamp says. */
export type SettledRecord =
  /** `responseDate`: UTC, of the answer in which it came. */
  | {
      readonly kind: 'received';
      /** Its place among all that came, from 0. */
      readonly position: number;
      readonly record: ReceivedRecord;
      readonly responseDate?: string;
    }
  | { readonly kind: 'unreadable'; readonly position: number; readonly record: UnreadableRecord };

export interface SettledJournal {
  readonly seen: number;
  readonly duplicates: number;
  /** Whether the source has named it, be it in a record that could not be read. */
  hasNamed(identifier: string): boolean;
  /** Without the records' own texts. */
  readonly proofs: ReadonlyMap<string, RecordAnswer>;
  /** From the beginning each time that it is asked. */
  records(): AsyncIterable<SettledRecord>;
}

/** Reads the journal to find where each record came last; it is read again for the records. Holds identifiers in memory, never records. */
export const settleJournal = async (journal: Journal): Promise<SettledJournal> => {
  const last = new Map<string, number>();
  const proofs = new Map<string, RecordAnswer>();
  let seen = 0;
  let nameless = 0;
  for await (const entry of journal.read()) {
    if (entry.kind === 'proof') proofs.set(entry.identifier, withoutText(entry.answer));
    if (entry.kind !== 'page') continue;
    for (const { identifier } of entry.page.records) last.set(identifier, seen++);
    for (const { identifier } of entry.page.unreadable) {
      if (identifier === undefined) nameless += 1;
      else last.set(identifier, seen);
      seen += 1;
    }
  }
  return {
    seen,
    duplicates: seen - last.size - nameless,
    hasNamed: (identifier) => last.has(identifier),
    proofs,
    records: () => lastOnes(journal, last),
  };
};

/** A proof is asked for what it says of a record, not for the record. */
const withoutText = (answer: RecordAnswer): RecordAnswer => {
  if (answer.kind !== 'received') return answer;
  const { xml: _, source: __, ...record } = answer.record;
  return { ...answer, record };
};

async function* lastOnes(journal: Journal, last: ReadonlyMap<string, number>): AsyncIterable<SettledRecord> {
  let next = 0;
  for await (const entry of journal.read()) {
    if (entry.kind !== 'page') continue;
    const { responseDate, records, unreadable } = entry.page;
    for (const record of records) {
      const position = next++;
      if (last.get(record.identifier) === position) {
        yield { kind: 'received', position, record, ...(responseDate !== undefined && { responseDate }) };
      }
    }
    for (const record of unreadable) {
      const position = next++;
      if (record.identifier === undefined || last.get(record.identifier) === position) yield { kind: 'unreadable', position, record };
    }
  }
}
