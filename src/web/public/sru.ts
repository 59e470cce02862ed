import { createSru, writeUnavailable, type SruPorts } from '../../discovery/sru/sru.js';
import { RETRY_AFTER } from '../retry-after.js';
import type { PublicAnswer, PublicRequest, PublicRoute } from './route.js';

const XML = 'text/xml; charset=utf-8';
/** A query of 8,192 letters, each of them nine characters of a form, and room for the rest. */
const MOST_BYTES = 128 * 1024;

/** SRU 1.1, 1.2 and 2.0 by GET and by a form (SRU 1.2, SRU by HTTP POST). Whatever is wrong with a request is said by diagnostics, under 200. */
export const sruRoutes = (ports: SruPorts): readonly PublicRoute[] => {
  const answer = createSru(ports);
  const respond = async (params: URLSearchParams, { signal }: PublicRequest): Promise<PublicAnswer> => {
    try {
      return { kind: 'content', type: XML, body: await answer(params, signal) };
    } catch (error) {
      if (signal.aborted) return GONE;
      throw error;
    }
  };
  const unwell = (params: URLSearchParams): PublicAnswer => ({
    ...{ kind: 'content', status: 503, type: XML, body: writeUnavailable(ports, params) },
    headers: { 'Retry-After': String(RETRY_AFTER), 'Cache-Control': 'no-store' },
  });
  const formOf = ({ body }: PublicRequest): URLSearchParams => new URLSearchParams(body?.text);
  return [
    { method: 'GET', path: '/sru', handle: (request) => respond(request.query, request), whenUnwell: ({ query }) => unwell(query) },
    {
      method: 'POST',
      path: '/sru',
      mostBytes: MOST_BYTES,
      handle: (request) => (request.body?.type === FORM ? respond(formOf(request), request) : NO_FORM),
      whenUnwell: (request) => unwell(formOf(request)),
    },
  ];
};

const FORM = 'application/x-www-form-urlencoded';

const NO_FORM: PublicAnswer = {
  kind: 'problem',
  status: 415,
  title: 'Unsupported media type',
  detail: `A request by POST is a form: send ${FORM} with the parameters of SRU.`,
};

/** Nobody reads it: a search that was given up because its caller has gone is no failure of ours. */
const GONE: PublicAnswer = { kind: 'problem', status: 503, title: 'Given up', detail: 'The caller has gone.' };
