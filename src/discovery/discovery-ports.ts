import type { WallClock } from '../platform/clock.js';
import type { Settings } from '../platform/settings.js';
import type { MetadataFormat } from '../publishing/formats.js';
import type { Store } from '../store/ports.js';
import type { TieMemory } from '../store/tie-ports.js';
import type { WorkStore } from '../store/work-ports.js';

export interface DiscoveryPorts {
  readonly store: Store;
  readonly settings: Settings;
  readonly publicUrl: string;
  readonly clock: WallClock;
  /** What look-ups found; nothing where absent. */
  readonly ties?: Pick<TieMemory, 'find' | 'listChanged' | 'lastChange'>;
  /** Where the works are kept for several processes; in this one's memory where absent. */
  readonly works?: WorkStore;
  /** Works could not be made anew while nobody waited for them; the next request has it tried again. */
  readonly onFault?: (error: unknown) => void;
  /** What GetRecord offers; that of the crosswalks where absent. */
  readonly formats?: readonly MetadataFormat[];
}
