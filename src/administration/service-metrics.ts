import { CROSSWALKS } from '../crosswalk/crosswalks.js';
import type { Harvests } from '../harvester/run/harvests.js';
import { createCappedReading } from '../platform/capped-reading.js';
import type { WallClock } from '../platform/clock.js';
import { describeError, type Log } from '../platform/log.js';
import type { Labels, Metrics, Reading } from '../platform/metrics.js';
import type { Settings } from '../platform/settings.js';
import { listSets } from '../publishing/sets.js';
import type { HarvestedState, HarvestStore } from '../store/harvest-ports.js';
import type { RecordStore } from '../store/ports.js';
import { lastAt } from './run-moment.js';
import { readSourceHistory, type SourceHistory } from './source-history.js';

export interface ServiceMetricsPorts {
  readonly store: Pick<RecordStore, 'readBounds' | 'countRecords'> & Pick<HarvestStore, 'countHarvested'>;
  readonly harvests: Pick<Harvests, 'listRuns' | 'isRunning'>;
  readonly settings: Settings;
  readonly clock: WallClock;
  readonly log: Log;
}

/** Whoever reads the metrics comes every few seconds and waits some ten: figures are no reason to trouble a store that has work. */
const LIMITS = { most: 2000, keep: 30_000 };
/** Whether the store answers is to be known sooner. */
const SOON = { most: 2000, keep: 2000 };

const STATES: readonly HarvestedState[] = ['live', 'deleted', 'retired', 'outOfScope'];
/** Of each source, so many runs back. */
const MOST_RUNS = 100;

/** Measures what is in the store and what became of harvests. A store that does not answer in time leaves its figures out, never old ones in. */
export const measureService = (metrics: Metrics, ports: ServiceMetricsPorts): void => {
  const { store, clock, log } = ports;
  const read = <Value>(what: string, reading: () => Promise<Value>, limits = LIMITS): (() => Promise<Value | undefined>) =>
    createCappedReading(reading, limits, clock, (error) => log.warn('metrics.notRead', { what, ...describeError(error) }));

  const bounds = read('store', () => store.readBounds(), SOON);
  metrics.gauge({ name: 'julkaisusilta_store_up', help: 'Whether the store answers: 1 or 0.', labels: [] }, async () => [
    { labels: {}, value: (await bounds()) === undefined ? 0 : 1 },
  ]);
  const records = read('records', () => readRecords(ports));
  metrics.gauge(
    { name: 'julkaisusilta_records', help: 'Records, deleted ones among them, by format and set.', labels: ['format', 'set'] },
    async () => (await records()) ?? [],
  );
  const harvested = read('harvested', () => readHarvested(ports));
  metrics.gauge(
    { name: 'julkaisusilta_harvested_records', help: "Libraries' records as harvested, by source and state.", labels: ['source', 'state'] },
    async () => (await harvested()) ?? [],
  );
  measureRuns(
    metrics,
    ports,
    read('runs', () => readRuns(ports)),
  );
};

interface SourceRuns extends SourceHistory {
  readonly source: string;
  /** Of the last hundred runs, by state. */
  readonly states: ReadonlyMap<string, number>;
}

const measureRuns = (metrics: Metrics, { settings }: ServiceMetricsPorts, runs: () => Promise<readonly SourceRuns[] | undefined>): void => {
  const each = async (reading: (of: SourceRuns) => readonly Reading[]): Promise<readonly Reading[]> =>
    ((await runs()) ?? []).flatMap(reading);
  const ofSource = (source: string, value: number | undefined): readonly Reading[] =>
    value === undefined ? [] : [{ labels: { source }, value }];
  metrics.gauge(
    { name: 'julkaisusilta_runs', help: `The last ${MOST_RUNS} harvests of each source, by state.`, labels: ['source', 'state'] },
    () => each(({ source, states }) => [...states].map(([state, value]) => ({ labels: { source, state }, value }))),
  );
  metrics.gauge(
    {
      ...{ name: 'julkaisusilta_source_last_success_timestamp_seconds', labels: ['source'] },
      help: 'When the last harvest of the whole source was applied; absent before the first.',
    },
    () => each(({ source, lastSuccess }) => ofSource(source, lastSuccess && Date.parse(lastAt(lastSuccess)) / 1000)),
  );
  metrics.gauge(
    { name: 'julkaisusilta_source_failures', help: 'Harvests of the source that failed in a row, up to the last one.', labels: ['source'] },
    () => each(({ source, failures }) => ofSource(source, failures)),
  );
  metrics.gauge(
    { name: 'julkaisusilta_source_scheduled', help: 'Whether the source is harvested by a schedule: 1 or 0.', labels: ['source'] },
    () => settings.sources.flatMap(({ id, schedule }) => ofSource(id, schedule === undefined ? 0 : 1)),
  );
};

const readRecords = async ({ store, settings }: ServiceMetricsPorts): Promise<readonly Reading[]> => {
  const { now: until } = await store.readBounds();
  // Those at the top, which share nothing and leave nothing out: their sum is the whole.
  const sets = listSets(settings).flatMap(({ setSpec }) => (setSpec.includes(':') ? [] : [setSpec]));
  const asked = CROSSWALKS.flatMap(({ metadataPrefix }) => sets.map((set) => ({ metadataPrefix, set })));
  return inTurn(asked, async ({ metadataPrefix, set }) => ({
    labels: { format: metadataPrefix, set },
    value: await store.countRecords({ metadataPrefix, set, until }),
  }));
};

const readHarvested = ({ store, settings }: ServiceMetricsPorts): Promise<readonly Reading[]> =>
  inTurn(
    settings.sources.flatMap(({ id }) => STATES.map((state) => ({ id, state }))),
    async ({ id, state }) => ({ labels: { source: id, state } satisfies Labels, value: await store.countHarvested(id, state) }),
  );

const readRuns = ({ harvests, settings }: ServiceMetricsPorts): Promise<readonly SourceRuns[]> =>
  inTurn(settings.sources, async ({ id: source }) => {
    const states = new Map<string, number>();
    for (const { state } of await harvests.listRuns({ source, limit: MOST_RUNS })) states.set(state, (states.get(state) ?? 0) + 1);
    return { ...(await readSourceHistory(harvests, source)), source, states };
  });

/** One after the other: all at once would take every connection to a database. */
const inTurn = async <Item, Result>(items: readonly Item[], work: (item: Item) => Promise<Result>): Promise<readonly Result[]> => {
  const results: Result[] = [];
  for (const item of items) results.push(await work(item));
  return results;
};
