import { formatDatestamp } from '../catalogue/datestamp.js';
import type { WallClock } from '../platform/clock.js';
import { describeError, type Log } from '../platform/log.js';
import type { AnsweredRequest, ListPage } from '../provider/answered-request.js';
import type { ClientDay, KeptVisit, VisitMemory } from '../store/visit-ports.js';
import { CHECK_AGENT } from './check-targets.js';
import { createClientDays } from './client-days.js';
import { cleanAgent, wideNetworkOf, type ProviderClient } from './visitor.js';

/** One list that one client read from us, or is reading. Times are UTC. */
export interface ProviderVisit extends Omit<KeptVisit, 'isComplete' | 'list' | 'next'> {
  /** `brokenOff`: no next page was asked for in half an hour; it goes on when one is, as a token is good for two days. */
  readonly state: 'underWay' | 'completed' | 'brokenOff';
}

/** The provider's own figures: who harvested when, and how far they came. */
export interface ProviderVisits {
  /** To be called for each answer; quick, and throws nothing. */
  note(client: ProviderClient, answered: AnsweredRequest): void;
  /** The last that something was sent to comes first. */
  list(): readonly ProviderVisit[];
  /** All requests, also those that are no harvest: the last day first, and of a day the busiest client. */
  listDays(): readonly ClientDay[];
  /** Writes down what has changed. A disk that fails is logged, and tried again the next time. */
  save(): Promise<void>;
}

export interface ProviderVisitsPorts {
  readonly memory: VisitMemory;
  readonly clock: WallClock;
  readonly log: Log;
}

const MOST_VISITS = 500;
/** So that one client that asks all day does not push out the others. */
const MOST_OF_ONE_NETWORK = 100;
const SILENCE_MS = 30 * 60_000;
const KEPT_MS = 365 * 86_400_000;
/** In characters: what a stranger sends is kept, and shown in a table. */
const LONGEST_WORD = 80;

export const openProviderVisits = async ({ memory, clock, log }: ProviderVisitsPorts): Promise<ProviderVisits> => {
  const kept = await memory.read();
  const visits = new Map(kept.visits.map((visit) => [keyOf(visit), visit]));
  const days = createClientDays(kept.days);
  let isChanged = false;

  const begin = (visit: KeptVisit): void => {
    const key = keyOf(visit);
    visits.delete(key);
    const others = [...visits].filter(([, { from }]) => from === visit.from);
    if (others.length >= MOST_OF_ONE_NETWORK) visits.delete(others[0]?.[0] ?? '');
    if (visits.size >= MOST_VISITS) visits.delete(visits.keys().next().value ?? '');
    visits.set(key, visit);
  };
  const noteList = (client: Client, answered: AnsweredRequest, at: string): void => {
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
    note: ({ agent, address }, answered) => {
      const client = { agent: cleanAgent(agent), from: wideNetworkOf(address) };
      const at = new Date(clock()).toISOString();
      const isList = answered.verb === 'ListRecords' || answered.verb === 'ListIdentifiers';
      if (isList && client.agent !== CHECK_AGENT) noteList(client, answered, at);
      days.note(client, answered, at);
      isChanged = true;
    },
    list: () => {
      const now = clock();
      return [...visits.values()]
        .filter(({ last }) => now - Date.parse(last) < KEPT_MS)
        .sort((one, other) => Date.parse(other.last) - Date.parse(one.last))
        .map((visit) => shown(visit, now));
    },
    listDays: () => days.list(),
    save: async () => {
      if (!isChanged) return;
      isChanged = false;
      const now = clock();
      try {
        await memory.write({ visits: [...visits.values()].filter(({ last }) => now - Date.parse(last) < KEPT_MS), days: days.list() });
      } catch (error) {
        isChanged = true;
        log.warn('visits.notKept', describeError(error));
      }
    },
  };
};

interface Client {
  readonly agent: string;
  readonly from: string;
}

const keyOf = ({ agent, from, list }: Pick<KeptVisit, 'agent' | 'from' | 'list'>): string => JSON.stringify([from, agent, list]);

const wordsOf = ({ verb, metadataPrefix, set }: AnsweredRequest): Pick<KeptVisit, 'verb' | 'metadataPrefix' | 'set'> => ({
  verb: verb ?? '',
  ...(metadataPrefix !== undefined && { metadataPrefix: metadataPrefix.slice(0, LONGEST_WORD) }),
  ...(set !== undefined && { set: set.slice(0, LONGEST_WORD) }),
});

const emptyVisit = (client: Client, answered: AnsweredRequest, at: string): KeptVisit => {
  const words = wordsOf(answered);
  const list = [words.verb, words.metadataPrefix, words.set, 'nothing'].join(' ');
  return { ...client, began: at, last: at, ...words, pages: 0, records: 0, completeListSize: 0, isComplete: true, list, next: 0 };
};

const firstVisit = (client: Client, answered: AnsweredRequest, page: ListPage, at: string): KeptVisit => {
  const { list, from, records, cursor, completeListSize, hasNext } = page;
  return {
    ...client,
    ...{ began: at, last: at },
    ...wordsOf(answered),
    ...(from !== undefined && { since: formatDatestamp(from) }),
    ...{ pages: 1, records, completeListSize, isComplete: !hasNext, list, next: cursor + records },
  };
};

/** A page that is asked for again is the same page. */
const goOn = (visit: KeptVisit, { cursor, records, hasNext }: ListPage, at: string): KeptVisit =>
  cursor < visit.next
    ? { ...visit, last: at }
    : {
        ...visit,
        last: at,
        pages: visit.pages + 1,
        records: visit.records + records,
        isComplete: !hasNext,
        next: cursor + records,
      };

const shown = ({ isComplete, list: _, next: __, ...visit }: KeptVisit, now: number): ProviderVisit => ({
  ...visit,
  state: isComplete ? 'completed' : now - Date.parse(visit.last) > SILENCE_MS ? 'brokenOff' : 'underWay',
});
