import type { Run } from '../../../../store/run-ports.js';
import { formatCount, formatTime, type TimeStyle } from '../../parts/time.js';
import { ONE_RUN_WORDS } from '../../words/one-run.js';
import { changesOf, removalsOf } from './run-figures.js';

/** What has become of a run, in one sentence of the reader's language. No figure in it moves while the run is under way. */
export const tellRun = (run: Run, style: TimeStyle): string => {
  const { sentences } = ONE_RUN_WORDS[style.language];
  const { state, request, counters } = run;
  const [changes, shown] = [changesOf(counters), formatCount(changesOf(counters), style.language)];
  switch (state) {
    case 'queued':
    case 'fetching':
    case 'applying':
    case 'cancelled':
    case 'interrupted':
      return sentences[state];
    case 'staged':
      return request.dryRun ? sentences.dryRun(changes, shown) : sentences.staged;
    case 'needs-approval':
      return sentences.needsApproval(formatCount(removalsOf(counters), style.language));
    case 'completed':
      return sentences.completed(changes, shown);
    case 'completed-with-failures': {
      const failed = run.failures.reduce((sum, { count }) => sum + count, 0);
      return sentences.withFailures(failed, formatCount(failed, style.language));
    }
    case 'failed':
      return run.isResumable ? sentences.failedResumable : sentences.failed;
    case 'paused':
      return run.nextAttemptAt === undefined ? sentences.paused : sentences.pausedUntil(formatTime(new Date(run.nextAttemptAt), style));
  }
};
