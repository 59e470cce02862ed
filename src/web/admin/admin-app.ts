import Router from '@koa/router';
import type { Context } from 'koa';
import { describeError } from '../../platform/log.js';
import { StoreError } from '../../store/ports.js';
import { clientAddress } from '../client-address.js';
import type { AdminPorts } from './admin-ports.js';
import { adminRoutes } from './admin-routes.js';
import { createAssets, type Assets } from './assets.js';
import { createCookies, type Cookies } from './cookies.js';
import type { Front, FrontPorts } from './front.js';
import { findCaller, findRefusal, formToken, type Caller, type GuardPorts } from './guard.js';
import { chooseLanguage, type Language } from './language.js';
import { localPath } from './local-path.js';
import { isProblem, NO_BODY, readBody, type Body } from './read-body.js';
import { refuse, refuseUnknown } from './refusals.js';
import type { AdminRequest, Route } from './route.js';
import { sendAnswer } from './send-answer.js';

/** Everything below /admin: who asks is found, what they may not do is refused, the rest is answered. */
export const createAdmin = (ports: AdminPorts): ((context: Context) => Promise<void>) => {
  const { origin, protocol } = new URL(ports.publicUrl);
  const cookies = createCookies(ports.accounts, { isSecure: protocol === 'https:' });
  const guard: GuardPorts = { accounts: ports.accounts, cookies, origin };
  const assets = createAssets();
  const router = new Router({ sensitive: true });
  for (const route of adminRoutes(ports)) {
    router.register(route.path, [route.method], (context) => answerRoute(ports, { guard, cookies, assets }, route, context));
  }
  router.get('/admin/assets/:name', (context) => assets.send(context, String(context.params['name'])));
  const dispatch = router.routes();
  return async (context) => {
    setHeaders(context);
    try {
      await dispatch(context as never, async () => undefined);
      if (!context['_matchedRoute']) await answerUnmatched(ports, { guard, cookies, assets }, context, router);
    } catch (error) {
      await answerFailure(ports, { guard, cookies, assets }, context, error);
    }
  };
};

interface Means {
  readonly guard: GuardPorts;
  readonly cookies: Cookies;
  readonly assets: Assets;
}

const answerRoute = async (ports: AdminPorts, means: Means, route: Route, context: Context): Promise<void> => {
  const caller = await findCaller(means.guard, context);
  const front = await frontOf(ports, means, caller, context);
  // A stranger's body is not even read.
  if (route.permission !== 'public' && !caller.person) return refuse(front, context, 'signIn');
  const body = route.method === 'GET' ? NO_BODY : await readBody(context);
  if (isProblem(body)) return sendAnswer(front, context, { kind: 'problem', problem: body });
  const token = context.get('X-CSRF-Token') || (body.form.get('_csrf') ?? '');
  const refusal = await findRefusal(means.guard, { route, caller, context, token });
  if (refusal) {
    if (refusal === 'foreign' || refusal === 'staleForm') ports.log.warn('admin.refused', { reason: refusal, path: context.path });
    return refuse(front, context, refusal);
  }
  const request = await requestOf(ports, means, { front, caller, context, body });
  const answer = route.permission === 'public' ? await route.handle(request) : await route.handle({ ...request, person: personOf(caller) });
  await sendAnswer(front, context, answer);
};

const personOf = ({ person }: Caller) => {
  // The guard has let through nobody without one.
  if (!person) throw new TypeError('a guarded route was reached by a stranger');
  return person;
};

const requestOf = async (
  { settings }: AdminPorts,
  { cookies }: Means,
  { front, caller, context, body }: { readonly front: Front; readonly caller: Caller; readonly context: Context; readonly body: Body },
): Promise<AdminRequest> => {
  const kept = context.path.startsWith('/admin/login/') ? await cookies.readKept(context) : undefined;
  const gone = new AbortController();
  context.res.once('close', () => gone.abort());
  return {
    params: context['params'] as Readonly<Record<string, string>>,
    query: new URLSearchParams(context.querystring),
    form: body.form,
    json: body.json,
    header: (name) => context.get(name) || undefined,
    ...(caller.person && { person: caller.person }),
    ...(caller.sessionId !== undefined && { sessionId: caller.sessionId }),
    ...(kept !== undefined && { kept }),
    language: front.language,
    csrf: front.csrf,
    address: front.address,
    from: clientAddress(context, settings.administration),
    signal: gone.signal,
  };
};

const frontOf = async (
  ports: FrontPorts & Pick<AdminPorts, 'accounts'>,
  means: Means,
  caller: Caller,
  context: Context,
): Promise<Front> => ({
  ports,
  cookies: means.cookies,
  assets: means.assets,
  ...(caller.person && { person: caller.person }),
  language: languageOf(means.cookies, context),
  csrf: await formToken(means.guard, caller),
  address: context.url,
  isApi: context.path.startsWith('/admin/api/') || context.path === '/admin/api',
});

const languageOf = (cookies: Cookies, context: Context): Language => {
  context.vary('Accept-Language');
  return cookies.readLanguage(context) ?? chooseLanguage(context.acceptsLanguages());
};

const answerUnmatched = async (ports: AdminPorts, means: Means, context: Context, router: Router): Promise<void> => {
  const caller = await findCaller(means.guard, context);
  const front = await frontOf(ports, means, caller, context);
  const { path } = router.match(context.path, context.method);
  const methods = [...new Set(path.flatMap((layer) => layer.methods))].filter((method) => method !== 'HEAD');
  // A page that answers a form stands at the form's address: whoever loads it again, or chooses another language there, asks for what is not.
  if (!front.isApi && ['GET', 'HEAD'].includes(context.method) && methods.includes('POST')) {
    return sendAnswer(front, context, { kind: 'redirect', to: localPath(context.path.replace(/\/[^/]*\/?$/, '')) });
  }
  if (methods.length > 0) context.set('Allow', methods.join(', '));
  await refuseUnknown(front, context, methods);
};

/** Strangers get a sentence, the log gets the cause. */
const answerFailure = async (ports: AdminPorts, means: Means, context: Context, error: unknown): Promise<void> => {
  const unwell = error instanceof StoreError && error.code !== 'conflict';
  ports.log.error(unwell ? 'store.unwell' : 'web.failed', { path: context.path, ...describeError(error) });
  // The store may be what fails: then nothing is looked up for this page.
  const front: Front = {
    ports,
    cookies: means.cookies,
    assets: means.assets,
    language: languageOf(means.cookies, context),
    csrf: '',
    address: context.url,
    isApi: context.path.startsWith('/admin/api/'),
  };
  await refuse(front, context, unwell ? 'unwell' : 'failed');
};

/** Nothing but our own style, script and pictures; no page of ours in a frame of another; nothing kept by a cache. */
const setHeaders = (context: Context): void => {
  context.set(
    'Content-Security-Policy',
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  );
  context.set('Cache-Control', 'no-store');
  context.set('Referrer-Policy', 'same-origin');
};
