import type { Harvests } from '../harvester/run/harvests.js';
import type { MetadataFormat } from '../publishing/formats.js';
import type { RepositorySet } from '../publishing/sets.js';
import type { RecordStore } from '../store/ports.js';
import type { FindPorts } from './explain-find.js';

/** What an explanation is made from. */
export interface ExplainPorts extends FindPorts {
  readonly store: FindPorts['store'] & Pick<RecordStore, 'listRecordsOf'>;
  readonly harvests: Pick<Harvests, 'findRun' | 'findReport'>;
  readonly formats: readonly MetadataFormat[];
  readonly sets: readonly RepositorySet[];
  /** The formats in which libraries' records are given on. */
  readonly harvestedPrefixes: readonly string[];
}
