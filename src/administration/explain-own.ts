import { formatDatestamp } from '../catalogue/datestamp.js';
import { findManifestation, validIsbn, type ManifestationKind, type Publication, type PublicationId } from '../catalogue/publication.js';
import { identifierOf } from '../crosswalk/item.js';
import type { Link } from '../store/harvest-ports.js';
import type { ExplainPorts } from './explain-ports.js';
import { explainFeeds, showRecord, type FeedEntry, type PublishedRecord } from './explain-feeds.js';
import { describeLink, eachLink, titleOfOurs, type ListedLink } from './link-list.js';

/** One item of the repository: an identifier with its records. */
export interface ExplainedItem {
  readonly identifier: string;
  /** Of a publication of our own. */
  readonly manifestation?: ManifestationKind;
  readonly records: readonly PublishedRecord[];
  readonly feeds: readonly FeedEntry[];
}

/** A publication of our own. All times are UTC. */
export interface ExplainedOwn {
  readonly kind: 'own';
  readonly id: PublicationId;
  readonly title: string;
  readonly created: string;
  readonly modified: string;
  /** Counts its changes. */
  readonly revision: number;
  readonly withdrawn?: string;
  /** Libraries' records that are it, or may be. */
  readonly links: readonly ListedLink[];
  readonly items: readonly ExplainedItem[];
}

const KINDS: readonly ManifestationKind[] = ['print', 'pdf'];
const FORM = { print: 'printed', pdf: 'online' } as const;
const SET = { print: 'own:print', pdf: 'own:online' } as const;

export const explainOwn = async (ports: ExplainPorts, id: PublicationId): Promise<ExplainedOwn | undefined> => {
  const { store, settings } = ports;
  const stored = await store.findPublication(id);
  if (!stored) return undefined;
  const { publication, revision } = stored;
  const links: Link[] = [];
  for await (const link of eachLink(store)) if (link.ours === id) links.push(link);
  const items: ExplainedItem[] = [];
  for (const kind of KINDS) {
    const identifier = identifierOf(settings, id, kind);
    const records = await store.listRecordsOf(identifier);
    const story = {
      records,
      given: `It is the ${FORM[kind]} form of our own publication ${id}.`,
      whyNotInFormat: (metadataPrefix: string) => whyNot(publication, kind, metadataPrefix),
      whyNotInSet: (setSpec: string) => whyNotInSet(kind, setSpec),
    };
    items.push({ identifier, manifestation: kind, records: records.map(showRecord), feeds: explainFeeds(ports, story) });
  }
  return {
    kind: 'own',
    id,
    title: (await titleOfOurs(store, id)) ?? '',
    created: formatDatestamp(publication.created),
    modified: formatDatestamp(publication.modified),
    revision,
    ...(publication.withdrawn && { withdrawn: publication.withdrawn.reason }),
    links: await Promise.all(links.map((link) => describeLink(store, link))),
    items,
  };
};

const whyNot = (publication: Publication, kind: ManifestationKind, metadataPrefix: string): string | undefined => {
  if (publication.withdrawn) return `The publication was withdrawn: ${publication.withdrawn.reason}.`;
  const manifestation = findManifestation(publication, kind);
  if (!manifestation) return `The publication has no ${FORM[kind]} form.`;
  if (metadataPrefix !== 'kk') return undefined;
  if (kind !== 'pdf') return 'kk is how the national library takes online publications in; this is the printed form.';
  if (validIsbn(manifestation) !== undefined) return undefined;
  return manifestation.isbn?.kind === 'invalid'
    ? `Its ISBN ${manifestation.isbn.raw} is not valid (${manifestation.isbn.reason}), and kk takes nothing without a valid one.`
    : 'It has no ISBN, and kk takes nothing without one.';
};

const whyNotInSet = (kind: ManifestationKind, setSpec: string): string | undefined => {
  if (setSpec === 'own' || setSpec === SET[kind]) return undefined;
  return setSpec.startsWith('own:')
    ? `The set has no ${FORM[kind]} forms.`
    : 'The set has records of libraries only; this is a publication of our own.';
};
