import type { Run } from '../../store/run-ports.js';
import { createJournal } from './journal.js';
import { followJournal } from './progress.js';
import type { RunPorts } from './run-ports.js';
import { isEnded, isUnderWay } from './run-words.js';

/** Who goes on with what a stopped program left. */
export const RECOVERY = 'recovery';

export const DAY_MS = 86_400_000;

/** At the start of a program: what the last one left under way is labelled as what it is. */
export const recoverRuns = async (
  ports: Pick<RunPorts, 'runs' | 'store' | 'clock'>,
  isRunning: (runId: string) => boolean,
): Promise<void> => {
  for await (const run of allRuns(ports)) if (!isRunning(run.id)) await recoverRun(ports, run);
};

async function* allRuns({ runs }: Pick<RunPorts, 'runs'>): AsyncIterable<Run> {
  for (let before: string | undefined; ;) {
    const page = await runs.listRuns({ ...(before !== undefined && { before }), limit: 100 });
    yield* page;
    before = page.at(-1)?.id;
    if (before === undefined) return;
  }
}

/** What the disk tells of a run that nobody runs any more. */
const recoverRun = async ({ runs, store, clock }: Pick<RunPorts, 'runs' | 'store' | 'clock'>, run: Run): Promise<void> => {
  const isApplied = (await store.readSource(run.request.source)).lastRun === run.id;
  const isDone = run.state === 'completed' || run.state === 'completed-with-failures';
  const ending = isApplied && !isDone ? 'completed' : isUnderWay(run.state) || isHalfway(run) ? 'interrupted' : undefined;
  if (ending === undefined) return;
  const { counters } = (await followJournal(createJournal(runs, run.id).read())).read();
  const transition = { state: ending, at: new Date(clock()).toISOString(), actor: RECOVERY, reason: 'the program had stopped' } as const;
  const transitions = [...run.transitions, transition];
  if (ending === 'completed') {
    const state = run.failures.length > 0 ? 'completed-with-failures' : 'completed';
    await runs.saveRun({ ...run, state, transitions, isResumable: false });
    await runs.removeEntries(run.id);
  } else {
    const message = 'The program stopped while it ran. Nothing was changed; it goes on where it was.';
    await runs.saveRun({
      ...run,
      state: ending,
      transitions,
      message,
      isResumable: true,
      ...(isUnderWay(run.state) && run.state !== 'applying' && { counters }),
    });
  }
};

/** Staged on its way to be applied, and not by a dry run, which ends there. */
const isHalfway = ({ state, request }: Run): boolean => state === 'staged' && !request.dryRun;

const KEEP_ENTRIES_MS = 7 * DAY_MS;
const KEEP_RUNS = 200;

/** Removes what is too old to be of use: what was fetched and not applied, and runs beyond the last two hundred of a source. */
export const pruneRuns = async (ports: Pick<RunPorts, 'runs' | 'clock'>): Promise<void> => {
  const { runs, clock } = ports;
  const kept = new Map<string, number>();
  const tooMany: Run[] = [];
  for await (const run of allRuns(ports)) {
    const count = (kept.get(run.request.source) ?? 0) + 1;
    kept.set(run.request.source, count);
    if (isUnderWay(run.state)) continue;
    if (count > KEEP_RUNS) tooMany.push(run);
    else if (clock() - Date.parse(run.transitions.at(-1)?.at ?? '') > KEEP_ENTRIES_MS) await expire(ports, run);
  }
  for (const run of tooMany) await runs.removeRun(run.id);
};

/** What was only fetched is too old to be applied. */
const expire = async ({ runs, clock }: Pick<RunPorts, 'runs' | 'clock'>, run: Run): Promise<void> => {
  await runs.removeEntries(run.id);
  if (isEnded(run.state)) return;
  const transition = { state: 'cancelled', at: new Date(clock()).toISOString(), actor: RECOVERY, reason: 'too old' } as const;
  const message = 'It was not applied within seven days and is too old by now. Nothing was changed.';
  await runs.saveRun({ ...run, state: 'cancelled', transitions: [...run.transitions, transition], message, isResumable: false });
};
