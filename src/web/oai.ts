import type { Context } from 'koa';
import getRawBody from 'raw-body';
import type { ProviderVisits } from '../administration/provider-visits.js';
import { isVerb } from '../oai-pmh/protocol.js';
import type { Provider } from '../provider/provider.js';
import { clientAddress } from './client-address.js';
import { type ContentCoding, sendCoded } from './content-coding.js';
import { createPageBuffers } from './page-buffers.js';
import { renderOaiPage } from './oai-page.js';
import { noteOf, type RequestNote } from './request-note.js';

/** Those that Identify lists (§3.1.3). */
const CODINGS: readonly ContentCoding[] = ['gzip', 'deflate'];
/** Far above what any request of the protocol needs. In bytes. */
const MOST_BODY = 64 * 1024;

export interface OaiPorts {
  readonly provider: Provider;
  /** The same repository with fewer records on a page: a person reads some dozens, and to draw 500 would keep harvesters waiting. */
  readonly pageProvider: Provider;
  readonly baseUrl: string;
  readonly repositoryName: string;
  /** Where harvests are counted; pages that a person reads in a browser are none. */
  readonly visits?: Pick<ProviderVisits, 'note'>;
  /** Where the address of a client is to be found: in the connection where absent. */
  readonly behindProxy?: boolean;
}

/** OAI-PMH over HTTP (§3.1.1): GET and POST alike, XML unless HTML is preferred in so many words, never 406. */
export const answerOai =
  ({ provider, pageProvider, baseUrl, repositoryName, visits, behindProxy = false }: OaiPorts, buffers = createPageBuffers()) =>
  async (context: Context): Promise<void> => {
    const given = await readArguments(context);
    if (!given) return;
    const note = noteArguments(context, given);
    context.vary('Accept');
    context.set('Cache-Control', 'no-cache');
    if (context.accepts(['text/xml', 'application/xml', 'text/html']) === 'text/html') {
      const answer = await pageProvider.answer(given);
      const page = renderOaiPage({ answer, given, baseUrl, repositoryName, languages: context.acceptsLanguages() });
      context.vary('Accept-Language');
      context.type = 'text/html; charset=utf-8';
      await sendCoded(context, Buffer.from(page), CODINGS);
    } else {
      const answer = await provider.answerBytes(
        given,
        (size) => buffers.take(size, context.res),
        (answered) => {
          note.result = answered.error ?? 'ok';
          if (context.method === 'HEAD') return;
          visits?.note({ agent: context.get('User-Agent'), address: clientAddress(context, { behindProxy }) }, answered);
        },
      );
      context.type = 'text/xml; charset=utf-8';
      await sendCoded(context, answer, CODINGS);
    }
  };

/** What may be told of the request even if the store cannot answer it. */
const noteArguments = (context: Context, given: URLSearchParams): RequestNote => {
  const verb = given.get('verb') ?? '';
  const page = given.has('resumptionToken') ? 'next' : 'first';
  return Object.assign(noteOf(context), isVerb(verb) && { verb, ...(verb.startsWith('List') && { page }) });
};

/** `undefined` when the request was refused already. */
const readArguments = async (context: Context): Promise<URLSearchParams | undefined> => {
  const query = new URLSearchParams(context.querystring);
  // A client that puts everything into the URL names no media type for the body that it does not have.
  if (context.method !== 'POST' || context.request.length === 0) return query;
  if (context.is('application/x-www-form-urlencoded') === false) {
    refuse(context, 415, 'A POST request carries its arguments as application/x-www-form-urlencoded.');
    return undefined;
  }
  if (context.get('Content-Encoding') !== '' && context.get('Content-Encoding') !== 'identity') {
    refuse(context, 415, 'A POST request must not be compressed.');
    return undefined;
  }
  const body = await readBody(context);
  if (body === undefined) return undefined;
  return new URLSearchParams([...query, ...new URLSearchParams(body)]);
};

const readBody = async (context: Context): Promise<string | undefined> => {
  try {
    return await getRawBody(context.req, { length: context.request.length, limit: MOST_BODY, encoding: 'utf8' });
  } catch (error) {
    const { type } = error as { readonly type?: string };
    if (type === 'entity.too.large') {
      // What is still to come is read and thrown away, for half a minute at most (`requestTimeout`): who closes a connection while bytes
      // are under way takes the answer away from a client that is still sending.
      context.req.resume();
      refuse(context, 413, `The arguments of a request may have ${MOST_BODY} bytes at most.`);
      return undefined;
    }
    if (type === 'request.aborted' || type === 'request.size.invalid') {
      refuse(context, 400, 'The request ended before its body was complete.');
      return undefined;
    }
    throw error;
  }
};

const refuse = (context: Context, status: number, message: string): void => {
  context.status = status;
  context.type = 'text/plain; charset=utf-8';
  context.body = `${message}\n`;
};
