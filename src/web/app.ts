import Koa, { type Context, type Next } from 'koa';
import type { WallClock } from '../platform/clock.js';
import { describeError, type Log } from '../platform/log.js';
import { StoreError } from '../store/ports.js';
import type { AdminPorts } from './admin/admin-ports.js';
import { createAdmin } from './admin/admin-app.js';
import { createPublic } from './public/public-app.js';
import { createPublicSite, type PublicPorts } from './public/public-routes.js';
import { sendPublicAnswer } from './public/send-public-answer.js';
import { answerOai, type OaiPorts } from './oai.js';

export interface WebPorts extends OaiPorts {
  readonly log: Log;
  readonly clock: WallClock;
  /** Resolves when the service can answer; rejects with what is wrong. */
  readonly checkReady: () => Promise<void>;
  /** Absent for a service that is not administered over HTTP. */
  readonly admin?: AdminPorts;
  /** Absent for a service that only harvesters ask. */
  readonly public?: PublicPorts;
}

type Handler = (context: Context) => Promise<void> | void;

/** Seconds after which a harvester may try again; validators accept up to 3600. */
const RETRY_AFTER = 30;

/** Of readers. */
const START_PAGE = '/julkaisut';

/** The service over HTTP. Nothing in an answer depends on the Host or X-Forwarded headers of a request. */
export const createApp = (ports: WebPorts): Koa => {
  const app = new Koa();
  app.on('error', (error: unknown) => {
    if (!isBrokenConnection(error)) ports.log.error('web.failed', describeError(error));
  });
  app.use(logRequests(ports));
  app.use(answerFailures(ports.log));
  app.use(setSecurityHeaders);
  if (ports.admin) app.use(below('/admin', createAdmin(ports.admin)));
  if (ports.public) app.use(forReaders(ports.public, ports.behindProxy ?? false));
  app.use(dispatch(routes(ports)));
  return app;
};

const forReaders = (ports: PublicPorts, behindProxy: boolean) => {
  const site = createPublicSite(ports);
  const answer = createPublic({ ...site, behindProxy });
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
  const { baseUrl, checkReady } = ports;
  const read = (handler: Handler): { methods: readonly string[]; handler: Handler } => ({ methods: ['GET', 'HEAD'], handler });
  return new Map([
    ['/oai', oai],
    ['/oai/', oai],
    ['/', read((context) => context.redirect(ports.public ? `${ports.public.publicUrl}${START_PAGE}` : `${baseUrl}?verb=Identify`))],
    ['/health/live', read((context) => sendText(context, 'live'))],
    [
      '/health/ready',
      read(async (context) => {
        await checkReady();
        sendText(context, 'ready');
      }),
    ],
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
    const route = table.get(context.path.replaceAll(/\/{2,}/g, '/'));
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

const logRequests =
  ({ log, clock }: WebPorts) =>
  async (context: Context, next: Next): Promise<void> => {
    const began = clock();
    await next();
    const { method, path, status } = context;
    // What the administration is asked with may be a secret: of a set-up link, of an OpenID provider.
    const query = path.startsWith('/admin') ? '' : context.querystring.slice(0, 300);
    log.info('request', {
      method,
      path,
      ...(query !== '' && { query }),
      status,
      bytes: context.response.length,
      ms: Math.round(clock() - began),
    });
  };

const isBrokenConnection = (error: unknown): boolean =>
  ['ERR_STREAM_PREMATURE_CLOSE', 'EPIPE', 'ECONNRESET', 'ECONNABORTED'].includes(String((error as { readonly code?: unknown }).code));
