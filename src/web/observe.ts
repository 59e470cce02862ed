import type { Context, Next } from 'koa';
import type { WallClock } from '../platform/clock.js';
import type { Log } from '../platform/log.js';
import type { Metrics } from '../platform/metrics.js';
import { nameRequest, type RequestName } from './request-id.js';
import { createRequestMetrics } from './request-metrics.js';
import { noteOf, routeOf } from './request-note.js';

export interface ObservePorts {
  readonly log: Log;
  readonly clock: WallClock;
  /** Absent where nobody reads them. */
  readonly metrics?: Metrics;
}

/** Gives each request a name, which every line of the log that comes of it bears, and which goes back in X-Request-Id. One line for each. */
export const observeRequests = ({ log, clock, metrics }: ObservePorts) => {
  const figures = metrics && createRequestMetrics(metrics);
  const within = <Result>(name: RequestName, work: () => Result): Result => (log.within ? log.within({ ...name }, work) : work());
  return async (context: Context, next: Next): Promise<void> => {
    const name = nameRequest((header) => context.get(header));
    context.set('X-Request-Id', name.requestId);
    const began = clock();
    const sentBefore = context.req.socket.bytesWritten;
    const end = figures?.begin();
    if (end) context.res.once('close', end);
    await within(name, next);
    const ms = clock() - began;
    figures?.note(context, ms);
    const write = (bytes: number | undefined, took: number): void => within(name, () => log.info('request', lineOf(context, bytes, took)));
    // Of a stream it is known at its end only how long it was; with the head of the answer.
    if (isStream(context)) {
      const { socket } = context.req;
      context.res.once('close', () => write(socket.bytesWritten - sentBefore, clock() - began));
    } else write(context.response.length, ms);
  };
};

const isStream = ({ body, method }: Context): boolean => method !== 'HEAD' && typeof body === 'object' && body !== null && 'pipe' in body;

const lineOf = (context: Context, bytes: number | undefined, ms: number): Readonly<Record<string, unknown>> => {
  const { method, path, status } = context;
  const { verb } = noteOf(context);
  // What the administration is asked with may be a secret: of a set-up link, of an OpenID provider.
  const query = path.startsWith('/admin') ? '' : context.querystring.slice(0, 300);
  return {
    ...{ method, path, route: routeOf(context) },
    ...(verb !== undefined && { verb }),
    ...(query !== '' && { query }),
    ...{ status, bytes, ms: Math.round(ms) },
  };
};
