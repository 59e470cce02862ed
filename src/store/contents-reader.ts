import type { StoreContents } from './contents.js';
import type { CatalogueStore, InstallationStore, RecordStore } from './ports.js';

/** The reading half of an embedded store. `refuse` throws where it must not be read any more. */
export const createContentsReader = (
  contents: StoreContents,
  refuse: () => void,
): Omit<RecordStore, 'readBounds'> & CatalogueStore & InstallationStore => {
  const reading =
    <A extends readonly unknown[], R>(read: (...given: A) => R) =>
    async (...given: A): Promise<R> => {
      refuse();
      return read(...given);
    };
  return {
    findRecord: reading((identifier, metadataPrefix) => contents.records.find(identifier, metadataPrefix)),
    listRecordsOf: reading((identifier) => contents.records.listOf(identifier)),
    listRecords: reading((query) => contents.records.list(query)),
    listHeaders: reading((query) => contents.records.listHeaders(query)),
    countRecords: reading((query) => contents.records.count(query)),
    findPublication: reading((id) => contents.publications.find(id)),
    findPublicationByIsbn: reading((isbn) => contents.publications.findByIsbn(isbn)),
    listPublications: reading((page) => contents.publications.list(page)),
    listStatements: reading(() => contents.statements),
    readInstallation: reading(() => contents.installation),
  };
};
