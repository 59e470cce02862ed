import type { RunCounters } from '../../store/run-ports.js';
import { NO_COUNTS } from '../../store/run-ports.js';
import type { ListPosition, SourcePage } from '../source-client.js';
import type { JournalEntry } from './journal.js';

/** How far a run has come, as the entries of its journal tell it. */
export interface Progress {
  readonly counters: RunCounters;
  readonly completeListSize?: number;
  /** The responseDate of the first page of the list that is being read, or was read last. */
  readonly listBegan?: string;
  readonly listNumber: number;
  /** Where the list goes on. */
  readonly next?: ListPosition;
  /** The source has proved the end of its list. */
  readonly isComplete: boolean;
  readonly warnings: readonly string[];
  /** Of the source, and nothing against the list. */
  readonly remarks: readonly string[];
  /** Entries so far. */
  readonly entries: number;
}

/** Follows a run page by page. Remembers identifiers, not records. */
export interface ProgressCounter {
  /** With the page in it. */
  add(page: SourcePage): Progress;
  /** The source has proved its end. */
  end(): Progress;
  /** One entry that is neither. */
  note(): Progress;
  read(): Progress;
  /** Whether a record of that identifier has come, readable or not. */
  hasSeen(identifier: string): boolean;
}

export const NO_PROGRESS: Progress = { counters: NO_COUNTS, listNumber: 1, isComplete: false, warnings: [], remarks: [], entries: 0 };

/** Told of a list, once each and no more: one for every page would fill the memory. */
const MOST_WARNINGS = 100;

export const createProgressCounter = (): ProgressCounter => {
  const seen = new Set<string>();
  let progress: Progress = NO_PROGRESS;
  let isFirstOfList = true;

  const counted = (page: SourcePage): RunCounters => {
    const counters = { ...progress.counters };
    counters.pages += 1;
    counters.bytes += page.bytes ?? 0;
    counters.seen += page.records.length + page.unreadable.length;
    counters.failed += page.unreadable.length;
    for (const { identifier, deleted, verdict, repairs } of page.records) {
      if (repairs.length > 0) counters.repaired += 1;
      if (seen.has(identifier)) counters.duplicates += 1;
      else if (deleted) counters.deleted += 1;
      else if (verdict?.kind === 'outOfScope') counters.outOfScope += 1;
      else counters.inScope += 1;
      seen.add(identifier);
    }
    for (const { identifier } of page.unreadable) if (identifier !== undefined) seen.add(identifier);
    return counters;
  };
  return {
    add: (page) => {
      const listNumber = page.listNumber ?? progress.listNumber;
      if (listNumber !== progress.listNumber) isFirstOfList = true;
      const { next: _, ...before } = progress;
      const warnings = new Set([...progress.warnings, ...(page.warnings ?? [])]);
      const remarks = new Set([...progress.remarks, ...(page.remarks ?? [])]);
      progress = {
        ...before,
        counters: counted(page),
        listNumber,
        ...(isFirstOfList && page.responseDate !== undefined && { listBegan: page.responseDate }),
        ...(page.completeListSize !== undefined && { completeListSize: page.completeListSize }),
        ...(page.next && { next: page.next }),
        warnings: [...warnings].slice(0, MOST_WARNINGS),
        remarks: [...remarks].slice(0, MOST_WARNINGS),
        entries: progress.entries + 1,
      };
      isFirstOfList = false;
      return progress;
    },
    end: () => {
      const { next: _, ...before } = progress;
      return (progress = { ...before, isComplete: true, entries: progress.entries + 1 });
    },
    note: () => (progress = { ...progress, entries: progress.entries + 1 }),
    read: () => progress,
    hasSeen: (identifier) => seen.has(identifier),
  };
};

/** What a journal that was found comes to. */
export const followJournal = async (entries: AsyncIterable<JournalEntry>): Promise<ProgressCounter> => {
  const counter = createProgressCounter();
  for await (const entry of entries) {
    if (entry.kind === 'page') counter.add(entry.page);
    else if (entry.kind === 'end') counter.end();
    else counter.note();
  }
  return counter;
};
