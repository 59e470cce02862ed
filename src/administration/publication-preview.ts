import { formatDatestamp } from '../catalogue/datestamp.js';
import type { ManifestationKind, Publication } from '../catalogue/publication.js';
import { identifierOf } from '../crosswalk/item.js';
import type { MarcRecord } from '../crosswalk/marc-record.js';
import { readMarcRecord } from '../crosswalk/read-marc.js';
import type { Settings } from '../platform/settings.js';
import type { PreviewedItem } from '../publishing/own-items.js';
import type { Publishing } from '../publishing/publishing.js';
import type { RecordStore } from '../store/ports.js';
import { parseXml } from '../xml/parse.js';

/** What harvesters would get of a publication. Plain values: fit to be printed as JSON. */
export interface PublicationPreview {
  readonly items: readonly ItemPreview[];
  /** Records that are there now and would become deleted ones, for ever. */
  readonly deletions: readonly RecordName[];
}

export interface ItemPreview {
  readonly identifier: string;
  readonly manifestation: ManifestationKind;
  readonly formats: readonly FormatPreview[];
}

export type FormatPreview =
  /** `marc` with MARCXML only. */
  | { readonly kind: 'rendered'; readonly metadataPrefix: string; readonly xml: string; readonly marc?: MarcRecord }
  | { readonly kind: 'fault'; readonly metadataPrefix: string; readonly message: string };

export interface RecordName {
  readonly identifier: string;
  readonly metadataPrefix: string;
}

export interface PreviewPorts {
  readonly store: Pick<RecordStore, 'listRecordsOf'>;
  readonly publishing: Pick<Publishing, 'preview'>;
  readonly settings: Settings;
}

export const previewPublication = async (ports: PreviewPorts, publication: Publication): Promise<PublicationPreview> => {
  const items = ports.publishing.preview(publication);
  const live = (await listItems(ports, publication)).flatMap(({ identifier, records }) =>
    records.filter(({ deleted }) => !deleted).map(({ metadataPrefix }) => ({ identifier, metadataPrefix })),
  );
  const stays = ({ identifier, metadataPrefix }: RecordName): boolean =>
    items.some((item) => item.identifier === identifier && item.formats.some((format) => format.metadataPrefix === metadataPrefix));
  return { items: items.map(withMarc), deletions: live.filter((record) => !stays(record)) };
};

const withMarc = (item: PreviewedItem): ItemPreview => ({
  ...item,
  formats: item.formats.map((format) =>
    format.kind === 'rendered' && format.metadataPrefix === 'marcxml' ? { ...format, marc: readMarcRecord(parseXml(format.xml)) } : format,
  ),
});

/** An item with its records as they are stored. */
export interface StoredItem {
  readonly identifier: string;
  readonly manifestation: ManifestationKind;
  readonly records: readonly StoredItemRecord[];
}

export interface StoredItemRecord {
  readonly metadataPrefix: string;
  readonly deleted: boolean;
  /** ISO 8601, UTC. */
  readonly datestamp: string;
}

const KINDS: readonly ManifestationKind[] = ['print', 'pdf'];

/** Both items that a publication can have, deleted ones too; without those that never were. */
export const listItems = async (
  { store, settings }: Pick<PreviewPorts, 'store' | 'settings'>,
  { id }: Publication,
): Promise<readonly StoredItem[]> => {
  const items = await Promise.all(
    KINDS.map(async (manifestation) => {
      const identifier = identifierOf(settings, id, manifestation);
      const records = await store.listRecordsOf(identifier);
      return {
        identifier,
        manifestation,
        records: records.map(({ metadataPrefix, deleted, datestamp }) => ({
          metadataPrefix,
          deleted,
          datestamp: formatDatestamp(datestamp),
        })),
      };
    }),
  );
  return items.filter(({ records }) => records.length > 0);
};
