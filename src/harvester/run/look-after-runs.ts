import type { Run, RunState } from '../../store/run-ports.js';
import { createJournal } from './journal.js';
import { followJournal } from './progress.js';
import type { RunPorts } from './run-ports.js';
import { cancelledRun, isEnded, isUnderWay } from './run-words.js';

/** Who goes on with what a stopped program left. */
export const RECOVERY = 'recovery';

export const DAY_MS = 86_400_000;

type Ports = Pick<RunPorts, 'runs' | 'store' | 'clock'>;

/** At the start of a program: what the last one left under way is labelled as what it is. */
export const recoverRuns = async (ports: Ports, isRunning: (runId: string) => boolean): Promise<void> => {
  for await (const run of allRuns(ports)) if (!isRunning(run.id) && (await findEnding(ports, run))) await recoverRun(ports, run);
};

/** The same beside other programs that are at work, again and again: only what is under way is looked at. */
export const recoverAbandoned = async (ports: Ports, isRunning: (runId: string) => boolean): Promise<void> => {
  for await (const run of allRuns(ports, UNDER_WAY)) if (!isRunning(run.id) && isLeftUnderWay(run)) await recoverRun(ports, run);
};

async function* allRuns({ runs }: Pick<RunPorts, 'runs'>, states?: readonly RunState[]): AsyncIterable<Run> {
  for (let before: string | undefined; ;) {
    const page = await runs.listRuns({ ...(before !== undefined && { before }), ...(states && { states }), limit: 100 });
    yield* page;
    before = page.at(-1)?.id;
    if (before === undefined) return;
  }
}

const UNDER_WAY: readonly RunState[] = ['queued', 'fetching', 'staged', 'applying'];

/** Whether its state says that somebody is at work on it. */
export const isLeftUnderWay = (run: Run): boolean => isUnderWay(run.state) || isHalfway(run);

/** Who says what becomes of a run that nobody runs any more. */
interface By {
  readonly actor: string;
  readonly reason?: string;
}

const STOPPED: By = { actor: RECOVERY, reason: 'the program had stopped' };

/**
 * Labels a run that nobody works on any more as what it is; `undefined` when somebody does, or there was nothing to say. Under the lease of
 * its source: whoever works on a run has that.
 */
export const recoverRun = async (ports: Ports, { id, request }: Run, by: By = STOPPED): Promise<Run | undefined> => {
  const lease = await ports.runs.leaseSource(request.source);
  if (!lease) return undefined;
  try {
    const run = await ports.runs.findRun(id);
    const leased = { ...ports, runs: lease.runs };
    const ending = run && (await findEnding(ports, run));
    return ending && (await endRun(leased, run, ending, by));
  } finally {
    await lease.release();
  }
};

/** As what a run is to be labelled that says something else. */
const findEnding = async ({ store }: Ports, run: Run): Promise<'completed' | 'interrupted' | undefined> => {
  const isApplied = (await store.readSource(run.request.source)).lastRun === run.id;
  const isDone = run.state === 'completed' || run.state === 'completed-with-failures';
  return isApplied && !isDone ? 'completed' : isLeftUnderWay(run) ? 'interrupted' : undefined;
};

const endRun = async ({ runs, clock }: Ports, run: Run, ending: 'completed' | 'interrupted', by: By): Promise<Run> => {
  const { counters } = (await followJournal(createJournal(runs, run.id).read())).read();
  const transitions = [...run.transitions, { state: ending, at: new Date(clock()).toISOString(), ...by }];
  if (ending === 'completed') {
    const state = run.failures.length > 0 ? 'completed-with-failures' : 'completed';
    const completed: Run = { ...run, state, transitions, isResumable: false };
    await runs.saveRun(completed);
    await runs.removeEntries(run.id);
    return completed;
  }
  const interrupted: Run = {
    ...run,
    state: ending,
    transitions,
    message: 'The program stopped while it ran. Nothing was changed; it goes on where it was.',
    isResumable: true,
    ...(isUnderWay(run.state) && run.state !== 'applying' && { counters }),
  };
  await runs.saveRun(interrupted);
  return interrupted;
};

/** Staged on its way to be applied, and not by a dry run, which ends there. */
const isHalfway = ({ state, request }: Run): boolean => state === 'staged' && !request.dryRun;

const KEEP_ENTRIES_MS = 7 * DAY_MS;
const KEEP_RUNS = 200;

/** Removes what is too old to be of use: what was fetched and not applied, and runs beyond the last two hundred of a source. */
export const pruneRuns = async (ports: Pick<RunPorts, 'runs' | 'clock'>): Promise<void> => {
  const { clock } = ports;
  const kept = new Map<string, number>();
  const tooMany: Run[] = [];
  for await (const run of allRuns(ports)) {
    const count = (kept.get(run.request.source) ?? 0) + 1;
    kept.set(run.request.source, count);
    if (isUnderWay(run.state)) continue;
    if (count > KEEP_RUNS) tooMany.push(run);
    else if (clock() - Date.parse(run.transitions.at(-1)?.at ?? '') > KEEP_ENTRIES_MS)
      await unlessTaken(ports, run, (leased) => expire(leased, run));
  }
  for (const run of tooMany) await unlessTaken(ports, run, (leased) => leased.runs.removeRun(run.id));
};

type PrunePorts = Pick<RunPorts, 'runs' | 'clock'>;

/** What has not ended can come to life again: nothing of it goes while somebody has its source, and nothing that has moved on. */
const unlessTaken = async (ports: PrunePorts, run: Run, work: (leased: PrunePorts) => Promise<void>): Promise<void> => {
  if (isEnded(run.state)) return work(ports);
  const lease = await ports.runs.leaseSource(run.request.source);
  if (!lease) return;
  try {
    const kept = await ports.runs.findRun(run.id);
    if (kept?.state === run.state) await work({ ...ports, runs: lease.runs });
  } finally {
    await lease.release();
  }
};

/** What was only fetched is too old to be applied. */
const expire = async ({ runs, clock }: PrunePorts, run: Run): Promise<void> => {
  await runs.removeEntries(run.id);
  if (isEnded(run.state)) return;
  const message = 'It was not applied within seven days and is too old by now. Nothing was changed.';
  await runs.saveRun(cancelledRun(run, message, { actor: RECOVERY, reason: 'too old' }, clock()));
};
