import { createAsk, type Ask, type SourceAnswer } from './ask-source.js';
import type { Http } from './http.js';
import type { Pace } from './pace.js';
import { DEFAULT_PATIENCE, type Patience } from './patience.js';
import type { ReceivedRecord, SourceClient, SourcePage, UnreadableRecord } from './source-client.js';
import { SourceError } from './source-error.js';
import { readCounts, readDiagnostics, readRecord, SRU_SHAPE, type Counts } from './sru-page.js';

export interface SruSource {
  readonly id: string;
  readonly url: string;
  readonly version: '1.1' | '1.2' | '2.0';
  /** CQL. What any of them finds is in the list, once. */
  readonly queries: readonly string[];
  readonly recordSchema: string;
  /** Records asked for at once; the source may send fewer. */
  readonly pageSize: number;
  /** How many records of a result the source shows at most; 20,000 where absent, as Kansalliskirjasto's. */
  readonly totalCap?: number;
  /** Of one page, once unpacked; 64 MiB where absent. */
  readonly maxBytes?: number;
}

export interface SruClientOptions {
  readonly http: Http;
  readonly source: SruSource;
  readonly pace: Pace;
  readonly patience?: Patience;
}

const MAX_PAGE_BYTES = 64 * 1024 * 1024;
const TOTAL_CAP = 20_000;

/**
 * A client of one SRU source. A list is a snapshot: it is read whole each time, `from` and `until` mean nothing to it. A record that two
 * queries find, or two pages of a result without order, comes once.
 */
export const createSruClient = ({ http, source, pace, patience = DEFAULT_PATIENCE }: SruClientOptions): SourceClient => {
  const gate = { shape: SRU_SHAPE, maxBytes: source.maxBytes ?? MAX_PAGE_BYTES, trailing: 'refuse' as const };
  const refuse = (document: Parameters<typeof readCounts>[0]): string | undefined =>
    readCounts(document) || readDiagnostics(document).length > 0 ? undefined : 'the answer says neither numberOfRecords nor what is wrong';
  const ask = createAsk({ http, pace, patience, url: source.url, gate, refuse });
  return { listPages: (_, signal) => listPages({ source, ask, seen: new Set() }, signal) };
};

interface Listing {
  readonly source: SruSource;
  readonly ask: Ask;
  /** Identifiers that were handed on, of all queries. */
  readonly seen: Set<string>;
}

async function* listPages(listing: Listing, signal: AbortSignal): AsyncIterable<SourcePage> {
  for (const query of listing.source.queries) yield* listQuery(listing, query, signal);
}

/** How one reading of a result ended. `changed`: its total was another on the way. */
interface Reading {
  readonly ended: 'at-the-end' | 'changed' | 'early';
  readonly total: number;
}

/**
 * A result whose total changes is begun again, once; one that came with fewer records than promised, because it has no stable order, is read a
 * second time for the rest. What is still missing then is said, so that nobody takes it for deleted.
 */
async function* listQuery(listing: Listing, query: string, signal: AbortSignal): AsyncGenerator<SourcePage, void> {
  const found = new Set<string>();
  const first = yield* readResult(listing, { query, found, onChange: 'stop' }, signal);
  if (first.ended === 'at-the-end' && found.size >= first.total) return;
  const second = yield* readResult(listing, { query, found, onChange: 'go-on' }, signal);
  if (second.ended === 'changed' || found.size < second.total) {
    yield { records: [], unreadable: [], warnings: [shortfall(query, found.size, second)] };
  }
}

const shortfall = (query: string, found: number, { total, ended }: Reading): string =>
  `the query ${query} promised ${total} records and gave ${found}, read twice${ended === 'changed' ? '; the number changed on the way' : ''}`;

interface Task {
  readonly query: string;
  /** Identifiers of this result, handed on or not. */
  readonly found: Set<string>;
  readonly onChange: 'stop' | 'go-on';
}

async function* readResult(listing: Listing, { query, found, onChange }: Task, signal: AbortSignal): AsyncGenerator<SourcePage, Reading> {
  const { source, ask } = listing;
  let start = 1;
  let changed = false;
  for (let total: number | undefined; ;) {
    const answer = await ask(searchQuery(source, query, start), signal);
    const counts = refuseDiagnostics(answer, query);
    refuseCapped(source, query, counts.total);
    changed ||= total !== undefined && counts.total !== total;
    // A total that follows each page would lead on for ever: no result reaches beyond the cap.
    total = counts.total;
    if (changed && onChange === 'stop') return { ended: 'changed', total };
    yield pageOf(answer, counts, listing.seen, found);
    const next = nextStart(start, answer.document.records.length, counts);
    if (changed && (next ?? start) > total) return { ended: 'changed', total };
    if (next === undefined) return { ended: start > total ? 'at-the-end' : 'early', total };
    if (next > total) return { ended: 'at-the-end', total };
    start = next;
  }
}

const searchQuery = ({ version, recordSchema, pageSize }: SruSource, query: string, start: number): URLSearchParams =>
  new URLSearchParams({
    operation: 'searchRetrieve',
    version,
    query,
    startRecord: String(start),
    maximumRecords: String(pageSize),
    recordSchema,
  });

const refuseDiagnostics = (answer: SourceAnswer, query: string): Counts => {
  const diagnostics = readDiagnostics(answer.document);
  if (diagnostics.length > 0) {
    const words = diagnostics.map(({ inWords }) => inWords).join('; ');
    throw new SourceError('source-error', `${answer.shownUrl}: the query ${query} is answered by a diagnostic: ${words}`);
  }
  return readCounts(answer.document) ?? { total: 0 };
};

const refuseCapped = ({ id, totalCap = TOTAL_CAP }: SruSource, query: string, total: number): void => {
  if (total < totalCap) return;
  throw new SourceError(
    'capped',
    `${id}: the query ${query} finds ${total} records and the source shows no more than ${totalCap}; split it into narrower ones, by year for instance`,
  );
};

/**
 * Never by what was asked for: servers send fewer. And never farther than what came, though the source says so: between lies what it left out.
 * `undefined` when nothing came and it names no place to go on.
 */
const nextStart = (start: number, returned: number, { nextRecordPosition }: Counts): number | undefined => {
  const forward = nextRecordPosition !== undefined && nextRecordPosition > start ? nextRecordPosition : undefined;
  if (returned === 0) return forward;
  return Math.min(forward ?? Infinity, start + returned);
};

const pageOf = ({ document, date }: SourceAnswer, { total }: Counts, seen: Set<string>, found: Set<string>): SourcePage => {
  const records: ReceivedRecord[] = [];
  const unreadable: UnreadableRecord[] = [];
  for (const gated of document.records) {
    const read = readRecord(gated);
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
    completeListSize: total,
    ...(document.repairs.length > 0 && { warnings: document.repairs }),
  };
};
