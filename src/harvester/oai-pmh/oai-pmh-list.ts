import type { ListVerb } from '../../oai-pmh/protocol.js';
import type { Granularity } from '../../oai-pmh/utc-datetime.js';
import { findChild, textOf } from '../../xml/element.js';
import { createListGuard } from './list-guard.js';
import { createPageFetcher, type PageFetcher } from './oai-pmh-ahead.js';
import { createListDoubts } from './oai-pmh-doubts.js';
import { inWords, readErrors, readIdentifiers, readToken, responseDateOf, type OaiErrorSeen, type TokenSeen } from './oai-pmh-page.js';
import { parseGranularity, rangeOf, type Range } from './oai-pmh-range.js';
import type { OaiPmhSource, Repository } from './oai-pmh-source.js';
import { moveRemarks, type SourceAnswer } from '../reading/read-document.js';
import type { ListPosition, ListRequest, SourcePage } from '../source-client.js';
import { SourceError } from '../source-error.js';

/** A page of ListRecords or of ListIdentifiers. */
export interface ListedPage {
  readonly page: SourcePage;
  /** In the order of the page; something else that tells it from others stands for a record without one. */
  readonly identifiers: readonly string[];
}

const MOST_RESTARTS = 3;

/** A whole list, begun again where the repository does not know its own token any more. @throws SourceError */
export async function* listPages(
  repository: Repository,
  verb: ListVerb,
  request: ListRequest,
  signal: AbortSignal,
): AsyncGenerator<ListedPage, void> {
  rangeOf(request, 'YYYY-MM-DD');
  const { source, pace } = repository;
  let { token, listNumber } = placeToBegin(request.resume, pace.clock());
  for (let beginnings = 1; ; beginnings += 1) {
    const ended = yield* listOnce(repository, { verb, request, listNumber, ...(token !== undefined && { token }) }, signal);
    if (ended.kind === 'complete') return;
    if (beginnings > MOST_RESTARTS) {
      throw new SourceError(
        'token-refused',
        `${source.id}: the list was begun ${beginnings} times and refused each time on the way (${ended.reason})`,
      );
    }
    token = undefined;
    listNumber += 1;
  }
}

/** A token that has expired is not tried: a repository that answers it all the same may have built another list. */
const placeToBegin = (resume: ListPosition | undefined, now: number): { readonly token?: string; readonly listNumber: number } => {
  if (resume === undefined) return { listNumber: 1 };
  const { token, expires, listNumber } = resume;
  const isExpired = expires !== undefined && Date.parse(expires) <= now;
  return isExpired ? { listNumber: listNumber + 1 } : { token, listNumber };
};

interface OneList {
  readonly verb: ListVerb;
  readonly request: ListRequest;
  readonly listNumber: number;
  /** Where it is resumed; absent at its beginning. */
  readonly token?: string;
}

type ListEnd = { readonly kind: 'complete' } | { readonly kind: 'refused'; readonly reason: string };

/** To the last page; `refused` where the repository does not know its own token any more. */
async function* listOnce(repository: Repository, list: OneList, signal: AbortSignal): AsyncGenerator<ListedPage, ListEnd> {
  const { source } = repository;
  const fetcher = createPageFetcher({ ...repository, queryOf: (next) => tokenQuery(source, list.verb, next) }, signal);
  try {
    return yield* followTokens(repository, list, fetcher, signal);
  } finally {
    await fetcher.close();
  }
}

async function* followTokens(
  repository: Repository,
  list: OneList,
  fetcher: PageFetcher,
  signal: AbortSignal,
): AsyncGenerator<ListedPage, ListEnd> {
  const guard = createListGuard(repository.source.id);
  const doubts = createListDoubts(expectationsOf(list));
  // A list that is resumed had records before.
  let received = list.token === undefined ? 0 : 1;
  let asked = list.token;
  let answer = asked === undefined ? await fetchFirst(repository, list, fetcher, signal) : await fetcher.fetchNext(asked);
  for (;;) {
    const errors = readErrors(answer.document);
    if (errors.length > 0) {
      if (asked === undefined && hasOnly(errors, 'noRecordsMatch')) {
        yield { page: pageOf(answer, list, undefined, {}), identifiers: [] };
        return { kind: 'complete' };
      }
      if (asked !== undefined && isRefusal(errors, asked === list.token)) return { kind: 'refused', reason: inWords(errors) };
      throw new SourceError('source-error', `${answer.shownUrl}: ${inWords(errors)}`);
    }
    const next = readToken(answer.document, list.verb);
    const page = pageOf(answer, list, asked, next);
    const identifiers = identifiersOf(answer, list.verb, page);
    guard.check(asked, identifiers);
    received += identifiers.length;
    refuseDoubtfulEnd(answer, list.verb, next, received);
    doubts.note(page);
    const { token } = next;
    yield { page: token === undefined ? withWarnings(page, doubts.atEnd()) : page, identifiers };
    if (token === undefined) return { kind: 'complete' };
    asked = token;
    answer = await fetcher.fetchNext(token);
  }
}

