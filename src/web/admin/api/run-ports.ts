import type { Runs } from '../../../administration/runs.js';
import type { Harvests } from '../../../harvester/run/harvests.js';
import type { WallClock } from '../../../platform/clock.js';
import type { Settings } from '../../../platform/settings.js';
import type { IdempotencyMemory } from '../../../store/idempotency-ports.js';
import type { RunEventPorts } from './run-events.js';

/** What the part of the API about harvests works with. */
export interface RunsApiPorts {
  readonly settings: Settings;
  readonly harvests: Harvests;
  readonly runs: Runs;
  readonly clock: WallClock;
  readonly idempotencyMemory: IdempotencyMemory;
  /** Of event streams; see `RunEventPorts`. */
  readonly paces?: NonNullable<RunEventPorts['paces']>;
}
