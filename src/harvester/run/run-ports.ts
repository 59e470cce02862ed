import type { WallClock } from '../../platform/clock.js';
import type { HarvestedItem } from '../../publishing/harvested-items.js';
import type { Rendered } from '../../publishing/publishing.js';
import type { CommitQueue } from '../../store/commit-queue.js';
import type { HarvestChange, HarvestedRecord } from '../../store/harvest-ports.js';
import type { Store } from '../../store/ports.js';
import type { RunStore } from '../../store/run-ports.js';

/** What the ties to our own publications come to once these records are as given. */
export interface LinkPlan {
  readonly change: NonNullable<HarvestChange['links']>;
  /** The localIds whose publication stands or falls with it. */
  readonly moved: readonly string[];
  /** Whether a record of a library is a publication of ours. */
  isOwn(localId: string): boolean;
  /** How the source agrees with the others, in localIds; `undefined` where there is nothing to compare with. */
  crossCheck(source: string): { readonly onlyHere: readonly string[]; readonly onlyElsewhere: readonly string[] } | undefined;
}

/** What a run needs of the rest of the house. */
export interface RunPorts {
  readonly runs: RunStore;
  readonly store: Store;
  readonly render: (items: readonly HarvestedItem[]) => Promise<Rendered>;
  readonly planLinks: (changed: readonly HarvestedRecord[]) => Promise<LinkPlan>;
  readonly clock: WallClock;
  /** In which all that change ties take turns: between planning them and the commit nobody else may. */
  readonly linkTurns?: CommitQueue;
}
