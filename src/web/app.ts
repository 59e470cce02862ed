import Koa, { type Context, type Next } from 'koa';
import type { WallClock } from '../platform/clock.js';
import { describeError, type Log } from '../platform/log.js';
import { StoreError } from '../store/ports.js';
import type { AdminPorts } from './admin/admin-ports.js';
import { createAdmin } from './admin/admin-app.js';
import { createPublic } from './public/public-app.js';
import { createPublicSite, type PublicPorts } from './public/public-routes.js';
import { sendPublicAnswer } from './public/send-public-answer.js';
import { answerMetrics, type MetricsDoor } from './metrics-door.js';
import { answerOai, type OaiPorts } from './oai.js';
import { observeRequests } from './observe.js';
import { noteOf } from './request-note.js';
import { RETRY_AFTER } from './retry-after.js';

export interface WebPorts extends OaiPorts {
  readonly log: Log;
  readonly clock: WallClock;
  /** Resolves when the service can answer; rejects with what is wrong. */
  readonly checkReady: () => Promise<void>;
  /** Aborted once the service was told to stop: it is not ready any more, and still answers. */
  readonly leaving?: AbortSignal;
  /** Absent for a service that tells nothing of itself. */
  readonly metricsDoor?: MetricsDoor;
  /** Absent for a service that is not administered over HTTP. */
  readonly admin?: AdminPorts;
  /** Absent for a service that only harvesters ask. */
  readonly public?: PublicPorts;
}

type Handler = (context: Context) => Promise<void> | void;

/** Of readers. */
const START_PAGE = '/julkaisut';

/** The service over HTTP. Nothing in an answer depends on the Host or X-Forwarded headers of a request. */
export const createApp = (ports: WebPorts): Koa => {
  const app = new Koa();
  app.on('error', (error: unknown) => {
    if (!isBrokenConnection(error)) ports.log.error('web.failed', describeError(error));
  });
  app.use(observeRequests({ ...ports, ...(ports.metricsDoor && { metrics: ports.metricsDoor.metrics }) }));
  app.use(answerFailures(ports.log));
  app.use(setSecurityHeaders);
  if (ports.admin) app.use(below('/admin', createAdmin(ports.admin)));
  if (ports.public) app.use(forReaders(ports.public, ports));
  app.use(dispatch(routes(ports)));
  return app;
};

const forReaders = (ports: PublicPorts, { behindProxy = false, log }: Pick<WebPorts, 'behindProxy' | 'log'>) => {
  const site = createPublicSite(ports);
  const noteUnwell = ({ path }: Context, error: unknown): void => log.error('store.unwell', { path, ...describeError(error) });
  const answer = createPublic({ ...site, behindProxy, noteUnwell });
  return async (context: Context, next: Next): Promise<void> => {
    if (await answer(context)) return;
    await next();
    // A person who mistyped an address gets a page that helps; programs keep their sentence.
    if (context.status === 404 && context.accepts(['text/plain', 'text/html']) === 'text/html') {
      const found = site.showNotFound({ path: context.path, languages: context.acceptsLanguages() });
      await sendPublicAnswer(site, context, found);
    }
  };
};

const below =
  (root: string, answer: (context: Context) => Promise<void>) =>
  async (context: Context, next: Next): Promise<void> => {
    if (context.path === root || context.path.startsWith(`${root}/`)) await answer(context);
    else await next();
  };

const routes = (ports: WebPorts): ReadonlyMap<string, { methods: readonly string[]; handler: Handler }> => {
  const oai = { methods: ['GET', 'HEAD', 'POST'], handler: answerOai(ports) };
  const { baseUrl, checkReady, leaving, metricsDoor } = ports;
  const read = (handler: Handler): { methods: readonly string[]; handler: Handler } => ({ methods: ['GET', 'HEAD'], handler });
  return new Map([
    ['/oai', oai],
    ['/oai/', oai],
    ['/', read((context) => context.redirect(ports.public ? `${ports.public.publicUrl}${START_PAGE}` : `${baseUrl}?verb=Identify`))],
    ['/health/live', read((context) => sendText(context, 'live'))],
    [
      '/health/ready',
      read(async (context) => {
        if (!leaving?.aborted) {
          await checkReady();
          sendText(context, 'ready');
          return;
        }
        context.status = 503;
        sendText(context, 'stopping');
      }),
    ],
    ...(metricsDoor ? [['/metrics', read(answerMetrics(metricsDoor, ports.behindProxy ?? false))] as const] : []),
  ]);
};

const sendText = (context: Context, text: string): void => {
  context.type = 'text/plain; charset=utf-8';
  context.set('Cache-Control', 'no-store');
  context.body = `${text}\n`;
};

const dispatch =
  (table: ReturnType<typeof routes>) =>
  async (context: Context): Promise<void> => {
    // Some clients join a base URL and a path with one slash too many.
    const path = context.path.replaceAll(/\/{2,}/g, '/');
    const route = table.get(path);
    if (route) noteOf(context).route = path === '/oai/' ? '/oai' : path;
    if (!route) {
      context.status = 404;
      context.type = 'text/plain; charset=utf-8';
      context.body = 'There is nothing at this address. OAI-PMH is at /oai.\n';
    } else if (!route.methods.includes(context.method)) {
      context.status = 405;
      context.set('Allow', route.methods.join(', '));
      context.type = 'text/plain; charset=utf-8';
      context.body = `This address answers ${route.methods.join(', ')}.\n`;
    } else {
      await route.handler(context);
    }
  };

/** Strangers get a sentence, the log gets the cause. */
const answerFailures =
  (log: Log) =>
  async (context: Context, next: Next): Promise<void> => {
    try {
      await next();
    } catch (error) {
      const unwell = error instanceof StoreError;
      log.error(unwell ? 'store.unwell' : 'web.failed', { path: context.path, ...describeError(error) });
      context.status = unwell ? 503 : 500;
      context.remove('Content-Encoding');
      if (unwell) context.set('Retry-After', String(RETRY_AFTER));
      context.type = 'text/plain; charset=utf-8';
      context.body = unwell
        ? 'The service cannot answer at the moment. Try again later.\n'
        : 'The service failed to answer this request.\n';
    }
  };

const setSecurityHeaders = async (context: Context, next: Next): Promise<void> => {
  context.set('X-Content-Type-Options', 'nosniff');
  context.set('Referrer-Policy', 'no-referrer');
  context.set(
    'Content-Security-Policy',
    "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  );
  await next();
};

const isBrokenConnection = (error: unknown): boolean =>
  ['ERR_STREAM_PREMATURE_CLOSE', 'EPIPE', 'ECONNRESET', 'ECONNABORTED'].includes(String((error as { readonly code?: unknown }).code));
