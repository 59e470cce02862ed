import { moveRemarks } from '../reading/read-document.js';
import type { ReceivedRecord, SourcePage, UnreadableRecord } from '../source-client.js';
import { SourceError } from '../source-error.js';
import type { Counts } from './sru-page.js';
import { refuseDiagnostics, search, type SearchAnswer, type Server, type SruSource } from './sru-source.js';
import { halvesOf, withinYears, type YearSpan } from './sru-years.js';

const TOTAL_CAP = 20_000;

interface Listing extends Server {
  /** Identifiers that were handed on, of all queries. */
  readonly seen: Set<string>;
}

/** What all queries of a source find, each record once. @throws SourceError */
export async function* listPages(server: Server, signal: AbortSignal): AsyncGenerator<SourcePage, void> {
  const listing = { ...server, seen: new Set<string>() };
  for (const query of server.source.queries) {
    const listed = yield* listResult(listing, query, signal);
    if (listed.kind === 'capped') yield* listByYears(listing, query, listed.total, signal);
  }
}

type Listed =
  | { readonly kind: 'listed'; readonly found: ReadonlySet<string> }
  /** The source has more than it shows. */
  | { readonly kind: 'capped'; readonly total: number };

/**
 * A result whose total changes is begun again, once; one that came with fewer records than promised, because it has no stable order, is read a
 * second time for the rest. What is still missing then is said, so that nobody takes it for deleted.
 */
async function* listResult(listing: Listing, query: string, signal: AbortSignal): AsyncGenerator<SourcePage, Listed> {
  const found = new Set<string>();
  const first = yield* readResult(listing, { query, found, onChange: 'stop' }, signal);
  if (first.ended === 'capped') return { kind: 'capped', total: first.total };
  if (first.ended === 'at-the-end' && found.size >= first.total) return { kind: 'listed', found };
  const second = yield* readResult(listing, { query, found, onChange: 'go-on' }, signal);
  if (second.ended === 'capped') return { kind: 'capped', total: second.total };
  if (second.ended === 'changed' || found.size < second.total) yield remark(shortfall(query, found.size, second));
  return { kind: 'listed', found };
}

/** A page that only says something. */
const remark = (warning: string): SourcePage => ({ records: [], unreadable: [], warnings: [warning] });

const shortfall = (query: string, found: number, { total, ended }: Reading): string =>
  `the query ${query} promised ${total} records and gave ${found}, read twice${ended === 'changed' ? '; the number changed on the way' : ''}`;

/** The same in pieces of years, each small enough to be shown whole. */
async function* listByYears(listing: Listing, query: string, total: number, signal: AbortSignal): AsyncGenerator<SourcePage, void> {
  const { source } = listing;
  const { splitYears, totalCap = TOTAL_CAP } = source;
  const found = new Set<string>();
  const waiting = splitYears ? [...halvesOf({ first: splitYears.from, last: splitYears.until })] : [];
  if (splitYears === undefined || waiting.length === 0) throw capped(source, query, total);
  for (let span: YearSpan | undefined; (span = waiting.shift());) {
    const within = withinYears(query, splitYears, span);
    const listed = yield* listResult(listing, within, signal);
    if (listed.kind === 'listed') for (const identifier of listed.found) found.add(identifier);
    else if (span.first === span.last) throw capped(source, within, listed.total);
    else waiting.unshift(...halvesOf(span));
  }
  // A source that says no more than its cap may have any number of records without a year.
  if (total > totalCap && found.size >= total) return;
  yield remark(
    `the query ${query} finds ${total} records or more; read by ${splitYears.index}, which leaves out those without a year, it gave ${found.size}`,
  );
}

const capped = ({ id, totalCap = TOTAL_CAP }: SruSource, query: string, total: number): SourceError =>
  new SourceError(
    'capped',
    `${id}: the query ${query} finds ${total} records and the source shows no more than ${totalCap}; split it into narrower ones, by year for instance`,
  );

/** How one reading of a result ended. `changed`: its total was another on the way. */
interface Reading {
  readonly ended: 'at-the-end' | 'changed' | 'early' | 'capped';
  readonly total: number;
}

interface Task {
  readonly query: string;
  /** Identifiers of this result, handed on or not. */
  readonly found: Set<string>;
  readonly onChange: 'stop' | 'go-on';
}

async function* readResult(listing: Listing, { query, found, onChange }: Task, signal: AbortSignal): AsyncGenerator<SourcePage, Reading> {
  const { pageSize, totalCap = TOTAL_CAP } = listing.source;
  let start = 1;
  let changed = false;
  for (let total: number | undefined; ;) {
    const answer = await search(listing, { query, start, maximumRecords: pageSize }, signal);
    refuseDiagnostics(answer, query);
    const { counts } = answer;
    changed ||= total !== undefined && counts.total !== total;
    // A total that follows each page would lead on for ever: no result reaches beyond the cap.
    total = counts.total;
    if (total >= totalCap) return { ended: 'capped', total };
    if (changed && onChange === 'stop') return { ended: 'changed', total };
    yield pageOf(answer, listing.seen, found);
    const next = nextStart(start, answer.document.records.length, counts);
    if (changed && (next ?? start) > total) return { ended: 'changed', total };
    if (next === undefined) return { ended: start > total ? 'at-the-end' : 'early', total };
    if (next > total) return { ended: 'at-the-end', total };
    start = next;
  }
}

/**
 * Never by what was asked for: servers send fewer. And never farther than what came, though the source says so: between lies what it left out.
 * `undefined` when nothing came and it names no place to go on.
 */
const nextStart = (start: number, returned: number, { nextRecordPosition }: Counts): number | undefined => {
  const forward = nextRecordPosition !== undefined && nextRecordPosition > start ? nextRecordPosition : undefined;
  if (returned === 0) return forward;
  return Math.min(forward ?? Infinity, start + returned);
};

const pageOf = ({ document, date, bytes, counts, movedTo }: SearchAnswer, seen: Set<string>, found: Set<string>): SourcePage => {
  const records: ReceivedRecord[] = [];
  const unreadable: UnreadableRecord[] = [];
  for (const read of document.records) {
    const key = read.kind === 'received' ? read.record.identifier : `unreadable ${read.record.identifier ?? read.record.xml ?? ''}`;
    found.add(key);
    if (seen.has(key)) continue;
    seen.add(key);
    if (read.kind === 'received') records.push(read.record);
    else unreadable.push(read.record);
  }
  return {
    ...(date !== undefined && { responseDate: date }),
    records,
    unreadable,
    completeListSize: counts.total,
    bytes,
    ...(document.repairs.length > 0 && { warnings: document.repairs }),
    ...(movedTo !== undefined && { remarks: moveRemarks({ movedTo }) }),
  };
};
