import { findChild } from '../../xml/element.js';
import { createAsk, type ReadAnswer } from '../transport/ask-source.js';
import type { Http } from '../transport/http.js';
import type { JudgeOptions } from '../reading/judge.js';
import type { LookAhead } from './oai-pmh-ahead.js';
import { fetchRecord } from './oai-pmh-get-record.js';
import { listFormats } from './oai-pmh-formats.js';
import { readIdentify } from './oai-pmh-identify.js';
import { listPages } from './oai-pmh-list.js';
import { inWords, readErrors } from './oai-pmh-page.js';
import type { OaiPmhSource, Repository } from './oai-pmh-source.js';
import { noneBy422 } from './oai-pmh-unprocessable.js';
import type { Pace } from '../transport/pace.js';
import { DEFAULT_PATIENCE, type Patience } from '../transport/patience.js';
import { moveRemarks, readsDocument, type AnswerDocument, type SourceAnswer } from '../reading/read-document.js';
import { createInlineReading } from '../reading/reading-inline.js';
import type { Reading } from '../reading/reading.js';
import type { ListRequest, SourceClient, SourceDescription, SourcePage } from '../source-client.js';
import { SourceError } from '../source-error.js';

export interface OaiPmhClientOptions {
  readonly http: Http;
  readonly source: OaiPmhSource;
  readonly pace: Pace;
  readonly patience?: Patience;
  /** Where the answers are read; in this thread where absent. */
  readonly reading?: Reading;
  /** Absent: the records are not judged. */
  readonly judge?: JudgeOptions;
  /** `one-page` where absent. For a harvest that stops after so many records `never` spares the source a request. */
  readonly lookAhead?: LookAhead;
}

/** Kansalliskirjasto's provider sends up to 2500 records a page, and more where datestamps tie. */
const MAX_PAGE_BYTES = 64 * 1024 * 1024;

/** A client of one OAI-PMH 2.0 repository, conforming or nearly so. */
export const createOaiPmhClient = (options: OaiPmhClientOptions): SourceClient => {
  const { http, source, pace, patience = DEFAULT_PATIENCE, lookAhead = 'one-page' } = options;
  const ask = createAsk({ http, pace, patience, url: source.url, read: readsAnswer(options) });
  const repository: Repository = { source, ask, pace, lookAhead };
  return {
    listPages: (request, signal) => listRecords(repository, request, signal),
    fetchRecord: (identifier, signal) => fetchRecord(repository, identifier, signal),
    describe: (signal) => describe(repository, signal),
    listIdentifiers: (request, signal) => listIdentifiers(repository, request, signal),
    listFormats: (signal) => listFormats(repository, signal),
  };
};

const readsAnswer = ({ source, reading = createInlineReading(), judge }: OaiPmhClientOptions): ReadAnswer<SourceAnswer> => {
  const quirks = source.quirks ?? [];
  const gate = {
    maxBytes: source.maxBytes ?? MAX_PAGE_BYTES,
    trailing: quirks.includes('text-after-end') ? ('cut' as const) : ('refuse' as const),
    ...(quirks.includes('windows-1252') && { fallback: 'windows-1252' as const }),
  };
  const read = readsDocument({ reading, gate, records: 'oai-pmh', refuse: refuseWithoutContent, ...(judge && { judge }) });
  return quirks.includes('422-for-none') ? noneBy422(read) : read;
};

/** An envelope alone proves nothing: there is an error in it, or what was asked for. */
const refuseWithoutContent = ({ root }: AnswerDocument): string | undefined =>
  ['error', 'ListRecords', 'ListIdentifiers', 'GetRecord', 'Identify', 'ListMetadataFormats'].some((name) => findChild(root, name))
    ? undefined
    : 'the answer has neither an error nor what was asked for in it';

async function* listRecords(repository: Repository, request: ListRequest, signal: AbortSignal): AsyncIterable<SourcePage> {
  for await (const { page } of listPages(repository, 'ListRecords', request, signal)) yield page;
}

async function* listIdentifiers(repository: Repository, request: ListRequest, signal: AbortSignal): AsyncIterable<readonly string[]> {
  for await (const { identifiers } of listPages(repository, 'ListIdentifiers', request, signal)) yield identifiers;
}

const describe = async (repository: Repository, signal: AbortSignal): Promise<SourceDescription> => {
  const answer = await repository.ask(new URLSearchParams({ verb: 'Identify' }), signal);
  const { document, shownUrl } = answer;
  const errors = readErrors(document);
  if (errors.length > 0) throw new SourceError('source-error', `${shownUrl}: ${inWords(errors)}`);
  const identify = findChild(document.root, 'Identify');
  if (identify === undefined) throw new SourceError('not-protocol', `${shownUrl}: asked for Identify, answered something else`);
  const { remarks, ...said } = readIdentify(identify, repository.pace.clock());
  const description = { ...said, remarks: [...remarks, ...moveRemarks(answer)] };
  // What it turned out to understand counts for more than what it says of itself.
  return repository.granularity === 'YYYY-MM-DD' ? { ...description, granularity: repository.granularity } : description;
};
