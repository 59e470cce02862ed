import { setTimeout } from 'node:timers/promises';
import type { PublicationId } from '../catalogue/publication.js';
import type { HarvestedRecord, SourceState } from '../store/harvest-ports.js';
import {
  StoreError,
  type RecordContent,
  type RenderingProgress,
  type Store,
  type StoreChange,
  type StoredPublication,
} from '../store/ports.js';
import { isSameJson } from '../store/same-json.js';
import type { HarvestedItem } from './harvested-items.js';

/** What came out of rendering some items; `faulty` are the ids of those of which a format could not be rendered. */
export interface RenderedItems<Fault> {
  readonly records: readonly RecordContent[];
  readonly faults: readonly Fault[];
  readonly faulty: readonly string[];
}

export interface RenderingAnew<Fault> {
  readonly store: Store;
  /** Names what everything is to be rendered with. */
  readonly name: string;
  readonly sources: readonly string[];
  readonly renderPublications: (page: readonly StoredPublication[]) => Promise<RenderedItems<Fault>>;
  readonly renderHarvested: (items: readonly HarvestedItem[]) => Promise<RenderedItems<Fault>>;
  /** Takes turns with whoever decides which records of libraries are publications of ours. */
  readonly inLinkTurn: <T>(task: () => Promise<T>) => Promise<T>;
  readonly signal?: AbortSignal;
  /** After each batch. @param items so far, by this process */
  readonly onProgress?: (items: number) => void;
  /** In ms; of tests, the machine's clock otherwise. */
  readonly wait?: (ms: number) => Promise<unknown>;
}

export interface RenderedAnew<Fault> {
  readonly items: number;
  readonly stamped: number;
  readonly faults: readonly Fault[];
}

const BATCH = 100;
/** By id, to be tried again at the next start; where more fail, everything is: something is wrong that will be mended by a new version. */
const MOST_FAULTY = 10_000;
/** Told to the log. */
const MOST_FAULTS = 1000;
/** In ms: how often one process looks how another one gets on, and how long that may stand still before it takes over. */
const LOOK_AFTER = 5000;
const STANDS_STILL_AFTER = 60_000;

/**
 * Batch by batch, each with the place that it has reached in one commit, so that a process that is stopped is gone on with by the next.
 * Of two processes that begin at once one finds at its first commit that the place has moved; it watches the other, and goes on only when
 * that stands still.
 */
export const renderEverything = async <Fault>(anew: RenderingAnew<Fault>): Promise<RenderedAnew<Fault>> => {
  const { store, name, signal } = anew;
  const total = { items: 0, stamped: 0, faults: [] as Fault[] };
  for (let saw = (await store.readInstallation()).rendering; signal?.aborted !== true;) {
    if ((await store.readInstallation()).renderedWith === name) return total;
    const step = await takeStep(anew, placeIn(saw, name), saw);
    if (step.kind === 'read again') continue;
    if (step.kind === 'another one') {
      saw = await watchAnother(anew);
      // With faults, which are for the next start; or with what a newer program renders with.
      if (saw?.at.kind === 'ended') return total;
      continue;
    }
    const { batch, stamped } = step;
    total.items += batch.items;
    total.stamped += stamped;
    total.faults.push(...batch.rendered.faults.slice(0, MOST_FAULTS - total.faults.length));
    saw = batch.reached;
    anew.onProgress?.(total.items);
    if (batch.isLast) return total;
  }
  return total;
};

type Step<Fault> =
  | { readonly kind: 'done'; readonly batch: Batch<Fault>; readonly stamped: number }
  | { readonly kind: 'read again' }
  | { readonly kind: 'another one' };

/** From reading to the commit nobody else may decide which records are ours. */
const takeStep = <Fault>(
  anew: RenderingAnew<Fault>,
  place: RenderingProgress,
  saw: RenderingProgress | undefined,
): Promise<Step<Fault>> => {
  const step = async (): Promise<Step<Fault>> => commitBatch(anew, await renderBatch(anew, place), saw);
  return place.at.kind === 'harvested' || place.at.kind === 'faulty' ? anew.inLinkTurn(step) : step();
};

