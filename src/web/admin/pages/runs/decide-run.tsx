import type { RunDecision } from '../../../../administration/run-moment.js';
import type { Decision, Harvests } from '../../../../harvester/run/harvests.js';
import type { Run } from '../../../../store/run-ports.js';
import { Core } from '../../parts/empty.js';
import { CsrfField, ErrorSummary, TextField } from '../../parts/form.js';
import { formatCount } from '../../parts/time.js';
import type { Language } from '../../language.js';
import type { SignedInRequest } from '../../route.js';
import type { Done } from '../../words/shell.js';
import { ONE_RUN_WORDS, type OneRunWords } from '../../words/one-run.js';
import { RUN_TERMS } from '../../words/run-terms.js';
import type { ChangeGroup } from './read-run.js';
import { RunChanges } from './run-changes.js';
import { removalsOf } from './run-figures.js';
import { runPath } from './run-paths.js';

/** What is decided at which address, and what the next page says of it. */
export const DECISION_PAGES = [
  { decision: 'cancel', name: 'cancel', done: 'runCancelled' },
  { decision: 'approve', name: 'approve', done: 'runApproved' },
  { decision: 'applyDryRun', name: 'apply', done: 'runApplied' },
  { decision: 'reject', name: 'reject', done: 'runRejected' },
] as const satisfies readonly { readonly decision: RunDecision; readonly name: string; readonly done: Done }[];

export type DecisionPage = (typeof DECISION_PAGES)[number];

/** Why a decision came to nothing. */
export type DecisionFault =
  | { readonly kind: 'longReason' }
  | { readonly kind: 'busy'; readonly runningRunId: string }
  /** English sentences of the core. */
  | { readonly kind: 'refused'; readonly reasons: readonly string[] };

/** `undefined` when it is being done. */
export const decide = async (
  harvests: Harvests,
  { decision }: DecisionPage,
  runId: string,
  word: Decision,
): Promise<DecisionFault | undefined> => {
  if (decision === 'cancel') {
    return (await harvests.cancel(runId, word)) ? undefined : { kind: 'refused', reasons: ['The run is not under way any more.'] };
  }
  const outcome = await harvests[decision](runId, word);
  return outcome.kind === 'busy' || outcome.kind === 'refused' ? outcome : undefined;
};

interface DecideProps {
  readonly request: SignedInRequest;
  readonly page: DecisionPage;
  readonly run: Run;
  readonly groups: readonly ChangeGroup[];
  readonly fault?: DecisionFault;
}

/** Asks once, and says what will happen. */
export const DecideRun = ({ request, page: { decision, name }, run, groups, fault }: DecideProps) => {
  const { language } = request;
  const words = ONE_RUN_WORDS[language];
  const { what, confirm } = words.decisions[decision];
  const isApplying = decision === 'approve' || decision === 'applyDryRun';
  return (
    <>
      {fault && <Fault fault={fault} words={words} />}
      <form method="post" action={runPath(run.id, `/${name}`)}>
        <CsrfField request={request} />
        <div class={isApplying ? 'warn' : 'note'}>
          <p>{what}</p>
          {isApplying && <Extent run={run} words={words} language={language} />}
        </div>
        <div class="narrow">
          <TextField
            {...{ id: 'reason', name: 'reason', label: words.decide.reason, hint: words.decide.reasonHint }}
            value={request.form.get('reason') ?? ''}
            error={fault?.kind === 'longReason' ? words.decide.longReason : undefined}
            autocomplete="off"
          />
        </div>
        <p class="actions">
          <button class={isApplying ? 'main' : 'danger'}>{confirm}</button>
          <a href={runPath(run.id)}>{words.decide.back}</a>
        </p>
      </form>
      {isApplying && groups.length > 0 && (
        <>
          <h2>{words.changes.would}</h2>
          <RunChanges runId={run.id} groups={groups} language={language} isOpen />
        </>
      )}
    </>
  );
};

const Extent = ({ run, words, language }: { readonly run: Run; readonly words: OneRunWords; readonly language: Language }) => {
  const { added, updated } = run.counters;
  const removals = removalsOf(run.counters);
  return (
    <p>
      <b>{words.decide.removals(removals, formatCount(removals, language))}</b>{' '}
      {words.decide.changes(formatCount(added, language), formatCount(updated, language))}
    </p>
  );
};

const Fault = ({ fault, words }: { readonly fault: DecisionFault; readonly words: OneRunWords }) => {
  switch (fault.kind) {
    case 'longReason':
      return <ErrorSummary title={words.decide.refused} errors={[{ message: words.decide.longReason, field: 'reason' }]} />;
    case 'busy':
      return (
        <div class="bad" role="alert" tabIndex={-1}>
          <h2>{words.decide.refused}</h2>
          <p>
            {words.decide.busy} <a href={runPath(fault.runningRunId)}>{words.decide.toRunning}</a>
          </p>
        </div>
      );
    case 'refused':
      return (
        <div class="bad" role="alert" tabIndex={-1}>
          <h2>{words.decide.refused}</h2>
          <ul>
            {fault.reasons.map((reason) => (
              <li>
                <Core>{reason}</Core>
              </li>
            ))}
          </ul>
        </div>
      );
  }
};

/** What somebody wants to decide cannot be decided any more: another person was faster, or the run went on. */
export const NotNow = ({ run, language }: { readonly run: Run; readonly language: Language }) => {
  const words = ONE_RUN_WORDS[language];
  return (
    <>
      <p class="warn">{words.decide.impossibleWhy(RUN_TERMS[language].states[run.state])}</p>
      <p>
        <a href={runPath(run.id)}>{words.back}</a>
      </p>
    </>
  );
};
