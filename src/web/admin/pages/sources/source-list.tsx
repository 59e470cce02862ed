import type { SourceDescription } from '../../../../administration/sources.js';
import { Empty, Scroll } from '../../parts/empty.js';
import { formatCount, Time, type TimeStyle } from '../../parts/time.js';
import { SOURCES_WORDS } from '../../words/sources.js';
import { quarantinePath, sourcePath } from '../runs/run-paths.js';
import { HealthSentence, HealthTag } from './health.js';

/** Every source of the settings in a line. */
export const SourceList = ({ sources, style }: { readonly sources: readonly SourceDescription[]; readonly style: TimeStyle }) => {
  const words = SOURCES_WORDS[style.language];
  if (sources.length === 0) return <Empty>{words.none}</Empty>;
  return (
    <>
      <p>{words.introduction}</p>
      <Scroll label={words.table}>
        <table>
          <caption class="visually-hidden">{words.table}</caption>
          <thead>
            <tr>
              <th scope="col">{words.source}</th>
              <th scope="col">{words.how}</th>
              <th scope="col" class="num">
                {words.records}
              </th>
              <th scope="col" class="num">
                {words.quarantined}
              </th>
              <th scope="col">{words.lastSuccess}</th>
              <th scope="col">{words.nextTime}</th>
            </tr>
          </thead>
          <tbody>
            {sources.map((source) => (
              <SourceRow source={source} style={style} />
            ))}
          </tbody>
        </table>
      </Scroll>
    </>
  );
};

const SourceRow = ({ source, style }: { readonly source: SourceDescription; readonly style: TimeStyle }) => {
  const words = SOURCES_WORDS[style.language];
  const { id, protocol, health, records, quarantined, lastSuccess, next } = source;
  return (
    <tr>
      <th scope="row">
        <a href={sourcePath(id)} lang="">
          {id}
        </a>{' '}
        <small class="quiet">{words.protocols[protocol]}</small>
      </th>
      <td class="sentence">
        <HealthTag health={health} style={style} /> <HealthSentence health={health} style={style} />
      </td>
      <td class="num">{formatCount(records, style.language)}</td>
      <td class="num">{quarantined === 0 ? '0' : <a href={quarantinePath(id)}>{formatCount(quarantined, style.language)}</a>}</td>
      <td class="when">{lastSuccess ? <Time at={lastSuccess.at} style={style} /> : words.never}</td>
      <td class="when">{next[0] === undefined ? words.byHand : <Time at={next[0]} style={style} />}</td>
    </tr>
  );
};