/** Where this rendering goes on. What was begun with other crosswalks or settings is of no use; what ended with faults has only those left. */
const placeIn = (saw: RenderingProgress | undefined, name: string): RenderingProgress => {
  const fresh: RenderingProgress = { with: name, at: { kind: 'publications' }, faulty: [], unnamed: 0 };
  if (saw?.with !== name) return fresh;
  if (saw.at.kind !== 'ended') return saw;
  return saw.unnamed > 0 ? fresh : { ...saw, at: { kind: 'faulty', left: saw.faulty }, faulty: [] };
};

interface Batch<Fault> {
  readonly rendered: RenderedItems<Fault>;
  /** What it rests on. */
  readonly ground: Pick<StoreChange, 'seen' | 'seenSources'>;
  readonly items: number;
  readonly reached: RenderingProgress;
  readonly isLast: boolean;
}

const NOTHING = { records: [], faults: [], faulty: [] };

const renderBatch = async <Fault>(anew: RenderingAnew<Fault>, place: RenderingProgress): Promise<Batch<Fault>> => {
  const { at } = place;
  switch (at.kind) {
    case 'publications': {
      const page = await anew.store.listPublications({ limit: BATCH, ...(at.after !== undefined && { after: at.after }) });
      const last = page.at(-1);
      if (!last) return { ...lastBatch(place), isLast: false, reached: { ...place, at: { kind: 'harvested' } } };
      return publicationBatch(anew, place, page, { kind: 'publications', after: last.publication.id });
    }
    case 'harvested': {
      const sources = await readSources(anew);
      const page = await anew.store.listHarvested({ limit: BATCH, ...(at.after && { after: at.after }) });
      const last = page.at(-1);
      if (!last) return lastBatch(place);
      const next = { kind: 'harvested', after: { source: last.source, localId: last.localId } } as const;
      return harvestedBatch(anew, place, { sources, localIds: page.map(({ localId }) => localId), next });
    }
    case 'faulty': {
      const [now, left] = [at.left.slice(0, BATCH), at.left.slice(BATCH)];
      if (now.length === 0) return lastBatch(place);
      const sources = await readSources(anew);
      const found = await Promise.all(now.map((id) => anew.store.findPublication(id as PublicationId)));
      const pages = found.flatMap((each) => each ?? []);
      const own = new Set<string>(pages.map(({ publication }) => publication.id));
      const [ours, theirs] = [
        await publicationBatch(anew, place, pages, { kind: 'faulty', left }),
        await harvestedBatch(anew, place, { sources, localIds: now.filter((id) => !own.has(id)), next: { kind: 'faulty', left } }),
      ];
      return {
        rendered: joined(ours.rendered, theirs.rendered),
        ground: { ...ours.ground, ...theirs.ground },
        items: ours.items + theirs.items,
        reached: advanced(place, { kind: 'faulty', left }, [...ours.rendered.faulty, ...theirs.rendered.faulty]),
        isLast: false,
      };
    }
    case 'ended':
      return lastBatch(place);
  }
};

const joined = <Fault>(one: RenderedItems<Fault>, other: RenderedItems<Fault>): RenderedItems<Fault> => ({
  records: [...one.records, ...other.records],
  faults: [...one.faults, ...other.faults],
  faulty: [...one.faulty, ...other.faulty],
});

const lastBatch = <Fault>(place: RenderingProgress): Batch<Fault> => ({
  ...{ rendered: NOTHING, ground: {}, items: 0, isLast: true },
  reached: { ...place, at: { kind: 'ended' } },
});

