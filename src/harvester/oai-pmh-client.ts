import type { Granularity } from '../oai-pmh/utc-datetime.js';
import { findChild, textOf } from '../xml/element.js';
import type { SoundDocument } from '../xml/gate.js';
import { createAsk, type Ask, type SourceAnswer } from './ask-source.js';
import type { Http } from './http.js';
import { createListGuard } from './list-guard.js';
import { OAI_SHAPE, readErrors, readRecord, readToken, responseDateOf, type OaiErrorSeen } from './oai-pmh-page.js';
import { parseGranularity, rangeOf } from './oai-pmh-range.js';
import type { Pace } from './pace.js';
import { DEFAULT_PATIENCE, type Patience } from './patience.js';
import type { ListRequest, SourceClient, SourcePage } from './source-client.js';
import { SourceError } from './source-error.js';

/**
 * What one repository does against the standard and others do not. `prefix-with-token`: wants the metadataPrefix beside the token · `text-after-end`:
 * sends something after the document, which is dropped and counted · `windows-1252`: sends bytes that are not what they are labelled.
 */
export type SourceQuirk = 'prefix-with-token' | 'text-after-end' | 'windows-1252';

export interface OaiPmhSource {
  readonly id: string;
  readonly url: string;
  readonly metadataPrefix: string;
  readonly set?: string;
  readonly quirks?: readonly SourceQuirk[];
  /** Of one page, once unpacked; 64 MiB where absent. */
  readonly maxBytes?: number;
}

export interface OaiPmhClientOptions {
  readonly http: Http;
  readonly source: OaiPmhSource;
  readonly pace: Pace;
  readonly patience?: Patience;
}

/** Kansalliskirjasto's provider sends up to 2500 records a page, and more where datestamps tie. */
export const MAX_PAGE_BYTES = 64 * 1024 * 1024;
const MOST_RESTARTS = 3;

/** What is learnt about a repository while it is asked. */
interface Repository {
  readonly source: OaiPmhSource;
  readonly ask: Ask;
  granularity?: Granularity;
}

/** A client of one OAI-PMH 2.0 repository, conforming or nearly so. */
export const createOaiPmhClient = ({ http, source, pace, patience = DEFAULT_PATIENCE }: OaiPmhClientOptions): SourceClient => {
  const quirks = source.quirks ?? [];
  const gate = {
    shape: OAI_SHAPE,
    maxBytes: source.maxBytes ?? MAX_PAGE_BYTES,
    trailing: quirks.includes('text-after-end') ? ('cut' as const) : ('refuse' as const),
    ...(quirks.includes('windows-1252') && { fallback: 'windows-1252' as const }),
  };
  const ask = createAsk({ http, pace, patience, url: source.url, gate, refuse: refuseWithoutContent });
  const repository: Repository = { source, ask };
  return { listPages: (request, signal) => listPages(repository, request, signal) };
};

/** An envelope alone proves nothing: there is an error in it, or what was asked for. */
const refuseWithoutContent = ({ root }: SoundDocument): string | undefined =>
  ['error', 'ListRecords', 'Identify'].some((name) => findChild(root, name))
    ? undefined
    : 'the answer has neither an error nor a list in it';

async function* listPages(repository: Repository, request: ListRequest, signal: AbortSignal): AsyncIterable<SourcePage> {
  const bounded = request.from !== undefined || request.until !== undefined;
  if (bounded) {
    rangeOf(request, 'YYYY-MM-DD');
    repository.granularity ??= await askGranularity(repository, signal);
  }
  for (let listNumber = 1; ; listNumber += 1) {
    const ended = yield* listOnce(repository, request, listNumber, signal);
    if (ended.kind === 'complete') return;
    if (listNumber > MOST_RESTARTS) {
      throw new SourceError(
        'token-refused',
        `${repository.source.id}: the list was begun ${listNumber} times and refused each time on the way (${ended.reason})`,
      );
    }
  }
}

/** Without an answer to Identify the usual form is tried; a repository that wants days says so. */
const askGranularity = async ({ ask }: Repository, signal: AbortSignal): Promise<Granularity> => {
  const { document } = await ask(new URLSearchParams({ verb: 'Identify' }), signal);
  return parseGranularity(textOf(findChild(findChild(document.root, 'Identify'), 'granularity')));
};

type ListEnd = { readonly kind: 'complete' } | { readonly kind: 'refused'; readonly reason: string };