const expectationsOf = ({ verb, request, token }: OneList): Parameters<typeof createListDoubts>[0] => {
  const fromDay = verb === 'ListRecords' && request.from !== undefined ? rangeOf(request, 'YYYY-MM-DD').from : undefined;
  return {
    begun: verb === 'ListRecords' && token === undefined ? 'at-the-beginning' : 'resumed',
    ...(fromDay !== undefined && { fromDay }),
  };
};

const hasOnly = (errors: readonly OaiErrorSeen[], ...codes: readonly string[]): boolean => errors.every(({ code }) => codes.includes(code));

/**
 * On a token, "no records" is no end of a list either: the list was there when the token was made. A token of an earlier harvest may be so
 * strange to the repository by now that it finds other words.
 */
const isRefusal = (errors: readonly OaiErrorSeen[], resumed: boolean): boolean =>
  hasOnly(errors, 'badResumptionToken', 'noRecordsMatch', ...(resumed ? ['badArgument'] : []));

/** Some repositories promise seconds and refuse them: then days are asked for, now and from now on. */
const fetchFirst = async (repository: Repository, list: OneList, fetcher: PageFetcher, signal: AbortSignal): Promise<SourceAnswer> => {
  const { source } = repository;
  const { verb, request } = list;
  const isBounded = request.from !== undefined || request.until !== undefined;
  if (isBounded) repository.granularity ??= await askGranularity(repository, signal);
  const range = rangeOf(request, repository.granularity ?? 'YYYY-MM-DDThh:mm:ssZ');
  const answer = await fetcher.fetchFirst(firstQuery(source, verb, range));
  const bound = range.from ?? range.until;
  const hadSeconds = bound !== undefined && bound.length > 10;
  if (!hadSeconds || !readErrors(answer.document).some(({ code }) => code === 'badArgument')) return answer;
  const byDays = await fetcher.fetchFirst(firstQuery(source, verb, rangeOf(request, 'YYYY-MM-DD')));
  if (!readErrors(byDays.document).some(({ code }) => code === 'badArgument')) repository.granularity = 'YYYY-MM-DD';
  return byDays;
};

/** Without an answer to Identify the usual form is tried; a repository that wants days says so. */
const askGranularity = async ({ ask }: Repository, signal: AbortSignal): Promise<Granularity> => {
  const { document } = await ask(new URLSearchParams({ verb: 'Identify' }), signal);
  return parseGranularity(textOf(findChild(findChild(document.root, 'Identify'), 'granularity')));
};

const firstQuery = ({ metadataPrefix, set }: OaiPmhSource, verb: ListVerb, range: Range): URLSearchParams =>
  new URLSearchParams({ verb, metadataPrefix, ...range, ...(set !== undefined && { set }) });

const tokenQuery = ({ metadataPrefix, quirks }: OaiPmhSource, verb: ListVerb, resumptionToken: string): URLSearchParams =>
  new URLSearchParams({ verb, ...(quirks?.includes('prefix-with-token') && { metadataPrefix }), resumptionToken });

const pageOf = (
  { document, date, bytes, movedTo }: SourceAnswer,
  { listNumber }: OneList,
  asked: string | undefined,
  next: TokenSeen,
): SourcePage => {
  const responseDate = responseDateOf(document) ?? date;
  const { token, expires, completeListSize } = next;
  return {
    ...(responseDate !== undefined && { responseDate }),
    records: document.records.flatMap((read) => (read.kind === 'received' ? [read.record] : [])),
    unreadable: document.records.flatMap((read) => (read.kind === 'unreadable' ? [read.record] : [])),
    ...(completeListSize !== undefined && { completeListSize }),
    listNumber,
    // A token that stays the same is no place to come back to: the repository would go on from where it stands by then.
    ...(token !== undefined && token !== asked && { next: { token, listNumber, ...(expires !== undefined && { expires }) } }),
    bytes,
    ...(document.repairs.length > 0 && { warnings: document.repairs }),
    ...(movedTo !== undefined && { remarks: moveRemarks({ movedTo }) }),
  };
};

const withWarnings = (page: SourcePage, warnings: readonly string[]): SourcePage =>
  warnings.length === 0 ? page : { ...page, warnings: [...(page.warnings ?? []), ...warnings] };

const identifiersOf = ({ document }: SourceAnswer, verb: ListVerb, { records, unreadable }: SourcePage): readonly string[] =>
  verb === 'ListIdentifiers'
    ? readIdentifiers(document)
    : [...records.map(({ identifier }) => identifier), ...unreadable.map(({ identifier, xml }) => identifier ?? xml ?? '')];

/** A list without a record and without a word about it is an answer that went wrong, not an empty list. */
const refuseDoubtfulEnd = ({ document, shownUrl }: SourceAnswer, verb: ListVerb, next: TokenSeen, received: number): void => {
  if (next.misplaced !== undefined) {
    throw new SourceError(
      'source-error',
      `${shownUrl}: the resumptionToken is in an attribute "${next.misplaced}", not in the element's text`,
    );
  }
  if (findChild(document.root, verb) === undefined) {
    throw new SourceError('not-protocol', `${shownUrl}: asked for ${verb}, answered something else`);
  }
  if (next.token === undefined && received === 0) {
    throw new SourceError('not-protocol', `${shownUrl}: an empty list that does not say noRecordsMatch`);
  }
};
