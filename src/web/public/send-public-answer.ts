import { Readable } from 'node:stream';
import { begun } from '../begun-stream.js';
import type { Context } from 'koa';
import { type ContentCoding, sendCoded, sendCodedStream } from '../content-coding.js';
import type { PublicAnswer, Version } from './route.js';

/** What an answer is dressed with. */
export interface PublicFront {
  readonly publicUrl: string;
  /** A page for people in the place of one that cannot be given. */
  readonly renderProblem: (problem: { readonly title: string; readonly detail: string }, languages: readonly string[]) => string;
}

/** There is no secret in a public answer that its length could betray beside what the caller put into it. */
const CODINGS: readonly ContentCoding[] = ['br', 'gzip'];
/** In bytes: what fits into one packet anyway is sent as it is. */
const LEAST_CODED = 1024;

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
      context.vary('Accept-Encoding');
      if (isKnown(context, answer.version, answer.type)) return;
      context.type = answer.type;
      await sendBody(context, Buffer.from(answer.body));
      return;
    case 'stream':
      context.status = 200;
      context.vary('Accept-Encoding');
      if (isKnown(context, answer.version, answer.type)) return;
      context.type = answer.type;
      // Of a HEAD nothing is made.
      if (context.method !== 'HEAD') sendCodedStream(context, Readable.from(await begun(answer.body), { objectMode: false }), CODINGS);
      return;
    case 'redirect':
      for (const name of answer.vary ?? []) context.vary(name);
      context.status = answer.status ?? 302;
      context.set('Location', new URL(front.publicUrl).pathname.replace(/\/$/, '') + answer.to);
      return;
    case 'problem':
      await sendProblem(front, context, answer);
      return;
  }
};

const sendBody = (context: Context, bytes: Buffer): Promise<void> => sendCoded(context, bytes, bytes.length < LEAST_CODED ? [] : CODINGS);

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

const sendProblem = async (
  front: PublicFront,
  context: Context,
  { status, title, detail }: Extract<PublicAnswer, { kind: 'problem' }>,
): Promise<void> => {
  context.status = status;
  context.vary('Accept');
  context.set('Cache-Control', 'no-store');
  if (context.accepts(['application/problem+json', 'text/html']) === 'text/html') {
    context.type = 'text/html; charset=utf-8';
    await sendBody(context, Buffer.from(front.renderProblem({ title, detail }, context.acceptsLanguages())));
    return;
  }
  context.type = 'application/problem+json; charset=utf-8';
  context.body = `${JSON.stringify({ type: 'about:blank', title, status, detail })}\n`;
};
