import { may } from '../../../../accounts/person.js';
import type { Run } from '../../../../store/run-ports.js';
import type { Language } from '../../language.js';
import { Core, Empty, Scroll } from '../../parts/empty.js';
import { Time, type TimeStyle } from '../../parts/time.js';
import type { SignedInRequest } from '../../route.js';
import { ONE_RUN_WORDS } from '../../words/one-run.js';
import { RUN_TERMS } from '../../words/run-terms.js';
import type { WholeRun } from './read-run.js';
import { RunChanges } from './run-changes.js';
import { CounterTable } from './run-counters.js';
import { isNotApplied } from './run-figures.js';
import { Failures, Left, Repairs, Warnings } from './run-findings.js';
import { runPath, sourcePath } from './run-paths.js';
import { RunProgress } from './run-progress.js';
import { tellRun } from './run-sentence.js';
import { Actor, RunStateTag } from './run-state.js';

export interface RunPageProps {
  readonly request: SignedInRequest;
  readonly whole: WholeRun;
  readonly style: TimeStyle;
  readonly now: number;
}

/**
 * One run. While something goes on, the script asks for the page again and takes over each `data-live` part that has changed; only the
 * sentence is read out, since figures that are read out four times a second help nobody.
 */
export const RunPage = ({ request, whole, style, now }: RunPageProps) => {
  const { run, isLive } = whole;
  const words = ONE_RUN_WORDS[style.language];
  return (
    <div
      {...(isLive && {
        'data-events': `/admin/api/runs/${encodeURIComponent(run.id)}/events`,
        'data-run': run.id,
      })}
    >
      <div data-live="run-sentence" aria-live="polite">
        <p class={toneOf(run)}>{tellRun(run, style)}</p>
      </div>
      <div data-live="run">
        <p>
          <RunStateTag run={run} terms={RUN_TERMS[style.language]} />{' '}
          <small>
            {words.coreSays} <Core>{run.message}</Core>
          </small>
        </p>
        {isLive && (
          <p>
            <a href={runPath(run.id)}>{words.live.again}</a>{' '}
            <noscript>
              <small>{words.live.byHand}</small>
            </noscript>
          </p>
        )}
        <RunProgress run={run} style={style} now={now} />
      </div>
      <div data-live="run-decisions">
        <Decisions request={request} whole={whole} />
      </div>
      <div class="side" data-live="run-figures">
        {isPlanned(run) && <CounterTable run={run} language={style.language} />}
        <Steps run={run} style={style} />
      </div>
      <div data-live="run-result">
        <Result request={request} whole={whole} language={style.language} />
      </div>
      <div data-live="run-facts">
        <Facts run={run} style={style} />
      </div>
      <p class="actions">
        <a href={runPath(run.id, '/log')}>{words.toLog}</a>
      </p>
    </div>
  );
};

const toneOf = ({ state }: Run): string => {
  if (state === 'completed') return 'good';
  if (state === 'failed') return 'bad';
  return state === 'needs-approval' || state === 'completed-with-failures' || state === 'paused' || state === 'interrupted'
    ? 'warn'
    : 'note';
};

const PATHS = { cancel: '/cancel', approve: '/approve', applyDryRun: '/apply', reject: '/reject' } as const;

const Decisions = ({ request, whole: { run, decisions } }: Pick<RunPageProps, 'request' | 'whole'>) => {
  const words = ONE_RUN_WORDS[request.language];
  if (decisions.length === 0 || !may(request.person, 'harvest')) return null;
  return (
    <p class="actions">
      {decisions.map((decision) => (
        <a class={decision === 'reject' || decision === 'cancel' ? 'button danger' : 'button main'} href={runPath(run.id, PATHS[decision])}>
          {words.decisions[decision].button}
        </a>
      ))}
    </p>
  );
};

const isPlanned = ({ transitions }: Run): boolean => transitions.some(({ state }) => state === 'staged');

const Result = ({ request, whole, language }: Pick<RunPageProps, 'request' | 'whole'> & { readonly language: Language }) => {
  const { run, changes, quarantined } = whole;
  const words = ONE_RUN_WORDS[language].changes;
  if (!isPlanned(run)) return <Warnings run={run} language={language} />;
  const would = isNotApplied(run);
  const { source } = run.request;
  return (
    <>
      <Warnings run={run} language={language} />
      <Failures run={run} language={language} {...(may(request.person, 'harvest') && { retry: { request, source, quarantined } })} />
      <h2>{would ? words.would : words.did}</h2>
      {changes.length === 0 ? (
        <Empty>{would ? words.wouldNone : words.none}</Empty>
      ) : (
        <RunChanges runId={run.id} groups={changes} language={language} />
      )}
      <Repairs run={run} language={language} />
      <Left run={run} language={language} />
    </>
  );
};

const Steps = ({ run, style }: { readonly run: Run; readonly style: TimeStyle }) => {
  const words = ONE_RUN_WORDS[style.language].steps;
  const terms = RUN_TERMS[style.language];
  return (
    <Scroll label={words.heading}>
      <table class="counters">
        <caption>{words.heading}</caption>
        <thead>
          <tr>
            <th scope="col">{words.state}</th>
            <th scope="col">{words.time}</th>
            <th scope="col">{words.actor}</th>
            <th scope="col">{words.reason}</th>
          </tr>
        </thead>
        <tbody>
          {run.transitions.map(({ state, at, actor, reason }) => (
            <tr>
              <th scope="row">{terms.states[state]}</th>
              <td>
                <Time at={at} style={style} withSeconds />
              </td>
              <td>
                <Actor name={actor} terms={terms} />
              </td>
              <td lang="">{reason}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
};

const Facts = ({ run, style }: { readonly run: Run; readonly style: TimeStyle }) => {
  const words = ONE_RUN_WORDS[style.language].facts;
  const { source, mode, from, until, ids, limit, dryRun, approveLargeChange, reason } = run.request;
  const fact = (label: string, value: string | number | undefined) =>
    value !== undefined && (
      <div>
        <dt>{label}</dt>
        <dd lang={typeof value === 'string' ? '' : undefined}>{value}</dd>
      </div>
    );
  return (
    <>
      <h2>{words.heading}</h2>
      <dl class="facts">
        <div>
          <dt>{words.source}</dt>
          <dd lang="">
            <a href={sourcePath(source)}>{source}</a>
          </dd>
        </div>
        <div>
          <dt>{words.mode}</dt>
          <dd>{RUN_TERMS[style.language].modes[mode]}</dd>
        </div>
        {fact(words.from, from)}
        {fact(words.until, until)}
        {fact(
          words.ids,
          ids
            ?.slice(0, SHOWN_IDS)
            .join(', ')
            .concat(ids.length > SHOWN_IDS ? ' …' : ''),
        )}
        {fact(words.limit, limit)}
        <div>
          <dt>{words.dryRun}</dt>
          <dd>{dryRun ? words.yes : words.no}</dd>
        </div>
        {approveLargeChange && (
          <div>
            <dt>{words.approved}</dt>
            <dd>{words.yes}</dd>
          </div>
        )}
        {fact(words.reason, reason)}
        {run.mark !== undefined && (
          <div>
            <dt>{words.mark}</dt>
            <dd>
              <Time at={run.mark} style={style} />
            </dd>
          </div>
        )}
      </dl>
    </>
  );
};

const SHOWN_IDS = 50;
