import { createAsk } from '../transport/ask-source.js';
import { quoteCql } from './cql.js';
import type { Http } from '../transport/http.js';
import type { JudgeOptions } from '../reading/judge.js';
import type { Pace } from '../transport/pace.js';
import { DEFAULT_PATIENCE, type Patience } from '../transport/patience.js';
import { moveRemarks, readsDocument, type AnswerDocument } from '../reading/read-document.js';
import { createInlineReading } from '../reading/reading-inline.js';
import type { Reading } from '../reading/reading.js';
import { remoteText } from '../remote-text.js';
import type { RecordAnswer, SourceClient, SourceDescription } from '../source-client.js';
import { listPages } from './sru-list.js';
import { readCounts, readDiagnostics } from './sru-page.js';
import { refuseDiagnostics, search, type Server, type SruSource } from './sru-source.js';

export interface SruClientOptions {
  readonly http: Http;
  readonly source: SruSource;
  readonly pace: Pace;
  readonly patience?: Patience;
  /** Where the answers are read; in this thread where absent. */
  readonly reading?: Reading;
  /** Absent: the records are not judged. */
  readonly judge?: JudgeOptions;
}

const MAX_PAGE_BYTES = 64 * 1024 * 1024;

/**
 * A client of one SRU source. A list is a snapshot: it is read whole each time; `from`, `until` and `resume` mean nothing to it. A record that
 * two queries find, or two pages of a result without order, comes once.
 */
export const createSruClient = ({
  http,
  source,
  pace,
  patience = DEFAULT_PATIENCE,
  reading = createInlineReading(),
  judge,
}: SruClientOptions): SourceClient => {
  const gate = { maxBytes: source.maxBytes ?? MAX_PAGE_BYTES, trailing: 'refuse' as const };
  const read = readsDocument({ reading, gate, records: 'sru', refuse: refuseWithoutCount, ...(judge && { judge }) });
  const server: Server = { source, ask: createAsk({ http, pace, patience, url: source.url, read }) };
  return {
    listPages: (_, signal) => listPages(server, signal),
    fetchRecord: (identifier, signal) => fetchRecord(server, identifier, signal),
    describe: (signal) => describe(server, signal),
  };
};

const refuseWithoutCount = (document: AnswerDocument): string | undefined =>
  readCounts(document) || readDiagnostics(document).length > 0 ? undefined : 'the answer says neither numberOfRecords nor what is wrong';

const DOES_NOT_EXIST = 'info:srw/diagnostic/1/65';

/** The record whose number is exactly this one: an index may find more, or others. */
const fetchRecord = async (server: Server, identifier: string, signal: AbortSignal): Promise<RecordAnswer> => {
  const query = `${server.source.recordIndex ?? 'rec.id'}=${quoteCql(identifier)}`;
  // The second one shows that the index is not one of single records.
  const answer = await search(server, { query, start: 1, maximumRecords: 2 }, signal);
  const { document, counts, diagnostics } = answer;
  const missing = diagnostics.find(({ uri }) => uri === DOES_NOT_EXIST);
  if (missing) return { kind: 'gone', inWords: missing.inWords };
  refuseDiagnostics(answer, query);
  const unreadable = (reason: string): RecordAnswer => ({ kind: 'unreadable', record: { identifier, reason } });
  const found = Math.max(counts.total, document.records.length);
  if (found === 0) return { kind: 'gone', inWords: `the query ${query} finds nothing` };
  if (found > 1) return unreadable(`the query ${query} finds ${found} records where one belongs`);
  const [read] = document.records;
  if (read === undefined) return unreadable(`the query ${query} finds a record and the source does not show it`);
  const named = read.record.identifier;
  if (named !== undefined && named !== identifier)
    return unreadable(`the query ${query} finds another record, "${remoteText(named, 100)}"`);
  if (read.kind === 'unreadable') return { kind: 'unreadable', record: { ...read.record, identifier } };
  return { kind: 'received', record: read.record, ...(answer.date !== undefined && { responseDate: answer.date }) };
};

/** By a search for one record: its explain says what a server could do, and many have none. */
const describe = async (server: Server, signal: AbortSignal): Promise<SourceDescription> => {
  const [query = 'cql.allRecords=1'] = server.source.queries;
  const answer = await search(server, { query, start: 1, maximumRecords: 1 }, signal);
  refuseDiagnostics(answer, query);
  const sent = answer.document.records.length;
  return { remarks: [...(sent > 1 ? [`Asked for one record, it sends ${sent}.`] : []), ...moveRemarks(answer)] };
};
