import type { Datestamp } from '../catalogue/datestamp.js';
import type { Settings } from '../platform/settings.js';
import type { MetadataFormat } from '../publishing/formats.js';
import type { RepositorySet } from '../publishing/sets.js';
import type { RecordStore, StoreMoment } from '../store/ports.js';
import type { Allocate, XmlChunk } from '../xml/chunks.js';
import type { ListPage } from './answered-request.js';

export interface ProviderPorts {
  readonly store: RecordStore;
  readonly settings: Settings;
  /** The canonical address, never taken from a request (OAI-PMH 2.0 §3.1.1). */
  readonly baseUrl: string;
  readonly formats: readonly MetadataFormat[];
  readonly sets: readonly RepositorySet[];
  /** Where a page is cut at the latest, in bytes of rendered text; 4 MiB when absent. */
  readonly mostPageBytes?: number;
}

/** What is known while one request is answered: read once, at its start. */
export interface Moment extends StoreMoment {
  /** The next second after the last settled one: `from` = this has neither gap nor overlap (harvesters use it so). */
  readonly responseDate: Datestamp;
  /** Memory for what is read of the store, good for as long as the answer is on its way. */
  readonly allocate?: Allocate | undefined;
}

/** An answer's inner part; a list that goes on from a token may print the responseDate of its start. */
export interface Answer {
  readonly body: readonly XmlChunk[];
  readonly responseDate?: Datestamp;
  /** Of a list, in figures. */
  readonly page?: ListPage;
}
