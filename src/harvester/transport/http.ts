import type { IncomingMessage } from 'node:http';
import { systemClock, type WallClock } from '../../platform/clock.js';
import { createAddressGuard, type AddressRule, type ResolveHost } from './address-guard.js';
import { readBody } from './http-body.js';
import { createConnect, type Connect, type Question } from './http-connection.js';
import { sourceErrorOf } from './http-fault.js';
import { isMove, parseAddress, redirectTarget } from './http-redirect.js';
import { createWatch, type TimeLimits } from './http-watch.js';
import { shownUrl } from './shown-url.js';
import { SourceError } from '../source-error.js';

export interface HttpOptions {
  /** Says who we are; a name that looks like a bot's is answered 403 by Finna. */
  readonly userAgent: string;
  /** An e-mail address for the operators of the source: the header From. */
  readonly from?: string;
  /** For the whole exchange, redirects and body included, in ms; 600,000 where absent. */
  readonly timeoutMs?: number;
  /** Until connected, the look-up of the name included, in ms; 10,000 where absent. */
  readonly connectTimeoutMs?: number;
  /** From there to the headers of the answer, in ms; 60,000 where absent. */
  readonly headersTimeoutMs?: number;
  /** Between two pieces of the body, in ms; 60,000 where absent. */
  readonly idleTimeoutMs?: number;
  /** Of the body once unpacked: a gzip of 48 kB can hold 50 MB. */
  readonly maxBytes: number;
  /** Of a packed body as it travels; 16 MiB where absent. */
  readonly maxPackedBytes?: number;
  /** Which addresses may be connected to, by what the name resolves to, also of each redirect's target. */
  readonly addresses: AddressRule;
  /** The resolver of the machine where absent. */
  readonly resolve?: ResolveHost;
  /** Ends of host names that a redirect may lead to beside the source's own: `kansalliskirjasto.fi`. */
  readonly allowHosts?: readonly string[];
  /** PEM of an authority that is trusted beside the public ones. */
  readonly ca?: string;
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
  /** Unpacked, not yet decoded to characters; alone in its ArrayBuffer, so that it can be handed to another thread. */
  readonly body: Uint8Array;
  /** Of the body as it travelled. */
  readonly wireBytes: number;
  /** Where the answer came from in the end. */
  readonly url: string;
  /** Where the source lives from now on, without arguments: it has moved for good or to https, and this should be saved as its URL. */
  readonly movedTo?: string;
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
const MAX_PACKED_BYTES = 16 * 1024 * 1024;

/** The one place where the network is reached. One connection at a time; make one for each source. @throws SourceError `tls` when `ca` is no certificate */
export const createHttp = (options: HttpOptions): Http => {
  const guard = createAddressGuard(options.addresses, options.resolve);
  const connect = createConnect({ guard, ...(options.ca !== undefined && { ca: options.ca }) });
  const exchanger = { options, limits: limitsOf(options), connect };
  return {
    get: (url, request = {}) => exchange(exchanger, { url, request }),
    post: (url, form, request = {}) => exchange(exchanger, { url, request, form: form.toString() }),
  };
};

const limitsOf = (options: HttpOptions): TimeLimits => ({
  connect: options.connectTimeoutMs ?? 10_000,
  headers: options.headersTimeoutMs ?? 60_000,
  idle: options.idleTimeoutMs ?? 60_000,
  total: options.timeoutMs ?? 600_000,
});

interface Exchanger {
  readonly options: HttpOptions;
  readonly limits: TimeLimits;
  readonly connect: Connect;
}

interface Exchange {
  readonly url: string;
  readonly request: HttpRequestOptions;
  readonly form?: string;
}

const exchange = async ({ options, limits, connect }: Exchanger, { url, request, form }: Exchange): Promise<HttpResponse> => {
  const clock = options.clock ?? systemClock;
  const start = clock();
  const first = parseAddress(url);
  const watch = createWatch(limits, first, request.signal);
  let hop: Hop = { url: first, first, ...(form !== undefined && { form }) };
  let response: IncomingMessage | undefined;
  try {
    for (let redirects = 0; ; redirects += 1) {
      response = await connect(questionOf(options, request, hop), watch);
      const status = response.statusCode ?? 0;
      if (!REDIRECTS.has(status)) {
        const { bytes, wireBytes } = await readAnswer(response, options, hop.url, () => watch.touch());
        const moved = hop.moved === true && { movedTo: hop.url.origin + hop.url.pathname };
        return { status, headers: flat(response), body: bytes, wireBytes, url: hop.url.href, ...moved, ms: clock() - start };
      }
      response.destroy();
      if (redirects >= MOST_REDIRECTS) throw new SourceError('redirect', `${shownUrl(first)} redirects more than ${MOST_REDIRECTS} times`);
      hop = nextHop(hop, status, response.headers.location, options.allowHosts ?? []);
    }
  } catch (cause) {
    response?.destroy();
    throw watch.signal.aborted ? (watch.signal.reason as SourceError) : sourceErrorOf(cause, hop.url);
  } finally {
    watch.end();
  }
};

interface Hop {
  readonly url: URL;
  readonly first: URL;
  readonly form?: string;
  /** Whether all redirects up to here were moves; absent before the first. */
  readonly moved?: boolean;
}

/** 303 turns a POST into a GET; after any other redirect the same is asked again, or the arguments would be lost. */
const nextHop = ({ form, ...hop }: Hop, status: number, location: string | undefined, allowHosts: readonly string[]): Hop => {
  const url = redirectTarget({ status, location, from: hop.url, first: hop.first, allowHosts });
  const moved = hop.moved !== false && isMove(status, hop.url, url);
  return { ...hop, url, moved, ...(form !== undefined && status !== 303 && { form }) };
};

const questionOf = (options: HttpOptions, request: HttpRequestOptions, { url, first, form }: Hop): Question => ({
  url,
  headers: headersOf(options, request, form, url.origin === first.origin),
  ...(form !== undefined && { body: form }),
});

/** What the caller gives is bound to the origin that it was given for; what says who we are cannot be overridden. */
const headersOf = (options: HttpOptions, request: HttpRequestOptions, form: string | undefined, atHome: boolean): Question['headers'] => ({
  accept: 'text/xml, application/xml;q=0.9, */*;q=0.5',
  'accept-encoding': 'gzip',
  ...(form !== undefined && { 'content-type': 'application/x-www-form-urlencoded', 'content-length': String(Buffer.byteLength(form)) }),
  ...(atHome && Object.fromEntries(Object.entries(request.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]))),
  ...(request.accept !== undefined && { accept: request.accept }),
  'user-agent': options.userAgent,
  ...(options.from !== undefined && { from: options.from }),
});

const readAnswer = (
  response: IncomingMessage,
  { maxBytes, maxPackedBytes = MAX_PACKED_BYTES }: HttpOptions,
  url: URL,
  onPiece: () => void,
): ReturnType<typeof readBody> => {
  const { 'content-encoding': coding, 'content-length': length } = response.headers;
  return readBody(response, {
    shown: shownUrl(url),
    advice: 'ask for less at a time',
    maxBytes,
    maxPackedBytes,
    onPiece,
    ...(coding !== undefined && { coding }),
    ...(length !== undefined && { length: Number(length) }),
  });
};

const flat = ({ headers }: IncomingMessage): HttpResponse['headers'] =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, typeof value === 'string' ? value : value.join(', ')] as const],
    ),
  );
