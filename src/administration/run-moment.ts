import type { Harvests } from '../harvester/run/harvests.js';
import { isEnded, isUnderWay } from '../harvester/run/run-words.js';
import type { Run } from '../store/run-ports.js';

/** A run and when it came to what it is. */
export interface RunMoment {
  readonly run: string;
  /** UTC. */
  readonly at: string;
}

/** UTC; when it was first asked for. */
export const beganAt = ({ transitions }: Run): string => transitions[0]?.at ?? '';

/** UTC; when it came to the state in which it is. */
export const lastAt = ({ transitions }: Run): string => transitions.at(-1)?.at ?? '';

export const momentOf = (run: Run): RunMoment => ({ run: run.id, at: lastAt(run) });

/** Ended, held or waiting: nothing more comes of it unless somebody decides. A run that is being applied is staged in passing only. */
export const isAtRest = ({ state, request }: Run): boolean => !isUnderWay(state) && (state !== 'staged' || request.dryRun);

/** UTC; when it ended or came to wait for a decision. `undefined` while it is under way. */
export const restedAt = (run: Run): string | undefined => (isAtRest(run) ? lastAt(run) : undefined);

/** What can be decided about a run as it is now. */
export type RunDecision = 'cancel' | 'approve' | 'reject' | 'applyDryRun';

/** What a person can do with a run now. */
export const decisionsFor = (run: Run, isRunning: Harvests['isRunning']): readonly RunDecision[] => {
  // What is being applied is done in one commit: nothing can be called off any more.
  if (isRunning(run.id)) return isEnded(run.state) || run.state === 'applying' ? [] : ['cancel'];
  if (isEnded(run.state) || isUnderWay(run.state)) return [];
  if (run.state === 'needs-approval') return ['approve', 'reject'];
  return run.state === 'staged' && run.request.dryRun ? ['applyDryRun', 'reject'] : ['reject'];
};
