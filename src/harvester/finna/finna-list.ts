import type { FinnaAnswer } from './finna-answer.js';
import { readRecord } from './finna-record.js';
import { refuseRefusal, RESULT_WINDOW, searchQuery, type FinnaSource, type Server } from './finna-search.js';
import type { RecordRead } from '../reading/reading.js';
import type { ReceivedRecord, SourcePage, UnreadableRecord } from '../source-client.js';
import { SourceError } from '../source-error.js';

interface Listing extends Server {
  /** Identifiers that were handed on, of all queries. */
  readonly seen: Set<string>;
}

/** What all queries of a source find, each record once. @throws SourceError */
export async function* listPages(server: Server, signal: AbortSignal): AsyncGenerator<SourcePage, void> {
  const listing = { ...server, seen: new Set<string>() };
  for (const query of server.source.queries) yield* listQuery(listing, query, signal);
}

/**
 * A result that came with fewer records than promised, or whose number changed on the way, is read a second time for the rest. What is still
 * missing then is said, so that nobody takes it for deleted.
 */
async function* listQuery(listing: Listing, query: string, signal: AbortSignal): AsyncGenerator<SourcePage, void> {
  const found = new Set<string>();
  const first = yield* readResult(listing, { query, found }, signal);
  if (isWhole(first, found)) return;
  const second = yield* readResult(listing, { query, found }, signal);
  if (isWhole(second, found)) return;
  const changed = second.changed ? '; the number changed on the way' : '';
  const warning = `the query "${query}" promised ${second.total} records and gave ${found.size}, read twice${changed}`;
  yield { records: [], unreadable: [], warnings: [warning] };
}

interface Reading {
  readonly total: number;
  readonly changed: boolean;
}

const isWhole = ({ total, changed }: Reading, found: ReadonlySet<string>): boolean => !changed && found.size >= total;

interface Task {
  readonly query: string;
  /** Identifiers of this result, handed on or not, of all its readings. */
  readonly found: Set<string>;
}

/** Page by page until all are there. A page that brings nothing new, empty or repeated, ends it: else the source could lead on for ever. */
async function* readResult(listing: Listing, { query, found }: Task, signal: AbortSignal): AsyncGenerator<SourcePage, Reading> {
  const here = new Set<string>();
  let changed = false;
  let total: number | undefined;
  for (let page = 1; ; page += 1) {
    const answer = await listing.search(searchQuery(listing.source, query, page), signal);
    const { resultCount, records } = refuseRefusal(answer, query);
    if (resultCount > RESULT_WINDOW) throw capped(listing.source, query, resultCount);
    changed ||= total !== undefined && total !== resultCount;
    total = resultCount;
    const before = here.size;
    const reads = records.map((record, index) => ({ key: record.id ?? `nameless ${page}.${index}`, read: readRecord(record) }));
    for (const { key } of reads) {
      here.add(key);
      found.add(key);
    }
    yield pageOf(answer, total, takeNew(reads, listing.seen));
    if (here.size >= total || here.size === before) return { total, changed };
  }
}

const capped = ({ id }: FinnaSource, query: string, total: number): SourceError =>
  new SourceError(
    'capped',
    `${id}: the query "${query}" finds ${total} records and Finna shows no more than ${RESULT_WINDOW}; narrow it by filters, by building for instance`,
  );

interface KeyedRead {
  readonly key: string;
  readonly read: RecordRead;
}

const takeNew = (reads: readonly KeyedRead[], seen: Set<string>): readonly RecordRead[] =>
  reads.flatMap(({ key, read }) => {
    if (seen.has(key)) return [];
    seen.add(key);
    return [read];
  });

const pageOf = ({ date, bytes }: FinnaAnswer, total: number, reads: readonly RecordRead[]): SourcePage => ({
  ...(date !== undefined && { responseDate: date }),
  records: reads.flatMap((read): readonly ReceivedRecord[] => (read.kind === 'received' ? [read.record] : [])),
  unreadable: reads.flatMap((read): readonly UnreadableRecord[] => (read.kind === 'unreadable' ? [read.record] : [])),
  completeListSize: total,
  bytes,
});
