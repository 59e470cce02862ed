import type { Harvests } from '../harvester/run/harvests.js';
import { oddVolume } from '../harvester/run/volume.js';
import type { QuarantineStay, RunMention, SourceCondition, Volume } from '../notices/condition.js';
import type { WallClock } from '../platform/clock.js';
import type { Settings, SourceSettings } from '../platform/settings.js';
import type { HarvestStore, SourceState } from '../store/harvest-ports.js';
import type { Run } from '../store/run-ports.js';
import { createMissedTimes, type LastHarvestTime } from './missed-times.js';
import { lastAt } from './run-moment.js';
import { isWhole, readSourceHistory, type SourceHistory } from './source-history.js';

export interface NoticeConditionsPorts {
  readonly settings: Pick<Settings, 'sources'>;
  readonly harvests: Pick<Harvests, 'listRuns' | 'isRunning'>;
  readonly store: Pick<HarvestStore, 'readSource' | 'listQuarantined'>;
  readonly lastHarvestTime: LastHarvestTime;
  readonly clock: WallClock;
}

/** How all sources of the settings are doing, by what the overview goes by, too. To be asked again and again. */
export const createNoticeConditions = (ports: NoticeConditionsPorts): (() => Promise<readonly SourceCondition[]>) => {
  const missedTimes = createMissedTimes(ports);
  return async () => {
    const conditions: SourceCondition[] = [];
    for (const source of ports.settings.sources) conditions.push(await describeCondition(ports, source, missedTimes));
    return conditions;
  };
};

const describeCondition = async (
  { harvests, store }: NoticeConditionsPorts,
  source: SourceSettings,
  missedTimes: ReturnType<typeof createMissedTimes>,
): Promise<SourceCondition> => {
  const history = await readSourceHistory(harvests, source.id);
  const state = await store.readSource(source.id);
  const [failed, held, volume] = [failedOf(history), heldOf(history, state), volumeOf(history, state)];
  return {
    source: source.id,
    ...(failed && { failed }),
    ...(held && { held }),
    missed: missedTimes(source, history),
    ...(volume && { volume }),
    quarantine: await readStays(store, source.id),
  };
};

/**
 * The last failure that no success has followed. A failed run that is tried again keeps its id and is under way, interrupted or paused for
 * some time: until it succeeds it has failed.
 */
const failedOf = ({ running, lastWhole, lastFailure, lastSuccess }: SourceHistory): RunMention | undefined => {
  const runs = [running, lastWhole, lastFailure].filter((run): run is Run => run !== undefined && isWhole(run));
  const mentions = runs.flatMap((run) => {
    const failure = run.transitions.findLast(({ state }) => state === 'failed');
    return failure ? [{ run: run.id, at: failure.at, message: run.state === 'failed' ? run.message : '' }] : [];
  });
  const [last] = mentions.sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
  return last && (!lastSuccess || Date.parse(lastAt(lastSuccess)) < Date.parse(last.at)) ? last : undefined;
};

/** One that was held before the last change of the source cannot be approved any more. */
const heldOf = ({ held }: SourceHistory, { revision }: SourceState): RunMention | undefined => {
  const run = held.find(({ baseRevision }) => baseRevision === revision);
  return run && { run: run.id, at: lastAt(run), message: run.message };
};

/** By the rule of the runs themselves, which say it in their warnings. */
const volumeOf = ({ lastSuccess }: SourceHistory, { volumes }: SourceState): Volume | undefined => {
  const records = volumes.at(-1);
  if (records === undefined) return undefined;
  const odd = oddVolume(volumes.slice(0, -1), records);
  return {
    records,
    ...(odd !== undefined && { odd }),
    ...(lastSuccess?.counters.inScope === records && { run: lastSuccess.id }),
  };
};

const BATCH = 1000;

const readStays = async (store: NoticeConditionsPorts['store'], source: string): Promise<readonly QuarantineStay[]> => {
  const stays: QuarantineStay[] = [];
  for (let after: string | undefined; ;) {
    const page = await store.listQuarantined({ source, limit: BATCH, ...(after !== undefined && { after }) });
    stays.push(...page.map(({ firstRun, runs }) => ({ since: timeOfRun(firstRun), runs })));
    after = page.at(-1)?.identifier;
    if (after === undefined || page.length < BATCH) return stays;
  }
};

/** A run's id begins with the moment at which it was asked for. */
const timeOfRun = (id: string): string => id.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z-.*$/s, '$1-$2-$3T$4:$5:$6.$7Z');
