import Router from '@koa/router';
import type { Context } from 'koa';
import getRawBody from 'raw-body';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { StoreError } from '../../store/ports.js';
import { clientAddress } from '../client-address.js';
import { RETRY_AFTER } from '../retry-after.js';
import { sendPublicAnswer, type PublicFront } from './send-public-answer.js';
import type { PublicAnswer, PublicRequest, PublicRoute } from './route.js';

export interface PublicOptions extends PublicFront {
  readonly routes: readonly PublicRoute[];
  readonly behindProxy: boolean;
  /** Told of a store that could not answer; whoever asked hears only that. */
  readonly noteUnwell?: (context: Context, error: unknown) => void;
}

/**
 * Of one address, in so many seconds: far more than a person clicks or a polite program asks, and too little to make us work for a stranger
 * alone. Addresses are remembered as long as that and no longer.
 */
const MOST_REQUESTS = 600;
const WITHIN_SECONDS = 60;
/** Of a POST that names no limit of its own, in bytes. */
const MOST_BYTES = 64 * 1024;
/** No address of ours is longer; what is, is an accident or an attempt. */
const LONGEST_URL = 8192;

/** What readers and other libraries' machines may ask. `undefined` where the address is none of these. */
export const createPublic = ({ routes, behindProxy, ...front }: PublicOptions): ((context: Context) => Promise<boolean>) => {
  const router = new Router({ sensitive: true });
  const limiter = new RateLimiterMemory({ points: MOST_REQUESTS, duration: WITHIN_SECONDS });
  for (const route of routes) router.register(route.path, [route.method], (context) => answerRoute(front, route, context));
  const dispatch = router.routes();
  return async (context) => {
    const { path, pathAndMethod } = router.match(context.path, context.method);
    if (path.length === 0) return false;
    setOpen(context);
    if (context.method === 'OPTIONS') {
      context.status = 204;
      context.set('Access-Control-Allow-Methods', methodsOf(path));
      context.set('Access-Control-Allow-Headers', 'Content-Type, Accept');
      context.set('Access-Control-Max-Age', '86400');
      return true;
    }
    const refusal = context.url.length > LONGEST_URL ? TOO_LONG : await findExcess(limiter, clientAddress(context, { behindProxy }));
    if (refusal) await sendPublicAnswer(front, context, refusal);
    else if (pathAndMethod.length === 0) {
      context.set('Allow', methodsOf(path));
      const detail = `This address answers ${methodsOf(path)}.`;
      await sendPublicAnswer(front, context, { kind: 'problem', status: 405, title: 'Method not allowed', detail });
    } else await dispatch(context as never, async () => undefined);
    return true;
  };
};

/** Headers of an answer that did not come about. */
const OF_CONTENT = ['Content-Encoding', 'ETag', 'Last-Modified', 'Link', 'Content-Disposition', 'Content-Language'];

const UNWELL: PublicAnswer = {
  ...{ kind: 'problem', status: 503, title: 'The service cannot answer at the moment' },
  detail: 'The catalogue cannot be reached. Try again in a moment.',
  headers: { 'Retry-After': String(RETRY_AFTER) },
};

const methodsOf = (layers: readonly { readonly methods: readonly string[] }[]): string =>
  [...new Set(layers.flatMap(({ methods }) => methods))].join(', ');

/** Everything here is for reading by everybody: also by the pages of others (Fetch §3.2). */
const setOpen = (context: Context): void => {
  context.set('Access-Control-Allow-Origin', '*');
  context.set('Access-Control-Expose-Headers', 'ETag, Last-Modified, Link, Retry-After');
};

const TOO_LONG: PublicAnswer = {
  kind: 'problem',
  status: 414,
  title: 'Address too long',
  detail: `An address may have ${LONGEST_URL} characters at most. Send long lists of identifiers by POST to /links.`,
};

const findExcess = async (limiter: RateLimiterMemory, address: string): Promise<PublicAnswer | undefined> => {
  try {
    await limiter.consume(address);
    return undefined;
  } catch (excess) {
    if (!(excess instanceof RateLimiterRes)) throw excess;
    const seconds = Math.ceil(excess.msBeforeNext / 1000);
    return {
      ...{ kind: 'problem', status: 429, title: 'Too many requests' },
      detail: `${MOST_REQUESTS} requests in ${WITHIN_SECONDS} seconds are too many. Go on in ${seconds} seconds; /links.json and /links.csv give everything at once.`,
      headers: { 'Retry-After': String(seconds) },
    };
  }
};

type Dressing = PublicFront & Pick<PublicOptions, 'noteUnwell'>;

const answerRoute = async (front: Dressing, route: PublicRoute, context: Context): Promise<void> => {
  const body = route.method === 'POST' ? await readText(context, route.mostBytes ?? MOST_BYTES) : undefined;
  if (body && 'kind' in body) return sendPublicAnswer(front, context, body);
  const request = requestOf(route, context, body);
  try {
    await sendPublicAnswer(front, context, await route.handle(request));
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    front.noteUnwell?.(context, error);
    for (const name of OF_CONTENT) context.remove(name);
    await sendPublicAnswer(front, context, route.whenUnwell?.(request) ?? UNWELL);
  }
};

const requestOf = (route: PublicRoute, context: Context, body: PublicRequest['body']): PublicRequest => {
  const gone = new AbortController();
  context.res.once('close', () => gone.abort());
  return {
    method: route.method,
    params: paramsOf(context),
    query: new URLSearchParams(context.querystring),
    path: context.path,
    header: (name) => context.get(name) || undefined,
    accepts: (types) => context.accepts([...types]) || undefined,
    languages: context.acceptsLanguages(),
    ...(body && { body }),
    signal: gone.signal,
  };
};

/** A wildcard comes in parts. */
const paramsOf = (context: Context): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(context['params'] as Readonly<Record<string, string | readonly string[] | undefined>>).map(([name, value]) => [
      name,
      typeof value === 'object' ? value.join('/') : (value ?? ''),
    ]),
  );

const readText = async (context: Context, limit: number): Promise<NonNullable<PublicRequest['body']> | PublicAnswer> => {
  const type = context.request.type;
  try {
    return { text: await getRawBody(context.req, { length: context.get('Content-Length') || null, limit, encoding: 'utf8' }), type };
  } catch (error) {
    const { type: fault } = error as { readonly type?: string };
    if (fault === 'entity.too.large') {
      // What is still to come is not read, so the connection cannot be used again.
      context.set('Connection', 'close');
      return { kind: 'problem', status: 413, title: 'Content too large', detail: `The body may have ${limit} bytes at most.` };
    }
    if (fault === 'request.aborted' || fault === 'request.size.invalid')
      return { kind: 'problem', status: 400, title: 'Incomplete body', detail: 'The request ended before its body was complete.' };
    throw error;
  }
};
