import type { Harvests } from '../harvester/run/harvests.js';
import { shownUrl } from '../harvester/transport/shown-url.js';
import type { WallClock } from '../platform/clock.js';
import type { Settings, SourceSettings } from '../platform/settings.js';
import type { HarvestedState, HarvestStore, SourceState } from '../store/harvest-ports.js';
import type { Run } from '../store/run-ports.js';
import { lastAt, momentOf, type RunMoment } from './run-moment.js';
import { tellHealth, type SourceHealth } from './source-health.js';
import { readSourceHistory, type SourceHistory } from './source-history.js';

/** A source as an administrator wants to see it. Plain values: fit to be printed as JSON. All times are UTC. */
export interface SourceDescription {
  readonly id: string;
  readonly protocol: SourceSettings['protocol'];
  /** Fit to be shown: without a user, a password or a key. */
  readonly url: string;
  readonly republish: boolean;
  readonly select: SourceSettings['select'];
  readonly overlapHours: number;
  /** Of its records, the share that may go at once without a person's word. */
  readonly removalBrake: number;
  readonly schedule?: string;
  /** IANA name; with `schedule` only. */
  readonly timezone?: string;
  readonly reconcileSchedule?: string;
  /** The next five times of the schedule. */
  readonly next: readonly string[];
  /** Where the next incremental run begins, less the overlap. */
  readonly mark?: string;
  /** In ms. */
  readonly markAge?: number;
  /** Those that it has and that are wanted: `counts.live`. */
  readonly records: number;
  readonly counts: Readonly<Record<HarvestedState, number>>;
  /** At most 10,000. */
  readonly quarantined: number;
  /** Of whatever kind, a dry run too. */
  readonly lastRun?: { readonly id: string; readonly state: Run['state']; readonly message: string };
  /** The last run that read the list as it should be read, and was applied. */
  readonly lastSuccess?: RunMoment;
  /** The last such run that failed, of those since about that success. */
  readonly lastFailure?: RunMoment & { readonly message: string };
  /** Times of the schedule since the last such run, at which nobody harvested; of the last seven days at most. */
  readonly missed: number;
  /** The run that is under way. */
  readonly runningRun?: string;
  readonly health: SourceHealth;
}

/** The sources of the settings with what became of them. */
export interface Sources {
  /** In the order of the settings. */
  list(): Promise<readonly SourceDescription[]>;
  find(id: string): Promise<SourceDescription | undefined>;
}

export interface SourcesPorts {
  readonly settings: Pick<Settings, 'sources'>;
  readonly store: Pick<HarvestStore, 'readSource' | 'countHarvested' | 'listQuarantined'>;
  readonly harvests: Pick<Harvests, 'listRuns' | 'isRunning'>;
  readonly clock: WallClock;
  /** The next times of a source's schedule, the soonest first. */
  readonly nextHarvests: (source: SourceSettings, count: number) => readonly Date[];
  /** How often the schedule came after one moment and not after the other, both in ms. */
  readonly countHarvestTimes: (source: SourceSettings, since: number, until: number) => number;
}

export const createSources = (ports: SourcesPorts): Sources => {
  const { sources } = ports.settings;
  return {
    list: () => Promise.all(sources.map((source) => describe(ports, source))),
    find: async (id) => {
      const source = sources.find((each) => each.id === id);
      return source && describe(ports, source);
    },
  };
};

const SHOWN_TIMES = 5;
/** More than that is "very many". */
const MOST_COUNTED = 10_000;

const describe = async (ports: SourcesPorts, source: SourceSettings): Promise<SourceDescription> => {
  const { store, harvests, clock, nextHarvests } = ports;
  const { id, protocol, url, republish, select, overlapHours, removalBrake } = source;
  const history = await readSourceHistory(harvests, id);
  const state = await store.readSource(id);
  const counts = await countStates(store, id);
  const missed = countMissed(ports, source, history);
  return {
    ...{ id, protocol, url: shownUrl(url), republish, select, overlapHours, removalBrake },
    ...scheduleOf(source),
    next: nextHarvests(source, SHOWN_TIMES).map((time) => time.toISOString()),
    ...markOf(state, clock()),
    records: counts.live,
    counts,
    quarantined: (await store.listQuarantined({ source: id, limit: MOST_COUNTED })).length,
    ...momentsOf(history),
    missed,
    health: tellHealth(history, missed, state.revision),
  };
};

const countStates = async (store: SourcesPorts['store'], id: string): Promise<Readonly<Record<HarvestedState, number>>> => ({
  live: await store.countHarvested(id, 'live'),
  deleted: await store.countHarvested(id, 'deleted'),
  retired: await store.countHarvested(id, 'retired'),
  outOfScope: await store.countHarvested(id, 'outOfScope'),
});

/** For a run to begin, in ms: the service may be about to start, or to catch up. */
const GRACE_MS = 15 * 60_000;
/** A timer may come a little early. */
const EARLY_MS = 60_000;

/** From the end of the last one on: what comes while one is under way is left out on purpose. One that was never harvested has missed nothing. */
const countMissed = ({ clock, countHarvestTimes }: SourcesPorts, source: SourceSettings, history: SourceHistory): number => {
  const { lastWhole, running } = history;
  if (!lastWhole || running) return 0;
  return countHarvestTimes(source, Date.parse(lastAt(lastWhole)) + EARLY_MS, clock() - GRACE_MS);
};

const scheduleOf = ({ schedule, reconcileSchedule, timezone }: SourceSettings) => ({
  ...(schedule !== undefined && { schedule, timezone }),
  ...(reconcileSchedule !== undefined && { reconcileSchedule }),
});

const markOf = ({ mark }: SourceState, now: number) => (mark === undefined ? {} : { mark, markAge: Math.max(0, now - Date.parse(mark)) });

const momentsOf = ({ lastRun, lastSuccess, lastFailure, running }: SourceHistory) => ({
  ...(lastRun && { lastRun: { id: lastRun.id, state: lastRun.state, message: lastRun.message } }),
  ...(lastSuccess && { lastSuccess: momentOf(lastSuccess) }),
  ...(lastFailure && { lastFailure: { ...momentOf(lastFailure), message: lastFailure.message } }),
  ...(running && { runningRun: running.id }),
});
