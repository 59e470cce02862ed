import type { FieldDiff } from '../../../../harvester/run/field-diff.js';
import type { ReportedChange } from '../../../../harvester/run/run-report.js';
import { Core } from '../../parts/empty.js';
import { formatCount } from '../../parts/time.js';
import type { Language } from '../../language.js';
import { ONE_RUN_WORDS, type OneRunWords } from '../../words/one-run.js';
import { RUN_TERMS } from '../../words/run-terms.js';
import type { ChangeGroup } from './read-run.js';
import { explainPath, runPath } from './run-paths.js';

/** More of them are folded, so that the page can be taken in. */
const MOST_UNFOLDED = 10;

/** The records that a run changed, or would, under what it made of them. */
export const RunChanges = ({
  runId,
  groups,
  language,
  isOpen = false,
}: {
  readonly runId: string;
  readonly groups: readonly ChangeGroup[];
  readonly language: Language;
  /** Where a person is to decide about them, nothing is folded. */
  readonly isOpen?: boolean;
}) => {
  const words = ONE_RUN_WORDS[language];
  const { outcomes } = RUN_TERMS[language];
  return (
    <>
      {groups.map(({ outcome, total, changes }) => {
        const list = <ChangeList changes={changes} words={words} />;
        const [shown, all] = [formatCount(changes.length, language), formatCount(total, language)];
        return (
          <section aria-labelledby={`outcome-${outcome}`}>
            <h3 id={`outcome-${outcome}`}>
              {outcomes[outcome]} ({all})
            </h3>
            {changes.length > MOST_UNFOLDED ? (
              <details open={isOpen}>
                <summary>{words.changes.show(shown)}</summary>
                {list}
              </details>
            ) : (
              list
            )}
            {total > changes.length && (
              <p>
                {words.changes.firstOf(shown, all)} <a href={runPath(runId, `/records?outcome=${outcome}`)}>{words.changes.all(all)}</a>
              </p>
            )}
          </section>
        );
      })}
    </>
  );
};

export const ChangeList = ({ changes, words }: { readonly changes: readonly ReportedChange[]; readonly words: OneRunWords }) => (
  <ul class="records">
    {changes.map(({ localId, identifier, title, because, flags, diff }) => (
      <li>
        <b lang="">{title === '' ? localId : title}</b>{' '}
        <a href={explainPath(localId)} lang="">
          {localId}
        </a>{' '}
        {identifier !== localId && (
          <small lang="" class="quiet">
            {identifier}
          </small>
        )}
        <p>
          <small>
            {words.changes.because} <Core>{because}</Core>
          </small>
          {flags.map((flag) => (
            <>
              {' '}
              <span class="tag warn">{flag === 'yearUnknown' ? words.changes.flags.yearUnknown : flag}</span>
            </>
          ))}
        </p>
        {diff && diff.length > 0 && <Diff diff={diff} title={title} words={words} />}
      </li>
    ))}
  </ul>
);

/** Each field as it was and as it is, with the words before them: no colour has to be told from another. */
const Diff = ({ diff, title, words }: { readonly diff: readonly FieldDiff[]; readonly title: string; readonly words: OneRunWords }) => (
  <details>
    <summary>{words.changes.fields(diff.length)}</summary>
    <table class="diff marc">
      <caption class="visually-hidden">
        {words.changes.change}: <span lang="">{title}</span>
      </caption>
      <thead>
        <tr>
          <th scope="col">{words.changes.field}</th>
          <th scope="col">{words.changes.change}</th>
        </tr>
      </thead>
      <tbody>
        {diff.map(({ tag, before, after }) => (
          <tr>
            <th scope="row">{tag}</th>
            <td lang="">
              {before !== undefined && (
                <div>
                  <DiffLabel word={words.changes.before} sign="−" words={words} /> <del>{withoutTag(tag, before)}</del>
                </div>
              )}
              {after !== undefined && (
                <div>
                  <DiffLabel word={words.changes.after} sign="+" words={words} /> <ins>{withoutTag(tag, after)}</ins>
                </div>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  </details>
);

const DiffLabel = ({ word, sign, words }: { readonly word: string; readonly sign: string; readonly words: OneRunWords }) => (
  <span class="quiet" lang={words.lang}>
    <span aria-hidden="true">{sign} </span>
    {word}
  </span>
);

/** A data field is written with its tag, which stands beside it already. */
const withoutTag = (tag: string, line: string): string => (line.startsWith(`${tag} `) ? line.slice(tag.length + 1) : line);
