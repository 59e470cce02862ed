import type { Datestamp } from '../catalogue/datestamp.js';
import { OaiError, type OaiProblem } from '../oai-pmh/protocol.js';
import { writeHeaders, writeRecords, writeResumptionToken } from '../oai-pmh/response.js';
import type { RecordHeader, StoredRecord } from '../store/ports.js';
import { xml } from '../xml/markup.js';
import { describePage } from './answered-request.js';
import { badToken, cutPage, MOST_PAGE_BYTES, nextToken, openToken } from './page.js';
import type { Answer, Moment, ProviderPorts } from './ports.js';
import { NO_SETS, quote, unknownFormat } from './problems.js';
import type { OaiRequest, Selection } from './request.js';
import type { ListState } from './token.js';

type ListRequest = Extract<OaiRequest, { verb: 'ListIdentifiers' | 'ListRecords' }>;
type RecordListState = Extract<ListState, { verb: 'ListIdentifiers' | 'ListRecords' }>;
/** Where a page begins: a token's state, or a list that has sent nothing yet. */
type Position = Omit<RecordListState, 'after'> & { readonly after?: RecordListState['after'] };

/** A page of ListIdentifiers or ListRecords (OAI-PMH 2.0 §4.3, §4.5, §3.5). */
export const answerList = async (ports: ProviderPorts, moment: Moment, request: ListRequest): Promise<Answer> => {
  const position =
    'resumptionToken' in request
      ? openToken(request.resumptionToken, request.verb, moment)
      : await beginList(ports, moment, request.verb, request.selection);
  const { page, more } = await readPage(ports, moment, position);
  const last = page.at(-1);
  if (!last && 'selection' in request) throw new OaiError(nothingMatches(ports, request.selection));
  if (!last) {
    throw badToken('Every record that was left in this list has changed since the resumptionToken was given. Begin the list again.');
  }
  const next = more ? { ...position, after: keyOf(last), cursor: position.cursor + page.length } : undefined;
  const token = nextToken(next, position.after !== undefined, position.cursor, moment);
  const ending = xml`${token && writeResumptionToken(token)}`.markup;
  const entities = request.verb === 'ListRecords' ? writeRecords(page as readonly StoredRecord[]) : [writeHeaders(page)];
  const [opening, closing] = TAGS[request.verb];
  const body = [opening, ...entities, ending, closing];
  return {
    body,
    page: describePage(position, { records: page.length, hasNext: more }),
    ...(ports.settings.oai.pinResponseDate && { responseDate: position.listResponseDate }),
  };
};

const TAGS = {
  ListRecords: [xml`<ListRecords>`.markup, xml`</ListRecords>`.markup],
  ListIdentifiers: [xml`<ListIdentifiers>`.markup, xml`</ListIdentifiers>`.markup],
} as const;

const keyOf = ({ datestamp, identifier }: RecordHeader): RecordListState['after'] => ({ datestamp, identifier });

const readPage = async (
  { store, settings, formats, mostPageBytes = MOST_PAGE_BYTES }: ProviderPorts,
  { allocate }: Moment,
  { verb, metadataPrefix, set, from, until, after }: Position,
): Promise<{ page: readonly (RecordHeader | StoredRecord)[]; more: boolean }> => {
  const format = formats.find((candidate) => candidate.metadataPrefix === metadataPrefix);
  if (!format) throw badToken(`The list was in the format ${metadataPrefix}, which is no longer offered. Begin it again in another.`);
  const limits = { records: settings.oai.pageSize, bytes: mostPageBytes };
  const query = {
    metadataPrefix: format.storedAs,
    until,
    limit: limits.records + 1,
    ...(set !== undefined && { set }),
    ...(from !== undefined && { from }),
    ...(after && { after }),
  };
  return verb === 'ListRecords'
    ? cutPage(await store.listRecords(query, allocate), limits, (record) => record.metadata?.length ?? 0)
    : cutPage(await store.listHeaders(query), limits, () => 0);
};

/**
 * Freezes the list's upper bound below the current second: what changes from now on leaves the list and comes with the
 * next harvest, so the list can only shrink and its size now is never too small.
 */
const beginList = async (ports: ProviderPorts, moment: Moment, verb: Position['verb'], selection: Selection): Promise<Position> => {
  const { store, formats } = ports;
  const { metadataPrefix, set } = selection;
  const format = formats.find((candidate) => candidate.metadataPrefix === metadataPrefix);
  const hasNoSets = set !== undefined && ports.sets.length === 0;
  if (!format) throw new OaiError(unknownFormat(metadataPrefix, formats), ...(hasNoSets ? [NO_SETS] : []));
  if (hasNoSets) throw new OaiError(NO_SETS);
  const from = selection.from?.first;
  const until = Math.min(selection.until?.last ?? moment.settled, moment.settled) as Datestamp;
  const range = { metadataPrefix: format.storedAs, until, ...(set !== undefined && { set }), ...(from !== undefined && { from }) };
  const completeListSize = from !== undefined && from > until ? 0 : await store.countRecords(range);
  if (completeListSize === 0) throw new OaiError(nothingMatches(ports, selection));
  const bounds = { until, ...(set !== undefined && { set }), ...(from !== undefined && { from }) };
  return { verb, metadataPrefix, ...bounds, cursor: 0, completeListSize, listResponseDate: moment.responseDate };
};

const nothingMatches = ({ sets }: ProviderPorts, { set, from, until }: Selection): OaiProblem => {
  if (set !== undefined && !sets.some(({ setSpec }) => setSpec === set)) {
    return { code: 'noRecordsMatch', message: `There is no set ${quote(set)}. ListSets names them.` };
  }
  const bounded = (from ?? until) ? ' between these dates' : '';
  return {
    code: 'noRecordsMatch',
    message: `No record matches${set === undefined ? '' : ` in the set ${quote(set)}`}${bounded}. Nothing is missing: this is an empty answer.`,
  };
};
