import { Readable } from 'node:stream';
import type { Context } from 'koa';
import type { PublicAnswer, Version } from './route.js';

/** What an answer is dressed with. */
export interface PublicFront {
  readonly publicUrl: string;
  /** A page for people in the place of one that cannot be given. */
  readonly renderProblem: (problem: { readonly title: string; readonly detail: string }, languages: readonly string[]) => string;
}

/** Puts what a handler said on the wire. */
export const sendPublicAnswer = async (front: PublicFront, context: Context, answer: PublicAnswer): Promise<void> => {
  // A page has our style and nothing else.
  context.set(
    'Content-Security-Policy',
    "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  );
  setHeaders(context, answer.headers);
  switch (answer.kind) {
    case 'content':
      context.status = answer.status ?? 200;
      for (const name of answer.vary ?? []) context.vary(name);
      if (isKnown(context, answer.version, answer.type)) return;
      context.type = answer.type;
      context.body = typeof answer.body === 'string' ? answer.body : Buffer.from(answer.body);
      return;
    case 'stream':
      context.status = 200;
      if (isKnown(context, answer.version, answer.type)) return;
      context.type = answer.type;
      // Of a HEAD nothing is made.
      if (context.method !== 'HEAD') context.body = Readable.from(answer.body, { objectMode: false });
      return;
    case 'redirect':
      for (const name of answer.vary ?? []) context.vary(name);
      context.status = answer.status ?? 302;
      context.set('Location', new URL(front.publicUrl).pathname.replace(/\/$/, '') + answer.to);
      return;
    case 'problem': {
      sendProblem(front, context, answer);
      return;
    }
  }
};

const setHeaders = (context: Context, headers: NonNullable<PublicAnswer['headers']> = {}): void => {
  for (const [name, value] of Object.entries(headers)) context.set(name, typeof value === 'string' ? value : [...value]);
};

/** One state of the catalogue in several types has several tags (RFC 9110 §8.8.3.3). @returns whether the caller has it already */
const isKnown = (context: Context, version: Version | undefined, type: string): boolean => {
  if (!version || context.status !== 200) return false;
  const form = type.split(';')[0]?.replaceAll(/[^\w]+/g, '-') ?? '';
  const language = context.res.getHeader('Content-Language');
  // Weak: the same words, though compressed or dated differently.
  context.set('ETag', `W/"${[version.tag, form, ...(typeof language === 'string' ? [language] : [])].join('-')}"`);
  context.set('Last-Modified', new Date(version.changed * 1000).toUTCString());
  context.set('Cache-Control', 'public, no-cache');
  if (!context.fresh) return false;
  context.status = 304;
  return true;
};

const sendProblem = (front: PublicFront, context: Context, { status, title, detail }: Extract<PublicAnswer, { kind: 'problem' }>): void => {
  context.status = status;
  context.vary('Accept');
  context.set('Cache-Control', 'no-store');
  if (context.accepts(['application/problem+json', 'text/html']) === 'text/html') {
    context.type = 'text/html; charset=utf-8';
    context.body = front.renderProblem({ title, detail }, context.acceptsLanguages());
    return;
  }
  context.type = 'application/problem+json; charset=utf-8';
  context.body = `${JSON.stringify({ type: 'about:blank', title, status, detail })}\n`;
};