/** From the first page to the last; `refused` where the repository does not know its own token any more. */
async function* listOnce(
  repository: Repository,
  request: ListRequest,
  listNumber: number,
  signal: AbortSignal,
): AsyncGenerator<SourcePage, ListEnd> {
  const { source, ask } = repository;
  const guard = createListGuard(source.id);
  let received = 0;
  let answer = await askFirst(repository, request, signal);
  for (let token: string | undefined; ;) {
    const errors = readErrors(answer.document);
    if (errors.length > 0) {
      if (token === undefined && hasOnly(errors, 'noRecordsMatch')) {
        yield pageOf(answer, listNumber);
        return { kind: 'complete' };
      }
      // On a token, "no records" is no end of a list either: the list was there when the token was made.
      if (token !== undefined && hasOnly(errors, 'badResumptionToken', 'noRecordsMatch'))
        return { kind: 'refused', reason: inWords(errors) };
      throw new SourceError('source-error', `${answer.shownUrl}: ${inWords(errors)}`);
    }
    const page = pageOf(answer, listNumber);
    guard.check(token, identifiersOf(page));
    received += page.records.length + page.unreadable.length;
    const next = readToken(answer.document);
    refuseDoubtfulEnd(answer, next, received);
    yield page;
    if (next.token === undefined) return { kind: 'complete' };
    token = next.token;
    answer = await ask(tokenQuery(source, token), signal);
  }
}

const hasOnly = (errors: readonly OaiErrorSeen[], ...codes: readonly string[]): boolean => errors.every(({ code }) => codes.includes(code));

const inWords = (errors: readonly OaiErrorSeen[]): string =>
  errors.map(({ code, message }) => (message === '' ? code : `${code} (${message})`)).join(', ');

/** Some repositories promise seconds and refuse them: then days are asked for, now and from now on. */
const askFirst = async (repository: Repository, request: ListRequest, signal: AbortSignal): Promise<SourceAnswer> => {
  const granularity = repository.granularity ?? 'YYYY-MM-DDThh:mm:ssZ';
  const range = rangeOf(request, granularity);
  const answer = await repository.ask(firstQuery(repository.source, range), signal);
  const bound = range.from ?? range.until;
  const hadSeconds = bound !== undefined && bound.length > 10;
  if (!hadSeconds || !readErrors(answer.document).some(({ code }) => code === 'badArgument')) return answer;
  const byDays = await repository.ask(firstQuery(repository.source, rangeOf(request, 'YYYY-MM-DD')), signal);
  if (!readErrors(byDays.document).some(({ code }) => code === 'badArgument')) repository.granularity = 'YYYY-MM-DD';
  return byDays;
};

const firstQuery = ({ metadataPrefix, set }: OaiPmhSource, range: ListRequest): URLSearchParams =>
  new URLSearchParams({ verb: 'ListRecords', metadataPrefix, ...range, ...(set !== undefined && { set }) });

const tokenQuery = ({ metadataPrefix, quirks }: OaiPmhSource, resumptionToken: string): URLSearchParams =>
  new URLSearchParams({ verb: 'ListRecords', ...(quirks?.includes('prefix-with-token') && { metadataPrefix }), resumptionToken });

const pageOf = ({ document, date }: SourceAnswer, listNumber: number): SourcePage => {
  const reads = document.records.map(readRecord);
  const responseDate = responseDateOf(document) ?? date;
  const { completeListSize } = readToken(document);
  return {
    ...(responseDate !== undefined && { responseDate }),
    records: reads.flatMap((read) => (read.kind === 'received' ? [read.record] : [])),
    unreadable: reads.flatMap((read) => (read.kind === 'unreadable' ? [read.record] : [])),
    ...(completeListSize !== undefined && { completeListSize }),
    listNumber,
    ...(document.repairs.length > 0 && { warnings: document.repairs }),
  };
};

const identifiersOf = ({ records, unreadable }: SourcePage): readonly string[] => [
  ...records.map(({ identifier }) => identifier),
  ...unreadable.map(({ identifier, xml }) => identifier ?? xml ?? ''),
];

/** A list without a record and without a word about it is an answer that went wrong, not an empty list. */
const refuseDoubtfulEnd = ({ document, shownUrl }: SourceAnswer, next: ReturnType<typeof readToken>, received: number): void => {
  if (next.misplaced !== undefined) {
    throw new SourceError(
      'source-error',
      `${shownUrl}: the resumptionToken is in an attribute "${next.misplaced}", not in the element's text`,
    );
  }
  const list = findChild(document.root, 'ListRecords');
  if (list === undefined) throw new SourceError('not-protocol', `${shownUrl}: asked for ListRecords, answered something else`);
  if (next.token === undefined && received === 0) {
    throw new SourceError('not-protocol', `${shownUrl}: an empty list that does not say noRecordsMatch`);
  }
};
