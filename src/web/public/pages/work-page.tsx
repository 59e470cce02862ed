import { isWebAddress } from '../../../crosswalk/harvested/link-schemes.js';
import { metaPairsOf, schemaOrgOf } from '../../../discovery/schema-org.js';
import type { Work } from '../../../discovery/work.js';
import type { Language } from '../../admin/language.js';
import { pathOf } from '../language.js';
import { LIST_WORDS } from '../words/list.js';
import { WORK_WORDS } from '../words/work.js';
import { nameOf, seriesLine, shorten, TitleLink, titleOf } from './hit.js';
import { writeListQuery } from './list-query.js';
import type { Neighbours } from './neighbours.js';
import { renderPublicPage } from './shell.js';
import type { Site } from './site.js';
import { langOf, nameLanguage, paragraphsOf } from './text.js';
import { Accessibility, Editions, Libraries, urnAddress } from './work-aside.js';
import { Citation, Records } from './work-citation.js';
import { Details } from './work-details.js';

export interface WorkPageParts {
  readonly language: Language;
  readonly work: Work;
  readonly neighbours: Neighbours;
  /** As a bibliography has it, plain text. */
  readonly citation: string;
  /** About the number that led here, English. */
  readonly remark?: string;
}

/** Of what is on the page in full; data for machines are cut so that the page stays small. */
const LONGEST_ABSTRACT_IN_DATA = 1000;

/** Everything about one publication. */
export const renderWorkPage = (site: Site, parts: WorkPageParts): string => {
  const { language, work } = parts;
  const pathIn = (each: Language): string => pathOf({ kind: 'work', id: work.id }, each);
  const context = {
    pageUrl: site.whole(pathIn(language)),
    workUrl: site.whole(pathIn('fi')),
    urnUrl: (urn: string) => urnAddress(site, urn),
    metadataRights: site.settings.oai.metadataRights,
  };
  const abstracts = work.abstracts.map((each) => ({ ...each, text: shorten(each.text, LONGEST_ABSTRACT_IN_DATA) }));
  return renderPublicPage(site, {
    language,
    title: shorten(titleOf(work)),
    pathIn,
    description: describe(work),
    indexed: true,
    metaPairs: metaPairsOf(work, context),
    jsonLd: schemaOrgOf({ ...work, abstracts }, context),
    content: <Article site={site} parts={parts} />,
  });
};

const describe = (work: Work): string => {
  const facts = [work.contributors.slice(0, 3).map(nameOf).join(', '), seriesLine(work), work.abstracts[0]?.text.replace(/\s+/g, ' ')];
  return shorten(facts.filter((fact) => fact !== undefined && fact !== '').join('. '), 250);
};

interface ArticleParts {
  readonly site: Site;
  readonly parts: WorkPageParts;
}

const Article = ({ site, parts }: ArticleParts) => {
  const { language, work, remark } = parts;
  return (
    <article class="work">
      {remark !== undefined && (
        <div class="note" role="status">
          <p lang="en">{remark}</p>
        </div>
      )}
      <Head site={site} language={language} work={work} />
      <div class="two">
        <div class="lead">
          <Abstracts work={work} language={language} />
        </div>
        <div class="aside">
          <Editions site={site} work={work} language={language} />
          <Libraries site={site} work={work} language={language} />
          <Accessibility site={site} work={work} language={language} />
        </div>
        <div class="rest">
          <Details site={site} work={work} language={language} />
          <Citation site={site} work={work} language={language} citation={parts.citation} />
          <Records site={site} work={work} language={language} />
          <InSeries site={site} parts={parts} />
        </div>
      </div>
    </article>
  );
};

interface HeadParts {
  readonly site: Site;
  readonly work: Work;
  readonly language: Language;
}

const Head = ({ site, work, language }: HeadParts) => {
  const words = WORK_WORDS[language];
  const [title, ...parallel] = work.titles;
  const [series] = work.series;
  const line = seriesLine(work);
  return (
    <header>
      <p class="kicker">
        {series?.known && line !== undefined ? (
          <a href={site.href(pathOf({ kind: 'series', code: series.known.code }, language))}>{line}</a>
        ) : (
          line
        )}{' '}
        {work.origin === 'older' && <span class="tag">{words.olderTag}</span>}
      </p>
      <h1 lang={langOf(title?.language, language)}>{titleOf(work)}</h1>
      {parallel.map((each) => (
        <p class="parallel" lang={langOf(each.language, language)}>
          {titleOf({ ...work, titles: [each] })}
        </p>
      ))}
      <People site={site} work={work} language={language} />
      <Download site={site} work={work} language={language} />
    </header>
  );
};

/** The authors, each a search for more by the same; the editors where there are none. */
const People = ({ site, work, language }: HeadParts) => {
  const of = (role: 'author' | 'editor') => work.contributors.filter((each) => each.role === role);
  const authors = of('author');
  const people = authors.length > 0 ? authors : of('editor');
  const path = pathOf({ kind: 'list' }, language);
  return people.length === 0 ? null : (
    <p class="people">
      {people.map((each, index) => (
        <>
          {index > 0 && ', '}
          <a href={site.href(path + writeListQuery({ author: shorten(nameOf(each), 150), offset: 0 }))}>{nameOf(each)}</a>
        </>
      ))}
      {authors.length === 0 && ` (${LIST_WORDS[language].editors})`}
    </p>
  );
};

/** The one thing that most readers come for. */
const Download = ({ site, work, language }: HeadParts) => {
  const words = WORK_WORDS[language];
  const online = work.manifestations.find(({ file, urn }) => file !== undefined || urn !== undefined);
  const address = online?.file?.url ?? (online?.urn === undefined ? undefined : urnAddress(site, online.urn));
  const isPdf = online?.file?.mediaType === 'application/pdf';
  return address === undefined || !isWebAddress(address) ? null : (
    <p>
      <a class="button" href={address}>
        {isPdf ? words.download : words.read}
      </a>
    </p>
  );
};

const Abstracts = ({ work: { abstracts }, language }: Pick<HeadParts, 'work' | 'language'>) => (
  <>
    {abstracts.map((abstract) => (
      <section>
        <h2>
          {WORK_WORDS[language].abstract}
          {abstracts.length > 1 && abstract.language !== undefined && ` (${nameLanguage(abstract.language, language)})`}
        </h2>
        <div class="abstract" lang={langOf(abstract.language, language)}>
          {paragraphsOf(abstract.text).map((paragraph) => (
            <p>{paragraph}</p>
          ))}
        </div>
      </section>
    ))}
  </>
);

const InSeries = ({ site, parts: { language, work, neighbours } }: ArticleParts) => {
  const words = WORK_WORDS[language];
  const known = work.series[0]?.known;
  const { previous, next } = neighbours;
  if (!known && !previous && !next) return null;
  return (
    <section class="no-print">
      <h2>{words.neighbours}</h2>
      <ul class="plain">
        {previous && (
          <li>
            {words.previous}: <TitleLink site={site} work={previous} language={language} /> <NumberOf work={previous} />
          </li>
        )}
        {next && (
          <li>
            {words.next}: <TitleLink site={site} work={next} language={language} /> <NumberOf work={next} />
          </li>
        )}
        {known && (
          <li>
            {words.wholeSeries}: <a href={site.href(pathOf({ kind: 'series', code: known.code }, language))}>{known.title}</a>
          </li>
        )}
      </ul>
    </section>
  );
};

const NumberOf = ({ work: { series } }: { readonly work: Work }) =>
  series[0]?.number === undefined ? null : <span class="quiet">{series[0].number}</span>;
