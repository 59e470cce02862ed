import type { Ask } from '../transport/ask-source.js';
import type { HttpResponse } from '../transport/http.js';
import { peekToken } from './oai-pmh-peek.js';
import type { Pace } from '../transport/pace.js';
import type { SourceAnswer } from '../reading/read-document.js';

/** Whether the next page of a list may be fetched while the last one is read. */
export type LookAhead = 'one-page' | 'never';

export interface PageFetcherOptions {
  readonly ask: Ask<SourceAnswer>;
  readonly pace: Pace;
  readonly lookAhead: LookAhead;
  readonly queryOf: (token: string) => URLSearchParams;
}

/** Fetches the pages of one list, the next one before it is asked for. */
export interface PageFetcher {
  /** The page that a token does not bring: the first one. @throws SourceError */
  fetchFirst(query: URLSearchParams): Promise<SourceAnswer>;
  /** The page that the token brings, as found by the full reading of the last one. @throws SourceError */
  fetchNext(token: string): Promise<SourceAnswer>;
  /** Cancels what is still open. Afterwards nothing is asked any more. */
  close(): Promise<void>;
}

/** A page that is being fetched, or was. */
interface Fetching {
  readonly token: string | undefined;
  readonly stop: AbortController;
  /** Never rejects: a page that nobody wants in the end may fail unseen. */
  readonly outcome: Promise<Outcome>;
  /** The consumer waits for it, or has it: it is not ahead any more. */
  taken: boolean;
  /** Its bytes are there. */
  seen: boolean;
  /** What seems to be the token of the page after it. */
  peeked?: string;
  /** When it could be worked on: its bytes are there and somebody wants them. By the clock of the pace. */
  workedOnSince?: number;
}

type Outcome = { readonly kind: 'answer'; readonly answer: SourceAnswer } | { readonly kind: 'failed'; readonly error: unknown };

/**
 * The token of the next page stands in the last bytes of this one, so the next request starts before this page is read and handed on. What it
 * brings is used only when the reading finds the very same token. Never two requests are open, and never more than one page is ahead of the one
 * in the consumer's hands: the next but one is asked for only when the consumer comes for the next.
 *
 * A harvest writes each page to its journal before it comes for another. Without this, that was before the next request; with it, it is before
 * the next but one. A page that was fetched and lost is fetched again, by a token that a repository has to accept again (OAI-PMH 2.0 §3.5).
 * Where the token stays the same, the repository keeps the place itself and would go on behind the lost page: there nothing is fetched early.
 */
export const createPageFetcher = (options: PageFetcherOptions, signal: AbortSignal): PageFetcher => {
  const { ask, pace, queryOf } = options;
  let mayLookAhead = options.lookAhead === 'one-page';
  /** From the bytes of a page to the question for the next, in ms. */
  let work = 0;
  let inHand: Fetching | undefined;
  let ahead: Fetching | undefined;

  const start = (query: URLSearchParams, token: string | undefined): Fetching => {
    const stop = new AbortController();
    const pass = (): void => stop.abort();
    if (signal.aborted) pass();
    signal.addEventListener('abort', pass, { once: true });
    const fetching: Fetching = {
      token,
      stop,
      taken: false,
      seen: false,
      outcome: ask(query, stop.signal, (response) => see(fetching, response))
        .then(
          (answer): Outcome => ({ kind: 'answer', answer }),
          (error: unknown): Outcome => ({ kind: 'failed', error }),
        )
        .finally(() => signal.removeEventListener('abort', pass)),
    };
    return fetching;
  };

  const see = (fetching: Fetching, response: HttpResponse): void => {
    const token = mayLookAhead ? peekToken(response) : undefined;
    const same = token !== undefined && token === fetching.token;
    // The other doubt: bytes that looked whole and had to be asked for again.
    if (same || fetching.peeked !== undefined) stopLookingAhead(fetching);
    fetching.seen = true;
    if (token !== undefined) fetching.peeked = token;
    if (fetching.taken) goAhead(fetching);
  };

  const goAhead = (from: Fetching): void => {
    from.workedOnSince = pace.clock();
    // Where the source wants a rest after each answer, and all work is done before that ends, nothing is gained.
    const pointless = pace.minDelayMs > 0 && work <= pace.minDelayMs;
    if (from.peeked === undefined || !mayLookAhead || pointless || from.stop.signal.aborted) return;
    ahead = start(queryOf(from.peeked), from.peeked);
  };

  const stopLookingAhead = (because: Fetching | undefined): void => {
    mayLookAhead = false;
    if (because === ahead) return;
    ahead?.stop.abort();
    ahead = undefined;
  };

  const take = async (fetching: Fetching): Promise<SourceAnswer> => {
    inHand = fetching;
    fetching.taken = true;
    if (fetching.seen) goAhead(fetching);
    const outcome = await fetching.outcome;
    if (outcome.kind === 'failed') throw outcome.error;
    return outcome.answer;
  };

  return {
    fetchFirst: (query) => take(start(query, undefined)),
    fetchNext: (token) => {
      if (inHand?.workedOnSince !== undefined) work = pace.clock() - inHand.workedOnSince;
      if (ahead !== undefined && ahead.token !== token) stopLookingAhead(inHand);
      const fetched = ahead;
      ahead = undefined;
      return take(fetched ?? start(queryOf(token), token));
    },
    close: async () => {
      const open = [inHand, ahead].filter((fetching) => fetching !== undefined);
      stopLookingAhead(inHand);
      for (const { stop } of open) stop.abort();
      for (const { outcome } of open) await outcome;
    },
  };
};
