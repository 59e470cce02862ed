import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import type { ManifestationKind, Publication, PublicationId } from '../catalogue/publication.js';
import type { PublisherStatement } from '../catalogue/statement.js';
import { identifierOf } from '../crosswalk/item.js';
import type { HarvestedCrosswalk } from '../crosswalk/harvested/harvested-crosswalks.js';
import type { Turns } from '../store/turns.js';
import type { PublicationChange, RecordContent, Store } from '../store/ports.js';
import { harvestedIdentifier, publishedCopy, renderHarvested, type HarvestedItem } from './harvested-items.js';
import { itemOf, previewItem, renderFormats, type OwnItemPorts, type PreviewedItem } from './own-items.js';
import { renderEverything } from './render-anew.js';
import { setsOf } from './sets.js';

/** A record that could not be rendered: its last good rendering stays where there is one, and the rest goes on. */
export interface RenderingFault {
  readonly identifier: string;
  readonly metadataPrefix: string;
  readonly message: string;
}

/** The same of a publication of our own. */
export interface PublicationFault extends RenderingFault {
  readonly id: PublicationId;
}

export interface PublishResult<Fault extends RenderingFault = RenderingFault> {
  /** Records that were new or changed. */
  readonly stamped: number;
  readonly faults: readonly Fault[];
}

/** How the catalogue comes to be seen from outside. */
export interface Publishing {
  /**
   * Renders the items of these publications in every format and commits all of it at once.
   * @throws StoreError `conflict` when one of them has changed since it was read
   */
  publish(change: {
    readonly publications: readonly PublicationChange[];
    readonly statements?: readonly PublisherStatement[];
  }): Promise<PublishResult<PublicationFault>>;
  /** What `publish` would make of a publication, and nothing is stored. Of a withdrawn one: what it would be without that. */
  preview(publication: Publication): readonly PreviewedItem[];
  /** Renders items of libraries' records in every format that they have, for a commit that the caller makes. */
  renderHarvested(items: readonly HarvestedItem[]): Promise<Rendered>;
  /**
   * Renders everything again when a crosswalk or a setting that they use has changed since it was last done, and
   * re-stamps only the records whose text came out differently. Safe to break off: whoever calls it next, in this process or
   * another, goes on where it was. What could not be rendered is tried again by the next call.
   */
  renderAnew(options?: RenderAnewOptions): Promise<PublishResult & { readonly items: number }>;
}

export interface RenderAnewOptions {
  readonly signal?: AbortSignal;
  /** After each batch. @param items so far */
  readonly onProgress?: (items: number) => void;
}

export interface PublishingPorts extends OwnItemPorts {
  readonly store: Store;
  readonly harvestedCrosswalks: readonly HarvestedCrosswalk[];
  /** Taken in turns with whoever decides which records of libraries are publications of ours, as the rendering rests on that; absent where nobody does. */
  readonly linkTurns?: Turns;
}

const KINDS: readonly ManifestationKind[] = ['print', 'pdf'];

export const createPublishing = (ports: PublishingPorts): Publishing => {
  const { store } = ports;
  return {
    async publish({ publications, statements }) {
      const { records, faults } = await renderAll(ports, publications);
      const { stamped } = await store.commit({ publications, records, ...(statements && { statements }) });
      return { stamped, faults };
    },
    preview: (publication) => KINDS.flatMap((kind) => previewItem(ports, publication, kind)),
    renderHarvested: (items) => renderHarvestedItems(ports, items),
    renderAnew: (options) => renderAnew(ports, options ?? {}),
  };
};

const renderAnew = (
  ports: PublishingPorts,
  { signal, onProgress }: RenderAnewOptions,
): Promise<PublishResult & { readonly items: number }> => {
  const { store, settings, linkTurns } = ports;
  return renderEverything<RenderingFault>({
    ...{ store, name: renderingName(ports), sources: settings.sources.map(({ id }) => id) },
    renderPublications: async (page) => {
      const rendered = await renderAll(ports, page);
      return { ...rendered, faulty: rendered.faults.map(({ id }) => id) };
    },
    renderHarvested: async (items) => {
      const rendered = await renderHarvestedItems(ports, items);
      const failed = new Set(rendered.faults.map(({ identifier }) => identifier));
      const faulty = items.filter(({ localId }) => failed.has(harvestedIdentifier(settings, localId)));
      return { ...rendered, faulty: faulty.map(({ localId }) => localId) };
    },
    inLinkTurn: (task) => (linkTurns ? linkTurns.run(task) : task()),
    ...(signal && { signal }),
    ...(onProgress && { onProgress }),
  });
};

