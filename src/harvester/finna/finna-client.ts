import { moveRemarks } from '../reading/read-document.js';
import { createAsk } from '../transport/ask-source.js';
import { readsFinna } from './finna-answer.js';
import { listPages } from './finna-list.js';
import { readRecord } from './finna-record.js';
import { FIELDS, quote, refuseRefusal, RESULT_WINDOW, routeUnder, searchQuery, type FinnaSource, type Server } from './finna-search.js';
import type { Http } from '../transport/http.js';
import type { Pace } from '../transport/pace.js';
import { DEFAULT_PATIENCE, type Patience } from '../transport/patience.js';
import { remoteText } from '../remote-text.js';
import type { RecordAnswer, SourceClient, SourceDescription } from '../source-client.js';
import { SourceError } from '../source-error.js';

export interface FinnaClientOptions {
  readonly http: Http;
  readonly source: FinnaSource;
  readonly pace: Pace;
  readonly patience?: Patience;
}

const MAX_PAGE_BYTES = 16 * 1024 * 1024;
/** The API refuses a larger page. */
const LARGEST_PAGE = 100;

/**
 * A client of Finna's API v1. A list is a snapshot: it is read whole each time; `from`, `until` and `resume` mean nothing to it. Its records
 * have no date, and abstracts are left out of them.
 * @throws SourceError `bad-range` when pageSize is not between 1 and 100
 */
export const createFinnaClient = ({ http, source, pace, patience = DEFAULT_PATIENCE }: FinnaClientOptions): SourceClient => {
  refusePageSize(source);
  const basis = { http, pace, patience, accept: 'application/json', read: readsFinna(source.maxBytes ?? MAX_PAGE_BYTES) };
  const server: Server = {
    source,
    search: createAsk({ ...basis, url: routeUnder(source.url, 'search') }),
    record: createAsk({ ...basis, url: routeUnder(source.url, 'record') }),
  };
  return {
    listPages: (_, signal) => listPages(server, signal),
    fetchRecord: (identifier, signal) => fetchRecord(server, identifier, signal),
    describe: (signal) => describe(server, signal),
  };
};

const refusePageSize = ({ id, pageSize }: FinnaSource): void => {
  if (Number.isInteger(pageSize) && pageSize >= 1 && pageSize <= LARGEST_PAGE) return;
  throw new SourceError(
    'bad-range',
    `${id}: pageSize ${pageSize} is not between 1 and ${LARGEST_PAGE}, the most that Finna's API sends at once`,
  );
};

/**
 * Finna says "Error loading record" of one that is no more and of a catalogue that is out of order (VuFind's SearchApiController catches
 * both). Only a search that works and does not find it either makes it gone.
 */
const fetchRecord = async ({ source, record, search }: Server, identifier: string, signal: AbortSignal): Promise<RecordAnswer> => {
  const answer = await record(new URLSearchParams([['id', identifier], ...FIELDS.map((field) => ['field[]', field])]), signal);
  const sent = answer.found.kind === 'found' ? answer.found.records[0] : undefined;
  if (sent === undefined) {
    const sought = await search(
      searchQuery({ ...source, searchType: 'AllFields', filters: [], pageSize: 1 }, `id:${quote(identifier)}`, 1),
      signal,
    );
    const { resultCount } = refuseRefusal(sought, identifier);
    const said = answer.found.kind === 'refusal' ? answer.found.inWords : 'an answer without a record';
    if (resultCount === 0) return { kind: 'gone', inWords: `${said}; a search for it finds nothing` };
    throw new SourceError(
      'source-error',
      `${answer.shownUrl}: asked for "${remoteText(identifier, 100)}", it says: ${said}; but a search finds it`,
    );
  }
  const read = readRecord(sent);
  if (read.kind === 'unreadable') return { kind: 'unreadable', record: { ...read.record, identifier } };
  if (read.record.identifier !== identifier) {
    const reason = `asked for it, Finna sends another record, "${remoteText(read.record.identifier, 100)}"`;
    return { kind: 'unreadable', record: { identifier, reason } };
  }
  return { kind: 'received', record: read.record, ...(answer.date !== undefined && { responseDate: answer.date }) };
};

/** By a search for one record: the API says nothing of itself. */
const describe = async ({ source, search }: Server, signal: AbortSignal): Promise<SourceDescription> => {
  const [query = ''] = source.queries;
  const answer = await search(searchQuery({ ...source, pageSize: 1 }, query, 1), signal);
  const { resultCount, records } = refuseRefusal(answer, query);
  const remarks = [
    ...moveRemarks(answer),
    ...(resultCount > RESULT_WINDOW ? [`The query "${query}" finds ${resultCount} records, of which it shows ${RESULT_WINDOW}.`] : []),
    ...(resultCount > 0 && records[0]?.fullRecord === undefined ? ['It sends no fullRecord, without which no record can be read.'] : []),
  ];
  return { remarks };
};
