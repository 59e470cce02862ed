import type { Log } from '../../platform/log.js';
import { describeError } from '../../platform/log.js';
import type { RunExchange, RunWish } from '../../store/run-exchange.js';
import type { Run, RunListPage, RunRequest, RunStore, SourceLease } from '../../store/run-ports.js';
import { runFor } from './begin-run.js';
import { executeRun, type StopReason } from './execute-run.js';
import type { HarvestSource } from './harvest-source.js';
import { pruneRuns, RECOVERY, recoverAbandoned, recoverRuns } from './look-after-runs.js';
import { parseReport, type RunReport } from './run-report.js';
import { findRequestFaults } from './run-request.js';
import type { RunPorts } from './run-ports.js';
import { cancelledRun, isEnded, isUnderWay } from './run-words.js';
import { createRunsElsewhere, tellOfSaves } from './runs-elsewhere.js';

export type StartOutcome =
  | { readonly kind: 'started'; readonly run: Run; readonly done: Promise<Run> }
  /** One run of a source at a time. */
  | { readonly kind: 'busy'; readonly runningRunId: string }
  /** Each a sentence. */
  | { readonly kind: 'refused'; readonly reasons: readonly string[] };

/** A person's or a clock's word about a run. */
export interface Decision {
  readonly actor: string;
  readonly reason?: string;
}

/** All harvests of one installation. A person, the schedule and a program start them by this one door. */
export interface Harvests {
  start(request: RunRequest): Promise<StartOutcome>;
  /** Applies what the brake held. */
  approve(runId: string, decision: Decision): Promise<StartOutcome>;
  /** Applies what a dry run fetched, where nothing has changed since. */
  applyDryRun(runId: string, decision: Decision): Promise<StartOutcome>;
  /** Ends a run that is held or waiting. Nothing of it is applied. */
  reject(runId: string, decision: Decision): Promise<StartOutcome | { readonly kind: 'rejected'; readonly run: Run }>;
  /**
   * `false` when it is not under way, or is being applied already.
   * @throws StoreError `unavailable` when it is carried out by another process that does not answer
   */
  cancel(runId: string, decision: Decision): Promise<boolean>;
  /** Ends it so that the next run goes on where it was; `false` when it is not under way. */
  interrupt(runId: string, decision: Decision): Promise<boolean>;
  /** Whether somebody works on it now, whatever its state says yet; of another process, as it was when runs were last looked at. */
  isRunning(runId: string): boolean;
  findRun(runId: string): Promise<Run | undefined>;
  findReport(runId: string): Promise<RunReport>;
  listRuns(page: RunListPage): Promise<readonly Run[]>;
  /** Told of every state and page of a run from now on. @returns ends it */
  watch(runId: string, listener: (run: Run) => void): () => void;
  /** At the start of a program: no run stays under way that nobody runs. */
  recover(): Promise<void>;
  /** Goes on with what was broken off by no one's wish, and with paused runs whose time has come. `start`: by which door; its own where absent. */
  resumeDue(start?: (request: RunRequest) => Promise<StartOutcome>): Promise<void>;
  /** Removes what is too old to be of use. */
  prune(): Promise<void>;
  /** Interrupts what runs and waits for it. */
  stop(): Promise<void>;
}

export interface HarvestsPorts extends RunPorts {
  readonly sources: ReadonlyMap<string, HarvestSource>;
  readonly log: Log;
  /** Absent where no other process has the same runs. */
  readonly exchange?: RunExchange;
}

interface Running {
  run: Run;
  readonly stop: AbortController;
  readonly done: Promise<Run>;
}