/** Changes whenever a stored rendering may no longer be what would be rendered now. */
const renderingName = ({ crosswalks, harvestedCrosswalks, settings, publicUrl }: PublishingPorts): string => {
  const { repository, publisher, series, links, oai, sources } = settings;
  const versions = [...crosswalks, ...harvestedCrosswalks].map(({ metadataPrefix, version }) => [metadataPrefix, version]);
  // Their order says which copy of a record is given on.
  const given = sources.map(({ id, url, republish, controlNumberIdentifier }) => [id, url, republish, controlNumberIdentifier]);
  const used = [
    versions,
    repository.identifierDomain,
    repository.identifierPrefix,
    publisher,
    series,
    links,
    oai.metadataRights,
    publicUrl,
    given,
  ];
  return createHash('sha256').update(JSON.stringify(used)).digest('hex').slice(0, 16);
};

export interface Rendered<Fault extends RenderingFault = RenderingFault> {
  readonly records: readonly RecordContent[];
  readonly faults: readonly Fault[];
}

/** Gives way between publications: one takes some milliseconds, and harvesters want to be answered meanwhile. */
const renderAll = async (
  ports: PublishingPorts,
  publications: readonly { readonly publication: Publication }[],
): Promise<Rendered<PublicationFault>> => {
  const items: RenderedItem<PublicationFault>[] = [];
  for (const { publication } of publications) {
    for (const kind of KINDS) items.push(renderItem(ports, publication, kind));
    await setImmediate();
  }
  return withTombstones(ports, items);
};

/** One item in every format that it has now. */
interface RenderedItem<Fault extends RenderingFault> extends Rendered<Fault> {
  readonly identifier: string;
}

const renderItem = (ports: PublishingPorts, publication: Publication, kind: ManifestationKind): RenderedItem<PublicationFault> => {
  const identifier = identifierOf(ports.settings, publication.id, kind);
  const item = publication.withdrawn ? undefined : itemOf(ports, publication, kind);
  const records: RecordContent[] = [];
  const faults: PublicationFault[] = [];
  for (const rendering of item ? renderFormats(ports, item) : []) {
    const { metadataPrefix } = rendering;
    if (rendering.kind === 'fault') faults.push({ id: publication.id, identifier, metadataPrefix, message: rendering.message });
    else records.push({ identifier, metadataPrefix, deleted: false, sets: setsOf(kind), metadata: rendering.xml, about: [] });
  }
  return { identifier, records, faults };
};

const renderHarvestedItems = async (ports: PublishingPorts, harvested: readonly HarvestedItem[]): Promise<Rendered> => {
  const items: RenderedItem<RenderingFault>[] = [];
  for (const item of harvested) {
    items.push(renderHarvestedItem(ports, item));
    await setImmediate();
  }
  return withTombstones(ports, items);
};

const renderHarvestedItem = ({ settings, harvestedCrosswalks }: PublishingPorts, item: HarvestedItem): RenderedItem<RenderingFault> => {
  const identifier = harvestedIdentifier(settings, item.localId);
  const copy = publishedCopy(item, settings);
  try {
    return { identifier, records: copy === undefined ? [] : renderHarvested(copy, harvestedCrosswalks, settings), faults: [] };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { identifier, records: [], faults: harvestedCrosswalks.map(({ metadataPrefix }) => ({ identifier, metadataPrefix, message })) };
  }
};

/**
 * A format in which an item was there and is not any more becomes a deleted record; one that failed to be rendered stays as it was. What was
 * there is asked for all items at once: over a network each question takes longer than the rendering.
 */
const withTombstones = async <Fault extends RenderingFault>(
  { store }: PublishingPorts,
  items: readonly RenderedItem<Fault>[],
): Promise<Rendered<Fault>> => {
  const kept = new Map(items.map((item) => [item.identifier, new Set([...item.records, ...item.faults].map(prefixOf))]));
  const headers = await store.listHeadersOf([...kept.keys()]);
  const gone = headers.filter((header) => !header.deleted && kept.get(header.identifier)?.has(header.metadataPrefix) === false);
  const tombstones = gone.map(({ identifier, metadataPrefix, sets }) => ({ identifier, metadataPrefix, deleted: true, sets, about: [] }));
  return { records: [...items.flatMap(({ records }) => records), ...tombstones], faults: items.flatMap(({ faults }) => faults) };
};

const prefixOf = ({ metadataPrefix }: { readonly metadataPrefix: string }): string => metadataPrefix;
