import { lastAt, momentOf, type RunMoment } from './run-moment.js';
import type { SourceHistory } from './source-history.js';

/** How a source is, by the most urgent thing that can be said of it: enough for one sentence in any language. All times are UTC. */
export type SourceHealth =
  /** Under way: nothing else counts meanwhile. */
  | { readonly kind: 'running'; readonly run: string }
  /** The brake holds a run. `removals`: records that it would take away. */
  | { readonly kind: 'needsApproval'; readonly run: string; readonly at: string; readonly removals: number }
  /** `failures`: runs in a row. `message`: what happened and what to do, in English sentences of the core. */
  | { readonly kind: 'failing'; readonly run: string; readonly at: string; readonly failures: number; readonly message: string }
  /** Broken off. `until`: the source asked us to come back then, and we do by ourselves; without it, the next run goes on where it was. */
  | { readonly kind: 'waiting'; readonly run: string; readonly at: string; readonly until?: string }
  /** Its time came so many times, and nobody harvested. */
  | { readonly kind: 'missed'; readonly times: number; readonly lastSuccess?: RunMoment }
  /** Its list was never read and applied. */
  | { readonly kind: 'never' }
  | { readonly kind: 'well'; readonly lastSuccess: RunMoment };

/**
 * @param missed times of its schedule that nobody kept
 * @param revision of the source: a run that was held before the last change cannot be approved any more
 */
export const tellHealth = (history: SourceHistory, missed: number, revision: number): SourceHealth => {
  const { running, lastWhole, lastSuccess, failures } = history;
  if (running) return { kind: 'running', run: running.id };
  const held = history.held.find(({ baseRevision }) => baseRevision === revision);
  if (held) {
    const { deleted, retired, leftScope } = held.counters;
    return { kind: 'needsApproval', ...momentOf(held), removals: deleted + retired + leftScope };
  }
  if (lastWhole?.state === 'failed') return { kind: 'failing', ...momentOf(lastWhole), failures, message: lastWhole.message };
  if (lastWhole?.state === 'paused' || lastWhole?.state === 'interrupted') {
    const { nextAttemptAt } = lastWhole;
    const until = lastWhole.state === 'paused' && nextAttemptAt !== undefined ? { until: nextAttemptAt } : {};
    return { kind: 'waiting', run: lastWhole.id, at: lastAt(lastWhole), ...until };
  }
  const success = lastSuccess && momentOf(lastSuccess);
  if (missed > 0) return { kind: 'missed', times: missed, ...(success && { lastSuccess: success }) };
  return success ? { kind: 'well', lastSuccess: success } : { kind: 'never' };
};
