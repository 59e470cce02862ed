import { LIST_TYPES, MOST_IDENTIFIERS, parseIdentifierList } from '../../../discovery/dumps/lookup-list.js';
import { writeLookupCsv, writeLookupJson } from '../../../discovery/dumps/lookup.js';
import type { DumpPorts } from '../../../discovery/dumps/walk.js';
import type { PublicAnswer, PublicRequest, PublicRoute } from '../route.js';
import { badRequest } from './since.js';

/** Of a list, in bytes: ten times the identifiers that may be in it, so that even a list far too long is told how long it may be. */
const MOST_BYTES = 4 * 1024 * 1024;

/** A list of identifiers of any kind, and what each is tied to, in the same order. */
export const lookupRoutes = (ports: DumpPorts): readonly PublicRoute[] => [
  { method: 'POST', path: '/links', mostBytes: MOST_BYTES, handle: (request) => answerLookup(ports, request) },
];

const answerLookup = ({ discovery, publicUrl }: DumpPorts, { body, accepts }: PublicRequest): PublicAnswer => {
  const wanted = accepts(['application/json', 'text/csv']);
  if (wanted === undefined) return problem(406, 'Not acceptable', 'The answer can be application/json or text/csv.');
  const list = parseIdentifierList(body?.text ?? '', body?.type ?? '');
  switch (list.kind) {
    case 'list': {
      const ports = { discovery, publicUrl };
      const headers = { Vary: 'Accept' };
      return wanted === 'text/csv'
        ? { kind: 'stream', type: 'text/csv; charset=utf-8; header=present', body: writeLookupCsv(ports, list.identifiers), headers }
        : { kind: 'stream', type: 'application/json; charset=utf-8', body: writeLookupJson(ports, list.identifiers), headers };
    }
    case 'too many':
      return problem(
        413,
        'Too many identifiers',
        `The list has ${list.count} lines; ${MOST_IDENTIFIERS} identifiers are the most that one question may have. Nothing was looked up. Split the list, or take everything from /links.json or /links.csv.`,
      );
    case 'unreadable':
      return badRequest(list.reason);
    case 'other type':
      return {
        ...problem(
          415,
          'Unsupported media type',
          `Content-Type must be one of ${LIST_TYPES.join(', ')}: one identifier on a line, in the first column, or in an array of strings.`,
        ),
        headers: { Accept: LIST_TYPES.join(', ') },
      };
  }
};

const problem = (status: number, title: string, detail: string): Extract<PublicAnswer, { kind: 'problem' }> => ({
  ...{ kind: 'problem', status, title, detail },
});
