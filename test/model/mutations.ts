import type { Datestamp } from '../../src/catalogue/datestamp.js';
import type { Provider } from '../../src/provider/provider.js';
import { readToken, writeToken } from '../../src/provider/token.js';
import { StoreError, type RecordHeader, type RecordQuery, type StoredRecord } from '../../src/store/ports.js';
import type { ReadStore } from './backend.js';
import type { Guarantee } from './broken-guarantee.js';
import type { Mutation } from './repository.js';

export interface NamedMutation {
  readonly name: string;
  readonly mutation: Mutation;
  /** The guarantees that it is seen to break. */
  readonly breaks: readonly Guarantee[];
}

/** The faults that providers in use have (facts of paging, §3.4), each planted from outside. */
export const MUTATIONS: readonly NamedMutation[] = [
  { name: 'offset paging', mutation: { store: (store) => pageByOffset(store) }, breaks: ['G1'] },
  { name: 'a cursor of the stamp alone, with >', mutation: { store: (store) => pageByStamp(store) }, breaks: ['G1', 'G4'] },
  { name: 'an open upper bound', mutation: { store: (store) => withOpenBound(store) }, breaks: ['G2', 'G3', 'G7'] },
  { name: 'an upper bound of now, without the guard second', mutation: { store: (store) => withBounds(store, 0) }, breaks: ['G2', 'G3'] },
  { name: 'a stamp before the commit', mutation: { store: (store) => withBounds(store, 1) }, breaks: ['G3'] },
  { name: 'the wall clock only', mutation: { clock: (wallClock) => ({ read: wallClock, skew: () => 0 }) }, breaks: ['stamp', 'G3'] },
  { name: 'a tombstone without its sets', mutation: { store: (store) => withoutTombstonesInSets(store) }, breaks: ['G1'] },
  {
    name: 'a token that is not bound to its verb',
    mutation: { provider: (provider, store) => withLooseTokens(provider, store) },
    breaks: ['token'],
  },
  { name: 'a full page taken for an unfinished list', mutation: { store: (store) => withoutLookAhead(store) }, breaks: ['token'] },
  { name: 'a record that fails ends the list', mutation: { store: (store) => withShortPages(store) }, breaks: ['G7'] },
  { name: 'a store that fails looks empty', mutation: { store: (store) => withSilentFailure(store) }, breaks: ['G7'] },
];

type Rows = readonly StoredRecord[];
type List = (query: RecordQuery) => Promise<Rows>;

/** Changes what both lists answer. */
const withLists = (store: ReadStore, change: (list: List) => List): ReadStore => {
  const listRecords = change((query) => store.listRecords(query));
  const listHeaders = async (query: RecordQuery): Promise<readonly RecordHeader[]> => listRecords(query);
  return { ...store, listRecords, listHeaders };
};

/** Remembers at which row the page ended that a token continues, and goes on at that row of the list as it is then. */
const pageByOffset = (store: ReadStore): ReadStore => {
  const offsets = new Map<string, number>();
  return withLists(store, (list) => async (query) => {
    const { after, limit, ...range } = query;
    const offset = after ? (offsets.get(JSON.stringify([range, after])) ?? 0) : 0;
    const rows = (await list({ ...range, limit: Infinity })).slice(offset, offset + limit);
    const last = rows[limit - 2];
    if (last) offsets.set(JSON.stringify([range, { datestamp: last.datestamp, identifier: last.identifier }]), offset + limit - 1);
    return rows;
  });
};

const pageByStamp = (store: ReadStore): ReadStore =>
  withLists(store, (list) => (query) => list(query.after ? { ...query, after: { ...query.after, identifier: '\uffff' } } : query));

const withOpenBound = (store: ReadStore): ReadStore => {
  const open = <Q extends { readonly until: Datestamp }>(query: Q): Q => ({ ...query, until: Infinity });
  return { ...withLists(store, (list) => (query) => list(open(query))), countRecords: (query) => store.countRecords(open(query)) };
};

/** `settled` so many seconds before now, whatever is in flight. */
const withBounds = (store: ReadStore, before: number): ReadStore => ({
  ...store,
  readMoment: async () => {
    const moment = await store.readMoment();
    return { ...moment, settled: (moment.now - before) as Datestamp };
  },
});

const withoutTombstonesInSets = (store: ReadStore): ReadStore => {
  const mutant = withLists(store, (list) => async (query) => {
    if (query.set === undefined) return list(query);
    return (await list({ ...query, limit: Infinity })).filter(({ deleted }) => !deleted).slice(0, query.limit);
  });
  return { ...mutant, countRecords: async (query) => (await mutant.listRecords({ ...query, limit: Infinity })).length };
};

/** Signs the state of any token anew for the verb that it comes with. */
const withLooseTokens = (provider: Provider, store: ReadStore): Provider => {
  const loosened = async (given: URLSearchParams): Promise<URLSearchParams> => {
    const verb = given.get('verb');
    if (verb !== 'ListRecords' && verb !== 'ListIdentifiers') return given;
    const { now, installation } = await store.readMoment();
    const { epoch, tokenKeys: keys } = installation;
    const reading = readToken(given.get('resumptionToken') ?? '', { epoch, keys, now });
    if (reading.kind === 'invalid' || reading.state.verb === 'ListSets') return given;
    return new URLSearchParams({ verb, resumptionToken: writeToken({ ...reading.state, verb }, { epoch, keys, now }).token });
  };
  return {
    answer: async (given) => provider.answer(await loosened(given)),
    answerBytes: async (given) => provider.answerBytes(await loosened(given)),
  };
};

/** Whoever asks for one row more than the page holds is told that there is one whenever the page is full. */
const withoutLookAhead = (store: ReadStore): ReadStore =>
  withLists(store, (list) => async (query) => {
    const rows = (await list(query)).slice(0, query.limit - 1);
    const last = rows.at(-1);
    return last && rows.length === query.limit - 1 ? [...rows, last] : rows;
  });

/** The page ends before the record that cannot be read. */
const withShortPages = (store: ReadStore): ReadStore =>
  withLists(store, (list) => async (query) => {
    try {
      return await list(query);
    } catch (error) {
      if (error instanceof StoreError) return (await list(query)).slice(0, 1);
      throw error;
    }
  });

const withSilentFailure = (store: ReadStore): ReadStore => {
  const silent = async <T>(reading: Promise<T>, instead: T): Promise<T> => {
    try {
      return await reading;
    } catch (error) {
      if (error instanceof StoreError) return instead;
      throw error;
    }
  };
  return {
    ...withLists(store, (list) => (query) => silent(list(query), [])),
    countRecords: (query) => silent(store.countRecords(query), 0),
  };
};
