import { may } from '../../../../accounts/person.js';
import type { SourceDescription } from '../../../../administration/sources.js';
import type { Run } from '../../../../store/run-ports.js';
import { Empty } from '../../parts/empty.js';
import { ActForm } from '../../parts/form.js';
import type { TimeStyle } from '../../parts/time.js';
import type { SignedInRequest } from '../../route.js';
import { RUN_FORM_WORDS } from '../../words/run-form.js';
import { SOURCES_WORDS } from '../../words/sources.js';
import { sourcePath } from '../runs/run-paths.js';
import { RunTable } from '../runs/run-table.js';
import { HealthSentence, HealthTag } from './health.js';
import type { TypedRun } from './read-run-form.js';
import { freshRun, RunForm, StartFaults, type StartFault } from './run-form.js';
import { SourceFacts } from './source-facts.js';

export interface SourcePageProps {
  readonly request: SignedInRequest;
  readonly source: SourceDescription;
  /** The last of them. */
  readonly runs: readonly Run[];
  readonly style: TimeStyle;
  readonly now: number;
  /** What somebody wanted and did not get. */
  readonly attempt?: { readonly typed: TypedRun; readonly fault: StartFault };
}

/** One source: how it is, what it is, and what can be done with it. */
export const SourcePage = ({ request, source, runs, style, now, attempt }: SourcePageProps) => {
  const words = SOURCES_WORDS[style.language];
  const formWords = RUN_FORM_WORDS[style.language];
  return (
    <>
      {attempt && <StartFaults fault={attempt.fault} words={formWords} />}
      <p>
        <HealthTag health={source.health} style={style} /> <HealthSentence health={source.health} style={style} />
      </p>
      <div class="side">
        <section>
          <SourceFacts source={source} style={style} />
        </section>
        {may(request.person, 'harvest') && (
          <section>
            <h2 id="run">{formWords.heading}</h2>
            <RunForm
              request={request}
              source={source}
              typed={attempt?.typed ?? freshRun(source)}
              {...(attempt && { fault: attempt.fault })}
            />
            <h2>{words.test.heading}</h2>
            <p>{words.test.explanation}</p>
            <ActForm request={request} action={sourcePath(source.id, '/test')} label={words.test.button} />
          </section>
        )}
      </div>
      <h2>{words.runs}</h2>
      {runs.length === 0 ? (
        <Empty>{words.noRuns}</Empty>
      ) : (
        <>
          <RunTable runs={runs} style={style} now={now} caption={words.runs} ofOneSource />
          <p>
            <a href={`/admin/runs?${new URLSearchParams({ source: source.id }).toString()}`}>{words.allRuns}</a>
          </p>
        </>
      )}
    </>
  );
};
