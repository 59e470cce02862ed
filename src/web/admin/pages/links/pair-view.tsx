import type { ListedLink } from '../../../../administration/link-list.js';
import type { ShownPair } from '../../../../administration/link-review.js';
import type { ReviewRow } from '../../../../linking/review-fields.js';
import type { FieldVerdict } from '../../../../linking/review-verdicts.js';
import type { Language } from '../../language.js';
import { linkPath } from '../../link-key.js';
import { Scroll } from '../../parts/empty.js';
import { LOCALES } from '../../parts/time.js';
import { LINKS_WORDS, type LinksWords } from '../../words/links.js';

interface PairViewProps {
  readonly pair: ShownPair;
  readonly language: Language;
}

/** The two side by side, what speaks for and against, and who else claims either of them. */
export const PairView = ({ pair, language }: PairViewProps) => {
  const words = LINKS_WORDS[language];
  const { state } = pair.copy;
  const because = pair.listed?.link.because;
  return (
    <>
      {pair.isWithdrawn && <p class="warn">{words.withdrawn}</p>}
      {state !== 'live' && <p class="warn">{words.notLive[state]}</p>}
      {pair.listed === undefined && <p class="note">{words.notOffered}</p>}
      <Comparison pair={pair} language={language} />
      <h2>{words.says}</h2>
      {because !== undefined && (
        <p class="note">
          {words.because}: <span lang="en">{because}</span>
        </p>
      )}
      <ul lang="en">
        {pair.evidence.map((sentence) => (
          <li>{sentence}</li>
        ))}
      </ul>
      {(pair.candidates.length > 0 || pair.rivals.length > 0) && <Contest pair={pair} words={words} />}
    </>
  );
};

/** With roles said anew: a narrow screen lays the rows out as a grid, and with that browsers forget what they are. */
const Comparison = ({ pair, language }: PairViewProps) => {
  const words = LINKS_WORDS[language];
  return (
    <Scroll label={words.reviewTitle}>
      <table class="compared" role="table">
        <caption class="visually-hidden">{words.reviewTitle}</caption>
        <thead role="rowgroup">
          <tr role="row">
            <th scope="col" role="columnheader">
              {words.field}
            </th>
            <th scope="col" role="columnheader">
              {words.ours} <a href={`/admin/publications/${encodeURIComponent(pair.ours)}`}>{pair.ours}</a>
            </th>
            <th scope="col" role="columnheader">
              {words.theirs} <a href={explainAddress(pair.theirs)}>{pair.theirs}</a>
            </th>
            <th scope="col" role="columnheader">
              {words.verdict}
            </th>
          </tr>
        </thead>
        <tbody role="rowgroup">
          {pair.rows.map((row) => (
            <tr role="row">
              <th scope="row" role="rowheader">
                {words.fields[row.field]}
              </th>
              <Values values={row.ours} row={row} language={language} />
              <Values values={row.theirs} row={row} language={language} />
              <td role="cell">
                <span class={VERDICT_CLASS[row.verdict]}>
                  <span aria-hidden="true">{words.verdictMarks[row.verdict]}</span> {words.verdicts[row.verdict]}
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
};

const VERDICT_CLASS: Readonly<Record<FieldVerdict, string>> = { agree: 'tag good', differ: 'tag warn', silent: 'tag' };

export const explainAddress = (record: string): string => `/admin/explain?${new URLSearchParams({ record }).toString()}`;

const Values = ({
  values,
  row,
  language,
}: {
  readonly values: readonly string[];
  readonly row: ReviewRow;
  readonly language: Language;
}) => {
  const words = LINKS_WORDS[language];
  if (values.length === 0)
    return (
      <td role="cell" class="quiet">
        {words.saysNothing}
      </td>
    );
  if (row.field === 'form') return <td role="cell">{values.map((value) => words.forms[value] ?? value).join(', ')}</td>;
  if (row.field === 'language') return <td role="cell">{values.map((value) => languageName(value, language)).join(', ')}</td>;
  return (
    <td role="cell" lang="">
      {values.map((value) => (
        <div>{value}</div>
      ))}
    </td>
  );
};

/** `suomi (fin)`; the code alone where there is no such language. */
const languageName = (code: string, language: Language): string => {
  if (!/^[a-z]{2,3}$/.test(code)) return code;
  const name = new Intl.DisplayNames([LOCALES[language]], { type: 'language', fallback: 'none' }).of(code);
  return name === undefined ? code : `${name} (${code})`;
};

const Contest = ({ pair, words }: { readonly pair: ShownPair; readonly words: LinksWords }) => (
  <>
    {pair.candidates.length > 0 && (
      <>
        <h2>{words.candidates}</h2>
        <p>{words.contestNote}</p>
        <Others links={pair.candidates} words={words} title={({ link, ourTitle }) => `${link.ours} ${ourTitle ?? ''}`} />
      </>
    )}
    {pair.rivals.length > 0 && (
      <>
        <h2>{words.rivals}</h2>
        <Others links={pair.rivals} words={words} title={({ link, theirTitle }) => `${link.theirs} ${theirTitle ?? ''}`} />
      </>
    )}
  </>
);

interface OthersProps {
  readonly links: readonly ListedLink[];
  readonly words: LinksWords;
  readonly title: (listed: ListedLink) => string;
}

const Others = ({ links, words, title }: OthersProps) => (
  <ul>
    {links.map((listed) => (
      <li>
        <a href={linkPath('/admin/links', listed.link)} lang="">
          {title(listed)}
        </a>{' '}
        <span class="tag">{words.tiers[listed.link.tier]}</span> {words.standings[listed.standing]}
      </li>
    ))}
  </ul>
);
