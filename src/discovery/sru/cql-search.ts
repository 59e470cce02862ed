import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Discovery, WorkQuery } from '../discovery.js';
import type { Work } from '../work.js';
import { conditionOf, type Condition } from './cql-condition.js';
import type { CqlTree } from './cql-query.js';
import { diagnostic, SruFault, type Diagnostic } from './diagnostics.js';
import { hitsById, hitsByNumber, hitsOf, NO_HITS, united, type Hit, type Hits } from './hits.js';
import { createWorkTexts, type WorkTexts } from './work-texts.js';

export interface SearchPorts {
  readonly discovery: Discovery;
  /** The caller has gone. */
  readonly signal: AbortSignal;
  /** Records that any part of a query may find; 50,000 where absent. */
  readonly mostRecords?: number;
}

export interface Found {
  readonly hits: Hits;
  /** Of a query that could be answered all the same: a number that is none. */
  readonly remarks: readonly Diagnostic[];
}

const MOST_RECORDS = 50_000;
/** A search of words weighs all of its hits for each page of them, so pages are large. */
const AT_ONCE = 10_000;
/** How often every record that a query may find is looked at on the way: enough for any question, and it has an end. */
const MOST_ROUNDS = 6;

/**
 * All records that a query finds, in no order that means anything.
 * @throws SruFault 28 or 36 for a term that its index cannot have, 60 for too many records
 * @throws AbortError when the caller has gone
 */
export const searchCql = async (tree: CqlTree, { discovery, signal, mostRecords = MOST_RECORDS }: SearchPorts): Promise<Found> => {
  const search: Search = { discovery, signal, mostRecords, remarks: [], weigh: createScales(mostRecords) };
  const hits = await evaluate(search, compile(tree, createWorkTexts()));
  return { hits, remarks: search.remarks };
};

interface Search extends Required<SearchPorts> {
  readonly remarks: Diagnostic[];
  /** Counts what is looked at. @throws SruFault 60 when it is too much */
  readonly weigh: (records: number) => void;
}

const createScales = (mostRecords: number): Search['weigh'] => {
  let seen = 0;
  return (records) => {
    seen += records;
    if (seen > MOST_ROUNDS * mostRecords) throw tooMany(mostRecords);
  };
};

type Step = Condition | { readonly kind: 'boolean'; readonly operator: 'and' | 'or' | 'not'; readonly left: Step; readonly right: Step };

/** First of all, so that a faulty term is told whatever the rest finds. */
const compile = (tree: CqlTree, texts: WorkTexts): Step =>
  tree.kind === 'clause' ? conditionOf(tree, texts) : { ...tree, left: compile(tree.left, texts), right: compile(tree.right, texts) };

const evaluate = async (search: Search, step: Step): Promise<Hits> => {
  if (step.kind !== 'boolean') return limited(search, await find(search, step));
  const left = await evaluate(search, step.left);
  if (step.operator === 'or') {
    const right = await evaluate(search, step.right);
    search.weigh(left.size + right.size);
    return limited(search, united(left, right));
  }
  if (left.size === 0) return NO_HITS;
  const isWanted = step.operator === 'and';
  const { right } = step;
  // What can be seen by looking at a work need not be searched for.
  if (right.kind === 'text' || right.kind === 'years')
    return new Map(await sift<readonly [string, Hit]>(search, left, ([, { work }]) => right.holds(work) === isWanted));
  const others = await evaluate(search, right);
  return new Map(await sift<readonly [string, Hit]>(search, left, ([identifier]) => others.has(identifier) === isWanted));
};

const BETWEEN_TURNS = 2000;

/** Others get their turn on the way: to look at 50,000 titles takes a fifth of a second. */
const sift = async <T>({ signal, weigh }: Search, all: Iterable<T>, keeps: (each: T) => boolean): Promise<readonly T[]> => {
  const kept: T[] = [];
  let seen = 0;
  for (const each of all) {
    if (seen++ % BETWEEN_TURNS === 0) {
      await nextTurn();
      signal.throwIfAborted();
    }
    if (keeps(each)) kept.push(each);
  }
  weigh(seen);
  return kept;
};

const tooMany = (most: number): SruFault => new SruFault(60, most, 'narrow the query down, by year for instance, or harvest by OAI-PMH');

const limited = ({ mostRecords }: Search, hits: Hits): Hits => {
  if (hits.size > mostRecords) throw tooMany(mostRecords);
  return hits;
};

