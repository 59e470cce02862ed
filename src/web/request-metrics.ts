import type { Context } from 'koa';
import type { Labels, Metrics } from '../platform/metrics.js';
import { noteOf, routeOf, type RequestNote } from './request-note.js';

/** Upper bounds in seconds: a page of 500 records takes some 2 ms, a rate limit and a slow disk are at the other end. */
const BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

const METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS']);

export interface RequestMetrics {
  /** @returns to be called when it is over */
  begin(): () => void;
  /** To be called once an answer is made: a stream is then still to be sent. `ms`: what it took. */
  note(context: Context, ms: number): void;
}

/** Counts requests by what we know of them, never by what they say: else a stranger could make as many series as he likes. */
export const createRequestMetrics = (metrics: Metrics): RequestMetrics => {
  const countRequest = metrics.count({
    ...{ name: 'julkaisusilta_http_requests_total', help: 'Requests by address, as the tables of routes have it, and status.' },
    labels: ['route', 'method', 'status'],
  });
  const timeRequest = metrics.time(
    {
      name: 'julkaisusilta_http_request_duration_seconds',
      help: 'Time until an answer was made, by part of the service.',
      labels: ['part'],
    },
    BUCKETS,
  );
  const countOai = metrics.count({
    ...{ name: 'julkaisusilta_oai_requests_total', help: 'OAI-PMH requests by verb and result: ok, page (for people), an error code, …' },
    labels: ['verb', 'result'],
  });
  const timeOai = metrics.time(
    {
      ...{ name: 'julkaisusilta_oai_request_duration_seconds', help: 'Time until an OAI-PMH answer was made; of lists by page.' },
      labels: ['verb', 'page'],
    },
    BUCKETS,
  );
  let inFlight = 0;
  metrics.gauge(
    { name: 'julkaisusilta_http_requests_in_flight', help: 'Requests that are being answered, open streams among them.', labels: [] },
    () => [{ labels: {}, value: inFlight }],
  );
  return {
    begin: () => {
      inFlight += 1;
      return () => (inFlight -= 1);
    },
    note: (context, ms) => {
      const [route, seconds] = [routeOf(context), ms / 1000];
      countRequest({ route, method: METHODS.has(context.method) ? context.method : 'other', status: String(context.status) });
      timeRequest({ part: partOf(route) }, seconds);
      if (route !== '/oai') return;
      const note = noteOf(context);
      countOai(oaiLabels(context.status, note));
      timeOai({ verb: note.verb ?? 'none', page: note.page ?? 'none' }, seconds);
    },
  };
};

const oaiLabels = (status: number, note: RequestNote): Labels => ({ verb: note.verb ?? 'none', result: oaiResult(status, note) });

const oaiResult = (status: number, { result }: RequestNote): string => {
  if (status === 503) return 'unavailable';
  if (status >= 500) return 'failed';
  // 413, 415 and the like: never came to be a request of the protocol.
  if (status >= 400) return 'refused';
  return result ?? 'page';
};

const partOf = (route: string): string => {
  if (route === 'none') return 'none';
  if (route === '/oai') return 'oai';
  if (route.startsWith('/admin/api/')) return 'admin-api';
  if (route === '/admin' || route.startsWith('/admin/')) return 'admin';
  return route === '/metrics' || route.startsWith('/health/') ? 'operating' : 'public';
};
