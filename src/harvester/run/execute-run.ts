import type { Run, RunState, RunTransition } from '../../store/run-ports.js';
import { StoreError } from '../../store/ports.js';
import { SourceError } from '../source-error.js';
import type { RecordAnswer } from '../source-client.js';
import { applyRun, type Applied } from './apply-run.js';
import { fetchRun } from './fetch-run.js';
import type { HarvestSource } from './harvest-source.js';
import { createJournal } from './journal.js';
import { planHarvestRun, type PlannedRun } from './planned-run.js';
import { followJournal, type Progress } from './progress.js';
import { createProgressSaver } from './progress-saver.js';
import type { RunPorts } from './run-ports.js';
import { reportChanges } from './run-report.js';
import { remedyFor, tellCounters } from './run-words.js';

/** Why a run was told to stop: `cancel` for good, `interrupt` to go on later. */
export interface StopReason {
  readonly kind: 'cancel' | 'interrupt';
  readonly actor: string;
  readonly reason?: string;
}

export interface Execution {
  readonly source: HarvestSource;
  /** `signal.reason` is a StopReason. */
  readonly signal: AbortSignal;
  /** Told of every state and of every page. */
  readonly note: (run: Run) => void;
  /** Whether other processes look at the run: then its progress is kept every second, for them. */
  readonly isShared: boolean;
}

/**
 * Brings a run from where it is to where it can get by itself: fetched, planned, and unless it is a dry run or the brake holds it, applied.
 * Never throws for what a source does: that is how the run ends.
 */
export const executeRun = async (ports: RunPorts, started: Run, execution: Execution): Promise<Run> => {
  const keeper = createKeeper(ports, started, execution);
  try {
    await advance(ports, keeper, execution);
  } catch (error) {
    await endBadly(keeper, error, execution.signal);
  } finally {
    await keeper.close();
  }
  return keeper.read();
};

interface Keeper {
  read(): Run;
  /** In memory at once: the journal has it. */
  note(changes: Partial<Run>): void;
  /** Lasting. @throws StoreError */
  move(state: RunState, changes?: Partial<Run>, by?: { readonly actor?: string; readonly reason?: string }): Promise<void>;
  close(): Promise<void>;
}

const createKeeper = ({ runs, clock }: RunPorts, started: Run, { note: tell, isShared }: Execution): Keeper => {
  let run = started;
  const nowAndThen = createProgressSaver(() => runs.saveRun(run));
  return {
    read: () => run,
    note: (changes) => {
      run = { ...run, ...changes };
      tell(run);
      if (isShared) nowAndThen.wish();
    },
    move: async (state, changes = {}, { actor = run.request.actor, reason } = {}) => {
      const transition: RunTransition = { state, at: new Date(clock()).toISOString(), actor, ...(reason !== undefined && { reason }) };
      run = { ...run, ...changes, state, transitions: [...run.transitions, transition] };
      tell(run);
      // What was written a moment before must not come after it.
      await nowAndThen.settle();
      await runs.saveRun(run);
    },
    close: () => nowAndThen.settle(),
  };
};

