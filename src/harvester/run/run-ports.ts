import type { WallClock } from '../../platform/clock.js';
import type { HarvestedItem } from '../../publishing/harvested-items.js';
import type { Rendered } from '../../publishing/publishing.js';
import type { Turns } from '../../store/turns.js';
import type { HarvestChange, HarvestedRecord } from '../../store/harvest-ports.js';
import type { Store } from '../../store/ports.js';
import type { RunStore } from '../../store/run-ports.js';

/** The rows that a run brings, read again where they lie each time that they are asked for. */
export interface ComingRows {
  has(localId: string): boolean;
  batches(): AsyncIterable<readonly HarvestedRecord[]>;
}

/** What the ties to our own publications come to once these records are as given. */
export interface LinkPlan {
  /** The localIds whose publication stands or falls with it. */
  readonly moved: readonly string[];
  /** Whether a record of a library is a publication of ours. */
  isOwn(localId: string): boolean;
  /** The ties that are made, changed and loosened, so many at a time. */
  changes(): AsyncIterable<NonNullable<HarvestChange['links']>>;
  /** How the source agrees with the others, in localIds; `undefined` where there is nothing to compare with. */
  crossCheck(source: string): Promise<{ readonly onlyHere: readonly string[]; readonly onlyElsewhere: readonly string[] } | undefined>;
}

/** What a run needs of the rest of the house. */
export interface RunPorts {
  readonly runs: RunStore;
  readonly store: Store;
  readonly render: (items: readonly HarvestedItem[]) => Promise<Rendered>;
  readonly planLinks: (coming: ComingRows) => Promise<LinkPlan>;
  readonly clock: WallClock;
  /** In which all that change ties take turns: between planning them and the commit nobody else may. */
  readonly linkTurns?: Turns;
}
