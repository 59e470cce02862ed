import type { RunLogLine } from '../../../../administration/run-log.js';
import type { Run } from '../../../../store/run-ports.js';
import { Core, Scroll } from '../../parts/empty.js';
import { Time, type TimeStyle } from '../../parts/time.js';
import { ONE_RUN_WORDS } from '../../words/one-run.js';
import { runPath } from './run-paths.js';

/** What happened and when, in order of time. */
export const RunLogPage = ({
  run,
  lines,
  style,
}: {
  readonly run: Run;
  readonly lines: readonly RunLogLine[];
  readonly style: TimeStyle;
}) => {
  const words = ONE_RUN_WORDS[style.language];
  return (
    <>
      <p class="actions">
        <a href={runPath(run.id)}>{words.back}</a>
        <a href={`/admin/api/runs/${encodeURIComponent(run.id)}/log`}>{words.download}</a>
      </p>
      <Scroll label={words.logTitle}>
        <table>
          <caption class="visually-hidden">{words.logTitle}</caption>
          <thead>
            <tr>
              <th scope="col">{words.steps.time}</th>
              <th scope="col">{words.level}</th>
              <th scope="col">{words.logText}</th>
            </tr>
          </thead>
          <tbody>
            {lines.map(({ at, level, text }) => (
              <tr>
                <td class="when">
                  <Time at={at} style={style} withSeconds />
                </td>
                <td>
                  <span class={`tag ${TONES[level]}`}>{words.logLevels[level]}</span>
                </td>
                <td>
                  <Core>{text}</Core>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </>
  );
};

const TONES = { note: '', warning: 'warn', failure: 'bad' } as const;
