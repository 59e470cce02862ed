import type { Http, HttpResponse } from './http.js';
import type { Pace } from './pace.js';
import { backoffMs, retryAfterMs, type Patience } from './patience.js';
import { remoteText } from '../remote-text.js';
import { shownUrl } from './shown-url.js';
import { SourceError } from '../source-error.js';

export interface AskOptions<Answer> {
  readonly http: Http;
  readonly pace: Pace;
  readonly patience: Patience;
  readonly url: string;
  /** Of the request's header. */
  readonly accept?: string;
  /** Makes of the body what the protocol says there is, or says why it is no answer. */
  readonly read: ReadAnswer<Answer>;
}

export type ReadAnswer<Answer> = (response: HttpResponse, shownUrl: string) => Promise<AnswerRead<Answer>>;

export type AnswerRead<Answer> =
  | { readonly kind: 'answer'; readonly answer: Answer }
  /** `transient`: the same question may be answered better the next time. `final`: it will not be. */
  | { readonly kind: 'transient' | 'final'; readonly error: SourceError };

/**
 * @param onResponse is shown each response before it is read, and only then: reading takes the bytes away
 * @throws SourceError
 */
export type Ask<Answer> = (query: URLSearchParams, signal: AbortSignal, onResponse?: (response: HttpResponse) => void) => Promise<Answer>;

/** Longer addresses are refused by servers and what stands before them. */
const LONGEST_URL = 8000;

/** Asks one question until it is answered, in turn and with patience. What cannot be had is thrown. */
export const createAsk =
  <Answer>(options: AskOptions<Answer>): Ask<Answer> =>
  async (query, signal, onResponse = () => undefined) => {
    const { pace, patience } = options;
    for (let attempt = 1; ; attempt += 1) {
      const outcome = await attemptOnce(options, { query, onResponse }, signal);
      if (outcome.kind === 'answer') return outcome.answer;
      const { error, retryAfterMs: asked } = outcome;
      if (outcome.kind === 'final') throw error;
      if (asked !== undefined && asked > patience.maxWaitMs) throw paused(error, pace.clock() + asked);
      if (attempt >= patience.attempts) throw new SourceError(error.code, `${error.message}; tried ${attempt} times`, { cause: error });
      await pace.pause(asked ?? backoffMs(attempt, patience.random), signal);
    }
  };

type Outcome<Answer> =
  | { readonly kind: 'answer'; readonly answer: Answer }
  | { readonly kind: 'transient' | 'final'; readonly error: SourceError; readonly retryAfterMs?: number };

interface Question {
  readonly query: URLSearchParams;
  readonly onResponse: (response: HttpResponse) => void;
}

const attemptOnce = async <Answer>(
  { url, accept, http, pace, read }: AskOptions<Answer>,
  { query, onResponse }: Question,
  signal: AbortSignal,
): Promise<Outcome<Answer>> => {
  const address = addressOf(url, query);
  const shown = shownUrl(address);
  const request = { signal, ...(accept !== undefined && { accept }) };
  try {
    const response = await pace.inTurn(
      () => (address.length > LONGEST_URL ? http.post(url, query, request) : http.get(address, request)),
      signal,
    );
    onResponse(response);
    // An answer of the protocol counts whatever the status; with these, what matters is the status, whatever the body.
    const outcome = await read(response, shown);
    if (outcome.kind === 'answer' ? !BY_STATUS.has(response.status) : isOk(response.status)) return outcome;
    return refusedStatus(response, shown, pace.clock());
  } catch (cause) {
    // Whether to try again is a choice, and here it is made.
    if (!(cause instanceof SourceError)) throw cause;
    return { kind: isTransient(cause) ? 'transient' : 'final', error: cause };
  }
};

/** Encoded exactly once; a blank as %20, which every server reads, unlike a plus sign. */
const addressOf = (url: string, query: URLSearchParams): string => {
  const encoded = query.toString().replaceAll('+', '%20');
  return `${url.replace(/#.*$/s, '')}${url.includes('?') ? '&' : '?'}${encoded}`;
};

/** A guard refuses for good and without a cause; a closed door (ECONNREFUSED) may open. */
const isTransient = ({ code, cause }: SourceError): boolean =>
  code === 'timeout' || code === 'network' || (code === 'refused' && cause !== undefined);

const BY_STATUS: ReadonlySet<number> = new Set([401, 403, 429, 503]);

const isOk = (status: number): boolean => status >= 200 && status < 300;

const SHOWN_CHARACTERS = 200;

const refusedStatus = (response: HttpResponse, shown: string, now: number): Outcome<never> => {
  const { status, body } = response;
  const words = remoteText(
    Buffer.from(body.subarray(0, 2000))
      .toString('utf8')
      .replaceAll(/<[^>]*>/g, ' '),
    SHOWN_CHARACTERS,
  );
  const told = words === '' ? '' : `: ${words}`;
  if (status === 401 || status === 403) {
    return final('forbidden', `${shown} answers ${status}; our address is not allowed there, or a key is missing${told}`);
  }
  if (status === 413 || status === 422) return final('too-wide', `${shown} answers ${status}; it wants a narrower range${told}`);
  const error = new SourceError('status', `${shown} answers ${status}${told}`);
  if (status < 500 && status !== 429 && status !== 408 && status !== 425) return { kind: 'final', error };
  const asked = retryAfterMs(response, now);
  return { kind: 'transient', error, ...(asked !== undefined && { retryAfterMs: asked }) };
};

const final = (code: SourceError['code'], message: string): Outcome<never> => ({ kind: 'final', error: new SourceError(code, message) });

const paused = (error: SourceError, at: number): SourceError => {
  const nextAttemptAt = `${new Date(at).toISOString().slice(0, 19)}Z`;
  return new SourceError('paused', `${error.message}; it asks us to come back at ${nextAttemptAt}`, { cause: error, nextAttemptAt });
};
