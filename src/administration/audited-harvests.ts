import type { Accounts } from '../accounts/accounts.js';
import type { Decision, Harvests, StartOutcome } from '../harvester/run/harvests.js';
import type { AuditEntry } from '../store/account-ports.js';
import type { RunRequest } from '../store/run-ports.js';

type Audit = Accounts['audit'];
type Detail = NonNullable<AuditEntry['detail']>;

/**
 * The same harvests, with a line in the audit before everything that somebody does with them, and another where it came to nothing. What
 * cannot be written down is not done.
 */
export const auditHarvests = (harvests: Harvests, { audit }: { readonly audit: Audit }): Harvests => {
  const start: Harvests['start'] = async (request) => {
    const by = { actor: { name: request.actor }, target: request.source };
    await audit({ ...by, action: 'harvest.started', detail: detailOf(request) });
    const outcome = await harvests.start(request);
    await tellRefusal(audit, by, 'start', outcome);
    return outcome;
  };
  const decide = async <T extends StartOutcome | { readonly kind: 'rejected' }>(
    deed: Deed,
    runId: string,
    decision: Decision,
    act: () => Promise<T>,
  ): Promise<T> => {
    const by = { actor: { name: decision.actor }, target: runId };
    await audit({ ...by, action: `harvest.${PAST[deed]}`, detail: reasonOf(decision) });
    const outcome = await act();
    await tellRefusal(audit, by, deed, outcome);
    return outcome;
  };
  const stop = async (deed: 'cancel' | 'interrupt', runId: string, decision: Decision): Promise<boolean> => {
    const by = { actor: { name: decision.actor }, target: runId };
    await audit({ ...by, action: `harvest.${PAST[deed]}`, detail: reasonOf(decision) });
    const isStopped = await harvests[deed](runId, decision);
    if (!isStopped) await audit({ ...by, action: 'harvest.refused', detail: { wanted: deed, reasons: ['It is not under way.'] } });
    return isStopped;
  };
  return {
    ...harvests,
    start,
    approve: (runId, decision) => decide('approve', runId, decision, () => harvests.approve(runId, decision)),
    applyDryRun: (runId, decision) => decide('applyDryRun', runId, decision, () => harvests.applyDryRun(runId, decision)),
    reject: (runId, decision) => decide('reject', runId, decision, () => harvests.reject(runId, decision)),
    cancel: (runId, decision) => stop('cancel', runId, decision),
    interrupt: (runId, decision) => stop('interrupt', runId, decision),
    resumeDue: (through = start) => harvests.resumeDue(through),
  };
};

const PAST = {
  approve: 'approved',
  applyDryRun: 'dryRunApplied',
  reject: 'rejected',
  cancel: 'cancelled',
  interrupt: 'interrupted',
} as const;
type Deed = keyof typeof PAST;

const reasonOf = ({ reason }: Decision): Detail => (reason === undefined ? {} : { reason });

const detailOf = ({ mode, from, until, ids, limit, dryRun, approveLargeChange, reason }: RunRequest): Detail => ({
  mode,
  dryRun,
  ...(approveLargeChange && { approveLargeChange }),
  ...(from !== undefined && { from }),
  ...(until !== undefined && { until }),
  ...(ids && { records: ids.length, ids: ids.slice(0, MOST_IDS) }),
  ...(limit !== undefined && { limit }),
  ...(reason !== undefined && { reason }),
});

/** An audit is read, and kept for ever: the run has all of them. */
const MOST_IDS = 20;

const tellRefusal = async (
  audit: Audit,
  by: { readonly actor: { readonly name: string }; readonly target: string },
  wanted: string,
  outcome: StartOutcome | { readonly kind: 'rejected' },
): Promise<void> => {
  if (outcome.kind === 'refused') await audit({ ...by, action: 'harvest.refused', detail: { wanted, reasons: outcome.reasons } });
  if (outcome.kind === 'busy') {
    const { runningRunId } = outcome;
    const reasons = ['The source is being harvested already.'];
    await audit({ ...by, action: 'harvest.refused', detail: { wanted, reasons, runningRunId } });
  }
};