const advance = async (ports: RunPorts, keeper: Keeper, execution: Execution): Promise<void> => {
  const { runs, store, clock } = ports;
  const { source, signal } = execution;
  const { id, request } = keeper.read();
  if (await isApplied(ports, keeper)) return tellApplied(ports, keeper);
  const followed = await followJournal(createJournal(runs, id).read());
  const isFresh = source.isSnapshot && !followed.read().isComplete;
  // A snapshot that was broken off proves nothing: it is read again from its beginning.
  if (isFresh) await runs.removeEntries(id);
  const progress = isFresh ? await followJournal(none()) : followed;
  const journal = createJournal(runs, id, progress.read().entries);
  await keeper.move('fetching', { message: 'It is being fetched.', ...countersOf(progress.read()) });
  const onProgress = (reached: Progress): void => keeper.note(countersOf(reached));
  await fetchRun({ source, store, journal, progress, clock, onProgress }, request, signal);

  const state = await store.readSource(source.id);
  if (state.lastRun === id) return tellApplied(ports, keeper);
  const askProof = async (identifier: string): Promise<RecordAnswer> => {
    const answer = await source.client.fetchRecord(identifier, signal);
    const judged = judgeAnswer(source, answer);
    progress.note();
    await journal.append({ kind: 'proof', identifier, answer: judged });
    return judged;
  };
  const planned = await planHarvestRun({ source, store, clock, journal, askProof }, keeper.read(), progress.read(), state);
  await runs.saveReport(id, JSON.stringify(await reportChanges(planned)));
  endIfStopped(signal);
  await keeper.move('staged', { ...plannedOf(planned), baseRevision: state.revision, message: stagedMessage(keeper.read(), planned) });
  if (request.dryRun) return;
  if (planned.brake !== undefined) {
    const message = `${planned.brake} Nothing was changed: look at what it would do, then approve or reject it.`;
    await keeper.move('needs-approval', { message, warnings: [...planned.warnings, planned.brake] });
    return;
  }
  // Nothing comes between this and the state `applying`, from which on nobody can stop it any more.
  endIfStopped(signal);
  await applyPlanned(ports, keeper, planned);
};

/** Planning asks nobody who would notice that the run is to stop. */
const endIfStopped = (signal: AbortSignal): void => {
  if (signal.aborted) throw new SourceError('cancelled', 'the harvest was stopped before anything was applied');
};

const applyPlanned = async (ports: RunPorts, keeper: Keeper, planned: PlannedRun): Promise<void> => {
  const { request, baseRevision } = keeper.read();
  // What it comes to is kept before the commit: whoever finds the commit done knows what it did.
  await keeper.move('applying', { message: doneMessage(keeper.read(), planned) });
  const apply = async (): Promise<Applied> => {
    const state = await ports.store.readSource(request.source);
    if (state.revision !== baseRevision) throw new StoreError('conflict', `source ${request.source} was changed by another run meanwhile`);
    return applyRun(ports, keeper.read(), planned, state);
  };
  const applied = await apply().catch(async (error: unknown) => {
    // Not another run, but this one, by a process that was taken for dead.
    if (error instanceof StoreError && error.code === 'conflict' && (await isApplied(ports, keeper))) return undefined;
    throw error;
  });
  if (!applied) return tellApplied(ports, keeper);
  const { faults, remarks } = applied;
  const failures = [
    ...keeper.read().failures,
    ...faults.map(({ identifier, metadataPrefix, message }) => ({
      message: `It is stored, but cannot be published as ${metadataPrefix}: ${message}`,
      count: 1,
      identifiers: [identifier],
    })),
  ];
  await tellDone(ports, keeper, { failures, warnings: [...keeper.read().warnings, ...remarks], isResumable: false });
};

const isApplied = async ({ store }: RunPorts, keeper: Keeper): Promise<boolean> => {
  const { id, request } = keeper.read();
  return (await store.readSource(request.source)).lastRun === id;
};

const tellApplied = (ports: RunPorts, keeper: Keeper): Promise<void> => {
  const { counters, failures, warnings } = keeper.read();
  keeper.note({ message: `${tellCounters(counters)}. It was applied by another process.` });
  return tellDone(ports, keeper, { failures, warnings, isResumable: false });
};

/** From here on the harvest has happened, whatever becomes of the file that says so: the next start would find it by the source's lastRun. */
const tellDone = async ({ runs }: RunPorts, keeper: Keeper, changes: Pick<Run, 'failures' | 'warnings' | 'isResumable'>): Promise<void> => {
  const state = changes.failures.length > 0 ? 'completed-with-failures' : 'completed';
  try {
    await keeper.move(state, changes);
    await runs.removeEntries(keeper.read().id);
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    keeper.note({ state, ...changes });
  }
};

async function* none(): AsyncIterable<never> {
  // Nothing has been fetched.
}

