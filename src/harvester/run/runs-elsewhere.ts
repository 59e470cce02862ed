import { StoreError } from '../../store/ports.js';
import type { RunExchange, RunWish } from '../../store/run-exchange.js';
import type { Run, RunStore } from '../../store/run-ports.js';
import { isLeftUnderWay, recoverRun } from './look-after-runs.js';
import type { RunPorts } from './run-ports.js';
import { cancelledRun } from './run-words.js';

/** What other processes do with runs that all of them share; where there is one process only, nothing. */
export interface RunsElsewhere {
  /** As it was at the last look. */
  isRunning(runId: string): boolean;
  look(): Promise<void>;
  /** Told of a run that is carried out elsewhere, from now on. @returns ends it */
  watch(runId: string, listener: (run: Run) => void): () => void;
  /** Has it stopped by whoever carries it out; `false` when that is nobody, or it is too late. @throws StoreError `unavailable` when nobody answers */
  stop(wish: RunWish): Promise<boolean>;
  /** To whoever watches, in whichever process. */
  tell(runId: string): Promise<void>;
  /** Hears and answers nothing any more. */
  close(): void;
}

export interface HereRunning {
  isRunning(runId: string): boolean;
  /** `undefined` for what is not carried out here. */
  stop(wish: RunWish): boolean | undefined;
}

type Ports = Pick<RunPorts, 'runs' | 'store' | 'clock'> & { readonly exchange?: RunExchange };

/** In ms. Whoever dies says nothing: who watches looks by themselves, too. */
const LOOK_EVERY_MS = 3000;

export const createRunsElsewhere = ({ exchange, ...ports }: Ports, here: HereRunning): RunsElsewhere =>
  exchange ? joinOthers({ ...ports, exchange }, here) : NOBODY_ELSE;

const NOBODY_ELSE: RunsElsewhere = {
  isRunning: () => false,
  look: () => Promise.resolve(),
  watch: () => () => undefined,
  stop: () => Promise.resolve(false),
  tell: () => Promise.resolve(),
  close: () => undefined,
};

const joinOthers = ({ exchange, ...ports }: Ports & { readonly exchange: RunExchange }, here: HereRunning): RunsElsewhere => {
  const { runs } = ports;
  const watched = createWatched();
  let elsewhere: ReadonlySet<string> = new Set();
  const look = async (): Promise<void> => {
    const ids = (await runs.listLeasedRuns()).map(({ runId }) => runId);
    elsewhere = new Set(ids.filter((id) => !here.isRunning(id)));
  };
  const isElsewhere = async (runId: string): Promise<boolean> => {
    await look();
    return elsewhere.has(runId);
  };
  // One after the other, so that nobody is told of an earlier state after a later one.
  let reading: Promise<void> = Promise.resolve();
  const readAnew = (ids: readonly string[]): void => {
    const wanted = ids.filter((id) => watched.has(id) && !here.isRunning(id));
    if (wanted.length === 0) return;
    const read = async (): Promise<void> => {
      await look();
      for (const id of wanted) {
        const run = await runs.findRun(id);
        if (run && !here.isRunning(id)) watched.tell(run);
      }
    };
    reading = reading.then(read).catch(() => undefined);
  };
  const endHearing = exchange.subscribe((runId) => readAnew(runId === undefined ? watched.ids() : [runId]));
  const endAnswering = exchange.answerBy((wish) => here.stop(wish));
  let timer: NodeJS.Timeout | undefined;
  const lookNowAndThen = (): void => {
    if (watched.ids().length > 0) timer ??= setInterval(() => readAnew(watched.ids()), LOOK_EVERY_MS).unref();
    else {
      clearInterval(timer);
      timer = undefined;
    }
  };
  return {
    isRunning: (runId) => elsewhere.has(runId),
    look,
    watch: (runId, listener) => {
      const unwatch = watched.add(runId, listener);
      lookNowAndThen();
      return () => {
        unwatch();
        lookNowAndThen();
      };
    },
    stop: async (wish) => {
      const run = await runs.findRun(wish.runId);
      if (!run) return false;
      if (await isElsewhere(run.id)) {
        const answer = await exchange.ask(wish);
        if (answer !== undefined) return answer;
        if (await isElsewhere(run.id)) throw noAnswer(run.id);
      }
      return isLeftUnderWay(run) ? endAbandoned(ports, run, wish) : false;
    },
    tell: (runId) => exchange.tell(runId),
    close: () => {
      endHearing();
      endAnswering();
      clearInterval(timer);
    },
  };
};

/** The same runs; every one that is saved is told of. */
export const tellOfSaves = (runs: RunStore, tell: (runId: string) => Promise<void>): RunStore => ({
  ...runs,
  saveRun: async (run) => {
    await runs.saveRun(run);
    await tell(run.id);
  },
  leaseSource: async (source, runId) => {
    const lease = await runs.leaseSource(source, runId);
    return lease && { ...lease, runs: tellOfSaves(lease.runs, tell) };
  },
});

const noAnswer = (runId: string): StoreError =>
  new StoreError(
    'unavailable',
    `run ${runId} is carried out by another process, which does not answer, and was not stopped; try again in half a minute, when it counts as dead`,
  );

/** Nobody works on it any more: then what was to be said to them is said of it. */
const endAbandoned = async (ports: Omit<Ports, 'exchange'>, run: Run, { kind, actor, reason }: RunWish): Promise<boolean> => {
  const by = { actor, ...(reason !== undefined && { reason }) };
  const ended = await recoverRun(ports, run, by);
  if (ended?.state !== 'interrupted' || kind === 'interrupt') return ended?.state === 'interrupted';
  const lease = await ports.runs.leaseSource(run.request.source);
  if (!lease) return false;
  try {
    const kept = await lease.runs.findRun(run.id);
    if (kept?.state !== 'interrupted') return false;
    await lease.runs.saveRun(cancelledRun(kept, `It was cancelled by ${actor}. Nothing was changed.`, by, ports.clock()));
    return true;
  } finally {
    await lease.release();
  }
};

/** Who is to be told of which run. */
const createWatched = () => {
  const listeners = new Map<string, Set<(run: Run) => void>>();
  return {
    ids: (): readonly string[] => [...listeners.keys()],
    has: (runId: string): boolean => listeners.has(runId),
    tell: (run: Run): void => {
      for (const listener of listeners.get(run.id) ?? []) listener(run);
    },
    add: (runId: string, listener: (run: Run) => void): (() => void) => {
      const of = listeners.get(runId) ?? new Set();
      listeners.set(runId, of.add(listener));
      return () => {
        of.delete(listener);
        if (of.size === 0 && listeners.get(runId) === of) listeners.delete(runId);
      };
    },
  };
};
