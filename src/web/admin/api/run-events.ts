import { setTimeout as wait } from 'node:timers/promises';
import { isAtRest } from '../../../administration/run-moment.js';
import type { Runs } from '../../../administration/runs.js';
import type { Harvests } from '../../../harvester/run/harvests.js';
import type { Run } from '../../../store/run-ports.js';
import { summaryOf } from './run-json.js';

export interface RunEventPorts {
  readonly harvests: Pick<Harvests, 'findRun' | 'watch' | 'isRunning'>;
  readonly runs: Pick<Runs, 'decisions'>;
  /** In ms: between two events at least, of silence at most, and of one stream at most. */
  readonly paces?: { readonly interval: number; readonly heartbeat: number; readonly longest?: number };
}

/** What there is to say of a run at one moment. Ids grow with what happens to it, also over a restart of the service. */
export type RunEvent =
  | { readonly id: number; readonly event: 'run'; readonly run: ReturnType<typeof summaryOf> }
  /** Nothing more comes of it unless somebody decides. */
  | { readonly id: number; readonly event: 'end'; readonly state: Run['state'] };

/** What is new of a run for whoever has seen everything up to the event `seen`. */
export const eventsSince = ({ harvests, runs }: RunEventPorts, run: Run, seen: number | undefined): readonly RunEvent[] => {
  const id = versionOf(run) * 2;
  // A number that we cannot have given says nothing.
  const known = seen === undefined || seen > id + 1 ? -1 : seen;
  const isOver = isAtRest(run) && !harvests.isRunning(run.id);
  return [
    ...(known < id ? [{ id, event: 'run', run: summaryOf(run, runs.decisions(run)) } as const] : []),
    ...(isOver && known < id + 1 ? [{ id: id + 1, event: 'end', state: run.state } as const] : []),
  ];
};

/** No run has so many pages. */
const MOST_PAGES = 10_000_000;

/** States come one after another, pages within a state. */
const versionOf = (run: Run): number =>
  (run.transitions.length * MOST_PAGES + Math.min(run.counters.pages, MOST_PAGES - 1)) * 2 + (isAtRest(run) ? 1 : 0);

/** In ms: a browser that lost the connection comes back after it. */
const RETRY_MS = 3000;
/** Whoever comes back after the longest stream is looked at anew: by then their session may have ended, or their token may be revoked. */
const PACES = { interval: 250, heartbeat: 15_000, longest: 600_000 };

/**
 * The text of an event stream (HTML, Server-sent events §9.2.5) that tells of a run until it comes to rest. States that pass faster than the
 * pace are left out, the last one never.
 */
export async function* streamRun(ports: RunEventPorts, given: Run, seen: number | undefined, signal: AbortSignal): AsyncGenerator<string> {
  const { harvests } = ports;
  const paces = { ...PACES, ...ports.paces };
  let latest = given;
  let last = seen;
  const unwatch = harvests.watch(given.id, (run) => void (latest = run));
  try {
    yield `retry: ${RETRY_MS}\n\n`;
    // What happened before we were told.
    const found = await harvests.findRun(given.id);
    if (found && versionOf(found) > versionOf(latest)) latest = found;
    for (let [silent, age] = [0, 0]; !signal.aborted && age < paces.longest; age += paces.interval) {
      const events = eventsSince(ports, latest, last);
      for (const event of events) yield textOf(event);
      last = events.at(-1)?.id ?? last;
      if (events.at(-1)?.event === 'end') return;
      silent = events.length > 0 ? 0 : silent + paces.interval;
      if (silent >= paces.heartbeat) {
        yield ': still here\n\n';
        silent = 0;
      }
      await wait(paces.interval, undefined, { signal }).catch(() => undefined);
    }
  } finally {
    unwatch();
  }
}

const textOf = ({ id, event, ...content }: RunEvent): string =>
  `id: ${id}\nevent: ${event}\ndata: ${JSON.stringify('run' in content ? content.run : content)}\n\n`;
