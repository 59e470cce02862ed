import { may } from '../../../../accounts/person.js';
import type { CheckedTarget, FinishedCheck, RunningCheck } from '../../../../administration/checks.js';
import { Core } from '../../parts/empty.js';
import { ActForm } from '../../parts/form.js';
import type { SignedInRequest } from '../../route.js';
import { CHECK_WORDS, type CheckWords } from '../../words/check.js';
import { checkPath, hintOf } from './check-names.js';
import { CheckReport } from './check-report.js';

interface PageProps {
  readonly request: SignedInRequest;
  readonly target: CheckedTarget;
  /** Why what was wanted was not done. */
  readonly trouble: string | undefined;
  readonly timezone: string;
}

/**
 * One endpoint: what is under way, and the last report. What moves is in parts of its own without anything to be focused in, as the script
 * does not replace a part in which somebody is at work.
 */
export const CheckPage = ({ request, target, trouble, timezone }: PageProps) => {
  const { language } = request;
  const words = CHECK_WORDS[language];
  const { running, last } = target;
  const hint = hintOf(target, words);
  return (
    <>
      {trouble !== undefined && (
        <p class="bad" role="alert">
          {trouble}
        </p>
      )}
      <p>
        <a href="/admin/check">{words.back}</a>
      </p>
      <p class="quiet">
        {target.url}
        {hint !== undefined && ` · ${hint}`}
      </p>
      <div role="status" data-live="check-state">
        <State running={running} last={last} words={words} />
      </div>
      <div data-live="check-progress">{running && <Progress running={running} words={words} request={request} />}</div>
      <div class="actions" data-live="check-actions">
        <Acts request={request} target={target} words={words} />
      </div>
      <div data-live="check-results">
        {last?.report && <CheckReport finished={last} report={last.report} language={language} timezone={timezone} />}
      </div>
    </>
  );
};

const State = ({
  running,
  last,
  words,
}: {
  readonly running: RunningCheck | undefined;
  readonly last: FinishedCheck | undefined;
  readonly words: CheckWords;
}) => {
  if (running) return <p class="note">{words.running}</p>;
  if (!last) return <p class="note">{words.neverHint}</p>;
  switch (last.outcome) {
    case 'reported':
      return <p class={last.report?.ok ? 'good' : 'bad'}>{last.report?.ok ? words.conforms : words.doesNotConform}</p>;
    case 'cancelled':
      return <p class="note">{words.cancelled}</p>;
    case 'failed':
      return <p class="bad">{words.failedToRun}</p>;
  }
};

const Progress = ({
  running: { done, total, doing, requests },
  words,
  request: { language },
}: {
  readonly running: RunningCheck;
  readonly words: CheckWords;
  readonly request: SignedInRequest;
}) => (
  <div data-again="3">
    <p>
      <progress max={Math.max(1, total)} value={done} aria-label={words.running} /> {words.progress(done, total, requests)}
      {doing !== '' && (
        <>
          {' · '}
          <Core>{doing}</Core>
        </>
      )}
    </p>
    <p class="quiet" lang={language}>
      {words.runningHint}
    </p>
  </div>
);

const Acts = ({
  request,
  target: { id, running, last },
  words,
}: {
  readonly request: SignedInRequest;
  readonly target: CheckedTarget;
  readonly words: CheckWords;
}) => {
  const mayStart = may(request.person, 'harvest');
  const path = checkPath(id);
  if (running) {
    return (
      <>
        <a href={path}>{words.lookAgain}</a>
        {mayStart && <ActForm request={request} action={`${path}/cancel`} label={words.cancel} danger />}
      </>
    );
  }
  return mayStart ? <ActForm request={request} action={`${path}/start`} label={last ? words.startAgain : words.start} /> : null;
};
