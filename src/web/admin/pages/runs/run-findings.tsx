import type { Run, RunGroup } from '../../../../store/run-ports.js';
import type { RunOutcome } from '../../../../administration/run-records.js';
import type { Language } from '../../language.js';
import { Core } from '../../parts/empty.js';
import { formatCount } from '../../parts/time.js';
import { ONE_RUN_WORDS } from '../../words/one-run.js';
import { SHOWN_GROUPS } from './read-run.js';
import { RunGroups, type RetryOffer } from './run-groups.js';
import { quarantinePath, runPath } from './run-paths.js';

interface FindingsProps {
  readonly run: Run;
  readonly language: Language;
}

/** What is doubtful about the list, and what else an administrator should know. */
export const Warnings = ({ run: { warnings }, language }: FindingsProps) =>
  warnings.length === 0 ? null : (
    <div class="warn">
      <h2>{ONE_RUN_WORDS[language].warnings}</h2>
      <ul>
        {warnings.map((warning) => (
          <li>
            <Core>{warning}</Core>
          </li>
        ))}
      </ul>
    </div>
  );

/** Records that could not be read, by the fault; for those who may harvest with the way to try them again. */
export const Failures = ({ run, language, retry }: FindingsProps & { readonly retry?: RetryOffer }) => {
  const words = ONE_RUN_WORDS[language].failures;
  return run.failures.length === 0 ? null : (
    <>
      <h2>{words.heading}</h2>
      <RunGroups groups={run.failures.slice(0, SHOWN_GROUPS)} language={language} {...(retry && { retry })} />
      <MoreGroups {...{ run, language }} outcome="failed" groups={run.failures} />
      <p>
        <a href={quarantinePath(run.request.source)}>{words.toQuarantine}</a>
      </p>
    </>
  );
};

export const Repairs = ({ run, language }: FindingsProps) => (
  <Findings {...{ run, language }} heading={ONE_RUN_WORDS[language].repairs} outcome="repaired" groups={run.repairs} />
);

export const Left = ({ run, language }: FindingsProps) => (
  <Findings {...{ run, language }} heading={ONE_RUN_WORDS[language].left} outcome="outOfScope" groups={run.left} />
);

interface GroupsProps extends FindingsProps {
  readonly groups: readonly RunGroup[];
  readonly outcome: RunOutcome;
}

/** Folded: of interest now and then. */
const Findings = ({ heading, groups, language, run, outcome }: GroupsProps & { readonly heading: string }) =>
  groups.length === 0 ? null : (
    <>
      <h2>{heading}</h2>
      <details>
        <summary>{ONE_RUN_WORDS[language].group.records(countOf(groups), formatCount(countOf(groups), language))}</summary>
        <RunGroups groups={groups.slice(0, SHOWN_GROUPS)} language={language} />
        <MoreGroups {...{ run, language, groups, outcome }} />
      </details>
    </>
  );

const countOf = (groups: readonly RunGroup[]): number => groups.reduce((sum, { count }) => sum + count, 0);

const MoreGroups = ({ run, language, groups, outcome }: GroupsProps) =>
  groups.length <= SHOWN_GROUPS ? null : (
    <p>
      <a href={runPath(run.id, `/records?outcome=${outcome}`)}>
        {ONE_RUN_WORDS[language].changes.all(formatCount(countOf(groups), language))}
      </a>
    </p>
  );
