import type { Context } from 'koa';
import type { Accounts } from '../../accounts/accounts.js';
import { may, type Person } from '../../accounts/person.js';
import type { Cookies } from './cookies.js';
import type { Route } from './route.js';

/** Who asks, and by what they are known. */
export interface Caller {
  readonly person?: Person;
  readonly sessionId?: string;
  /** What the tokens of this browser's forms are made of. `undefined` for a program with a token of the API. */
  readonly formSubject?: string;
}

export interface GuardPorts {
  readonly accounts: Pick<Accounts, 'findSession' | 'findByToken' | 'sign' | 'isSigned'>;
  readonly cookies: Cookies;
  /** `https://julkaisut.example.fi`. */
  readonly origin: string;
}

/** A bearer token counts alone: a request that has one is not looked at for cookies (RFC 6750 §2.1). */
export const findCaller = async ({ accounts, cookies }: GuardPorts, context: Context): Promise<Caller> => {
  const bearer = /^Bearer +(\S+)$/i.exec(context.get('Authorization'))?.[1];
  if (bearer !== undefined) {
    const person = await accounts.findByToken(bearer);
    return person ? { person } : {};
  }
  const sessionId = await cookies.readSession(context);
  const person = sessionId === undefined ? undefined : await accounts.findSession(sessionId);
  if (sessionId !== undefined && person) return { person, sessionId, formSubject: `session:${sessionId}` };
  if (context.path.startsWith('/admin/api/')) return {};
  return { formSubject: `visitor:${await cookies.readVisitor(context)}` };
};

export type Refusal = 'signIn' | 'forbidden' | 'foreign' | 'staleForm';

/** `undefined` for a request that may go on. */
export const findRefusal = async (
  ports: GuardPorts,
  { route, caller, context, token }: { readonly route: Route; readonly caller: Caller; readonly context: Context; readonly token: string },
): Promise<Refusal | undefined> => {
  if (route.permission !== 'public') {
    if (!caller.person) return 'signIn';
    if (!may(caller.person, route.permission)) return 'forbidden';
    // On a page a token could make another for itself that may more.
    if (isToken(caller) && !route.path.startsWith('/admin/api/')) return 'forbidden';
  }
  if (route.method === 'GET' || isToken(caller)) return undefined;
  if (!isFromOurPage(context, ports.origin)) return 'foreign';
  return caller.formSubject !== undefined && (await ports.accounts.isSigned(`form:${caller.formSubject}`, token)) ? undefined : 'staleForm';
};

const isToken = ({ person, sessionId }: Caller): boolean => person?.signedInBy === 'token' && sessionId === undefined;

/**
 * A browser says from where a form comes: by Sec-Fetch-Site, which a page cannot set, or else by Origin. One that says neither is none that
 * our pages work in.
 */
const isFromOurPage = (context: Context, origin: string): boolean => {
  const site = context.get('Sec-Fetch-Site');
  return site === '' ? context.get('Origin') === origin : site === 'same-origin';
};

export const formToken = async ({ accounts }: Pick<GuardPorts, 'accounts'>, { formSubject }: Caller): Promise<string> =>
  formSubject === undefined ? '' : accounts.sign(`form:${formSubject}`);
