import type { PublicationDescription } from '../../../../administration/publications.js';
import { Core, Empty, Scroll } from '../../parts/empty.js';
import { Time, type TimeStyle } from '../../parts/time.js';
import type { PublicationsWords } from '../../words/publications.js';
import { recordPath } from './paths.js';

interface PartProps {
  readonly description: PublicationDescription;
  readonly words: PublicationsWords;
  readonly style: TimeStyle;
}

/** Every record of the publication with the way to it, deleted ones too. */
export const Items = ({ description: { items }, words, style }: PartProps) => (
  <section>
    <h2>{words.items}</h2>
    {items.length === 0 ? (
      <Empty>{words.noItems}</Empty>
    ) : (
      <>
        <p>{words.itemsNote}</p>
        <Scroll label={words.items}>
          <table>
            <thead>
              <tr>
                <th scope="col">{words.identifier}</th>
                <th scope="col">{words.format}</th>
                <th scope="col">{words.stateLabel}</th>
                <th scope="col">{words.datestamp}</th>
              </tr>
            </thead>
            <tbody>
              {items.flatMap(({ identifier, manifestation, records }) =>
                records.map(({ metadataPrefix, deleted, datestamp }) => (
                  <tr>
                    <th scope="row">
                      {words.kinds[manifestation]} <small>{identifier}</small>
                    </th>
                    <td>
                      <a href={recordPath(identifier, metadataPrefix)}>{metadataPrefix}</a>
                    </td>
                    <td>
                      <span class={deleted ? 'tag warn' : 'tag good'}>{deleted ? words.deleted : words.live}</span>
                    </td>
                    <td class="when">
                      <Time at={datestamp} style={style} />
                    </td>
                  </tr>
                )),
              )}
            </tbody>
          </table>
        </Scroll>
      </>
    )}
  </section>
);

/** What people did to it, newest first. */
export const History = ({ description: { history }, words, style }: PartProps) => (
  <section>
    <h2>{words.history}</h2>
    {history.length === 0 ? (
      <Empty>{words.noHistory}</Empty>
    ) : (
      <Scroll label={words.history}>
        <table>
          <thead>
            <tr>
              <th scope="col">{words.time}</th>
              <th scope="col">{words.who}</th>
              <th scope="col">{words.what}</th>
              <th scope="col">{words.detail}</th>
            </tr>
          </thead>
          <tbody>
            {history.map(({ at, actor, action, detail = {} }) => (
              <tr>
                <td class="when">
                  <Time at={at} style={style} />
                </td>
                <td lang="">{actor}</td>
                <td>{Object.hasOwn(words.actions, action) ? words.actions[action] : <code>{action}</code>}</td>
                <td>
                  {Object.entries(detail)
                    .flatMap(([name, value]) => (name === 'revision' ? [] : [value].flat()))
                    .map((line) => (
                      <div>
                        <Core>{String(line)}</Core>
                      </div>
                    ))}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    )}
  </section>
);
