import type { TestedPage } from '../../../../administration/tested-page.js';
import type { Language } from '../../language.js';
import { Core, Scroll } from '../../parts/empty.js';
import { formatCount } from '../../parts/time.js';
import { SOURCES_WORDS, type SourcesWords } from '../../words/sources.js';
import { RunGroups } from '../runs/run-groups.js';

interface TestedPagePartProps {
  readonly page: TestedPage;
  readonly language: Language;
}

/** The first page of a source's list, and what a harvest would make of the records on it. */
export const TestedPagePart = ({ page, language }: TestedPagePartProps) => {
  const words = SOURCES_WORDS[language].test;
  const { records, completeListSize, hasMore, selected, outOfScope, unreadable, repaired } = page;
  const whyNot = [...outOfScope.reasons, ...unreadable.reasons];
  return (
    <>
      <h2>{words.page}</h2>
      <p>
        {hasMore ? words.hasMore(formatCount(records, language)) : words.wholeList(formatCount(records, language))} {words.size}:{' '}
        {completeListSize === undefined ? words.sizeUnknown : formatCount(completeListSize, language)}.
      </p>
      <Figures page={page} language={language} words={words} />
      <h3>{words.firstSelected}</h3>
      {selected.first.length === 0 ? <p>{words.noneSelected}</p> : <Selected page={page} words={words} />}
      {whyNot.length > 0 && (
        <>
          <h3>{words.whyNot}</h3>
          <RunGroups groups={whyNot} language={language} />
        </>
      )}
      {repaired.repairs.length > 0 && (
        <>
          <h3>{words.repaired}</h3>
          <RunGroups groups={repaired.repairs} language={language} />
        </>
      )}
    </>
  );
};

const Figures = ({ page, language, words }: TestedPagePartProps & { readonly words: SourcesWords['test'] }) => {
  const rows: readonly (readonly [string, number])[] = [
    [words.selected, page.selected.count],
    [words.outOfScope, page.outOfScope.count],
    [words.deleted, page.deleted],
    [words.unreadable, page.unreadable.count],
    [words.repaired, page.repaired.count],
  ];
  return (
    <table class="counters">
      <caption>{words.table}</caption>
      <thead>
        <tr>
          <th scope="col">{words.what}</th>
          <th scope="col" class="num">
            {SOURCES_WORDS[language].records}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(([label, count]) => (
          <tr>
            <th scope="row">{label}</th>
            <td class="num">{formatCount(count, language)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};

const Selected = ({ page, words }: { readonly page: TestedPage; readonly words: SourcesWords['test'] }) => (
  <Scroll label={words.firstSelected}>
    <table>
      <caption class="visually-hidden">{words.firstSelected}</caption>
      <thead>
        <tr>
          <th scope="col">{words.recordTitle}</th>
          <th scope="col">{words.recordId}</th>
          <th scope="col">{words.because}</th>
        </tr>
      </thead>
      <tbody>
        {page.selected.first.map(({ identifier, title, because }) => (
          <tr>
            <th scope="row" lang="">
              {title}
            </th>
            <td lang="">{identifier}</td>
            <td>
              <Core>{because}</Core>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  </Scroll>
);
