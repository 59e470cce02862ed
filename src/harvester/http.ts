import { systemClock, type WallClock } from '../platform/clock.js';
import { shownUrl } from './shown-url.js';
import { SourceError } from './source-error.js';

export interface HttpOptions {
  /** Says who we are; a name that looks like a bot's is answered 403 by Finna. */
  readonly userAgent: string;
  /** For the whole exchange, redirects and body included, in ms. */
  readonly timeoutMs: number;
  /** Of the body once unpacked: a gzip of 48 kB can hold 50 MB. */
  readonly maxBytes: number;
  /** Asked before every connection, also of each redirect's target; throws when we may not go there. */
  readonly guard?: (url: URL) => Promise<void>;
  readonly clock?: WallClock;
}

export interface HttpRequestOptions {
  readonly accept?: string;
  /** Not sent on to another origin when redirected. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Ends the exchange at once, also in the middle of a body. */
  readonly signal?: AbortSignal;
}

/** Whatever the status: a 404 is an answer. */
export interface HttpResponse {
  readonly status: number;
  /** By name in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Unpacked, not yet decoded to characters. */
  readonly body: Uint8Array;
  /** Where the answer came from in the end. */
  readonly url: string;
  readonly ms: number;
}

export interface Http {
  /** @throws SourceError */
  get(url: string, options?: HttpRequestOptions): Promise<HttpResponse>;
  /** `form` goes as application/x-www-form-urlencoded. @throws SourceError */
  post(url: string, form: URLSearchParams, options?: HttpRequestOptions): Promise<HttpResponse>;
}

const MOST_REDIRECTS = 5;
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** The one place where the network is reached. */
export const createHttp = (options: HttpOptions): Http => ({
  get: (url, request = {}) => exchange(options, { url, request }),
  post: (url, form, request = {}) => exchange(options, { url, request, form }),
});

interface Exchange {
  readonly url: string;
  readonly request: HttpRequestOptions;
  readonly form?: URLSearchParams;
}

const exchange = async (options: HttpOptions, { url, request, form }: Exchange): Promise<HttpResponse> => {
  const clock = options.clock ?? systemClock;
  const start = clock();
  const first = parseAddress(url);
  const deadline = new AbortController();
  const stop = (): void => deadline.abort();
  const timer = setTimeout(stop, options.timeoutMs);
  if (request.signal?.aborted) stop();
  request.signal?.addEventListener('abort', stop, { once: true });
  let hop: Hop = { url: first, first, request, ...(form && { form }) };
  try {
    for (let redirects = 0; ; redirects += 1) {
      if (options.guard) await before(deadline.signal, options.guard(hop.url));
      const response = await send(options, hop, deadline.signal);
      if (!REDIRECTS.has(response.status)) {
        const body = await readBody(response, options.maxBytes, hop.url);
        return { status: response.status, headers: Object.fromEntries(response.headers), body, url: hop.url.href, ms: clock() - start };
      }
      await response.body?.cancel();
      if (redirects >= MOST_REDIRECTS) throw new SourceError('redirect', `${shownUrl(first)} redirects more than ${MOST_REDIRECTS} times`);
      hop = nextHop(hop, response);
    }
  } catch (cause) {
    if (request.signal?.aborted) throw new SourceError('cancelled', `${shownUrl(hop.url)}: the harvest was cancelled`, { cause });
    if (cause instanceof SourceError && !deadline.signal.aborted) throw cause;
    throw translate(cause, hop.url, deadline.signal.aborted ? options.timeoutMs : undefined);
  } finally {
    clearTimeout(timer);
    request.signal?.removeEventListener('abort', stop);
  }
};

/** A guard that looks a name up may itself never come back. */
const before = (deadline: AbortSignal, promise: Promise<void>): Promise<void> =>
  new Promise((resolve, reject) => {
    deadline.addEventListener('abort', () => reject(new SourceError('timeout', 'the guard took too long')), { once: true });
    promise.then(resolve, reject);
  });

