import { isUnderWay } from '../../../../harvester/run/run-words.js';
import type { Run } from '../../../../store/run-ports.js';
import type { RunTerms } from '../../words/run-terms.js';

/** The state in words on a ground that tells how it is to be taken; of a dry run, that it is one. */
export const RunStateTag = ({ run, terms }: { readonly run: Pick<Run, 'state' | 'request'>; readonly terms: RunTerms }) => {
  const isReady = run.state === 'staged' && run.request.dryRun;
  return (
    <>
      <span class={`tag ${toneOf(run.state)}`}>{isReady ? terms.dryRunReady : terms.states[run.state]}</span>
      {run.request.dryRun && !isReady && (
        <>
          {' '}
          <span class="tag">{terms.dryRun}</span>
        </>
      )}
    </>
  );
};

const toneOf = (state: Run['state']): string => {
  if (isUnderWay(state) || state === 'staged' || state === 'cancelled') return '';
  if (state === 'completed') return 'good';
  return state === 'failed' ? 'bad' : 'warn';
};

/** A person's name as they write it; the schedule and the recovery in words. */
export const Actor = ({ name, terms }: { readonly name: string; readonly terms: RunTerms }) =>
  name === 'schedule' || name === 'recovery' ? <>{terms.actors[name]}</> : <span lang="">{name}</span>;
