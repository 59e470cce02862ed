import type { Context } from 'koa';
import getRawBody from 'raw-body';
import type { Problem } from './route.js';

/** In bytes: far above the longest publication, far below what could do harm. */
const MOST_BODY = 1024 * 1024;

export interface Body {
  readonly form: URLSearchParams;
  readonly json: unknown;
}

export const NO_BODY: Body = { form: new URLSearchParams(), json: undefined };

/** An HTML form or JSON; what is neither is refused, and so is what is too large or breaks off. */
export const readBody = async (context: Context): Promise<Body | Problem> => {
  // Without a Content-Length there is a body only where Transfer-Encoding says so (RFC 9112 §6.3).
  if (context.request.length === 0 || (context.get('Content-Length') === '' && context.get('Transfer-Encoding') === '')) return NO_BODY;
  const type = context.is('application/x-www-form-urlencoded', 'application/json');
  if (type === false) {
    return {
      status: 415,
      title: 'Unsupported media type',
      detail: `The body is ${context.get('Content-Type') || 'without a media type'}; send application/json, or a form as application/x-www-form-urlencoded.`,
    };
  }
  if (context.get('Content-Encoding') !== '' && context.get('Content-Encoding') !== 'identity')
    return { status: 415, title: 'Unsupported encoding', detail: 'Send the body without compressing it.' };
  const text = await readText(context);
  if (typeof text !== 'string') return text;
  return type === 'application/json' ? parseJsonBody(text) : { form: new URLSearchParams(text), json: undefined };
};

const readText = async (context: Context): Promise<string | Problem> => {
  try {
    return await getRawBody(context.req, { length: context.request.length, limit: MOST_BODY, encoding: 'utf8' });
  } catch (error) {
    const { type } = error as { readonly type?: string };
    if (type === 'entity.too.large') {
      // What is still to come is not read, so the connection cannot be used again.
      context.set('Connection', 'close');
      return { status: 413, title: 'Content too large', detail: `The body may have ${MOST_BODY} bytes at most.` };
    }
    if (type === 'request.aborted' || type === 'request.size.invalid')
      return { status: 400, title: 'Incomplete body', detail: 'The request ended before its body was complete.' };
    throw error;
  }
};

const parseJsonBody = (text: string): Body | Problem => {
  try {
    return { form: new URLSearchParams(), json: JSON.parse(text) as unknown };
  } catch (error) {
    return { status: 400, title: 'Not JSON', detail: `The body is not JSON: ${(error as SyntaxError).message}` };
  }
};

export const isProblem = (value: Body | Problem): value is Problem => 'status' in value;