const parseAddress = (text: string, base?: URL): URL => {
  if (!URL.canParse(text, base)) throw new SourceError('bad-url', `"${text.slice(0, 100).replace(/\?.*/s, '?…')}" is not a URL`);
  const url = new URL(text, base);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new SourceError('bad-url', `${shownUrl(url)} is not an address of http or https`);
  }
  if (url.username !== '' || url.password !== '') {
    throw new SourceError('bad-url', `${shownUrl(url)} carries a user name or password; leave them out`);
  }
  return url;
};

interface Hop {
  readonly url: URL;
  readonly first: URL;
  readonly request: HttpRequestOptions;
  readonly form?: URLSearchParams;
}

const send = (options: HttpOptions, { url, first, request, form }: Hop, signal: AbortSignal): Promise<Response> =>
  fetch(url, {
    method: form ? 'POST' : 'GET',
    redirect: 'manual',
    signal,
    headers: headersOf(options, request, url.origin === first.origin),
    ...(form && { body: form }),
  });

const headersOf = ({ userAgent }: HttpOptions, { accept, headers: given }: HttpRequestOptions, atHome: boolean): Headers => {
  const headers = new Headers({ Accept: 'text/xml, application/xml;q=0.9, */*;q=0.5' });
  if (atHome) for (const [name, value] of Object.entries(given ?? {})) headers.set(name, value);
  if (accept !== undefined) headers.set('Accept', accept);
  headers.set('User-Agent', userAgent);
  return headers;
};

/** 303 turns a POST into a GET; after any other redirect the same is asked again, or the arguments would be lost. */
const nextHop = (hop: Hop, response: Response): Hop => {
  const location = response.headers.get('location');
  if (location === null) throw new SourceError('redirect', `${shownUrl(hop.url)} answers ${response.status} without saying where to`);
  const target = redirectTarget(location, hop.url);
  const { form, ...rest } = hop;
  return response.status === 303 || form === undefined ? { ...rest, url: target } : { ...hop, url: target };
};

const redirectTarget = (location: string, from: URL): URL => {
  try {
    return parseAddress(location, from);
  } catch (cause) {
    throw new SourceError('redirect', `${shownUrl(from)} redirects to where we do not go`, { cause });
  }
};

const readBody = async (response: Response, maxBytes: number, url: URL): Promise<Uint8Array> => {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength;
    // Leaving the loop cancels the rest of the body.
    if (bytes > maxBytes) throw new SourceError('too-large', `${shownUrl(url)} sends more than the ${maxBytes} bytes allowed`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
};

const translate = (cause: unknown, url: URL, timedOutAfter: number | undefined): SourceError => {
  const shown = shownUrl(url);
  if (timedOutAfter !== undefined) return new SourceError('timeout', `${shown} has not answered within ${timedOutAfter} ms`, { cause });
  const code = codeOf(cause);
  if (code === 'ECONNREFUSED') return new SourceError('refused', `${shown}: nobody answers at this address (ECONNREFUSED)`, { cause });
  if (code !== undefined && /CERT|SSL|TLS|^UNABLE_TO_/.test(code)) {
    return new SourceError('tls', `${shown}: its certificate or encryption cannot be trusted (${code})`, { cause });
  }
  return new SourceError('network', `${shown} cannot be read (${code ?? reasonOf(cause)})`, { cause });
};

/** fetch wraps what the socket, the resolver or zlib said, once or twice. */
const codeOf = (cause: unknown, depth = 0): string | undefined => {
  if (typeof cause !== 'object' || cause === null || depth > 4) return undefined;
  const { code, cause: inner, errors } = cause as { readonly code?: unknown; readonly cause?: unknown; readonly errors?: unknown };
  if (typeof code === 'string') return code;
  return codeOf(inner, depth + 1) ?? (Array.isArray(errors) ? codeOf(errors[0], depth + 1) : undefined);
};

/** Where there is no code: "bad port" and the like. */
const reasonOf = (cause: unknown): string => {
  const { message, cause: inner } = cause as { readonly message?: unknown; readonly cause?: unknown };
  if (typeof inner === 'object' && inner !== null) return reasonOf(inner);
  return typeof message === 'string' && !message.includes('://') ? message.slice(0, 80) : 'the connection failed';
};
