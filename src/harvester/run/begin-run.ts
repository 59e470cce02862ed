import { NO_COUNTS, type Run, type RunRequest } from '../../store/run-ports.js';
import { DAY_MS } from './look-after-runs.js';
import type { RunPorts } from './run-ports.js';

type Ports = Pick<RunPorts, 'runs' | 'clock'>;

/** The run that a request is carried out by: the last one of its source where that was broken off and can go on, else a new one. */
export const runFor = async (ports: Ports, request: RunRequest, revision: number): Promise<Run> =>
  (await findResumable(ports, request, revision)) ?? newRun(await freeId(ports, request.source), request, revision, ports.clock());

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
const freeId = async ({ runs, clock }: Ports, source: string): Promise<string> => {
  for (let moment = clock(); ; moment += 1) {
    const id = `${new Date(moment).toISOString().replaceAll(/[-:.]/g, '')}-${source}`;
    if ((await runs.findRun(id)) === undefined) return id;
  }
};

/** What was fetched longer ago is fetched anew. */
const RESUMABLE_MS = DAY_MS;

/** The last run of the source, where it was broken off, was asked for the same, and nothing has changed since. */
const findResumable = async ({ runs, clock }: Ports, request: RunRequest, revision: number): Promise<Run | undefined> => {
  const [last] = await runs.listRuns({ source: request.source, limit: 1 });
  if (!last?.isResumable || last.baseRevision !== revision || clock() - beganAt(last) > RESUMABLE_MS) return undefined;
  const isWaiting = last.state === 'interrupted' || last.state === 'paused' || last.state === 'failed';
  return isWaiting && isSameTask(last.request, request) ? { ...last, request, transitions: last.transitions } : undefined;
};

const beganAt = ({ transitions }: Run): number => Date.parse(transitions[0]?.at ?? '');

const isSameTask = (a: RunRequest, b: RunRequest): boolean => JSON.stringify(taskOf(a)) === JSON.stringify(taskOf(b));

const taskOf = ({ mode, from, until, ids, limit, dryRun }: RunRequest) => ({ mode, from, until, ids, limit, dryRun });
