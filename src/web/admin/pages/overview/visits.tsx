import type { ProviderVisit } from '../../../../administration/provider-visits.js';
import { Empty, Scroll } from '../../parts/empty.js';
import { formatCount, Time, type TimeStyle } from '../../parts/time.js';
import { OVERVIEW_WORDS } from '../../words/overview.js';

const SHOWN = 10;

/** Who harvested from us and how far they came, the last one first. */
export const ProviderVisits = ({ visits, style }: { readonly visits: readonly ProviderVisit[]; readonly style: TimeStyle }) => {
  const { visits: words } = OVERVIEW_WORDS[style.language];
  return (
    <>
      <h2>{words.heading}</h2>
      {visits.length === 0 ? (
        <Empty>{words.none}</Empty>
      ) : (
        <Scroll label={words.table}>
          <table>
            <caption class="visually-hidden">{words.table}</caption>
            <thead>
              <tr>
                <th scope="col">{words.who}</th>
                <th scope="col">{words.what}</th>
                <th scope="col">{words.began}</th>
                <th scope="col">{words.last}</th>
                <th scope="col" class="num">
                  {words.pages}
                </th>
                <th scope="col" class="num">
                  {words.records}
                </th>
                <th scope="col">{words.state}</th>
              </tr>
            </thead>
            <tbody>
              {visits.slice(0, SHOWN).map((visit) => (
                <VisitRow visit={visit} style={style} />
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
      {visits.length > SHOWN && (
        <p>
          <small>{words.more(formatCount(visits.length, style.language))}</small>
        </p>
      )}
    </>
  );
};

const TONES = { completed: 'good', underWay: '', brokenOff: 'warn' } as const;

const VisitRow = ({ visit, style }: { readonly visit: ProviderVisit; readonly style: TimeStyle }) => {
  const { visits: words } = OVERVIEW_WORDS[style.language];
  const { agent, from, began, last, verb, metadataPrefix, set, since, pages, records, state } = visit;
  return (
    <tr>
      <th scope="row">
        {agent === '' ? words.unnamed : <span lang="">{agent}</span>} <small class="quiet">{from}</small>
      </th>
      <td>
        <code>{[verb, metadataPrefix, set].filter((part) => part !== undefined).join(' ')}</code>{' '}
        <small class="quiet">{since === undefined ? words.everything : words.since(since)}</small>
      </td>
      <td class="when">
        <Time at={began} style={style} />
      </td>
      <td class="when">
        <Time at={last} style={style} />
      </td>
      <td class="num">{formatCount(pages, style.language)}</td>
      <td class="num">{formatCount(records, style.language)}</td>
      <td>
        <span class={`tag ${TONES[state]}`}>{words.states[state]}</span>
      </td>
    </tr>
  );
};
