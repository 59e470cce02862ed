import type { ComponentChildren } from 'preact';
import type { FinishedCheck } from '../../../../administration/checks.js';
import type { CheckResult, ConformanceReport } from '../../../../conformance/check-endpoint.js';
import type { Outcome } from '../../../../conformance/check.js';
import type { Language } from '../../language.js';
import { Core, Scroll } from '../../parts/empty.js';
import { formatCount, formatDuration, Time } from '../../parts/time.js';
import { CHECK_WORDS, type CheckWords } from '../../words/check.js';

interface ReportProps {
  readonly finished: FinishedCheck;
  readonly report: ConformanceReport;
  readonly language: Language;
  readonly timezone: string;
}

/** What was found: the figures, then what fails and what to do, then every rule folded by group. */
export const CheckReport = ({ finished, report, language, timezone }: ReportProps) => {
  const words = CHECK_WORDS[language];
  const of = (outcome: Outcome): readonly CheckResult[] => report.results.filter((result) => result.outcome === outcome);
  return (
    <>
      <Figures finished={finished} report={report} language={language} timezone={timezone} />
      <section aria-labelledby="failures">
        <h2 id="failures">{words.failures}</h2>
        {report.counts.fail === 0 && <p>{words.noFailures}</p>}
        {report.counts.fail + report.counts['not applicable'] === report.results.length && <p class="warn">{words.notReached}</p>}
        {of('fail').map((result) => (
          <Finding result={result} words={words} />
        ))}
      </section>
      {report.counts.warn > 0 && (
        <section aria-labelledby="warnings">
          <h2 id="warnings">{words.warnings}</h2>
          <p class="quiet">{words.warningsHint}</p>
          {of('warn').map((result) => (
            <Finding result={result} words={words} />
          ))}
        </section>
      )}
      <section aria-labelledby="rules">
        <h2 id="rules">{words.rules}</h2>
        {[...new Set(report.results.map(({ group }) => group))].map((group) => (
          <Group name={group} results={report.results.filter((result) => result.group === group)} language={language} />
        ))}
      </section>
    </>
  );
};

const Figures = ({ finished, report, language, timezone }: ReportProps) => {
  const words = CHECK_WORDS[language];
  const count = (number: number): string => formatCount(number, language);
  const { counts, lists, repositoryName, stopped } = report;
  return (
    <dl class="facts">
      {repositoryName !== undefined && <Fact term={words.repository}>{<span lang="">{repositoryName}</span>}</Fact>}
      <Fact term={words.result}>{words.counts(count(counts.pass), count(counts.fail), count(counts.warn))}</Fact>
      <Fact term={words.began}>
        <Time at={finished.began} style={{ language, timezone }} />
      </Fact>
      <Fact term={words.by}>{<span lang="">{finished.by}</span>}</Fact>
      <Fact term={words.took}>{formatDuration(Date.parse(finished.ended) - Date.parse(finished.began), language)}</Fact>
      <Fact term={words.requests}>{count(report.requests)}</Fact>
      {lists.length > 0 && (
        <Fact term={words.lists}>
          <ul>
            {lists.map(({ verb, records, pages, end }) => (
              <li>
                {words.list(verb, count(pages), verb === 'ListSets' ? undefined : count(records))}
                {end !== 'complete' && `, ${words.ends[end]}`}
              </li>
            ))}
          </ul>
        </Fact>
      )}
      {stopped !== undefined && (
        <Fact term={words.stopped}>
          <Core>{stopped}</Core>
        </Fact>
      )}
    </dl>
  );
};

const Fact = ({ term, children }: { readonly term: string; readonly children: ComponentChildren }) => (
  <div>
    <dt>{term}</dt>
    <dd>{children}</dd>
  </div>
);

const Finding = ({
  result: { id, name, section, sent, came, advice },
  words,
}: {
  readonly result: CheckResult;
  readonly words: CheckWords;
}) => (
  <article>
    <h3>
      {id} <Core>{name}</Core>
    </h3>
    <dl class="facts">
      {advice !== undefined && (
        <Fact term={words.advice}>
          <Core>{advice}</Core>
        </Fact>
      )}
      {came !== undefined && (
        <Fact term={words.came}>
          <Core>{came}</Core>
        </Fact>
      )}
      {sent !== undefined && (
        <Fact term={words.sent}>
          <code>{sent}</code>
        </Fact>
      )}
      <Fact term={words.section}>{section}</Fact>
    </dl>
  </article>
);

const TAGS: Readonly<Record<Outcome, string>> = { pass: 'tag good', fail: 'tag bad', warn: 'tag warn', 'not applicable': 'tag' };

const Group = ({
  name,
  results,
  language,
}: {
  readonly name: string;
  readonly results: readonly CheckResult[];
  readonly language: Language;
}) => {
  const words = CHECK_WORDS[language];
  const count = (outcome: Outcome): string => formatCount(results.filter((result) => result.outcome === outcome).length, language);
  return (
    <details>
      <summary>
        <Core>{name}</Core>: {words.counts(count('pass'), count('fail'), count('warn'))}
      </summary>
      <Scroll label={name}>
        <table>
          <thead>
            <tr>
              <th scope="col">{words.result}</th>
              <th scope="col">{words.rule}</th>
              <th scope="col">{words.section}</th>
              <th scope="col">{words.came}</th>
            </tr>
          </thead>
          <tbody>
            {results.map(({ id, name: rule, outcome, section, came }) => (
              <tr>
                <td>
                  <span class={TAGS[outcome]}>{words.outcomes[outcome]}</span>
                </td>
                <th scope="row">
                  {id} <Core>{rule}</Core>
                </th>
                <td>{section}</td>
                <td>{came !== undefined && <Core>{came}</Core>}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </details>
  );
};
