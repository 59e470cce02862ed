import { setImmediate as nextTurn } from 'node:timers/promises';
import type { PublicationId } from '../catalogue/publication.js';
import { CROSSWALKS } from '../crosswalk/crosswalks.js';
import { identifierOf } from '../crosswalk/item.js';
import type { WallClock } from '../platform/clock.js';
import type { Settings } from '../platform/settings.js';
import { formatsOf, type MetadataFormat } from '../publishing/formats.js';
import { harvestedIdentifier } from '../publishing/harvested-items.js';
import type { Store } from '../store/ports.js';
import { findFirst } from '../store/sorted.js';
import { createCatalogueWatch, type CatalogueWatch } from './catalogue-watch.js';
import type { Discovery } from './discovery.js';
import type { Reading } from './entry.js';
import { readOlderWork } from './older-work.js';
import { type ReadingPorts, readOwnWork } from './own-work.js';
import { resolveIdentifier } from './resolve.js';
import { searchWorks } from './search.js';
import { numbersIn, readMarc, tiedRecord } from './tied-records.js';
import type { TiedRecord } from './ties.js';
import { createWorkIndex, type WorkIndex } from './work-index.js';

export interface DiscoveryPorts {
  readonly store: Store;
  readonly settings: Settings;
  readonly publicUrl: string;
  readonly clock: WallClock;
  /** What GetRecord offers; that of the crosswalks where absent. */
  readonly formats?: readonly MetadataFormat[];
}

/**
 * Keeps all works in memory, up to date by every commit: who changed something sees it with the next request. The first request makes the
 * index, some half a millisecond for each record, in slices between which others are answered.
 */
export const createDiscovery = (ports: DiscoveryPorts): Discovery => {
  const { settings } = ports;
  const upToDate = createFreshIndex(ports);
  return {
    find: async (id) => (await upToDate()).find(id)?.work,
    search: async (query) => searchWorks(await upToDate(), query),
    resolve: async (wish) => resolveIdentifier({ index: await upToDate(), settings }, wish),
    list: async ({ after, since, limit }) => {
      const places = (await upToDate()).inOrder('changed');
      const start = findFirst(
        places,
        ({ entry: { work } }) =>
          (since === undefined || work.changed >= since) &&
          (after === undefined || work.changed > after.changed || (work.changed === after.changed && work.id > after.id)),
      );
      return places.slice(start, start + limit).map(({ entry }) => entry.work);
    },
    listNewest: async (limit) =>
      (await upToDate())
        .inOrder('created')
        .slice(0, limit)
        .map(({ entry }) => entry.work),
    listGone: async ({ since, limit }) => {
      const gone = (await upToDate()).listGone();
      const start = since === undefined ? 0 : findFirst(gone, ({ changed }) => changed >= since);
      return gone.slice(start, start + limit);
    },
    readVersion: async () => (await upToDate()).version(),
  };
};

/** Works that are put into the index at once: what readers wait for then takes some milliseconds. */
const SLICE = 100;
/** Milliseconds of reading after which others get their turn. */
const TURN = 10;

const createFreshIndex = (ports: DiscoveryPorts): (() => Promise<WorkIndex>) => {
  const { store, settings, publicUrl, clock, formats = formatsOf(CROSSWALKS) } = ports;
  const index = createWorkIndex();
  const storedPrefixes = [...new Set(formats.map(({ storedAs }) => storedAs))];
  const watch = createCatalogueWatch({ store, settings, storedPrefixes, idsUnder: (key) => index.idsUnder(key) });
  const reader = createReader({
    ...{ store, watch, settings, publicUrl },
    prefixesOf: (stored) => formats.filter(({ storedAs }) => storedAs === stored).map(({ metadataPrefix }) => metadataPrefix),
  });
  let seen: number | undefined;

  const bringUpToDate = async (): Promise<void> => {
    const commits = await store.countCommits();
    if (commits === seen) return;
    await watch.look();
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
  return async () => {
    await turns();
    return index;
  };
};

const firstOf = <T>(all: Iterable<T>, count: number): readonly T[] => {
  const first: T[] = [];
  for (const each of all) {
    if (first.length === count) break;
    first.push(each);
  }
  return first;
};

/**
 * One at a time. Whoever comes while one runs waits for the next one, which is the same for all of them: the one that runs may have looked
 * before what the caller has just changed.
 */
const createTurns = (run: () => Promise<void>): (() => Promise<void>) => {
  let current: Promise<void> | undefined;
  let following: Promise<void> | undefined;
  const begin = (): Promise<void> => {
    const turn = run().finally(() => {
      if (current === turn) current = undefined;
    });
    current = turn;
    return turn;
  };
  const beginNext = (): Promise<void> => {
    following = undefined;
    return begin();
  };
  return () => {
    if (current === undefined) return begin();
    following ??= current.then(beginNext, beginNext);
    return following;
  };
};

interface Reader {
  readOwn(id: PublicationId): Promise<Reading>;
  readOlder(localId: string): Promise<Reading>;
}

const createReader = (ports: ReadingPorts & { readonly store: Store; readonly watch: CatalogueWatch }): Reader => {
  const { store, watch, settings } = ports;
  return {
    readOwn: async (id) => {
      const stored = await store.findPublication(id);
      if (stored === undefined) return { kind: 'nothing' };
      const tied: TiedRecord[] = [];
      for (const link of watch.linksOf(id)) {
        tied.push(tiedRecord(link.theirs, await store.listHarvestedOf(link.theirs), link));
      }
      const [print, pdf] = await Promise.all([
        store.listRecordsOf(identifierOf(settings, id, 'print')),
        store.listRecordsOf(identifierOf(settings, id, 'pdf')),
      ]);
      return readOwnWork(ports, { publication: stored.publication, records: { print, pdf }, tied });
    },
    readOlder: async (localId) => {
      const copies = await store.listHarvestedOf(localId);
      const marc = new Map(copies.map((copy) => [copy, readMarc(copy.xml)]));
      const numbers = numbersIn(localId, [...marc.values()]);
      const twins: TiedRecord[] = [];
      for (const twin of watch.twinsOf(localId, numbers)) twins.push(tiedRecord(twin, await store.listHarvestedOf(twin)));
      const records = await store.listRecordsOf(harvestedIdentifier(settings, localId));
      const tied = { localId, copies, numbers };
      return readOlderWork(ports, { tied, marcOf: (copy) => marc.get(copy), isOwn: watch.isLinked(localId), records, twins });
    },
  };
};
