import type { RunCounters, RunStore } from '../../store/run-ports.js';
import type { RecordAnswer, SourcePage } from '../source-client.js';

/** One step of a run that must not be lost: what it fetched, before anything of it is applied. */
export type JournalEntry =
  | { readonly kind: 'page'; readonly page: SourcePage; readonly counters: RunCounters }
  /** The source has proved that its list ends here. */
  | { readonly kind: 'end' }
  /** What the source said when it was asked for a record that its list did not have. */
  | { readonly kind: 'proof'; readonly identifier: string; readonly answer: RecordAnswer };

export interface Journal {
  /** Lasting on return. */
  append(entry: JournalEntry): Promise<void>;
  /** From the beginning, up to what was whole when the program last stopped. */
  read(): AsyncIterable<JournalEntry>;
  clear(): Promise<void>;
}

/** @param written entries that are known to be there already */
export const createJournal = (runs: RunStore, runId: string, written = 0): Journal => {
  let count = written;
  return {
    append: async (entry) => {
      await runs.appendEntry(runId, count + 1, JSON.stringify(entry));
      count += 1;
    },
    read: async function* () {
      for await (const text of runs.readEntries(runId)) yield JSON.parse(text) as JournalEntry;
    },
    clear: async () => {
      await runs.removeEntries(runId);
      count = 0;
    },
  };
};
