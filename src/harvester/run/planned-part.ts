import type { HarvestedRecord, HarvestEvent, QuarantinedRecord } from '../../store/harvest-ports.js';
import type { PlannedChange } from './planned-change.js';

/** As much of what a run will do as is in memory at a time. */
export interface PlannedPart {
  readonly changes: readonly PlannedChange[];
  /** Rows that change without an event: found again after they were missing, or missing for the first time. */
  readonly silent: readonly HarvestedRecord[];
  readonly quarantine: {
    readonly put: readonly QuarantinedRecord[];
    readonly remove: readonly Pick<QuarantinedRecord, 'source' | 'identifier'>[];
  };
}

/** What a run will do, each record read again where it lies, as often as it is asked for: only what is decided of each is kept. */
export interface PlannedParts {
  /** `changed` with an event, `silent` without one; `undefined` for a record whose row stays as it is. */
  fateOf(localId: string): 'changed' | 'silent' | undefined;
  parts(): AsyncIterable<PlannedPart>;
  /** The changes of those outcomes that are wanted at the moment when each is reached. */
  changes(isWanted: (outcome: HarvestEvent['outcome']) => boolean): AsyncIterable<PlannedChange>;
}

export const NO_PARTS: PlannedParts = { fateOf: () => undefined, parts: none, changes: none };

async function* none(): AsyncIterable<never> {
  // Nothing is to be done.
}

/** One after the other; no record may be in two of them. */
export const joinParts = (all: readonly PlannedParts[]): PlannedParts => ({
  fateOf: (localId) => {
    for (const each of all) {
      const fate = each.fateOf(localId);
      if (fate) return fate;
    }
    return undefined;
  },
  parts: async function* () {
    for (const each of all) yield* each.parts();
  },
  changes: async function* (isWanted) {
    for (const each of all) yield* each.changes(isWanted);
  },
});
