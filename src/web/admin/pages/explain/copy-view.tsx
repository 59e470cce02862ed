import type { ComponentChildren } from 'preact';
import type { ExplainedCopy } from '../../../../administration/explain-harvested.js';
import { Core, Scroll } from '../../parts/empty.js';
import { Time, type TimeStyle } from '../../parts/time.js';
import { EXPLAIN_WORDS } from '../../words/explain.js';
import { XmlDetails } from './xml-text.js';

interface CopyProps {
  readonly copy: ExplainedCopy;
  readonly style: TimeStyle;
}

/** A library's record as one source has it, and what harvests made of it. */
export const CopyView = ({ copy, style }: CopyProps) => {
  const words = EXPLAIN_WORDS[style.language];
  const { record } = copy;
  return (
    <section>
      <h3>
        {words.copyOf(copy.source)} <span class={copy.isGiven ? 'tag good' : 'tag'}>{copy.isGiven ? words.given : words.notGiven}</span>
      </h3>
      <p>
        <Core>{copy.standing}</Core>
      </p>
      <Facts copy={copy} style={style} />
      <History copy={copy} style={style} />
      <XmlDetails summary={words.rawXml} xml={record.xml} cut={words.cut} />
      {record.received !== undefined && <XmlDetails summary={words.beforeMending} xml={record.received} cut={words.cut} />}
    </section>
  );
};

const Facts = ({ copy: { address, record, history }, style }: CopyProps) => {
  const words = EXPLAIN_WORDS[style.language];
  const [first, last] = [history[0], history.at(-1)];
  return (
    <dl class="facts">
      {address !== undefined && fact(words.address, address)}
      {fact(words.identifier, record.identifier)}
      {record.aliases.length > 0 && fact(words.formerly, record.aliases.join(', '))}
      {record.datestamp !== undefined && fact(words.sourceDatestamp, record.datestamp)}
      {fact(words.state, `${words.states[record.state]}${record.missed > 0 ? `. ${words.missed(record.missed)}` : ''}`)}
      {fact(words.rule, <Core>{record.because}</Core>)}
      {record.flags.length > 0 && fact(words.flags, <Core>{record.flags.join(', ')}</Core>)}
      {fact(words.repairs, record.repairs.length === 0 ? words.noRepairs : <Core>{record.repairs.join('; ')}</Core>)}
      {fact(words.harvested, <Time at={record.harvestDate} style={style} />)}
      {first && fact(words.firstRun, <Moment event={first} style={style} />)}
      {last && fact(words.lastRun, <Moment event={last} style={style} />)}
    </dl>
  );
};

const fact = (term: string, value: ComponentChildren) => (
  <div>
    <dt>{term}</dt>
    <dd>{value}</dd>
  </div>
);

const Moment = ({ event, style }: { readonly event: ExplainedCopy['history'][number]; readonly style: TimeStyle }) => {
  const words = EXPLAIN_WORDS[style.language];
  return (
    <>
      <Time at={event.at} style={style} /> {event.actor !== undefined && words.by(event.actor)}
    </>
  );
};

const History = ({ copy: { history, source }, style }: CopyProps) => {
  const words = EXPLAIN_WORDS[style.language];
  return (
    <details>
      <summary>
        {words.history} ({history.length})
      </summary>
      <Scroll label={`${words.history}: ${source}`}>
        <table>
          <thead>
            <tr>
              <th scope="col">{words.when}</th>
              <th scope="col">{words.what}</th>
              <th scope="col">{words.run}</th>
              <th scope="col">{words.who}</th>
              <th scope="col">{words.why}</th>
            </tr>
          </thead>
          <tbody>
            {history.map((event) => (
              <tr>
                <td>
                  <Time at={event.at} style={style} />
                </td>
                <td>{words.outcomes[event.outcome]}</td>
                <td>
                  <a href={`/admin/runs/${encodeURIComponent(event.run)}`}>
                    {event.mode === undefined ? event.run : words.modes[event.mode]}
                  </a>
                </td>
                <td>{event.actor ?? ''}</td>
                <td>{event.because !== undefined && <Core>{event.because}</Core>}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </details>
  );
};
