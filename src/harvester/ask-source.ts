import { gateDocument, type GateOptions, type RefusedDocument, type SoundDocument } from '../xml/gate.js';
import type { Http, HttpResponse } from './http.js';
import type { Pace } from './pace.js';
import { backoffMs, parseHttpDate, retryAfterMs, type Patience } from './patience.js';
import { remoteText } from './remote-text.js';
import { shownUrl } from './shown-url.js';
import { SourceError } from './source-error.js';
import { unpackBody } from './unpack.js';

export interface AskOptions {
  readonly http: Http;
  readonly pace: Pace;
  readonly patience: Patience;
  readonly url: string;
  readonly gate: Pick<GateOptions, 'shape' | 'trailing' | 'fallback' | 'maxBytes'>;
  /** Whether a sound document is an answer of the protocol at all, or why it is none and may be asked for again. */
  readonly refuse: (document: SoundDocument) => string | undefined;
}

export interface SourceAnswer {
  readonly document: SoundDocument;
  /** UTC; of the HTTP header Date. */
  readonly date?: string;
  /** Where it was asked, fit for a message. */
  readonly shownUrl: string;
}

/** @throws SourceError */
export type Ask = (query: URLSearchParams, signal: AbortSignal) => Promise<SourceAnswer>;

/** Longer addresses are refused by servers and what stands before them. */
const LONGEST_URL = 8000;

/** Asks one question until it is answered, in turn and with patience. What comes back is sound; what cannot be had is thrown. */
export const createAsk =
  (options: AskOptions): Ask =>
  async (query, signal) => {
    const { pace, patience } = options;
    for (let attempt = 1; ; attempt += 1) {
      const outcome = await attemptOnce(options, query, signal);
      if (outcome.kind === 'answer') return outcome.answer;
      const { error, retryAfterMs: asked } = outcome;
      if (outcome.kind === 'final') throw error;
      if (asked !== undefined && asked > patience.maxWaitMs) throw paused(error, pace.clock() + asked);
      if (attempt >= patience.attempts) throw new SourceError(error.code, `${error.message}; tried ${attempt} times`, { cause: error });
      await pace.pause(asked ?? backoffMs(attempt, patience.random), signal);
    }
  };

type Outcome =
  | { readonly kind: 'answer'; readonly answer: SourceAnswer }
  | { readonly kind: 'transient' | 'final'; readonly error: SourceError; readonly retryAfterMs?: number };

const attemptOnce = async (options: AskOptions, query: URLSearchParams, signal: AbortSignal): Promise<Outcome> => {
  const address = addressOf(options.url, query);
  const shown = shownUrl(address);
  try {
    const response = await options.pace.inTurn(
      () => (address.length > LONGEST_URL ? options.http.post(options.url, query, { signal }) : options.http.get(address, { signal })),
      signal,
    );
    return judge(options, response, shown);
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

/** With these, what matters is the status, whatever the body. */
const BY_STATUS: ReadonlySet<number> = new Set([401, 403, 429, 503]);

const judge = ({ gate, refuse, pace }: AskOptions, response: HttpResponse, shown: string): Outcome => {
  const { status } = response;
  const body = unpackBody(response.body, gate.maxBytes, shown);
  const charset = /;\s*charset\s*=\s*"?([^";\s]+)/i.exec(response.headers['content-type'] ?? '')?.[1];
  const document = gateDocument(body, { ...gate, ...(charset !== undefined && { charset }), mend: 'spans' });
  if (document.kind === 'sound' && !BY_STATUS.has(status)) {
    const reason = refuse(document);
    if (reason === undefined) return { kind: 'answer', answer: { document, shownUrl: shown, ...dateOf(response) } };
    if (isOk(status)) return transient('not-protocol', `${shown}: ${reason}`);
  }
  if (isOk(status) && document.kind === 'refused') return refusedAnswer(document, shown);
  return refusedStatus(response, shown, pace.clock());
};

const isOk = (status: number): boolean => status >= 200 && status < 300;

const dateOf = ({ headers }: HttpResponse): { readonly date?: string } => {
  const moment = parseHttpDate(headers['date']);
  return moment === undefined ? {} : { date: `${new Date(moment).toISOString().slice(0, 19)}Z` };
};

const transient = (code: SourceError['code'], message: string): Outcome => ({ kind: 'transient', error: new SourceError(code, message) });
const final = (code: SourceError['code'], message: string): Outcome => ({ kind: 'final', error: new SourceError(code, message) });

const SHOWN_CHARACTERS = 200;

const refusedAnswer = ({ code, message, start }: RefusedDocument, shown: string): Outcome => {
  const reason = remoteText(message, SHOWN_CHARACTERS);
  const beginning = start.trim() === '' ? '' : `; it begins: ${remoteText(start, SHOWN_CHARACTERS)}`;
  switch (code) {
    case 'too-large':
      return final('too-large', `${shown}: ${reason}; ask for a smaller range`);
    case 'doctype':
      return final('doctype', `${shown}: ${reason}`);
    case 'too-deep':
    case 'too-many':
      return final('malformed', `${shown}: ${reason}`);
    case 'encoding':
    case 'malformed':
      return transient('malformed', `${shown}: the answer cannot be read as XML (${reason})`);
    case 'empty':
    case 'not-xml':
    case 'wrong-root':
      return transient('not-protocol', `${shown}: this is no answer of the protocol, but ${reason}${beginning}`);
  }
};

const refusedStatus = (response: HttpResponse, shown: string, now: number): Outcome => {
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

const paused = (error: SourceError, at: number): SourceError => {
  const nextAttemptAt = `${new Date(at).toISOString().slice(0, 19)}Z`;
  return new SourceError('paused', `${error.message}; it asks us to come back at ${nextAttemptAt}`, { cause: error, nextAttemptAt });
};
