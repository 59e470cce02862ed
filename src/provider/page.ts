import { OaiError } from '../oai-pmh/protocol.js';
import type { ResumptionToken } from '../oai-pmh/response.js';
import { readToken, writeToken, type ListState } from './token.js';
import type { Moment } from './ports.js';

/** Where a page is cut at the latest; it holds one record at least. */
export interface PageLimits {
  readonly records: number;
  /** Of rendered text. */
  readonly bytes: number;
}

/** In bytes. */
export const MOST_PAGE_BYTES = 4 * 1024 * 1024;

/**
 * Takes what fits on a page. The rows were asked for with one more than the page holds: only so is it known that
 * something follows, and a token never leads to an empty page.
 */
export const cutPage = <Row>(
  rows: readonly Row[],
  { records, bytes }: PageLimits,
  sizeOf: (row: Row) => number,
): { page: readonly Row[]; more: boolean } => {
  let size = 0;
  let count = 0;
  for (const row of rows) {
    size += sizeOf(row);
    if (count === records || (count > 0 && size > bytes)) break;
    count += 1;
  }
  return { page: rows.slice(0, count), more: count < rows.length };
};

/**
 * Opens a token of this very verb (OAI-PMH 2.0 §3.5).
 * @throws OaiError badResumptionToken, in words that tell a harvester's owner what to do
 */
export const openToken = <V extends ListState['verb']>(token: string, verb: V, moment: Moment): Extract<ListState, { verb: V }> => {
  const { epoch, tokenKeys } = moment.installation;
  const reading = readToken(token, { epoch, keys: tokenKeys, now: moment.now });
  if (reading.kind === 'invalid') throw badToken(REASONS[reading.reason]);
  if (reading.state.verb !== verb) throw badToken(`The resumptionToken belongs to a list of ${reading.state.verb}, not to ${verb}.`);
  return reading.state as Extract<ListState, { verb: V }>;
};

const REASONS = {
  'not ours': 'This is no resumptionToken of this repository, or it was changed or cut on its way. Send it exactly as it was given.',
  expired: 'The resumptionToken has expired; it was valid for 48 hours. Begin the list again.',
  'of another epoch': 'The repository was restored from a backup since the resumptionToken was given. Begin the list again.',
} as const;

export const badToken = (message: string): OaiError => new OaiError({ code: 'badResumptionToken', message });

/** The token at the end of a page: with attributes while more follows, bare when a list that was split ends, none when it never was. */
export const nextToken = (
  next: ListState | undefined,
  wasSplit: boolean,
  cursor: number,
  moment: Moment,
): ResumptionToken | 'end of a split list' | undefined => {
  if (!next) return wasSplit ? 'end of a split list' : undefined;
  const { epoch, tokenKeys } = moment.installation;
  return { ...writeToken(next, { epoch, keys: tokenKeys, now: moment.now }), cursor, completeListSize: next.completeListSize };
};
