import type { PublicationId } from '../catalogue/publication.js';
import type { StoreContents } from './contents.js';
import { harvestedKey, linkKey, quarantineKey } from './harvest-index.js';
import type { HarvestedRecord, HarvestStore, Link } from './harvest-ports.js';
import { UNKNOWN_SOURCE } from './plan-harvest.js';
import type { CatalogueStore, InstallationStore, RecordStore, Store } from './ports.js';
import { headerOf } from './record-index.js';
import { compareCodeUnits } from './sorted.js';

/** The reading half of an embedded store. `refuse` throws where it must not be read any more. */
export const createContentsReader = (
  contents: StoreContents,
  refuse: () => void,
  readBounds: RecordStore['readBounds'],
): RecordStore & CatalogueStore & InstallationStore & HarvestStore & Pick<Store, 'countCommits'> => {
  const reading =
    <A extends readonly unknown[], R>(read: (...given: A) => R) =>
    async (...given: A): Promise<R> => {
      refuse();
      return read(...given);
    };
  const { harvested, quarantined, links } = contents.harvest;
  // A key begins with the localId and a blank, which sorts before any character that a localId has.
  const copiesOf = (localId: string): readonly HarvestedRecord[] =>
    harvested.list({ after: `${localId} `, limit: MOST_SOURCES }).filter((record) => record.localId === localId);
  const linksOf = (theirs: string): readonly Link[] =>
    links.list({ after: `${theirs} `, limit: MOST_LINKS }).filter((link) => link.theirs === theirs);
  return {
    readBounds,
    readMoment: async () => ({ ...(await readBounds()), installation: contents.installation }),
    findRecord: reading((identifier, metadataPrefix) => contents.records.find(identifier, metadataPrefix)),
    listRecordsOf: reading((identifier) => contents.records.listOf(identifier)),
    listHeadersOf: reading((identifiers) =>
      inOrder(identifiers).flatMap((identifier) => contents.records.listOf(identifier).map(headerOf)),
    ),
    listRecords: reading((query) => contents.records.list(query)),
    listHeaders: reading((query) => contents.records.listHeaders(query)),
    countRecords: reading((query) => contents.records.count(query)),
    findPublication: reading((id) => contents.publications.find(id)),
    findPublications: reading((ids) => inOrder(ids).flatMap((id) => contents.publications.find(id as PublicationId) ?? [])),
    findPublicationByIsbn: reading((isbn) => contents.publications.findByIsbn(isbn)),
    listPublications: reading((page) => contents.publications.list(page)),
    listStatements: reading(() => contents.statements),
    countCommits: reading(() => contents.commits),
    readInstallation: reading(() => contents.installation),
    findHarvested: reading((source, localId) => harvested.find(harvestedKey({ source, localId }))),
    findHarvestedByIdentifier: reading((source, identifier) => contents.harvest.findByIdentifier(source, identifier)),
    findHarvestedMany: reading((source, localIds) => foundOf(localIds, (localId) => harvested.find(harvestedKey({ source, localId })))),
    findHarvestedByIdentifiers: reading((source, identifiers) =>
      foundOf(identifiers, (identifier) => contents.harvest.findByIdentifier(source, identifier)),
    ),
    listHarvestedOf: reading(copiesOf),
    listHarvestedOfMany: reading((localIds) => inOrder(localIds).flatMap(copiesOf)),
    listHarvested: reading(({ source, after, limit }) =>
      harvested.list(
        { ...(after && { after: harvestedKey(after) }), limit },
        source === undefined ? undefined : (record) => record.source === source,
      ),
    ),
    countHarvested: reading((source, state) => contents.harvest.count(source, state)),
    listQuarantined: reading(({ source, after = '', limit }) =>
      quarantined.list({ after: quarantineKey({ source, identifier: after }), limit }, (row) => row.source === source),
    ),
    readSource: reading((source) => contents.harvest.sources.find((state) => state.source === source) ?? { source, ...UNKNOWN_SOURCE }),
    listLinksOf: reading(linksOf),
    listLinksOfMany: reading((theirs) => inOrder(theirs).flatMap(linksOf)),
    listLinks: reading(({ after, limit }) => links.list({ ...(after && { after: linkKey(after) }), limit })),
  };
};

/** More than any installation has. */
const MOST_SOURCES = 100;
/** Of one item. */
const MOST_LINKS = 1000;

const inOrder = (keys: readonly string[]): readonly string[] => [...new Set(keys)].sort(compareCodeUnits);

const foundOf = <Row>(keys: readonly string[], find: (key: string) => Row | undefined): ReadonlyMap<string, Row> => {
  const found = new Map<string, Row>();
  for (const key of keys) {
    const row = find(key);
    if (row !== undefined) found.set(key, row);
  }
  return found;
};
