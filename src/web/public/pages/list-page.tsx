import type { WorkPage } from '../../../discovery/discovery.js';
import type { Language } from '../../admin/language.js';
import { pathOf } from '../language.js';
import { LIST_WORDS } from '../words/list.js';
import { sayCount } from './say-count.js';
import { EmptyList } from './empty-list.js';
import { Hit } from './hit.js';
import { filtersOf, MOST_CHARACTERS, PAGE_SIZE, writeListQuery, type Filter, type ListQuery, type QueryFault } from './list-query.js';
import { Pager } from './pager.js';
import { SearchForm } from './search-form.js';
import { renderPublicPage } from './shell.js';
import type { Site } from './site.js';
import { formatCount, nameLanguage, Prose } from './text.js';

export interface ListPageParts {
  readonly language: Language;
  readonly query: ListQuery;
  readonly faults: readonly QueryFault[];
  readonly found: WorkPage;
}

/** All publications, or those that a search has found. */
export const renderListPage = (site: Site, parts: ListPageParts): string => {
  const { language, query } = parts;
  const words = LIST_WORDS[language];
  const isSearch = query.q !== undefined || filtersOf(query).length > 0;
  return renderPublicPage(site, {
    language,
    title: query.q === undefined ? (isSearch ? words.results : words.title) : words.searchTitle(query.q),
    pathIn: (each) => pathOf({ kind: 'list' }, each) + writeListQuery(query),
    description: site.settings.site.about?.[language].slice(0, 300) ?? `${words.title}: ${site.settings.publisher.name}`,
    indexed: !isSearch && query.order === undefined,
    content: <List site={site} parts={parts} isSearch={isSearch} />,
  });
};

const List = ({ site, parts, isSearch }: { readonly site: Site; readonly parts: ListPageParts; readonly isSearch: boolean }) => {
  const { language, query, found, faults } = parts;
  const words = LIST_WORDS[language];
  const { about } = site.settings.site;
  const path = pathOf({ kind: 'list' }, language);
  return (
    <>
      <h1>{words.title}</h1>
      {about && !isSearch && query.offset === 0 && (
        <div class="about">
          <Prose text={about[language]} />
        </div>
      )}
      <SearchForm site={site} language={language} query={query} />
      <Faults faults={faults} language={language} />
      <section class="results-part" aria-labelledby="results">
        <div class="results">
          <h2 id="results">{isSearch ? words.results : words.everything}</h2>
          <p class="quiet">
            {sayCount(found, language)}
            {found.works.length > 0 && found.total > PAGE_SIZE && <>. {rangeOf(parts)}</>}
          </p>
        </div>
        <Chosen site={site} language={language} query={query} />
        {found.works.length === 0 ? (
          <EmptyList site={site} language={language} query={query} total={found.total} />
        ) : (
          <ol class="hits" start={query.offset + 1}>
            {found.works.map((work) => (
              <Hit site={site} work={work} language={language} />
            ))}
          </ol>
        )}
        <Pager
          language={language}
          label={words.pages}
          offset={query.offset}
          size={PAGE_SIZE}
          total={found.total}
          hrefOf={(offset) => site.href(path + writeListQuery(query, { offset }))}
        />
      </section>
    </>
  );
};

const rangeOf = ({ language, query, found }: ListPageParts): string =>
  LIST_WORDS[language].range(formatCount(query.offset + 1, language), formatCount(query.offset + found.works.length, language));

const Faults = ({ faults, language }: Pick<ListPageParts, 'faults' | 'language'>) => {
  const words = LIST_WORDS[language];
  const sentenceOf = (fault: QueryFault): string => {
    switch (fault.kind) {
      case 'cut':
        return words.wordsCut(MOST_CHARACTERS);
      case 'notYear':
        return words.notYear(fault.value);
      case 'notKnown':
        return words.notKnown(fault.value);
    }
  };
  return faults.length === 0 ? null : (
    <div class="note" role="status">
      {faults.map((fault) => (
        <p>{sentenceOf(fault)}</p>
      ))}
    </div>
  );
};

/** Every filter that is on, each a link that takes it off. */
const Chosen = ({ site, language, query }: { readonly site: Site; readonly language: Language; readonly query: ListQuery }) => {
  const words = LIST_WORDS[language];
  const filters = filtersOf(query);
  const path = pathOf({ kind: 'list' }, language);
  return filters.length === 0 ? null : (
    <nav aria-label={words.chosen}>
      <ul class="chips">
        {filters.map((name) => (
          <li>
            <a href={site.href(path + writeListQuery(query, { [name]: undefined, offset: 0 }))}>
              <span class="visually-hidden">{words.drop} </span>
              {labelOf(site, language, query, name)}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
};

const labelOf = (site: Site, language: Language, query: ListQuery, name: Filter): string => {
  const words = LIST_WORDS[language];
  const value = String(query[name]);
  switch (name) {
    case 'author':
    case 'from':
    case 'until':
      return `${words[name]}: ${value}`;
    case 'series':
      return `${words.series}: ${site.settings.series.find(({ code }) => code === value)?.title ?? value}`;
    case 'language':
      return `${words.language}: ${nameLanguage(value, language)}`;
    case 'origin':
      return value === 'own' ? words.own : words.older;
  }
};
