import { may } from '../../../../accounts/person.js';
import { RUN_OUTCOMES, type RunOutcome, type RunRecords } from '../../../../administration/run-records.js';
import type { Run } from '../../../../store/run-ports.js';
import { Empty } from '../../parts/empty.js';
import { formatCount } from '../../parts/time.js';
import type { SignedInRequest } from '../../route.js';
import { ONE_RUN_WORDS } from '../../words/one-run.js';
import { ChangeList } from './run-changes.js';
import { RunGroups } from './run-groups.js';
import { runPath } from './run-paths.js';

export const parseOutcome = (text: string | null): RunOutcome | undefined => RUN_OUTCOMES.find((outcome) => outcome === text);

interface RunRecordsProps {
  readonly request: SignedInRequest;
  readonly run: Run;
  readonly outcome: RunOutcome;
  readonly records: RunRecords;
}

/** The records of a run with one outcome, a page at a time. */
export const RunRecordsPage = ({ request, run, outcome, records }: RunRecordsProps) => {
  const { language } = request;
  const words = ONE_RUN_WORDS[language];
  const next = records.kind === 'count' ? undefined : records.next;
  const unlisted = records.kind === 'records' ? records.unlisted : undefined;
  return (
    <>
      <p>
        <a href={runPath(run.id)}>{words.back}</a>
      </p>
      <p>{words.group.records(records.total, formatCount(records.total, language))}</p>
      {unlisted !== undefined && <p>{words.unlisted(formatCount(unlisted, language))}</p>}
      {records.total === 0 ? <Empty>{words.nothingOfThat}</Empty> : <Listed request={request} run={run} records={records} />}
      {next !== undefined && (
        <p class="actions">
          <a href={runPath(run.id, `/records?${new URLSearchParams({ outcome, after: next }).toString()}`)}>{words.next}</a>
        </p>
      )}
    </>
  );
};

const Listed = ({ request, run, records }: Omit<RunRecordsProps, 'outcome'>) => {
  const { language } = request;
  const words = ONE_RUN_WORDS[language];
  switch (records.kind) {
    case 'records':
      return <ChangeList changes={records.records} words={words} />;
    case 'groups':
      return <RunGroups groups={records.groups} language={language} />;
    case 'failures': {
      const retry = { request, source: run.request.source, quarantined: records.quarantined };
      return <RunGroups groups={records.groups} language={language} {...(may(request.person, 'harvest') && { retry })} />;
    }
    case 'count':
      return <p>{words.onlyCount(formatCount(records.total, language))}</p>;
  }
};
