import type { Datestamp } from '../catalogue/datestamp.js';
import type { Settings } from '../platform/settings.js';
import type { Publishing } from '../publishing/publishing.js';
import type { CatalogueStore } from '../store/ports.js';
import type { Content } from './byte-stream.js';

export interface IntakePorts {
  readonly catalogue: CatalogueStore;
  readonly publishing: Pick<Publishing, 'publish'>;
  readonly settings: Pick<Settings, 'series'>;
  /** The store's clock. */
  readonly now: () => Promise<Datestamp> | Datestamp;
}

export interface ImportFile {
  /** For the report, and its extension for the kind of file. */
  readonly name: string;
  readonly content: Content;
}
