import type { SourceDescription } from '../../../../administration/sources.js';
import { formatCount, formatDuration, formatTime, LOCALES, Time, type TimeStyle } from '../../parts/time.js';
import { SOURCES_WORDS, type SourcesWords } from '../../words/sources.js';
import { quarantinePath } from '../runs/run-paths.js';

/** All that the settings say of a source, and what is known of it by now. */
export const SourceFacts = ({ source, style }: { readonly source: SourceDescription; readonly style: TimeStyle }) => {
  const { facts: words, protocols, byHand } = SOURCES_WORDS[style.language];
  const { protocol, url, republish, overlapHours, removalBrake, mark, markAge, schedule, reconcileSchedule } = source;
  return (
    <>
      <h2>{words.heading}</h2>
      <dl class="facts">
        <div>
          <dt>{words.address}</dt>
          <dd>
            <span lang="">{url}</span> <small class="quiet">{protocols[protocol]}</small>
          </dd>
        </div>
        <div>
          <dt>{words.selects}</dt>
          <dd>
            <Selection source={source} style={style} />
          </dd>
        </div>
        <div>
          <dt>{words.republish}</dt>
          <dd>{republish ? words.republished : words.notRepublished}</dd>
        </div>
        <div>
          <dt>{words.schedule}</dt>
          <dd>{schedule === undefined ? byHand : <code>{schedule}</code>}</dd>
        </div>
        {reconcileSchedule !== undefined && (
          <div>
            <dt>{words.reconcile}</dt>
            <dd>
              <code>{reconcileSchedule}</code>
            </dd>
          </div>
        )}
        <NextTimes source={source} style={style} words={words} />
        <div>
          <dt>{words.mark}</dt>
          <dd>
            {mark === undefined ? (
              words.noMark
            ) : (
              <>
                <Time at={mark} style={style} />
                {markAge !== undefined && <small class="quiet"> ({words.ago(formatDuration(markAge, style.language))})</small>}
              </>
            )}
          </dd>
        </div>
        <div>
          <dt>{words.overlap}</dt>
          <dd>{words.overlapHours(formatCount(overlapHours, style.language))}</dd>
        </div>
        <div>
          <dt>{words.brake}</dt>
          <dd>{words.brakeShare(formatShare(removalBrake, style))}</dd>
        </div>
        <div>
          <dt>{words.counts}</dt>
          <dd>
            <Counts source={source} style={style} words={words} />
          </dd>
        </div>
      </dl>
      <p>
        <small>{words.change}</small>
      </p>
    </>
  );
};

const formatShare = (share: number, { language }: TimeStyle): string =>
  new Intl.NumberFormat(LOCALES[language], { style: 'percent', maximumFractionDigits: 1 }).format(share);

/** The next times in the zone of the pages; and in that of the schedule, which an hour there is counted in, where it is another. */
const NextTimes = ({
  source,
  style,
  words,
}: {
  readonly source: SourceDescription;
  readonly style: TimeStyle;
  readonly words: SourcesWords['facts'];
}) => {
  const { next, timezone } = source;
  const other = timezone !== undefined && timezone !== style.timezone ? timezone : undefined;
  return next.length === 0 ? null : (
    <div>
      <dt>{words.next}</dt>
      <dd>
        <ol class="plain">
          {next.map((at) => (
            <li>
              <Time at={at} style={style} />
              {other !== undefined && <small class="quiet"> · {formatTime(new Date(at), { ...style, timezone: other })}</small>}
            </li>
          ))}
        </ol>
        {other !== undefined && <small class="quiet">{words.inZone(other)}</small>}
      </dd>
    </div>
  );
};

const COUNTED = ['live', 'deleted', 'retired', 'outOfScope'] as const;

const Counts = ({
  source,
  style,
  words,
}: {
  readonly source: SourceDescription;
  readonly style: TimeStyle;
  readonly words: SourcesWords['facts'];
}) => (
  <ul class="plain">
    {COUNTED.filter((state) => state === 'live' || source.counts[state] > 0).map((state) => (
      <li>
        {formatCount(source.counts[state], style.language)} {words.states[state]}
      </li>
    ))}
    {source.quarantined > 0 && (
      <li>
        <a href={quarantinePath(source.id)}>
          {formatCount(source.quarantined, style.language)} {words.toQuarantine}
        </a>
      </li>
    )}
  </ul>
);

/** The rules in words: one of them is enough. */
const Selection = ({ source: { select }, style }: { readonly source: SourceDescription; readonly style: TimeStyle }) => {
  const words = SOURCES_WORDS[style.language].facts;
  const { issn, seriesTitle, corporateBody, publishedBefore } = select;
  const list = (values: readonly string[]): string => new Intl.ListFormat(LOCALES[style.language], { type: 'disjunction' }).format(values);
  const bodies = list(corporateBody.map((body) => `“${body}”`));
  const rules = [
    ...(issn.length > 0 ? [words.selectsIssn(list(issn))] : []),
    ...(seriesTitle.length > 0 ? [words.selectsTitle(list(seriesTitle.map((title) => `“${title}”`)))] : []),
    ...(corporateBody.length === 0
      ? []
      : [publishedBefore === undefined ? words.selectsBody(bodies) : words.selectsBodyBefore(bodies, publishedBefore)]),
  ];
  return (
    <ul class="plain">
      {rules.map((rule) => (
        <li>{rule}</li>
      ))}
    </ul>
  );
};
