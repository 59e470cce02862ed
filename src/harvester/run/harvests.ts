import type { Log } from '../../platform/log.js';
import { describeError } from '../../platform/log.js';
import { NO_COUNTS, type Run, type RunRequest } from '../../store/run-ports.js';
import { executeRun, type StopReason } from './execute-run.js';
import type { HarvestSource } from './harvest-source.js';
import { DAY_MS, pruneRuns, RECOVERY, recoverRuns } from './look-after-runs.js';
import { parseReport, type RunReport } from './run-report.js';
import { findRequestFaults } from './run-request.js';
import type { RunPorts } from './run-ports.js';
import { isEnded, isUnderWay } from './run-words.js';

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
  /** `false` when it is not under way, or is being applied already. */
  cancel(runId: string, decision: Decision): Promise<boolean>;
  /** Ends it so that the next run goes on where it was; `false` when it is not under way. */
  interrupt(runId: string, decision: Decision): Promise<boolean>;
  /** Whether somebody works on it now, whatever its state says yet. */
  isRunning(runId: string): boolean;
  findRun(runId: string): Promise<Run | undefined>;
  findReport(runId: string): Promise<RunReport>;
  listRuns(page: { readonly source?: string; readonly before?: string; readonly limit: number }): Promise<readonly Run[]>;
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
}

interface Running {
  run: Run;
  readonly stop: AbortController;
  readonly done: Promise<Run>;
}

export const createHarvests = (ports: HarvestsPorts): Harvests => {
  const { runs, store, clock, sources, log } = ports;
  const running = new Map<string, Running>();
  const listeners = new Map<string, Set<(run: Run) => void>>();

  const launch = async (run: Run, source: HarvestSource): Promise<StartOutcome> => {
    const release = await runs.leaseSource(source.id);
    if (!release) return busy(source.id);
    // Between the look at it and the lease somebody else may have decided.
    const kept = await runs.findRun(run.id).catch((cause: unknown) => {
      release();
      throw cause;
    });
    if (kept !== undefined && kept.state !== run.state) {
      release();
      return { kind: 'refused', reasons: [notInState(run.id, kept, run.state)] };
    }
    const stop = new AbortController();
    const note = (reached: Run): void => {
      const entry = running.get(run.id);
      if (entry) entry.run = reached;
      for (const listener of listeners.get(run.id) ?? []) listener(reached);
    };
    const execute = async (): Promise<Run> => {
      try {
        await runs.saveRun(run);
        const ended = await executeRun(ports, run, { source, signal: stop.signal, note });
        log.info('harvest.ended', { run: ended.id, source: source.id, state: ended.state, message: ended.message });
        return ended;
      } catch (error) {
        log.error('harvest.broken', { run: run.id, source: source.id, ...describeError(error) });
        throw error;
      } finally {
        running.delete(run.id);
        release();
      }
    };
    // In the next turn, so that it is among the running ones when it notes its first state.
    const done = Promise.resolve().then(execute);
    done.catch(() => undefined);
    running.set(run.id, { run, stop, done });
    log.info('harvest.started', { run: run.id, source: source.id, mode: run.request.mode, actor: run.request.actor });
    return { kind: 'started', run, done };
  };
  const busy = (source: string): StartOutcome => ({
    kind: 'busy',
    runningRunId: [...running.values()].find(({ run }) => run.request.source === source)?.run.id ?? 'unknown',
  });
  const isRunning = (source: string): boolean => [...running.values()].some(({ run }) => run.request.source === source);
  const sourceOf = (id: string): HarvestSource | readonly string[] =>
    sources.get(id) ?? [
      `There is no source “${id}”. ${sources.size === 0 ? 'The settings name none.' : `The settings name ${[...sources.keys()].join(', ')}.`}`,
    ];
  const findRun = async (runId: string): Promise<Run | undefined> => running.get(runId)?.run ?? runs.findRun(runId);

  const start = async (request: RunRequest): Promise<StartOutcome> => {
    const source = sourceOf(request.source);
    if (!('client' in source)) return { kind: 'refused', reasons: source };
    const reasons = [...findRequestFaults(request, clock()), ...unfitFaults(request, source)];
    if (reasons.length > 0) return { kind: 'refused', reasons };
    if (isRunning(source.id)) return busy(source.id);
    const { revision } = await store.readSource(source.id);
    const resumable = await findResumable(ports, request, revision);
    return launch(resumable ?? newRun(await freeId(ports, request.source), request, revision, clock()), source);
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
    // So that nobody begins with it meanwhile; another run of the source that has the lease is no hindrance.
    const release = source === undefined ? undefined : await runs.leaseSource(source);
    try {
      return source !== undefined && running.has(runId) ? busy(source) : await rejectHeld(runId, decision);
    } finally {
      release?.();
    }
  };
  const rejectHeld: Harvests['reject'] = async (runId, { actor, reason }) => {
    const run = await findRun(runId);
    const isHeld = run && !isEnded(run.state) && !isUnderWay(run.state);
    if (!isHeld) return { kind: 'refused', reasons: [notInState(runId, run, 'needs-approval')] };
    const rejected: Run = {
      ...run,
      state: 'cancelled',
      message: `It was rejected by ${actor}. Nothing was changed.`,
      isResumable: false,
      transitions: [
        ...run.transitions,
        { state: 'cancelled', at: new Date(clock()).toISOString(), actor, ...(reason !== undefined && { reason }) },
      ],
    };
    await runs.saveRun(rejected);
    return { kind: 'rejected', run: rejected };
  };
  const stopRun = (runId: string, reason: StopReason): boolean => {
    const entry = running.get(runId);
    if (!entry || !canBeStopped(entry.run)) return false;
    entry.stop.abort(reason);
    return true;
  };
  const resume = async (run: Run, through: Harvests['start']): Promise<void> => {
    const outcome = await through({ ...run.request, actor: RECOVERY });
    if (outcome.kind === 'refused') log.warn('harvest.notResumed', { run: run.id, reasons: outcome.reasons });
  };

  return {
    start,
    approve: (runId, decision) => goOn(runId, 'needs-approval', decision, { approveLargeChange: true }),
    applyDryRun: (runId, decision) => goOn(runId, 'staged', decision, { dryRun: false }),
    reject,
    cancel: async (runId, decision) => stopRun(runId, { kind: 'cancel', ...decision }),
    interrupt: async (runId, decision) => stopRun(runId, { kind: 'interrupt', ...decision }),
    isRunning: (runId) => running.has(runId),
    findRun,
    findReport: async (runId) => parseReport(await runs.findReport(runId)),
    listRuns: async (page) => (await runs.listRuns(page)).map((run) => running.get(run.id)?.run ?? run),
    watch: (runId, listener) => {
      const of = listeners.get(runId) ?? new Set();
      listeners.set(runId, of.add(listener));
      return () => {
        of.delete(listener);
        if (of.size === 0) listeners.delete(runId);
      };
    },
    recover: () => recoverRuns(ports, (runId) => running.has(runId)),
    resumeDue: async (through = start) => {
      const now = clock();
      for (const source of sources.keys()) {
        if (isRunning(source)) continue;
        const [last] = await runs.listRuns({ source, limit: 1 });
        if (last && isDue(last, now)) await resume(last, through);
      }
    },
    prune: () => pruneRuns(ports),
    stop: async () => {
      for (const { stop } of running.values())
        stop.abort({ kind: 'interrupt', actor: RECOVERY, reason: 'the service stops' } satisfies StopReason);
      await Promise.allSettled([...running.values()].map(({ done }) => done));
    },
  };
};

