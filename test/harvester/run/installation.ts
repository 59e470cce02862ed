import { CROSSWALKS } from '../../../src/crosswalk/crosswalks.js';
import { HARVESTED_CROSSWALKS } from '../../../src/crosswalk/harvested/harvested-crosswalks.js';
import { createJudge } from '../../../src/harvester/reading/judge.js';
import type { HarvestSource } from '../../../src/harvester/run/harvest-source.js';
import { createHarvests, type Harvests, type HarvestsPorts } from '../../../src/harvester/run/harvests.js';
import { planLinks } from '../../../src/linking/plan-links.js';
import type { Log } from '../../../src/platform/log.js';
import type { OaiPmhSourceSettings, Settings, SourceSettings } from '../../../src/platform/settings.js';
import { createPublishing } from '../../../src/publishing/publishing.js';
import { createCommitQueue } from '../../../src/store/commit-queue.js';
import type { HarvestedRecord } from '../../../src/store/harvest-ports.js';
import { createMemoryRunStore } from '../../../src/store/memory/memory-run-store.js';
import { createMemoryStore } from '../../../src/store/memory/memory-store.js';
import type { Store, StoredRecord } from '../../../src/store/ports.js';
import type { Turns } from '../../../src/store/turns.js';
import type { RunExchange } from '../../../src/store/run-exchange.js';
import type { Run, RunRequest, RunStore } from '../../../src/store/run-ports.js';
import { SETTINGS } from '../../golden/settings.js';
import { createModelSource, type ModelSource } from './model-source.js';

export const SOURCE: OaiPmhSourceSettings = {
  id: 'library',
  protocol: 'oai-pmh',
  url: 'https://library.example.fi/oai',
  metadataPrefix: 'marc21',
  quirks: [],
  select: { issn: ['1236-049X'], seriesTitle: ['Poliisiosaston julkaisu'], corporateBody: [] },
  republish: true,
  controlNumberIdentifier: 'FI-LIB',
  controlNumberAliases: {},
  timezone: 'Europe/Helsinki',
  overlapHours: 24,
  removalBrake: 0.1,
  minDelayMs: 0,
  maxBytes: 10_000_000,
  allowPrivate: false,
  allowHosts: [],
};

export interface InstallationOptions {
  readonly store?: Store;
  readonly runs?: RunStore;
  readonly isSnapshot?: boolean;
  readonly pageSize?: number;
  readonly sources?: readonly SourceSettings[];
  /** Milliseconds. */
  readonly clock?: () => number;
  /** Of several installations over one store. */
  readonly exchange?: RunExchange;
  readonly linkTurns?: Turns;
  readonly render?: HarvestsPorts['render'];
  /** In the place of the model source. */
  readonly harvestSources?: ReadonlyMap<string, HarvestSource>;
}

/** A whole house with a model library at its door. */
export interface Installation {
  readonly store: Store;
  readonly runs: RunStore;
  readonly library: ModelSource;
  readonly harvests: Harvests;
  readonly settings: Settings;
  readonly logged: readonly string[];
  /** In which harvests and people change ties. */
  readonly linkTurns: Turns;
  /** Milliseconds, put on by every run. */
  readonly clock: { now: number };
  /** Starts a run and waits for its end. */
  harvest(request?: Partial<RunRequest>): Promise<Run>;
  /** By control number, in order. */
  stored(state?: HarvestedRecord['state']): Promise<readonly string[]>;
  find(number: string): Promise<HarvestedRecord | undefined>;
  /** `000000001 oai_dc live +seconds since the start`, as harvesters of ours see them. */
  published(metadataPrefix?: string): Promise<readonly StoredRecord[]>;
  mark(): Promise<string | undefined>;
}

export const START = Date.parse('2026-03-01T12:00:00Z');

export const createInstallation = (options: InstallationOptions = {}): Installation => {
  const clock = { now: START };
  const wallClock = options.clock ?? ((): number => clock.now);
  const { isSnapshot = false, sources = [SOURCE] } = options;
  const store = options.store ?? createMemoryStore({ wallClock });
  const runs = options.runs ?? createMemoryRunStore();
  const settings: Settings = { ...SETTINGS, sources };
  const library = createModelSource({ pageSize: options.pageSize ?? 10, isSnapshot });
  const publishing = createPublishing({
    ...{ store, settings, crosswalks: CROSSWALKS, harvestedCrosswalks: HARVESTED_CROSSWALKS },
    publicUrl: 'https://julkaisut.example.fi',
  });
  const logged: string[] = [];
  const log = createListLog(logged);
  const linkTurns = options.linkTurns ?? createCommitQueue();
  const ports: HarvestsPorts = {
    ...{ runs, store, log, clock: wallClock, linkTurns },
    ...(options.exchange && { exchange: options.exchange }),
    render: options.render ?? ((items) => publishing.renderHarvested(items)),
    planLinks: planLinks({ store, settings, clock: wallClock }),
    sources: options.harvestSources ?? new Map(sources.map((source) => [source.id, sourceOf(source, library, isSnapshot)])),
  };
  const harvests = createHarvests(ports);
  const rows = async (): Promise<readonly HarvestedRecord[]> => store.listHarvested({ limit: 100_000 });
  return {
    ...{ store, runs, library, harvests, settings, logged, linkTurns, clock },
    harvest: async (request = {}) => {
      clock.now += 60_000;
      const outcome = await harvests.start({
        ...{ source: 'library', mode: 'incremental', dryRun: false, approveLargeChange: false, actor: 'tester' },
        ...request,
      });
      if (outcome.kind !== 'started') throw new Error(JSON.stringify(outcome));
      return outcome.done;
    },
    stored: async (state = 'live') => (await rows()).filter((row) => row.state === state).map(({ localId }) => localId.split('.').at(-1)!),
    find: async (number) => (await rows()).find(({ localId }) => localId.endsWith(number)),
    published: async (metadataPrefix = 'marcxml') => {
      const { now } = await store.readBounds();
      return store.listRecords({ metadataPrefix, set: 'older', until: now, limit: 100_000 });
    },
    mark: async () => (await store.readSource('library')).mark,
  };
};

const sourceOf = (source: SourceSettings, { client }: ModelSource, isSnapshot: boolean): HarvestSource => {
  const judge = createJudge({
    rules: source.select,
    authority: { default: source.controlNumberIdentifier ?? source.id, aliases: source.controlNumberAliases },
  });
  return {
    id: source.id,
    isSnapshot,
    client,
    impatient: client,
    listPages: (request, signal) => client.listPages(request, signal),
    judge: (xml) => judge.judgeXml(xml),
    overlapHours: source.overlapHours,
    removalBrake: source.removalBrake,
  };
};

const createListLog = (lines: string[]): Log => {
  const add = (event: string, fields?: unknown): void => void lines.push(`${event} ${JSON.stringify(fields ?? {})}`);
  return { info: add, warn: add, error: add };
};

/** D5: no record disappears unseen. */
export const isAccounted = ({ counters }: Run): boolean => {
  const { seen, added, updated, unchanged, deleted, outOfScope, failed, duplicates, ignored } = counters;
  return seen === added + updated + unchanged + deleted + outOfScope + failed + duplicates + ignored;
};
