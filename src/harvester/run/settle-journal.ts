import type { ReceivedRecord, RecordAnswer, UnreadableRecord } from '../source-client.js';
import type { Journal } from './journal.js';

/** What a run received, each record once: the one that came last counts, whatever its datestamp says. */
export type SettledRecord =
  /** `responseDate`: UTC, of the answer in which it came. */
  | { readonly kind: 'received'; readonly record: ReceivedRecord; readonly responseDate?: string }
  | { readonly kind: 'unreadable'; readonly record: UnreadableRecord };

export interface SettledJournal {
  readonly seen: number;
  readonly duplicates: number;
  /** Everything that the source has named, also what could not be read. */
  readonly identifiers: ReadonlySet<string>;
  readonly proofs: ReadonlyMap<string, RecordAnswer>;
  records(): AsyncIterable<SettledRecord>;
}

/** Reads the journal twice: first where each record came last, then those. Holds identifiers in memory, never records. */
export const settleJournal = async (journal: Journal): Promise<SettledJournal> => {
  const last = new Map<string, number>();
  const proofs = new Map<string, RecordAnswer>();
  let seen = 0;
  let nameless = 0;
  for await (const entry of journal.read()) {
    if (entry.kind === 'proof') proofs.set(entry.identifier, entry.answer);
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
    identifiers: new Set(last.keys()),
    proofs,
    records: () => lastOnes(journal, last),
  };
};

async function* lastOnes(journal: Journal, last: ReadonlyMap<string, number>): AsyncIterable<SettledRecord> {
  let position = 0;
  for await (const entry of journal.read()) {
    if (entry.kind !== 'page') continue;
    const { responseDate, records, unreadable } = entry.page;
    for (const record of records) {
      if (last.get(record.identifier) === position++) {
        yield { kind: 'received', record, ...(responseDate !== undefined && { responseDate }) };
      }
    }
    for (const record of unreadable) {
      if (record.identifier === undefined || last.get(record.identifier) === position) yield { kind: 'unreadable', record };
      position += 1;
    }
  }
}
