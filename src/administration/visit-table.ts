import { formatDatestamp } from '../catalogue/datestamp.js';
import type { AnsweredRequest, ListPage } from '../provider/answered-request.js';
import type { ClientDay, KeptVisit, VisitLog } from '../store/visit-ports.js';
import { CHECK_AGENT } from './check-targets.js';
import { createClientDays } from './client-days.js';
import { goOn } from './visit-pages.js';

/** One request of one client, as it was answered. */
export interface NotedRequest {
  readonly client: VisitClient;
  readonly answered: AnsweredRequest;
  /** UTC, ISO 8601. */
  readonly at: string;
}

/** Fit to be kept: see `visitor.ts`. */
export type VisitClient = Pick<KeptVisit, 'agent' | 'from'>;

/** Visits and days with their bounds. The same requests in the same order make the same table, whatever process notes them. */
export interface VisitTable {
  note(request: NotedRequest): void;
  visits(): readonly KeptVisit[];
  days(): readonly ClientDay[];
}

const MOST_VISITS = 500;
/** So that one client that asks all day does not push out the others. */
const MOST_OF_ONE_NETWORK = 100;

export const createVisitTable = (kept: VisitLog): VisitTable => {
  const visits = new Map(kept.visits.map((visit) => [keyOf(visit), visit]));
  const days = createClientDays(kept.days);

  const begin = (visit: KeptVisit): void => {
    const key = keyOf(visit);
    visits.delete(key);
    const others = [...visits].filter(([, { from }]) => from === visit.from);
    if (others.length >= MOST_OF_ONE_NETWORK) visits.delete(others[0]?.[0] ?? '');
    if (visits.size >= MOST_VISITS) visits.delete(visits.keys().next().value ?? '');
    visits.set(key, visit);
  };
  const noteList = ({ client, answered, at }: NotedRequest): void => {
    const { page } = answered;
    if (page === undefined) {
      // Nothing new since the last time: a harvest that came to its end, of which the last is enough.
      if (answered.error === 'noRecordsMatch') begin(emptyVisit(client, answered, at));
      return;
    }
    const known = visits.get(keyOf({ ...client, list: page.list }));
    if (known) visits.set(keyOf(known), goOn(known, page, at));
    else begin(firstVisit(client, answered, page, at));
  };
  return {
    note: (request) => {
      const { client, answered, at } = request;
      const isList = answered.verb === 'ListRecords' || answered.verb === 'ListIdentifiers';
      if (isList && client.agent !== CHECK_AGENT) noteList(request);
      days.note(client, answered, at);
    },
    visits: () => [...visits.values()],
    days: () => days.list(),
  };
};

const keyOf = ({ agent, from, list }: Pick<KeptVisit, 'agent' | 'from' | 'list'>): string => JSON.stringify([from, agent, list]);

/** In characters: what a stranger sends is kept, and shown in a table. */
const LONGEST_WORD = 80;

const wordsOf = ({ verb, metadataPrefix, set }: AnsweredRequest): Pick<KeptVisit, 'verb' | 'metadataPrefix' | 'set'> => ({
  verb: verb ?? '',
  ...(metadataPrefix !== undefined && { metadataPrefix: metadataPrefix.slice(0, LONGEST_WORD) }),
  ...(set !== undefined && { set: set.slice(0, LONGEST_WORD) }),
});

const emptyVisit = (client: VisitClient, answered: AnsweredRequest, at: string): KeptVisit => {
  const words = wordsOf(answered);
  const list = [words.verb, words.metadataPrefix, words.set, 'nothing'].join(' ');
  return { ...client, began: at, last: at, ...words, pages: 0, records: 0, completeListSize: 0, isComplete: true, list, next: 0 };
};

const firstVisit = (client: VisitClient, answered: AnsweredRequest, page: ListPage, at: string): KeptVisit => {
  const { list, from, completeListSize } = page;
  const visit: KeptVisit = {
    ...client,
    ...{ began: at, last: at },
    ...wordsOf(answered),
    ...(from !== undefined && { since: formatDatestamp(from) }),
    ...{ pages: 0, records: 0, completeListSize, isComplete: false, list, next: 0 },
  };
  return goOn(visit, page, at);
};
