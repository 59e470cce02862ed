import { setImmediate as nextTurn } from 'node:timers/promises';
import type { PublicationId } from '../catalogue/publication.js';
import type { Settings } from '../platform/settings.js';
import type { CatalogueStore } from '../store/ports.js';
import { createCandidateIndex } from './candidates.js';
import type { HarvestedSubject, OwnSubject } from './match-subject.js';
import { readOwn } from './read-own.js';

/** Our publications to match with. What is withdrawn is not among them. */
export interface OwnSubjects {
  readonly count: number;
  /** Those that a record could be, in the order of their keys. */
  candidatesOf(theirs: HarvestedSubject): Promise<readonly OwnSubject[]>;
  find(id: PublicationId): Promise<OwnSubject | undefined>;
}

const BATCH = 200;
/** So many are kept as they were read; of all others only what finds them is, and they are read again when they are compared. */
const MOST_KEPT = 2000;

export const readOwnSubjects = async ({
  store,
  settings,
}: {
  readonly store: CatalogueStore;
  readonly settings: Settings;
}): Promise<OwnSubjects> => {
  const index = createCandidateIndex();
  const ids: PublicationId[] = [];
  const kept = new Map<PublicationId, OwnSubject>();
  for (let after: PublicationId | undefined; ;) {
    const page = await store.listPublications({ ...(after !== undefined && { after }), limit: BATCH });
    for (const { publication } of page) {
      if (publication.withdrawn) continue;
      const ours = readOwn(publication, settings);
      index.add(ours);
      ids.push(publication.id);
      if (kept.size < MOST_KEPT) kept.set(publication.id, ours);
    }
    after = page.at(-1)?.publication.id;
    if (after === undefined) break;
    await nextTurn();
  }
  const find = async (id: PublicationId): Promise<OwnSubject | undefined> => {
    const known = kept.get(id);
    if (known) return known;
    const publication = (await store.findPublication(id))?.publication;
    return publication === undefined || publication.withdrawn ? undefined : readOwn(publication, settings);
  };
  return {
    count: ids.length,
    find,
    candidatesOf: async (theirs) => {
      const found: OwnSubject[] = [];
      for (const number of index.find(theirs)) {
        const id = ids[number];
        const ours = id === undefined ? undefined : await find(id);
        if (ours) found.push(ours);
      }
      return found;
    },
  };
};
