import type { Series } from '../../../catalogue/series.js';
import type { WorkPage } from '../../../discovery/discovery.js';
import type { Work } from '../../../discovery/work.js';
import type { Language } from '../../admin/language.js';
import { pathOf } from '../language.js';
import { LIST_WORDS } from '../words/list.js';
import { SERIES_WORDS } from '../words/series.js';
import { TitleLink } from './hit.js';
import { writeListQuery } from './list-query.js';
import { bySeriesNumber } from './neighbours.js';
import { Pager } from './pager.js';
import { renderPublicPage } from './shell.js';
import type { Site } from './site.js';
import { sayCount } from './say-count.js';
import { Fact } from './work-details.js';

/** On a page of a series; each is one line. */
export const SERIES_PAGE_SIZE = 60;

export interface SeriesPageParts {
  readonly language: Language;
  readonly series: Series;
  readonly offset: number;
  /** Newest first. */
  readonly found: WorkPage;
}

/** A series with its numbers, its relations and its publications by year. */
export const renderSeriesPage = (site: Site, parts: SeriesPageParts): string => {
  const { language, series, offset } = parts;
  const words = SERIES_WORDS[language];
  const issns = [series.issn.print, series.issn.online].filter((issn) => issn !== undefined);
  return renderPublicPage(site, {
    language,
    title: series.title,
    pathIn: (each) => pathOf({ kind: 'series', code: series.code }, each) + (offset > 0 ? `?offset=${offset}` : ''),
    description: `${words.kind}. ${issns.map((issn) => `ISSN ${issn}`).join(', ')}`,
    indexed: true,
    content: <SeriesContent site={site} parts={parts} />,
  });
};

const SeriesContent = ({ site, parts }: { readonly site: Site; readonly parts: SeriesPageParts }) => {
  const { language, series, offset, found } = parts;
  const words = SERIES_WORDS[language];
  const path = pathOf({ kind: 'series', code: series.code }, language);
  return (
    <>
      <p class="kicker">{words.kind}</p>
      <h1>{series.title}</h1>
      <SeriesRelations site={site} series={series} language={language} />
      <p class="no-print">
        <a href={site.href(pathOf({ kind: 'list' }, language) + writeListQuery({ series: series.code, offset: 0 }))}>{words.searchIn}</a>
      </p>
      <section class="results-part" aria-labelledby="works">
        <div class="results">
          <h2 id="works">{words.works}</h2>
          <p class="quiet">{sayCount(found, language)}</p>
        </div>
        {found.works.length === 0 && <p>{found.total === 0 ? words.none : <a href={site.href(path)}>{LIST_WORDS[language].beyond}</a>}</p>}
        {byYear(found.works).map(([year, works]) => (
          <div class="year">
            <h3>{year ?? words.yearUnknown}</h3>
            <ul>
              {works.map((work) => (
                <li>
                  <span class="quiet">{numberIn(work, series)}</span> <TitleLink site={site} work={work} language={language} />
                </li>
              ))}
            </ul>
          </div>
        ))}
        <Pager
          language={language}
          label={words.pages}
          offset={offset}
          size={SERIES_PAGE_SIZE}
          total={found.total}
          hrefOf={(to) => site.href(to > 0 ? `${path}?offset=${to}` : path)}
        />
      </section>
    </>
  );
};

const SeriesRelations = ({ site, series, language }: { readonly site: Site; readonly series: Series; readonly language: Language }) => {
  const words = SERIES_WORDS[language];
  const before = site.settings.series.filter(({ predecessorOf }) => predecessorOf === series.code);
  const after = site.settings.series.filter(({ code }) => code === series.predecessorOf);
  const linkTo = ({ code, title }: Series) => <a href={site.href(pathOf({ kind: 'series', code }, language))}>{title}</a>;
  return (
    <dl class="facts">
      {series.issn.print !== undefined && <Fact name={words.print}>{series.issn.print}</Fact>}
      {series.issn.online !== undefined && <Fact name={words.online}>{series.issn.online}</Fact>}
      {before.map((each) => (
        <Fact name={words.predecessor}>{linkTo(each)}</Fact>
      ))}
      {after.map((each) => (
        <Fact name={words.successor}>{linkTo(each)}</Fact>
      ))}
    </dl>
  );
};

/** The last year first, and within it the highest number. */
const byYear = (works: readonly Work[]): readonly (readonly [number | undefined, readonly Work[]])[] => {
  const sorted = [...works].sort((one, other) => bySeriesNumber(other, one));
  const years = [...new Set(sorted.map(({ year }) => year))];
  return years.map((year) => [year, sorted.filter((work) => work.year === year)]);
};

/** A work may stand in another series first. */
const numberIn = (work: Work, { code }: Series): string | undefined =>
  (work.series.find(({ known }) => known?.code === code) ?? work.series[0])?.number;
