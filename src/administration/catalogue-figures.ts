import { setImmediate } from 'node:timers/promises';
import { CROSSWALKS } from '../crosswalk/crosswalks.js';
import type { Settings } from '../platform/settings.js';
import { listSets } from '../publishing/sets.js';
import type { HarvestStore } from '../store/harvest-ports.js';
import type { CatalogueStore, RecordStore } from '../store/ports.js';
import { eachLink, isWaiting } from './link-list.js';
import { stateOf, type PublicationState } from './publication-search.js';

/** How much there is, for the overview. Plain values: fit to be printed as JSON. */
export interface CatalogueFigures {
  readonly publications: Readonly<Record<PublicationState, number>>;
  /** Publications with an ISBN that is not valid: a person must say which is meant. */
  readonly isbnToCheck: number;
  readonly linksToReview: number;
  /** By metadataPrefix, without aliases. */
  readonly formats: readonly string[];
  /** Records as harvesters see them, deleted ones too. The first row is of all, without a setSpec. */
  readonly records: readonly SetFigures[];
}

export interface SetFigures {
  readonly setSpec?: string;
  readonly setName?: string;
  /** In the order of the formats. */
  readonly counts: readonly number[];
}

export interface CatalogueFiguresPorts {
  readonly store: Pick<CatalogueStore, 'listPublications'> &
    Pick<RecordStore, 'readBounds' | 'countRecords'> &
    Pick<HarvestStore, 'listLinks'>;
  readonly settings: Settings;
}

const FORMATS = CROSSWALKS.map(({ metadataPrefix }) => metadataPrefix);

/** Counts all publications and links one by one, giving way after each page; the records the store counts by itself. */
export const readCatalogueFigures = async ({ store, settings }: CatalogueFiguresPorts): Promise<CatalogueFigures> => ({
  ...(await countPublications(store)),
  linksToReview: await countWaiting(store),
  formats: FORMATS,
  records: await countRecords(store, settings),
});

const PAGE = 500;

const countPublications = async (
  store: CatalogueFiguresPorts['store'],
): Promise<Pick<CatalogueFigures, 'publications' | 'isbnToCheck'>> => {
  const publications = { published: 0, unpublished: 0, withdrawn: 0 };
  let isbnToCheck = 0;
  for (let page = await store.listPublications({ limit: PAGE }); ;) {
    for (const { publication } of page) {
      publications[stateOf(publication)] += 1;
      if (publication.manifestations.some(({ isbn }) => isbn?.kind === 'invalid')) isbnToCheck += 1;
    }
    const last = page.at(-1);
    if (!last || page.length < PAGE) return { publications, isbnToCheck };
    await setImmediate();
    page = await store.listPublications({ after: last.publication.id, limit: PAGE });
  }
};

const countWaiting = async (store: CatalogueFiguresPorts['store']): Promise<number> => {
  let count = 0;
  for await (const link of eachLink(store)) if (isWaiting(link)) count += 1;
  return count;
};

const countRecords = async (store: CatalogueFiguresPorts['store'], settings: Settings): Promise<readonly SetFigures[]> => {
  const { now: until } = await store.readBounds();
  const count = (set?: string): Promise<readonly number[]> =>
    Promise.all(FORMATS.map((metadataPrefix) => store.countRecords({ metadataPrefix, until, ...(set !== undefined && { set }) })));
  const rows: SetFigures[] = [{ counts: await count() }];
  for (const { setSpec, setName } of listSets(settings)) rows.push({ setSpec, setName, counts: await count(setSpec) });
  return rows;
};
