import type { WallClock } from '../../platform/clock.js';
import type { ListRequest, SourceClient, SourcePage } from '../source-client.js';
import { readInPieces, readToEnd } from './window-pieces.js';
import { isOfTheQuestion } from '../source-error.js';

export interface AroundOptions {
  /** Where the source says no date: the end of what is halved. */
  readonly clock: WallClock;
  /** The same source asked with less patience, for a piece that fails is only halved again; where absent, with the same. */
  readonly pieces?: SourceClient;
  /** Pieces that may fail, one after another and before any of them brought a page; 8 where absent. */
  readonly mostFailures?: number;
  /** In pieces, all in all; 20,000 where absent. */
  readonly mostRequests?: number;
}

/**
 * Lists a source around what it cannot give. Where the list fails it is read again in pieces of time, the failing ones halved down to one
 * granule, and what is in that is fetched record by record: Kansalliskirjasto's provider answers HTTP 500 for a whole page because of one
 * bad record. A record that fails by itself comes out as unreadable, with its identifier.
 * @throws SourceError what the list failed with, where the source is down, where no piece can be had either or they would take too many requests
 */
export async function* listAround(
  client: SourceClient,
  request: ListRequest,
  signal: AbortSignal,
  { clock, pieces = client, mostFailures = 8, mostRequests = 20_000 }: AroundOptions,
): AsyncGenerator<SourcePage, void> {
  let listNumber = request.resume?.listNumber ?? 0;
  let responseDate: string | undefined;
  const ended = yield* readToEnd(client.listPages(request, signal), (page) => {
    listNumber = page.listNumber ?? listNumber;
    responseDate ??= page.responseDate;
    return page;
  });
  if (ended.kind === 'complete') return;
  const { error: fault } = ended;
  // Without identifiers there is nothing to name a record by that fails; such a source has no windows of time either.
  if (pieces.listIdentifiers === undefined || !isOfTheQuestion(fault)) throw fault;
  const limits = { mostFailures, mostRequests };
  const task = { fault, request, listNumber: listNumber + 1, now: clock(), limits, ...(responseDate !== undefined && { responseDate }) };
  yield* readInPieces(pieces, task, signal);
}