const find = async (search: Search, condition: Condition): Promise<Hits> => {
  switch (condition.kind) {
    case 'all':
      return hitsOf(await listAll(search, () => true));
    case 'words':
      return hitsOf(
        await findAny(
          search,
          condition.wishes.map((words) => ({ words })),
        ),
      );
    case 'years': {
      const { spans, holds } = condition;
      const works = await findAny(
        search,
        spans.map((span) => ({ ...span, order: 'oldest' })),
      );
      // A work without a year is before no year.
      return hitsOf(await sift(search, works, holds));
    }
    case 'text': {
      const { candidates, holds } = condition;
      const works = candidates
        ? await findAny(
            search,
            candidates.map((words) => ({ words, order: 'newest' })),
          )
        : await listAll(search, holds);
      return hitsOf(candidates ? await sift(search, works, holds) : works);
    }
    case 'identifiers':
      return uniteAll(search, condition.values, (value) => findNumber(search, condition.of, value));
    case 'records':
      return uniteAll(search, condition.values, (value) => findRecord(search, value));
  }
};

type Wish = Omit<WorkQuery, 'offset' | 'limit'>;

const findAny = async (search: Search, wishes: readonly Wish[]): Promise<readonly Work[]> => {
  const works = new Map<string, Work>();
  for (const wish of wishes) for await (const page of pagesOf(search, wish)) for (const work of page) works.set(work.id, work);
  return [...works.values()];
};

async function* pagesOf({ discovery, signal, mostRecords, weigh }: Search, wish: Wish): AsyncGenerator<readonly Work[], void> {
  for (let offset = 0; ;) {
    await nextTurn();
    signal.throwIfAborted();
    const { works, total, hasMore } = await discovery.search({ ...wish, offset, limit: AT_ONCE });
    if (total > mostRecords || hasMore) throw tooMany(Math.min(total, mostRecords));
    weigh(works.length);
    yield works;
    offset += works.length;
    if (works.length === 0 || offset >= total) return;
  }
}

/** By key, not by offset: so it neither slows down towards the end nor loses what changes on the way. */
const listAll = async ({ discovery, signal, mostRecords, weigh }: Search, holds: (work: Work) => boolean): Promise<readonly Work[]> => {
  const found: Work[] = [];
  for (let after: Pick<Work, 'changed' | 'id'> | undefined; ;) {
    await nextTurn();
    signal.throwIfAborted();
    const works = await discovery.list({ ...(after && { after }), limit: AT_ONCE });
    weigh(works.length);
    found.push(...works.filter(holds));
    if (found.length > mostRecords) throw tooMany(mostRecords);
    const last = works.at(-1);
    if (last === undefined || works.length < AT_ONCE) return found;
    after = { changed: last.changed, id: last.id };
  }
};

const uniteAll = async (search: Search, values: readonly string[], hitsOfValue: (value: string) => Promise<Hits>): Promise<Hits> => {
  let hits = NO_HITS;
  for (const value of new Set(values)) {
    search.signal.throwIfAborted();
    const more = await hitsOfValue(value);
    search.weigh(hits.size + more.size);
    hits = united(hits, more);
  }
  return hits;
};

/** A name that is none is a name of no record: whoever asks again for what is gone must not be told that the query is faulty. */
const findRecord = async ({ discovery }: Search, value: string): Promise<Hits> => {
  const resolution = await discovery.resolve({ kind: /^oai:/i.test(value) ? 'oai' : 'id', value });
  switch (resolution.kind) {
    case 'found':
      return hitsById([resolution.work], value);
    case 'several':
      return hitsById(resolution.works, value);
    case 'series':
    case 'unknown':
    case 'invalid':
      return NO_HITS;
  }
};

const findNumber = async (search: Search, kind: Extract<Condition, { kind: 'identifiers' }>['of'], value: string): Promise<Hits> => {
  const resolution = await search.discovery.resolve({ kind, value });
  switch (resolution.kind) {
    case 'found':
      return hitsByNumber([resolution.work], value);
    case 'several':
      return hitsByNumber(resolution.works, value);
    case 'series':
      return hitsOf(await findAny(search, [{ series: resolution.code, order: 'oldest' }]));
    case 'unknown':
      return NO_HITS;
    case 'invalid':
      search.remarks.push(diagnostic(36, value, resolution.reason));
      return NO_HITS;
  }
};
