import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { findManifestation, type ManifestationKind, type Publication, type PublicationId } from '../catalogue/publication.js';
import type { PublisherStatement } from '../catalogue/statement.js';
import { identifierOf, localIdOf, type Crosswalk, type Item } from '../crosswalk/item.js';
import type { Settings } from '../platform/settings.js';
import { StoreError, type PublicationChange, type RecordContent, type Store, type StoredPublication } from '../store/ports.js';
import { buildXml } from '../xml/build.js';
import { setsOf } from './sets.js';

/** A record that could not be rendered: its last good rendering stays where there is one, and the rest goes on. */
export interface RenderingFault {
  readonly id: PublicationId;
  readonly identifier: string;
  readonly metadataPrefix: string;
  readonly message: string;
}

export interface PublishResult {
  /** Records that were new or changed. */
  readonly stamped: number;
  readonly faults: readonly RenderingFault[];
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
  }): Promise<PublishResult>;
  /**
   * Renders everything again when a crosswalk or a setting that they use has changed since it was last done, and
   * re-stamps only the records whose text came out differently. Safe to break off: the next start begins it again.
   */
  renderAnew(options?: { readonly signal?: AbortSignal }): Promise<PublishResult & { readonly publications: number }>;
}

export interface PublishingPorts {
  readonly store: Store;
  readonly settings: Settings;
  readonly publicUrl: string;
  readonly crosswalks: readonly Crosswalk[];
}

const KINDS: readonly ManifestationKind[] = ['print', 'pdf'];
const BATCH = 100;

export const createPublishing = (ports: PublishingPorts): Publishing => {
  const { store } = ports;
  return {
    async publish({ publications, statements }) {
      const { records, faults } = await renderAll(ports, publications);
      const { stamped } = await store.commit({ publications, records, ...(statements && { statements }) });
      return { stamped, faults };
    },
    renderAnew: (options) => renderAnew(ports, options?.signal),
  };
};

const renderAnew = async (
  ports: PublishingPorts,
  signal: AbortSignal | undefined,
): Promise<PublishResult & { readonly publications: number }> => {
  const { store } = ports;
  const renderedWith = renderingName(ports);
  if ((await store.readInstallation()).renderedWith === renderedWith) return { publications: 0, stamped: 0, faults: [] };
  let publications = 0;
  let stamped = 0;
  const faults: RenderingFault[] = [];
  for (let after: PublicationId | undefined; ;) {
    if (signal?.aborted) return { publications, stamped, faults };
    const page = await store.listPublications({ limit: BATCH, ...(after !== undefined && { after }) });
    const last = page.at(-1);
    if (!last) break;
    const result = await renderPage(ports, page);
    if (result === 'edited meanwhile') continue;
    publications += page.length;
    stamped += result.stamped;
    faults.push(...result.faults);
    after = last.publication.id;
  }
  // Where a record could not be rendered, the next start tries again.
  if (faults.length === 0) await store.commit({ installation: { renderedWith } });
  return { publications, stamped, faults };
};

/** An edit made between reading and committing wins: the page is then read again. */
const renderPage = async (ports: PublishingPorts, page: readonly StoredPublication[]): Promise<PublishResult | 'edited meanwhile'> => {
  const rendered = await renderAll(ports, page);
  const seen = page.map(({ publication, revision }) => ({ id: publication.id, revision }));
  try {
    const { stamped } = await ports.store.commit({ records: rendered.records, seen });
    return { stamped, faults: rendered.faults };
  } catch (error) {
    if (error instanceof StoreError && error.code === 'conflict') return 'edited meanwhile';
    throw error;
  }
};

/** Changes whenever a stored rendering may no longer be what would be rendered now. */
const renderingName = ({ crosswalks, settings, publicUrl }: PublishingPorts): string => {
  const { repository, publisher, series, links, oai } = settings;
  const versions = crosswalks.map(({ metadataPrefix, version }) => [metadataPrefix, version]);
  const used = [
    versions,
    repository.identifierDomain,
    repository.identifierPrefix,
    publisher,
    series,
    links,
    oai.metadataRights,
    publicUrl,
  ];
  return createHash('sha256').update(JSON.stringify(used)).digest('hex').slice(0, 16);
};

interface Rendered {
  readonly records: readonly RecordContent[];
  readonly faults: readonly RenderingFault[];
}

/** Gives way between publications: one takes some milliseconds, and harvesters want to be answered meanwhile. */
const renderAll = async (ports: PublishingPorts, publications: readonly { readonly publication: Publication }[]): Promise<Rendered> => {
  const all: Rendered[] = [];
  for (const { publication } of publications) {
    for (const kind of KINDS) all.push(await renderItem(ports, publication, kind));
    await setImmediate();
  }
  return { records: all.flatMap((each) => each.records), faults: all.flatMap((each) => each.faults) };
};

/** One item in every format; what it had before and has no more becomes a deleted record. */
const renderItem = async (ports: PublishingPorts, publication: Publication, kind: ManifestationKind): Promise<Rendered> => {
  const identifier = identifierOf(ports.settings, publication.id, kind);
  const item = publication.withdrawn ? undefined : itemOf(ports, publication, kind);
  const records: RecordContent[] = [];
  const faults: RenderingFault[] = [];
  for (const { metadataPrefix, write } of ports.crosswalks) {
    try {
      const root = item && write(item, ports.settings);
      if (root) records.push({ identifier, metadataPrefix, deleted: false, sets: setsOf(kind), metadata: buildXml(root), about: [] });
    } catch (error) {
      faults.push({ id: publication.id, identifier, metadataPrefix, message: error instanceof Error ? error.message : String(error) });
    }
  }
  const kept = new Set([...records, ...faults].map(({ metadataPrefix }) => metadataPrefix));
  const before = await ports.store.listRecordsOf(identifier);
  const gone = before.filter(({ metadataPrefix, deleted }) => !deleted && !kept.has(metadataPrefix));
  const tombstones = gone.map(({ metadataPrefix, sets }): RecordContent => ({
    identifier,
    metadataPrefix,
    deleted: true,
    sets,
    about: [],
  }));
  return { records: [...records, ...tombstones], faults };
};

const itemOf = ({ settings, publicUrl }: PublishingPorts, publication: Publication, kind: ManifestationKind): Item | undefined => {
  const manifestation = findManifestation(publication, kind);
  const counterpart = findManifestation(publication, kind === 'print' ? 'pdf' : 'print');
  const identifier = identifierOf(settings, publication.id, kind);
  const filled = { base: publicUrl, id: publication.id, identifier };
  const landingPage = publication.landingPage ?? fillTemplate(settings.links.landingPage, filled);
  return (
    manifestation && {
      identifier,
      localId: localIdOf(publication.id, kind),
      publication,
      manifestation,
      ...(counterpart && { counterpart }),
      landingPage,
    }
  );
};

const fillTemplate = (template: string, values: Readonly<Record<string, string>>): string =>
  template.replace(/\{(\w+)\}/g, (placeholder, name: string) => values[name] ?? placeholder);
