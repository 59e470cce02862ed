import { Scroll } from '../../parts/empty.js';
import type { PublicationFormWords } from '../../words/publication-form.js';
import type { FieldKey } from './form-values.js';
import { Version } from './preview.js';

/** A field that others changed meanwhile, or that the person has otherwise than the catalogue now. */
export interface ContestedField {
  readonly key: FieldKey;
  /** Absent when it is not known what the person had before them. */
  readonly start?: string;
  readonly theirs: string;
  readonly yours: string;
}

interface ConflictProps {
  readonly words: PublicationFormWords;
  readonly fields: readonly ContestedField[];
  readonly lastActor: string | undefined;
  readonly address: string;
}

/** Both versions side by side, so that whoever saves over the other does it knowingly. */
export const Conflict = ({ words, fields, lastActor, address }: ConflictProps) => {
  const hasStart = fields.some(({ start }) => start !== undefined);
  return (
    <section class="warn" aria-labelledby="conflict">
      <h2 id="conflict">{words.conflictTitle}</h2>
      {lastActor !== undefined && <p>{words.conflictWho(lastActor)}</p>}
      <p>{words.conflictNote}</p>
      {fields.length === 0 ? (
        <p>{words.sameOnBoth}</p>
      ) : (
        <Scroll label={words.conflictTable}>
          <table>
            <caption>{words.conflictTable}</caption>
            <thead>
              <tr>
                <th scope="col">{words.field}</th>
                {hasStart && <th scope="col">{words.atStart}</th>}
                <th scope="col">{words.theirs}</th>
                <th scope="col">{words.yours}</th>
              </tr>
            </thead>
            <tbody>
              {fields.map(({ key, start = '', theirs, yours }) => (
                <tr>
                  <th scope="row">{words.keys[key]}</th>
                  {hasStart && (
                    <td>
                      <Version text={start} words={words} />
                    </td>
                  )}
                  <td>
                    <Version text={theirs} words={words} />
                  </td>
                  <td>
                    <Version text={yours} words={words} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
      <p>
        <a href={address}>{words.lookAtTheirs}</a>
      </p>
    </section>
  );
};