const judgeAnswer = (source: HarvestSource, answer: RecordAnswer): RecordAnswer => {
  if (answer.kind !== 'received' || answer.record.deleted || answer.record.verdict || answer.record.xml === undefined) return answer;
  const verdict = source.judge(answer.record.xml);
  return verdict.kind === 'unreadable'
    ? { kind: 'unreadable', record: { identifier: answer.record.identifier, reason: verdict.reason } }
    : { ...answer, record: { ...answer.record, verdict } };
};

const countersOf = ({ counters, completeListSize, warnings, remarks }: Progress): Partial<Run> => ({
  counters,
  warnings: [...warnings, ...remarks],
  ...(completeListSize !== undefined && { completeListSize }),
});

const plannedOf = ({ counters, groups, warnings, mark }: PlannedRun): Partial<Run> => ({
  counters,
  ...groups,
  warnings,
  ...(mark !== undefined && { mark }),
});

const stagedMessage = ({ request }: Run, { counters }: PlannedRun): string =>
  request.dryRun
    ? `Dry run, nothing was changed. ${tellCounters(counters)}.`
    : `It is fetched and not yet applied. ${tellCounters(counters)}.`;

const doneMessage = ({ request }: Run, { counters }: PlannedRun): string => {
  const drift = counters.added + counters.updated + counters.retired + counters.deleted + counters.leftScope;
  const told =
    request.mode === 'reconcile' ? `${drift === 0 ? 'No drift' : `Drift: ${drift} records were not as the source has them`}. ` : '';
  const failed = counters.failed === 0 ? '' : ' What could not be read is in quarantine and is tried again by mode retry-failed.';
  return `${told}${tellCounters(counters)}.${failed}`;
};

/** Of these the next run can go on where this one stopped. */
const RESUMABLE: ReadonlySet<SourceError['code']> = new Set([
  'timeout',
  'network',
  'refused',
  'status',
  'malformed',
  'not-protocol',
  'tls',
  'forbidden',
]);

const endBadly = async (keeper: Keeper, error: unknown, signal: AbortSignal): Promise<void> => {
  const [state, changes, by] = endingOf(error, signal);
  try {
    await keeper.move(state, changes, by);
  } catch {
    // The disk that failed the run fails its epitaph too: what was kept before says that it was under way, and the next start sees to it.
    keeper.note({ state, ...changes });
  }
  if (!(error instanceof SourceError) && !(error instanceof StoreError)) throw error;
};

/** Its lease is lost: nothing that it writes is accepted any more, and nothing that it commits. */
const isTakenOver = (error: unknown): boolean => error instanceof StoreError && error.code === 'conflict';

type Ending = readonly [RunState, Partial<Run>, { readonly actor?: string; readonly reason?: string }?];

const endingOf = (error: unknown, signal: AbortSignal): Ending => {
  if (signal.aborted && (error instanceof SourceError || isTakenOver(error))) {
    const { kind, ...by } = signal.reason as StopReason;
    return kind === 'cancel'
      ? ['cancelled', { message: `It was cancelled by ${by.actor}. Nothing was changed.`, isResumable: false }, by]
      : ['interrupted', { message: 'It was stopped. Nothing was changed; the next run goes on where it was.', isResumable: true }, by];
  }
  if (error instanceof SourceError) {
    const { code, message, nextAttemptAt } = error;
    const told = `${message}. ${remedyFor(code)}`;
    if (code === 'paused' && nextAttemptAt !== undefined) return ['paused', { message: told, nextAttemptAt, isResumable: true }];
    return ['failed', { message: told, isResumable: RESUMABLE.has(code) }];
  }
  if (error instanceof StoreError)
    return ['failed', { message: `The store: ${error.message}. Nothing was changed.`, isResumable: error.code !== 'conflict' }];
  return ['failed', { message: 'A fault of the program stopped it; the log tells. Nothing was changed.', isResumable: false }];
};
