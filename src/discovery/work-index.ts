import { createHash } from 'node:crypto';
import { compareCodeUnits, type Compare, findFirst, mergeSorted } from '../store/sorted.js';
import type { Gone } from './discovery.js';
import type { Entry, Reading } from './entry.js';
import { createFacetIndex, type Facets } from './facet-index.js';
import { titleSortKey } from './title-order.js';
import type { Work } from './work.js';
import { createWordIndex } from './word-index.js';

/** An entry with what it is sorted by. */
export interface Place {
  readonly entry: Entry;
  /** Of this very reading of the work. */
  readonly number: number;
  /** Of the work, where a filter over all of them finds them at once. */
  readonly origin: Work['origin'];
  readonly year: number | undefined;
  readonly titleKey: string;
  readonly fingerprint: bigint;
}

export type Order = 'newest' | 'oldest' | 'title' | 'changed' | 'created';

/** All works in memory, in each order in which they are asked for. */
export interface WorkIndex {
  readonly size: number;
  find(id: string): Entry | undefined;
  findGone(id: string): Gone | undefined;
  /** Ids of the works that answer to a key of `identifiers.ts`. */
  idsUnder(key: string): readonly string[];
  inOrder(order: Order): readonly Place[];
  /** In ascending order of (changed, id). */
  listGone(): readonly Gone[];
  /** By `Place.number`, how well a work that has all of the words fits them; 0 for the others. */
  findByWords(words: readonly string[]): Float64Array;
  /** By `Place.number`, 1 for each work that fulfils the conditions; `undefined` where they ask for nothing. */
  findByFacets(facets: Facets): Uint8Array | undefined;
  /** Depends on nothing but what the works are, so that it is the same after a restart. */
  version(): { readonly tag: string; readonly changed: number };
  put(readings: readonly (readonly [id: string, reading: Reading])[]): void;
}

const byId: Compare<Place> = (a, b) => compareCodeUnits(a.entry.work.id, b.entry.work.id);
/** A work without a year comes last whichever way it goes. */
const byYear =
  (direction: 1 | -1): Compare<Place> =>
  ({ entry: { work: a } }, { entry: { work: b } }) =>
    Number(a.year === undefined) - Number(b.year === undefined) ||
    direction * ((a.year ?? 0) - (b.year ?? 0)) ||
    direction * (a.created - b.created) ||
    compareCodeUnits(a.id, b.id);

const ORDERS: Readonly<Record<Order, Compare<Place>>> = {
  newest: byYear(-1),
  oldest: byYear(1),
  title: (a, b) => compareCodeUnits(a.titleKey, b.titleKey) || byId(a, b),
  changed: (a, b) => a.entry.work.changed - b.entry.work.changed || byId(a, b),
  created: (a, b) => b.entry.work.created - a.entry.work.created || byId(a, b),
};
const byChange: Compare<Gone> = (a, b) => a.changed - b.changed || compareCodeUnits(a.id, b.id);

export const createWorkIndex = (): WorkIndex => {
  const places = new Map<string, Place>();
  const gone = new Map<string, Gone>();
  const keys = new Map<string, string | string[]>();
  const words = createWordIndex();
  const facets = createFacetIndex();
  const lists: Readonly<Record<Order, Place[]>> = { newest: [], oldest: [], title: [], changed: [], created: [] };
  let goneInOrder: readonly Gone[] | undefined;
  let next = 0;
  let sum = 0n;
  let changed = 0;

  const idsUnder = (key: string): readonly string[] => {
    const found = keys.get(key);
    return found === undefined ? [] : typeof found === 'string' ? [found] : [...found].sort(compareCodeUnits);
  };
  const addKey = (key: string, id: string): void => {
    const found = keys.get(key);
    if (found === undefined) keys.set(key, id);
    else if (typeof found === 'string') keys.set(key, [found, id]);
    else found.push(id);
  };
  const removeKey = (key: string, id: string): void => {
    const found = keys.get(key);
    const others = typeof found === 'string' ? [] : (found ?? []).filter((other) => other !== id);
    if (others.length === 0) keys.delete(key);
    else keys.set(key, others);
  };
  const take = (id: string, place: Place): void => {
    places.delete(id);
    words.remove(place.number);
    facets.remove(place.number, place.entry.work);
    for (const key of place.entry.keys) removeKey(key, id);
    sum = within(sum - place.fingerprint);
  };
  const add = (id: string, entry: Entry): Place => {
    const { origin, year } = entry.work;
    const fingerprint = fingerprintOf(entry.work);
    const place = { entry, number: next++, origin, year, titleKey: titleSortKey(entry.work), fingerprint };
    places.set(id, place);
    words.put(place.number, entry);
    facets.put(place.number, entry.work);
    for (const key of entry.keys) addKey(key, id);
    sum = within(sum + place.fingerprint);
    changed = Math.max(changed, entry.touched);
    return place;
  };
  const takeGone = (id: string): void => {
    const before = gone.get(id);
    if (before === undefined) return;
    gone.delete(id);
    sum = within(sum - fingerprintOf(before));
    goneInOrder = undefined;
  };
  const addGone = (id: string, at: number): void => {
    const now = { id, changed: at };
    gone.set(id, now);
    sum = within(sum + fingerprintOf(now));
    changed = Math.max(changed, at);
    goneInOrder = undefined;
  };

  return {
    get size() {
      return places.size;
    },
    find: (id) => places.get(id)?.entry,
    findGone: (id) => gone.get(id),
    idsUnder,
    inOrder: (order) => lists[order],
    listGone: () => (goneInOrder ??= [...gone.values()].sort(byChange)),
    findByWords: (wanted) => words.find(wanted),
    findByFacets: (wanted) => facets.find(wanted),
    version: () => ({ tag: tagOf(places.size, sum), changed }),
    put: (readings) => {
      const taken = new Set<Place>();
      const added: Place[] = [];
      for (const [id, reading] of new Map(readings)) {
        const before = places.get(id);
        if (before) {
          take(id, before);
          taken.add(before);
        }
        takeGone(id);
        if (reading.kind === 'work') added.push(add(id, reading.entry));
        if (reading.kind === 'gone') addGone(id, reading.changed);
      }
      for (const [order, compare] of Object.entries(ORDERS)) {
        const list = lists[order as Order];
        takeOut(list, taken, compare);
        mergeSorted(list, [...added].sort(compare), compare);
      }
    },
  };
};

/** A few are looked up, many are sieved out. */
const FEW = 20;

const takeOut = (list: Place[], taken: ReadonlySet<Place>, compare: Compare<Place>): void => {
  if (taken.size <= FEW) {
    for (const place of taken) {
      const at = findFirst(list, (each) => compare(each, place) >= 0);
      list.splice(at, 1);
    }
    return;
  }
  let kept = 0;
  for (const place of list) if (!taken.has(place)) list[kept++] = place;
  list.length = kept;
};

/** The same for the same works, however they came there and wherever they are kept. */
export const tagOf = (works: number, sum: bigint): string => `${works.toString(36)}-${sum.toString(36)}`;

const BITS = 96;
const within = (sum: bigint): bigint => BigInt.asUintN(BITS, sum);

/** Added up, the sum says what is there in whatever order it came. */
export const fingerprintOf = (content: unknown): bigint =>
  BigInt(
    `0x${createHash('sha256')
      .update(JSON.stringify(content))
      .digest('hex')
      .slice(0, BITS / 4)}`,
  );
