import { datestampOf } from '../catalogue/datestamp.js';
import type { WallClock } from '../platform/clock.js';
import type { Settings } from '../platform/settings.js';
import type { HarvestedRecord, HarvestStore, Link } from '../store/harvest-ports.js';
import type { CatalogueStore } from '../store/ports.js';
import { createCrossCheck, type CrossCheck } from './cross-check.js';
import { AUTOMATIC, NOTHING_SAID, type LinkChange, type LinkKey, type Said } from './links-of-record.js';
import { comingOf, createLiveRecords, type ComingRecords } from './live-records.js';
import { createMatching, type Matching } from './matching.js';
import { readOwnSubjects } from './own-subjects.js';
import { createSubjectReading } from './propose-record.js';

export { AUTOMATIC, type LinkKey, type Said } from './links-of-record.js';

/** What the ties between libraries' records and our publications come to. */
export interface PlannedLinks {
  /** The localIds that became a publication of ours, or are one no longer. */
  readonly moved: readonly string[];
  isOwn(localId: string): boolean;
  /** What is to be stored, so many ties at a time. */
  changes(): AsyncIterable<LinkChange>;
  /** All of it, for whoever looks at a part of it only. */
  gather(): Promise<LinkChange>;
  /** How a source agrees with the others; `undefined` where there are no others with records. */
  crossCheck(source: string): Promise<CrossCheck | undefined>;
}

/** @param said is kept with what it comes to; the rules then say what the rest is */
export type PlanLinks = (coming: readonly HarvestedRecord[] | ComingRecords, said?: Said) => Promise<PlannedLinks>;

export interface LinkingPorts {
  readonly store: CatalogueStore & HarvestStore;
  readonly settings: Settings;
  readonly clock: WallClock;
}

/**
 * Matches all that libraries have of ours with all that we have, as it will be once the given records are stored: a record that comes may
 * make an older tie doubtful, so the changed ones alone do not tell. What people decided is never changed. Records and publications pass
 * by, a batch at a time; what is kept of each are its keys, and of each tie who claims what.
 */
export const planLinks = (ports: LinkingPorts): PlanLinks => {
  const subjectOf = createSubjectReading();
  return async (given, said = NOTHING_SAID) => {
    const live = createLiveRecords(ports, 'has' in given ? given : comingOf(given));
    const own = await readOwnSubjects(ports);
    const matching = await createMatching({ store: ports.store, live, own, subjectOf, said, now: datestampOf(ports.clock()) });
    const planned = await survey(ports.store, matching);
    return {
      ...planned,
      gather: async () => {
        const [put, remove]: [Link[], LinkKey[]] = [[], []];
        for await (const change of planned.changes()) {
          put.push(...change.put);
          remove.push(...change.remove);
        }
        return { put, remove };
      },
      crossCheck: async (source) => {
        if (ports.settings.sources.every(({ id }) => id === source)) return undefined;
        const check = createCrossCheck(source);
        for await (const batch of live.all()) for (const { copy, sources } of batch) check.take(await subjectOf(copy), sources);
        return check.result();
      },
    };
  };
};

const BATCH = 200;
/** Ties that are made or changed; where there are more, they are worked out once more when they are stored. */
const MOST_KEPT = 2000;

/** Goes over all ties once: which records are ours and which were, and which ties change. */
const survey = async (store: HarvestStore, matching: Matching): Promise<Pick<PlannedLinks, 'moved' | 'isOwn' | 'changes'>> => {
  const [ownBefore, ownAfter] = [new Set<string>(), new Set<string>()];
  const changed = new Set<string>();
  const remove: LinkKey[] = [];
  let put: Link[] | undefined = [];
  for await (const { localId, ...change } of matching.settle()) {
    if (change.isOwn) ownAfter.add(localId);
    remove.push(...change.remove);
    if (change.put.length > 0) changed.add(localId);
    if (put && put.length + change.put.length <= MOST_KEPT) put.push(...change.put);
    else if (change.put.length > 0) put = undefined;
  }
  for await (const link of storedLinks(store)) {
    const { theirs, ours, status } = link;
    if (status === 'linked') ownBefore.add(theirs);
    if (matching.settles(theirs)) continue;
    if (link.decidedBy === AUTOMATIC) remove.push({ theirs, ours });
    else if (status === 'linked') ownAfter.add(theirs);
  }
  const kept = put;
  return {
    moved: [...new Set([...ownBefore, ...ownAfter])].filter((localId) => ownBefore.has(localId) !== ownAfter.has(localId)),
    isOwn: (localId) => ownAfter.has(localId),
    changes: async function* () {
      for (let start = 0; start < remove.length; start += BATCH) yield { put: [], remove: remove.slice(start, start + BATCH) };
      if (kept) {
        if (kept.length > 0) yield { put: kept, remove: [] };
        return;
      }
      let batch: Link[] = [];
      for await (const change of matching.settle(changed)) {
        batch.push(...change.put);
        if (batch.length < BATCH) continue;
        yield { put: batch, remove: [] };
        batch = [];
      }
      if (batch.length > 0) yield { put: batch, remove: [] };
    },
  };
};

async function* storedLinks(store: HarvestStore): AsyncIterable<Link> {
  for (let after: Link | undefined; ;) {
    const page = await store.listLinks({ ...(after && { after }), limit: BATCH });
    yield* page;
    after = page.at(-1);
    if (!after) return;
  }
}
