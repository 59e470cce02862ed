import { beganAt, restedAt, type RunDecision } from '../../../administration/run-moment.js';
import type { Run } from '../../../store/run-ports.js';

/** A run as lists and event streams show it. Times are UTC. */
export interface RunSummary extends Pick<Run, 'id' | 'request' | 'state' | 'counters' | 'message' | 'isResumable'> {
  readonly began: string;
  /** When it ended or came to wait for a decision. */
  readonly rested?: string;
  readonly mark?: string;
  readonly completeListSize?: number;
  readonly nextAttemptAt?: string;
  /** What a person can do with it now. */
  readonly decisions: readonly RunDecision[];
}

/** With all that is said of it. */
export type RunInFull = RunSummary & Pick<Run, 'transitions' | 'warnings' | 'failures' | 'repairs' | 'left'>;

export const summaryOf = (run: Run, decisions: readonly RunDecision[]): RunSummary => {
  const { id, request, state, counters, message, isResumable, mark, completeListSize, nextAttemptAt } = run;
  const rested = restedAt(run);
  return {
    ...{ id, request, state, counters, message, isResumable, decisions },
    began: beganAt(run),
    ...(rested !== undefined && { rested }),
    ...(mark !== undefined && { mark }),
    ...(completeListSize !== undefined && { completeListSize }),
    ...(nextAttemptAt !== undefined && state === 'paused' && { nextAttemptAt }),
  };
};

export const inFull = (run: Run, decisions: readonly RunDecision[]): RunInFull => {
  const { transitions, warnings, failures, repairs, left } = run;
  return { ...summaryOf(run, decisions), transitions, warnings, failures, repairs, left };
};

/** Its address in the API. */
export const runPath = (id: string): string => `/admin/api/runs/${encodeURIComponent(id)}`;
