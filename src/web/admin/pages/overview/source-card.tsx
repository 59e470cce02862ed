import type { Person } from '../../../../accounts/person.js';
import type { SourceDescription } from '../../../../administration/sources.js';
import type { Run } from '../../../../store/run-ports.js';
import { formatCount, formatDuration, Time, type TimeStyle } from '../../parts/time.js';
import { OVERVIEW_WORDS } from '../../words/overview.js';
import { quarantinePath, sourcePath } from '../runs/run-paths.js';
import { HealthSentence, HealthTag } from '../sources/health.js';
import { StartButton } from '../sources/start-button.js';

interface SourceCardProps {
  readonly request: { readonly csrf: string; readonly person: Person };
  readonly source: SourceDescription;
  /** The run that is under way. */
  readonly running?: Run;
  readonly style: TimeStyle;
}

/** A source at a glance: how it is, since when, and what can be done. */
export const SourceCard = ({ request, source, running, style }: SourceCardProps) => {
  const { card: words } = OVERVIEW_WORDS[style.language];
  const { id, health, lastSuccess, next, markAge, records, quarantined } = source;
  return (
    <li class="card">
      <h3>
        <a href={sourcePath(id)} lang="">
          {id}
        </a>{' '}
        <HealthTag health={health} style={style} />
      </h3>
      <p>
        <HealthSentence health={health} style={style} />
      </p>
      {running && <Running run={running} style={style} />}
      <dl class="facts">
        <div>
          <dt>{words.lastSuccess}</dt>
          <dd>{lastSuccess ? <Time at={lastSuccess.at} style={style} /> : words.never}</dd>
        </div>
        <div>
          <dt>{words.next}</dt>
          <dd>{next[0] === undefined ? words.byHand : <Time at={next[0]} style={style} />}</dd>
        </div>
        {markAge !== undefined && (
          <div>
            <dt>{words.mark}</dt>
            <dd>{words.ago(formatDuration(markAge, style.language))}</dd>
          </div>
        )}
        <div>
          <dt>{words.records}</dt>
          <dd>{formatCount(records, style.language)}</dd>
        </div>
        {quarantined > 0 && (
          <div>
            <dt>{words.quarantined}</dt>
            <dd>
              <a href={quarantinePath(id)}>{formatCount(quarantined, style.language)}</a>
            </dd>
          </div>
        )}
      </dl>
      <StartButton request={request} source={source} language={style.language} />
    </li>
  );
};

const Running = ({ run: { counters, completeListSize }, style }: { readonly run: Run; readonly style: TimeStyle }) => {
  const { card: words } = OVERVIEW_WORDS[style.language];
  const { seen, inScope } = counters;
  const size = completeListSize !== undefined && completeListSize > 0 && completeListSize >= seen ? completeListSize : undefined;
  return (
    <p>
      {size === undefined ? (
        <progress aria-label={words.progressOf}></progress>
      ) : (
        <progress aria-label={words.progressOf} value={seen} max={size}></progress>
      )}
      <br />
      <small>{words.progress(formatCount(seen, style.language), formatCount(inScope, style.language))}</small>
    </p>
  );
};