const advanced = (place: RenderingProgress, at: RenderingProgress['at'], faulty: readonly string[]): RenderingProgress => {
  const all = [...new Set([...place.faulty, ...faulty])];
  return { ...place, at, faulty: all.slice(0, MOST_FAULTY), unnamed: place.unnamed + Math.max(0, all.length - MOST_FAULTY) };
};

const publicationBatch = async <Fault>(
  anew: RenderingAnew<Fault>,
  place: RenderingProgress,
  page: readonly StoredPublication[],
  next: RenderingProgress['at'],
): Promise<Batch<Fault>> => {
  const rendered = await anew.renderPublications(page);
  return {
    rendered,
    ground: { seen: page.map(({ publication, revision }) => ({ id: publication.id, revision })) },
    items: page.length,
    reached: advanced(place, next, rendered.faulty),
    isLast: false,
  };
};

/** First the revisions, then what is there: what is read is of them, or later. */
const readSources = ({ store, sources }: RenderingAnew<unknown>): Promise<readonly SourceState[]> =>
  Promise.all(sources.map((id) => store.readSource(id)));

interface HarvestedPlace {
  readonly sources: readonly SourceState[];
  readonly localIds: readonly string[];
  readonly next: RenderingProgress['at'];
}

const harvestedBatch = async <Fault>(
  anew: RenderingAnew<Fault>,
  place: RenderingProgress,
  { sources, localIds, next }: HarvestedPlace,
): Promise<Batch<Fault>> => {
  const copies = new Map<string, HarvestedRecord[]>(localIds.map((localId) => [localId, []]));
  for (const row of await anew.store.listHarvestedOfMany([...copies.keys()])) copies.get(row.localId)?.push(row);
  const links = await anew.store.listLinksOfMany([...copies.keys()]);
  const own = new Set(links.filter(({ status }) => status === 'linked').map(({ theirs }) => theirs));
  const items = [...copies].map(([localId, rows]) => ({ localId, copies: rows, isOwn: own.has(localId) }));
  const rendered = await anew.renderHarvested(items);
  return {
    rendered,
    ground: { seenSources: sources.map(({ source, revision }) => ({ source, revision })) },
    items: localIds.length,
    reached: advanced(place, next, rendered.faulty),
    isLast: false,
  };
};

/** An edit or a harvest that commits between reading and committing wins: the page is then read again. */
const commitBatch = async <Fault>(
  { store, name }: RenderingAnew<Fault>,
  batch: Batch<Fault>,
  saw: RenderingProgress | undefined,
): Promise<Step<Fault>> => {
  const { rendered, ground, reached, isLast } = batch;
  // Where a record could not be rendered, the next start tries that again.
  const isDone = isLast && reached.faulty.length === 0;
  const installation = { rendering: reached, sawRendering: saw ?? 'none', ...(isDone && { renderedWith: name }) } as const;
  try {
    const { stamped } = await store.commit({ records: rendered.records, ...ground, installation });
    return { kind: 'done', batch, stamped };
  } catch (error) {
    if (!(error instanceof StoreError && error.code === 'conflict')) throw error;
    return { kind: isSameJson((await store.readInstallation()).rendering, saw) ? 'read again' : 'another one' };
  }
};

/** Until it has ended or stands still. @returns where it is then */
const watchAnother = async <Fault>({
  store,
  name,
  signal,
  wait = (ms) => setTimeout(ms, undefined, { ...(signal && { signal }) }).catch(() => undefined),
}: RenderingAnew<Fault>): Promise<RenderingProgress | undefined> => {
  let found = await store.readInstallation();
  for (let still = 0; still < STANDS_STILL_AFTER && signal?.aborted !== true; still += LOOK_AFTER) {
    if (found.renderedWith === name || found.rendering?.at.kind === 'ended') break;
    await wait(LOOK_AFTER);
    const now = await store.readInstallation();
    if (!isSameJson(now.rendering, found.rendering)) still = 0;
    found = now;
  }
  return found.rendering;
};
