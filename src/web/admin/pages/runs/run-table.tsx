import { beganAt } from '../../../../administration/run-moment.js';
import type { Run } from '../../../../store/run-ports.js';
import { Core, Scroll } from '../../parts/empty.js';
import { formatCount, formatDuration, Time, type TimeStyle } from '../../parts/time.js';
import { RUN_TERMS } from '../../words/run-terms.js';
import { RUNS_WORDS } from '../../words/runs.js';
import { figuresOf, tookOf } from './run-figures.js';
import { runPath, sourcePath } from './run-paths.js';
import { Actor, RunStateTag } from './run-state.js';

interface RunTableProps {
  readonly runs: readonly Run[];
  readonly style: TimeStyle;
  readonly now: number;
  readonly caption: string;
  /** On the page of one source, under a heading: neither needs to be said again. */
  readonly ofOneSource?: boolean;
}

/** Runs under each other, so that what is odd about one shows. */
export const RunTable = ({ runs, style, now, caption, ofOneSource = false }: RunTableProps) => {
  const words = RUNS_WORDS[style.language];
  return (
    <Scroll label={caption}>
      <table class="runs">
        <caption class={ofOneSource ? 'visually-hidden' : undefined}>{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{words.began}</th>
            {!ofOneSource && <th scope="col">{words.source}</th>}
            <th scope="col">{words.state}</th>
            <th scope="col">{words.mode}</th>
            {FIGURES.map((figure) => (
              <th scope="col" class="num">
                {words[figure]}
              </th>
            ))}
            <th scope="col" class="num">
              {words.took}
            </th>
            <th scope="col">{words.actor}</th>
          </tr>
        </thead>
        <tbody>
          {runs.map((run) => (
            <RunRow run={run} style={style} now={now} ofOneSource={ofOneSource} />
          ))}
        </tbody>
      </table>
    </Scroll>
  );
};

export const FIGURES = ['added', 'updated', 'removed', 'failed'] as const;

const RunRow = ({ run, style, now, ofOneSource }: Omit<RunTableProps, 'runs' | 'caption'> & { readonly run: Run }) => {
  const terms = RUN_TERMS[style.language];
  const figures = figuresOf(run.counters);
  const { source, mode, actor } = run.request;
  return (
    <tr>
      <th scope="row" class="when">
        <a href={runPath(run.id)}>
          <Time at={beganAt(run)} style={style} />
        </a>
      </th>
      {!ofOneSource && (
        <td>
          <a href={sourcePath(source)} lang="">
            {source}
          </a>
        </td>
      )}
      <td class="sentence">
        <RunStateTag run={run} terms={terms} />{' '}
        <small>
          <Core>{run.message}</Core>
        </small>
      </td>
      <td>{terms.modes[mode]}</td>
      {FIGURES.map((figure) => (
        <td class="num">{formatCount(figures[figure], style.language)}</td>
      ))}
      <td class="num nowrap">{formatDuration(tookOf(run, now), style.language)}</td>
      <td>
        <Actor name={actor} terms={terms} />
      </td>
    </tr>
  );
};