export const createHarvests = (ports: HarvestsPorts): Harvests => {
  const { store, clock, sources, log } = ports;
  const running = new Map<string, Running>();
  const listeners = new Map<string, Set<(run: Run) => void>>();
  const elsewhere = createRunsElsewhere(ports, {
    isRunning: (runId) => running.has(runId),
    stop: ({ runId, ...reason }) => (running.has(runId) ? stopHere(runId, reason) : undefined),
  });
  const runs = ports.exchange ? tellOfSaves(ports.runs, (runId) => elsewhere.tell(runId)) : ports.runs;

  const launch = async (run: Run, source: HarvestSource): Promise<StartOutcome> => {
    const lease = await runs.leaseSource(source.id, run.id);
    if (!lease) return busy(source.id);
    try {
      // Between the look at it and the lease somebody else may have decided, or have brought it further.
      const kept = await runs.findRun(run.id);
      if (!kept || kept.state === run.state) return begin(kept ? { ...kept, request: run.request } : run, source, lease);
      await lease.release();
      return { kind: 'refused', reasons: [notInState(run.id, kept, run.state)] };
    } catch (cause) {
      await lease.release();
      throw cause;
    }
  };
  const begin = (run: Run, source: HarvestSource, lease: SourceLease): StartOutcome => {
    const stop = new AbortController();
    const loseIt = (): void => stop.abort({ kind: 'interrupt', actor: RECOVERY, reason: TAKEN_OVER } satisfies StopReason);
    if (lease.lost.aborted) loseIt();
    lease.lost.addEventListener('abort', loseIt, { once: true });
    const note = (reached: Run): void => {
      const entry = running.get(run.id);
      if (entry) entry.run = reached;
      for (const listener of listeners.get(run.id) ?? []) listener(reached);
    };
    const execute = async (): Promise<Run> => {
      try {
        await lease.runs.saveRun(run);
        const ended = await executeRun({ ...ports, runs: lease.runs }, run, {
          source,
          signal: stop.signal,
          note,
          isShared: ports.exchange !== undefined,
        });
        log.info('harvest.ended', { run: ended.id, source: source.id, state: ended.state, message: ended.message });
        return ended;
      } catch (error) {
        log.error('harvest.broken', { run: run.id, source: source.id, ...describeError(error) });
        throw error;
      } finally {
        await lease.release();
        running.delete(run.id);
        await elsewhere.tell(run.id);
      }
    };
    // In the next turn, so that it is among the running ones when it notes its first state.
    const done = Promise.resolve().then(execute);
    done.catch(() => undefined);
    running.set(run.id, { run, stop, done });
    log.info('harvest.started', { run: run.id, source: source.id, mode: run.request.mode, actor: run.request.actor });
    return { kind: 'started', run, done };
  };
  const busy = async (source: string): Promise<StartOutcome> => ({
    kind: 'busy',
    runningRunId:
      [...running.values()].find(({ run }) => run.request.source === source)?.run.id ??
      (await runs.listLeasedRuns()).find((leased) => leased.source === source)?.runId ??
      'unknown',
  });
  const isRunningHere = (source: string): boolean => [...running.values()].some(({ run }) => run.request.source === source);
  const sourceOf = (id: string): HarvestSource | readonly string[] =>
    sources.get(id) ?? [
      `There is no source “${id}”. ${sources.size === 0 ? 'The settings name none.' : `The settings name ${[...sources.keys()].join(', ')}.`}`,
    ];
  const findRun = async (runId: string): Promise<Run | undefined> => {
    const here = running.get(runId)?.run;
    if (here) return here;
    await elsewhere.look();
    return runs.findRun(runId);
  };

  const start = async (request: RunRequest): Promise<StartOutcome> => {
    const source = sourceOf(request.source);
    if (!('client' in source)) return { kind: 'refused', reasons: source };
    const reasons = [...findRequestFaults(request, clock()), ...unfitFaults(request, source)];
    if (reasons.length > 0) return { kind: 'refused', reasons };
    if (isRunningHere(source.id)) return busy(source.id);
    const { revision } = await store.readSource(source.id);
    return launch(await runFor(ports, request, revision), source);
  };
  /** Another go at a run that has been fetched: with the words that let it be applied. */
  const goOn = async (runId: string, state: Run['state'], decision: Decision, changes: Partial<RunRequest>): Promise<StartOutcome> => {
    const run = await findRun(runId);
    if (run?.state !== state) return { kind: 'refused', reasons: [notInState(runId, run, state)] };
    const source = sourceOf(run.request.source);
    if (!('client' in source)) return { kind: 'refused', reasons: source };
    const { revision } = await store.readSource(source.id);
    if (revision !== run.baseRevision) {
      return {
        kind: 'refused',
        reasons: [`What was fetched by run ${runId} is out of date: another run has changed ${source.id} since. Run it again.`],
      };
    }
    return launch({ ...run, request: { ...run.request, ...changes, ...decision } }, source);
  };
  const reject: Harvests['reject'] = async (runId, decision) => {
    const source = (await findRun(runId))?.request.source;
    if (source === undefined) return { kind: 'refused', reasons: [notInState(runId, undefined, 'needs-approval')] };
    // So that nobody begins with it meanwhile; another run of the source that has the lease is no hindrance.
    const lease = await runs.leaseSource(source);
    try {
      if (!lease) await elsewhere.look();
      return running.has(runId) || elsewhere.isRunning(runId) ? await busy(source) : await rejectHeld(lease?.runs ?? runs, runId, decision);
    } finally {
      await lease?.release();
    }
  };
  const rejectHeld = async (kept: RunStore, runId: string, decision: Decision): ReturnType<Harvests['reject']> => {
    const run = await findRun(runId);
    const isHeld = run && !isEnded(run.state) && !isUnderWay(run.state);
    if (!isHeld) return { kind: 'refused', reasons: [notInState(runId, run, 'needs-approval')] };
    const message = `It was rejected by ${decision.actor}. Nothing was changed.`;
    const rejected = cancelledRun(run, message, decision, clock());
    await kept.saveRun(rejected);
    return { kind: 'rejected', run: rejected };
  };
  const stopHere = (runId: string, reason: StopReason): boolean => {
    const entry = running.get(runId);
    if (!entry || !canBeStopped(entry.run)) return false;
    entry.stop.abort(reason);
    return true;
  };
  const stopRun = async (wish: RunWish): Promise<boolean> =>
    running.has(wish.runId) ? stopHere(wish.runId, reasonOf(wish)) : elsewhere.stop(wish);
  const resume = async (run: Run, through: Harvests['start']): Promise<void> => {
    const outcome = await through({ ...run.request, actor: RECOVERY });
    if (outcome.kind === 'refused') log.warn('harvest.notResumed', { run: run.id, reasons: outcome.reasons });
  };

  return {
    start,
    approve: (runId, decision) => goOn(runId, 'needs-approval', decision, { approveLargeChange: true }),
    applyDryRun: (runId, decision) => goOn(runId, 'staged', decision, { dryRun: false }),
    reject,
    cancel: (runId, decision) => stopRun({ runId, kind: 'cancel', ...decision }),
    interrupt: (runId, decision) => stopRun({ runId, kind: 'interrupt', ...decision }),
    isRunning: (runId) => running.has(runId) || elsewhere.isRunning(runId),
    findRun,
    findReport: async (runId) => parseReport(await runs.findReport(runId)),
    listRuns: async (page) => {
      await elsewhere.look();
      return (await runs.listRuns(page)).map((run) => running.get(run.id)?.run ?? run);
    },
    watch: (runId, listener) => {
      const of = listeners.get(runId) ?? new Set();
      listeners.set(runId, of.add(listener));
      const endElsewhere = elsewhere.watch(runId, listener);
      return () => {
        endElsewhere();
        of.delete(listener);
        if (of.size === 0) listeners.delete(runId);
      };
    },
    recover: () => recoverRuns({ ...ports, runs }, (runId) => running.has(runId)),
    resumeDue: async (through = start) => {
      // What another process left when it died; of one that is alone nobody else could tell.
      if (ports.exchange) await recoverAbandoned({ ...ports, runs }, (runId) => running.has(runId));
      const now = clock();
      for (const source of sources.keys()) {
        if (isRunningHere(source)) continue;
        const [last] = await runs.listRuns({ source, limit: 1 });
        if (last && isDue(last, now)) await resume(last, through);
      }
    },
    prune: () => pruneRuns({ ...ports, runs }),
    stop: async () => {
      for (const { stop } of running.values())
        stop.abort({ kind: 'interrupt', actor: RECOVERY, reason: 'the service stops' } satisfies StopReason);
      await Promise.allSettled([...running.values()].map(({ done }) => done));
      elsewhere.close();
    },
  };
};

const TAKEN_OVER = 'another process took it over, as this one was not heard of for too long';

const reasonOf = ({ runId: _, ...reason }: RunWish): StopReason => reason;

const unfitFaults = ({ mode }: RunRequest, { id, isSnapshot }: HarvestSource): readonly string[] =>
  mode === 'range' && isSnapshot ? [`${id} cannot be asked for a range of time; its list is always all that it has.`] : [];

const notInState = (runId: string, run: Run | undefined, wanted: string): string =>
  run ? `Run ${runId} is ${run.state}, not ${wanted}.` : `There is no run ${runId}; the command runs lists them.`;

/** What is being applied is one commit, and comes to its end; what waits for a person is ended by rejecting it. */
const canBeStopped = ({ state, request }: Run): boolean =>
  state === 'queued' || state === 'fetching' || (state === 'staged' && !request.dryRun);

const isDue = ({ state, transitions, nextAttemptAt }: Run, now: number): boolean =>
  (state === 'interrupted' && transitions.at(-1)?.actor === RECOVERY) ||
  (state === 'paused' && nextAttemptAt !== undefined && Date.parse(nextAttemptAt) <= now);