const unfitFaults = ({ mode }: RunRequest, { id, isSnapshot }: HarvestSource): readonly string[] =>
  mode === 'range' && isSnapshot ? [`${id} cannot be asked for a range of time; its list is always all that it has.`] : [];

const notInState = (runId: string, run: Run | undefined, wanted: string): string =>
  run ? `Run ${runId} is ${run.state}, not ${wanted}.` : `There is no run ${runId}; the command runs lists them.`;

const newRun = (id: string, request: RunRequest, baseRevision: number, now: number): Run => ({
  id,
  request,
  state: 'queued',
  transitions: [
    {
      state: 'queued',
      at: new Date(now).toISOString(),
      actor: request.actor,
      ...(request.reason !== undefined && { reason: request.reason }),
    },
  ],
  counters: NO_COUNTS,
  baseRevision,
  message: 'It waits for its turn.',
  warnings: [],
  failures: [],
  repairs: [],
  left: [],
  isResumable: true,
});

/** In milliseconds, so that ids sort by time; two of one source in one millisecond are counted on. */
const freeId = async ({ runs, clock }: RunPorts, source: string): Promise<string> => {
  for (let moment = clock(); ; moment += 1) {
    const id = `${new Date(moment).toISOString().replaceAll(/[-:.]/g, '')}-${source}`;
    if ((await runs.findRun(id)) === undefined) return id;
  }
};

/** What was fetched longer ago is fetched anew. */
const RESUMABLE_MS = DAY_MS;

/** The last run of the source, where it was broken off, was asked for the same, and nothing has changed since. */
const findResumable = async ({ runs, clock }: RunPorts, request: RunRequest, revision: number): Promise<Run | undefined> => {
  const [last] = await runs.listRuns({ source: request.source, limit: 1 });
  if (!last?.isResumable || last.baseRevision !== revision || clock() - beganAt(last) > RESUMABLE_MS) return undefined;
  const isWaiting = last.state === 'interrupted' || last.state === 'paused' || last.state === 'failed';
  return isWaiting && isSameTask(last.request, request) ? { ...last, request, transitions: last.transitions } : undefined;
};

const beganAt = ({ transitions }: Run): number => Date.parse(transitions[0]?.at ?? '');

const isSameTask = (a: RunRequest, b: RunRequest): boolean => JSON.stringify(taskOf(a)) === JSON.stringify(taskOf(b));

const taskOf = ({ mode, from, until, ids, limit, dryRun }: RunRequest) => ({ mode, from, until, ids, limit, dryRun });

/** What is being applied is one commit, and comes to its end; what waits for a person is ended by rejecting it. */
const canBeStopped = ({ state, request }: Run): boolean =>
  state === 'queued' || state === 'fetching' || (state === 'staged' && !request.dryRun);

const isDue = ({ state, transitions, nextAttemptAt }: Run, now: number): boolean =>
  (state === 'interrupted' && transitions.at(-1)?.actor === RECOVERY) ||
  (state === 'paused' && nextAttemptAt !== undefined && Date.parse(nextAttemptAt) <= now);
