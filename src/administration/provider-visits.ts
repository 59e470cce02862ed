import type { WallClock } from '../platform/clock.js';
import { describeError, type Log } from '../platform/log.js';
import type { AnsweredRequest } from '../provider/answered-request.js';
import { createCommitQueue } from '../store/commit-queue.js';
import type { ClientDay, KeptVisit, VisitLog, VisitMemory } from '../store/visit-ports.js';
import { createVisitTable, type NotedRequest, type VisitTable } from './visit-table.js';
import { cleanAgent, wideNetworkOf, type ProviderClient } from './visitor.js';

/** One list that one client read from us, or is reading. Times are UTC. */
export interface ProviderVisit extends Omit<KeptVisit, 'isComplete' | 'list' | 'next' | 'gaps'> {
  /** `brokenOff`: no next page was asked for in half an hour; it goes on when one is, as a token is good for two days. */
  readonly state: 'underWay' | 'completed' | 'brokenOff';
}

/** The provider's own figures: who harvested when, and how far they came. */
export interface ProviderVisits {
  /** To be called for each answer; quick, and throws nothing. */
  note(client: ProviderClient, answered: AnsweredRequest): void;
  /** The last that something was sent to comes first. */
  list(): readonly ProviderVisit[];
  /** All requests, also those that are no harvest: the last day first, and of a day the busiest client. */
  listDays(): readonly ClientDay[];
  /** Writes down what has changed, and reads what other processes have. A disk that fails is logged, and tried again the next time. */
  save(): Promise<void>;
}

export interface ProviderVisitsPorts {
  readonly memory: VisitMemory;
  readonly clock: WallClock;
  readonly log: Log;
}

const SILENCE_MS = 30 * 60_000;
const KEPT_MS = 365 * 86_400_000;
/** Of a memory that cannot be written for long: then the oldest are forgotten. */
const MOST_WAITING = 50_000;

/** Each process notes what it answered itself, and learns with every `save` what the others did. */
export const openProviderVisits = async ({ memory, clock, log }: ProviderVisitsPorts): Promise<ProviderVisits> => {
  let table = createVisitTable(await memory.read());
  /** What is in the table and not in the memory yet. */
  let waiting: readonly NotedRequest[] = [];
  let coming: NotedRequest[] = [];
  const turns = createCommitQueue();
  const isKept = ({ last }: KeptVisit): boolean => clock() - Date.parse(last) < KEPT_MS;
  const tableOf = (kept: VisitLog, requests: readonly NotedRequest[]): VisitTable => {
    const next = createVisitTable(kept);
    for (const request of requests) next.note(request);
    return next;
  };
  const write = (): Promise<VisitLog> =>
    memory.update((kept) => {
      const next = tableOf(kept, waiting);
      return { visits: next.visits().filter(isKept), days: next.days() };
    });
  const save = async (): Promise<void> => {
    waiting = [...waiting, ...coming].slice(-MOST_WAITING);
    coming = [];
    try {
      const kept = await (waiting.length > 0 ? write() : memory.read());
      waiting = [];
      table = tableOf(kept, coming);
    } catch (error) {
      log.warn('visits.notKept', describeError(error));
    }
  };
  return {
    note: ({ agent, address }, answered) => {
      const client = { agent: cleanAgent(agent), from: wideNetworkOf(address) };
      const request = { client, answered, at: new Date(clock()).toISOString() };
      table.note(request);
      coming.push(request);
      if (coming.length > 2 * MOST_WAITING) coming = coming.slice(-MOST_WAITING);
    },
    list: () => {
      const now = clock();
      return table
        .visits()
        .filter(isKept)
        .sort((one, other) => Date.parse(other.last) - Date.parse(one.last))
        .map((visit) => shown(visit, now));
    },
    listDays: () => table.days(),
    // One after the other: what is being written must not be written again.
    save: () => turns.run(save),
  };
};

const shown = ({ isComplete, list: _, next: __, gaps: ___, ...visit }: KeptVisit, now: number): ProviderVisit => ({
  ...visit,
  state: isComplete ? 'completed' : now - Date.parse(visit.last) > SILENCE_MS ? 'brokenOff' : 'underWay',
});
