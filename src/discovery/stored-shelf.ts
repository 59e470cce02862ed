import { parseIssn } from '../catalogue/issn.js';
import type { WorkSearch, WorkStore } from '../store/work-ports.js';
import type { WorkPage, WorkQuery } from './discovery.js';
import { foldedWords, wordsAsked } from './search-words.js';
import type { Shelf, Shelved } from './shelf.js';
import { createKeptUp, type StoredPorts } from './stored-works.js';
import { tagOf } from './work-index.js';
import type { UpToDate } from './shelf.js';

/** Reads works from the store, where every process finds the same; keeps them up to date together with the others. */
export const createStoredShelf = (ports: StoredPorts): UpToDate => {
  const keepUp = createKeptUp(ports);
  const shelf = shelfOver(ports.works);
  return async () => {
    await keepUp();
    return shelf;
  };
};

/** Nobody reads on in a list of what answers to one ISSN. */
const MOST_WITH_ISSN = 500;

const shelfOver = (works: WorkStore): Shelf => ({
  find: async (id) => {
    const body = await works.find(id);
    return body === undefined ? undefined : parseShelved(body);
  },
  findAll: async (ids) => (await works.findAll(ids)).map(parseShelved),
  findGone: (id) => works.findGone(id),
  idsUnder: async (key) => (await works.idsUnder([key])).get(key) ?? [],
  knownAmong: async (keys) => new Set((await works.idsUnder(keys)).keys()),
  listWithIssn: async (issn) => {
    const { bodies } = await works.search({
      ...{ words: [], names: [], series: [issn], order: 'oldest', offset: 0, limit: MOST_WITH_ISSN },
    });
    return bodies.map(workIn);
  },
  search: (query) => search(works, query),
  list: async (page) => (await works.list(page)).map(workIn),
  listNewest: async (limit) => (await works.listNewest(limit)).map(workIn),
  listGone: (page) => works.listGone(page),
  readVersion: async () => {
    const { works: size, sum, changed } = await works.readState();
    return { tag: tagOf(size, sum), changed };
  },
});

/** The body that `stored-works.ts` has written: nobody else writes there. */
const parseShelved = (body: unknown): Shelved => body as Shelved;
const workIn = (body: unknown): Shelved['work'] => parseShelved(body).work;

const NOTHING: WorkPage = { works: [], total: 0 };

const search = async (works: WorkStore, query: WorkQuery): Promise<WorkPage> => {
  const wish = wishOf(query);
  if (wish === undefined) return NOTHING;
  const { bodies, total, hasMore } = await works.search(wish);
  return { works: bodies.map(workIn), total, ...(hasMore && { hasMore }) };
};

/** `undefined` where it asks by punctuation alone: for something, and there is nothing of the kind. */
const wishOf = (query: WorkQuery): WorkSearch | undefined => {
  const words = wordsAsked(query.words ?? '');
  const names = foldedWords(query.author ?? '');
  const isIdle = (text: string | undefined, read: readonly string[]): boolean => read.length === 0 && (text ?? '').trim() !== '';
  if (isIdle(query.words, words) || isIdle(query.author, names)) return undefined;
  const { language, origin, yearFrom, yearUntil } = query;
  return {
    ...{ words, names, series: seriesAsked(query.series?.trim() ?? '') },
    ...(language !== undefined && { language }),
    ...(origin !== undefined && { origin }),
    ...(yearFrom !== undefined && { yearFrom }),
    ...(yearUntil !== undefined && { yearUntil }),
    order: query.order ?? (words.length === 0 ? 'newest' : 'relevance'),
    offset: Math.max(0, query.offset),
    limit: Math.max(0, query.limit),
  };
};

/** A code, or an ISSN in any spelling. */
const seriesAsked = (series: string): readonly string[] => {
  if (series === '') return [];
  const issn = parseIssn(series);
  return issn === undefined ? [series] : [series, issn];
};
