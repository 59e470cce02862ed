import type { SourceTestReport } from '../../../../administration/source-test.js';
import { Core } from '../../parts/empty.js';
import { ActForm } from '../../parts/form.js';
import { formatDuration, type TimeStyle } from '../../parts/time.js';
import type { SignedInRequest } from '../../route.js';
import { SOURCES_WORDS, type SourcesWords } from '../../words/sources.js';
import { sourcePath } from '../runs/run-paths.js';
import { TestedPagePart } from './tested-page-part.js';

interface SourceTestPageProps {
  readonly request: SignedInRequest;
  readonly report: SourceTestReport;
  readonly style: TimeStyle;
}

/** What came of asking a source who it is and for one page of its list. */
export const SourceTestPage = ({ request, report, style }: SourceTestPageProps) => {
  const words = SOURCES_WORDS[style.language].test;
  const path = sourcePath(report.source);
  return (
    <>
      <Verdict report={report} words={words} />
      <p>
        <small>{words.took(formatDuration(report.took, style.language))}</small>
      </p>
      <Description report={report} words={words} />
      {report.remarks.length > 0 ? (
        <>
          <h2>{words.remarks}</h2>
          <Sentences sentences={report.remarks} />
        </>
      ) : (
        report.faults.length === 0 && <p>{words.noRemarks}</p>
      )}
      {report.warnings.length > 0 && (
        <div class="warn">
          <h2>{words.doubts}</h2>
          <Sentences sentences={report.warnings} />
        </div>
      )}
      {report.page && <TestedPagePart page={report.page} language={style.language} />}
      <div class="actions">
        <ActForm request={request} action={`${path}/test`} label={words.again} />
        <a href={path}>{words.back}</a>
      </div>
    </>
  );
};

interface Part {
  readonly report: SourceTestReport;
  readonly words: SourcesWords['test'];
}

const Verdict = ({ report: { faults }, words }: Part) =>
  faults.length === 0 ? (
    <p class="good">{words.good}</p>
  ) : (
    <div class="bad">
      <h2>{words.bad}</h2>
      <ul>
        {faults.map(({ step, message, remedy }) => (
          <li>
            <b>{words.steps[step]}:</b> <Core>{message}</Core>
            <br />
            {words.whatToDo} <Core>{remedy}</Core>
          </li>
        ))}
      </ul>
    </div>
  );

const Description = ({ report: { description, formats }, words }: Part) => {
  const rows = [
    [words.name, description?.name],
    [words.earliest, description?.earliestDatestamp],
    [words.granularity, description?.granularity],
    [words.formats, formats?.join(', ')],
  ] as const;
  const known = rows.filter(([, value]) => value !== undefined && value !== '');
  return known.length === 0 ? null : (
    <>
      <h2>{words.saysOfItself}</h2>
      <dl class="facts">
        {known.map(([label, value]) => (
          <div>
            <dt>{label}</dt>
            <dd lang="">{value}</dd>
          </div>
        ))}
      </dl>
    </>
  );
};

const Sentences = ({ sentences }: { readonly sentences: readonly string[] }) => (
  <ul>
    {sentences.map((sentence) => (
      <li>
        <Core>{sentence}</Core>
      </li>
    ))}
  </ul>
);
