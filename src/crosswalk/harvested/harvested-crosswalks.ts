import type { Settings } from '../../platform/settings.js';
import type { XmlElement } from '../../xml/element.js';
import { type MarcRecord, writeMarcRecord } from '../marc-record.js';
import { marcToOaiDc } from './marc-to-oai-dc.js';

/** A metadata format in which a library's record is given on, with the way to it. */
export interface HarvestedCrosswalk {
  readonly metadataPrefix: string;
  /** Raise it with every change of what `write` or `cleanHarvestedMarc` gives. */
  readonly version: number;
  /** @param record cleaned by `cleanHarvestedMarc` */
  readonly write: (record: MarcRecord, settings: Settings) => XmlElement;
}

/** Never `kk`: that is how the library takes records in, and these are its own. */
export const HARVESTED_CROSSWALKS: readonly HarvestedCrosswalk[] = [
  { metadataPrefix: 'oai_dc', version: 1, write: marcToOaiDc },
  { metadataPrefix: 'marcxml', version: 1, write: writeMarcRecord },
];
