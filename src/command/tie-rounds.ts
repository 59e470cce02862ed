import type { Discovery } from '../discovery/discovery.js';
import { createTieChecks, type RoundReport } from '../discovery/tie-checks/tie-checks.js';
import { createFinnaLookup } from '../harvester/finna/finna-lookup.js';
import { DEFAULT_PATIENCE } from '../harvester/transport/patience.js';
import type { WallClock } from '../platform/clock.js';
import type { Log } from '../platform/log.js';
import type { Settings } from '../platform/settings.js';
import type { ScheduledTask } from '../schedule/schedule.js';
import type { TieMemory } from '../store/tie-ports.js';
import type { Connection } from './harvest-sources.js';

/** Looks whether ties are still there: off where the settings have no `links.recheck`. */
export interface TieRounds {
  readonly tasks: readonly ScheduledTask[];
  /** Ends a round that runs, once what it found so far is kept. */
  stop(): Promise<void>;
}

interface TieRoundPorts {
  readonly settings: Settings;
  readonly connections: ReadonlyMap<string, Connection>;
  readonly works: Pick<Discovery, 'find' | 'list'>;
  readonly memory: TieMemory;
  readonly clock: WallClock;
  readonly log: Log;
}

/** A work that cannot be asked for now is asked for tomorrow: it need not be tried for long. */
const PATIENCE = { ...DEFAULT_PATIENCE, attempts: 3 };

export const createTieRounds = ({ settings, connections, ...ports }: TieRoundPorts): TieRounds => {
  const { recheck } = settings.links;
  const source = settings.sources.find(({ id }) => id === recheck?.source);
  const connection = source && connections.get(source.id);
  if (!recheck || !connection) return { tasks: [], stop: async () => undefined };
  const lookUp = createFinnaLookup({ ...connection, source, patience: PATIENCE });
  const checks = createTieChecks({ ...ports, settings: recheck, lookUp });
  const stopping = new AbortController();
  let round: Promise<RoundReport | undefined> = Promise.resolve(undefined);
  const run = (): Promise<RoundReport | undefined> => {
    const begun = checks.runRound(stopping.signal);
    // One that begins while another runs is over at once, and is not the one to wait for.
    round = Promise.all([round.catch(() => undefined), begun.catch(() => undefined)]).then(() => undefined);
    return begun;
  };
  return {
    tasks: [{ name: 'look for ties', pattern: recheck.schedule, timezone: recheck.timezone, run }],
    stop: async () => {
      stopping.abort();
      await round;
    },
  };
};
