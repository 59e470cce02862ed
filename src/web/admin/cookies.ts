import { randomBytes } from 'node:crypto';
import type { Context } from 'koa';
import type { Accounts } from '../../accounts/accounts.js';
import { parseLanguage, type Language } from './language.js';

/** What a browser keeps for us. Everything but the language is signed, HttpOnly and of this host alone. */
export interface Cookies {
  readSession(context: Context): Promise<string | undefined>;
  writeSession(context: Context, sessionId: string): Promise<void>;
  clearSession(context: Context): void;
  /** Names a browser that has not signed in, so that its forms can carry a token, too. Made when there is none. */
  readVisitor(context: Context): Promise<string>;
  readKept(context: Context): Promise<string | undefined>;
  writeKept(context: Context, keep: string): Promise<void>;
  readLanguage(context: Context): Language | undefined;
  writeLanguage(context: Context, language: Language): void;
}

/** In seconds. */
const KEPT_FOR = 600;
const LANGUAGE_KEPT_FOR = 365 * 86_400;

/**
 * `__Host-` where the service is reached by https: such a cookie cannot be set by a neighbouring host or by plain http (RFC 6265bis
 * §4.1.3.2). SameSite=Lax and not Strict: a link in a notice by e-mail, and the way back from an OpenID provider, are to find the session.
 */
export const createCookies = (accounts: Pick<Accounts, 'sign' | 'isSigned'>, { isSecure }: { readonly isSecure: boolean }): Cookies => {
  const nameOf = (name: string): string => `${isSecure ? '__Host-' : ''}julkaisusilta-${name}`;
  const basis = { httpOnly: true, sameSite: 'lax', path: '/', secure: isSecure, overwrite: true } as const;
  const set = (context: Context, name: string, value: string | null, maxAge?: number): void => {
    // Koa would refuse a Secure cookie on a plain connection, as the one between a proxy and us is.
    context.cookies.secure = isSecure;
    context.cookies.set(nameOf(name), value, { ...basis, ...(maxAge !== undefined && { maxAge: maxAge * 1000 }) });
  };
  const readSigned = async (context: Context, name: string): Promise<string | undefined> => {
    const [value = '', signature = ''] = (context.cookies.get(nameOf(name)) ?? '').split('.');
    return value !== '' && (await accounts.isSigned(`${name}:${value}`, signature)) ? value : undefined;
  };
  const writeSigned = async (context: Context, name: string, value: string, maxAge?: number): Promise<void> =>
    set(context, name, `${value}.${await accounts.sign(`${name}:${value}`)}`, maxAge);
  return {
    readSession: (context) => readSigned(context, 'session'),
    writeSession: (context, sessionId) => writeSigned(context, 'session', sessionId),
    clearSession: (context) => set(context, 'session', null),
    readVisitor: async (context) => {
      const known = await readSigned(context, 'visitor');
      if (known !== undefined) return known;
      const made = randomBytes(16).toString('base64url');
      await writeSigned(context, 'visitor', made);
      return made;
    },
    readKept: async (context) => {
      const kept = await readSigned(context, 'kept');
      // Good for one way back only.
      if (kept !== undefined) set(context, 'kept', null);
      return kept === undefined ? undefined : Buffer.from(kept, 'base64url').toString('utf8');
    },
    writeKept: (context, keep) => writeSigned(context, 'kept', Buffer.from(keep).toString('base64url'), KEPT_FOR),
    readLanguage: (context) => parseLanguage(context.cookies.get('julkaisusilta-language')),
    writeLanguage: (context, language) => {
      context.cookies.secure = isSecure;
      context.cookies.set('julkaisusilta-language', language, { ...basis, maxAge: LANGUAGE_KEPT_FOR * 1000 });
    },
  };
};
