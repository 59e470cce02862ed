import { setImmediate as nextTurn } from 'node:timers/promises';
import type { PublicationId } from '../catalogue/publication.js';
import { CROSSWALKS } from '../crosswalk/crosswalks.js';
import { formatsOf } from '../publishing/formats.js';
import type { Store } from '../store/ports.js';
import { findFirst } from '../store/sorted.js';
import { createCatalogueWatch } from './catalogue-watch.js';
import type { DiscoveryPorts } from './discovery-ports.js';
import type { Reading } from './entry.js';
import { searchWorks } from './search.js';
import type { Shelf, UpToDate } from './shelf.js';
import { createTurns } from './turns.js';
import { createWorkIndex, type WorkIndex } from './work-index.js';
import { createWorkReader, type WorkSources } from './work-reader.js';

/** Works that are put into the index at once: what readers wait for then takes some milliseconds. */
const SLICE = 100;
/** Milliseconds of reading after which others get their turn. */
const TURN = 10;

/**
 * Keeps all works in memory, up to date by every commit: who changed something sees it with the next request. The first request makes the
 * index, some half a millisecond for each record, in slices between which others are answered.
 */
export const createMemoryShelf = (ports: DiscoveryPorts): UpToDate => {
  const { store, settings, publicUrl, clock, ties, formats = formatsOf(CROSSWALKS) } = ports;
  const index = createWorkIndex();
  const storedPrefixes = [...new Set(formats.map(({ storedAs }) => storedAs))];
  const watch = createCatalogueWatch({ store, settings, storedPrefixes, idsUnder: (key) => index.idsUnder(key) });
  const reader = createWorkReader({
    ...{ sources: sourcesOf(store), bonds: watch, settings, publicUrl },
    checkedOf: async (id) => ((await ties?.find([id])) ?? []).flatMap(({ row }) => row.ties),
    prefixesOf: (stored) => formats.filter(({ storedAs }) => storedAs === stored).map(({ metadataPrefix }) => metadataPrefix),
  });
  let seen: number | undefined;
  let seenTies = 0;

  /** Look-ups are no part of the catalogue, and have a sign of their own. */
  const lookAtTies = async (until: number): Promise<void> => {
    while (ties !== undefined && seenTies < until) {
      const page = await ties.listChanged({ after: seenTies, limit: SLICE });
      for (const { row } of page) watch.mark(row.work);
      seenTies = page.at(-1)?.change ?? until;
      await nextTurn();
    }
  };
  const bringUpToDate = async (): Promise<void> => {
    const [commits, tieChanges] = [await store.countCommits(), (await ties?.lastChange()) ?? 0];
    if (commits === seen && tieChanges === seenTies && watch.stale.own.size + watch.stale.older.size === 0) return;
    if (commits !== seen) await watch.look();
    await lookAtTies(tieChanges);
    let begun = clock();
    const { own, older } = watch.stale;
    while (own.size + older.size > 0) {
      const ids = [...firstOf(own, SLICE), ...firstOf(older, SLICE)].slice(0, SLICE);
      const readings: (readonly [string, Reading])[] = [];
      for (const id of ids) {
        readings.push([id, own.has(id as PublicationId) ? await reader.readOwn(id as PublicationId) : await reader.readOlder(id)]);
        // A clock that was put back must not keep everybody waiting.
        if (Math.abs(clock() - begun) < TURN) continue;
        await nextTurn();
        begun = clock();
      }
      index.put(readings);
      for (const id of ids) if (!own.delete(id as PublicationId)) older.delete(id);
    }
    seen = commits;
  };
  const turns = createTurns(bringUpToDate);
  const shelf = shelfOver(index);
  return async () => {
    await turns();
    return shelf;
  };
};

const sourcesOf = (store: Store): WorkSources => ({
  findPublication: (id) => store.findPublication(id),
  listHeadersOf: (identifier) => store.listHeadersOf([identifier]),
  listHarvestedOf: (localId) => store.listHarvestedOf(localId),
});

const shelfOver = (index: WorkIndex): Shelf => ({
  find: async (id) => index.find(id),
  findAll: async (ids) => ids.flatMap((id) => index.find(id) ?? []),
  findGone: async (id) => index.findGone(id),
  idsUnder: async (key) => index.idsUnder(key),
  knownAmong: async (keys) => new Set(keys.filter((key) => index.idsUnder(key).length > 0)),
  listWithIssn: async (issn) => {
    const withIssn = index.inOrder('oldest').filter(({ entry: { work } }) => work.series.some(({ issns }) => issns.includes(issn)));
    return withIssn.map(({ entry }) => entry.work);
  },
  search: async (query) => searchWorks(index, query),
  list: async ({ after, since, limit }) => {
    const places = index.inOrder('changed');
    const start = findFirst(
      places,
      ({ entry: { work } }) =>
        (since === undefined || work.changed >= since) &&
        (after === undefined || work.changed > after.changed || (work.changed === after.changed && work.id > after.id)),
    );
    return places.slice(start, start + limit).map(({ entry }) => entry.work);
  },
  listNewest: async (limit) =>
    index
      .inOrder('created')
      .slice(0, limit)
      .map(({ entry }) => entry.work),
  listGone: async ({ since, limit }) => {
    const gone = index.listGone();
    const start = since === undefined ? 0 : findFirst(gone, ({ changed }) => changed >= since);
    return gone.slice(start, start + limit);
  },
  readVersion: async () => index.version(),
});

const firstOf = <T>(all: Iterable<T>, count: number): readonly T[] => {
  const first: T[] = [];
  for (const each of all) {
    if (first.length === count) break;
    first.push(each);
  }
  return first;
};
