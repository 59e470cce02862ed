import { parseIsbn } from '../../../catalogue/isbn.js';
import { parseIssn } from '../../../catalogue/issn.js';
import { parseUrl } from '../../../catalogue/url.js';
import type { LinkTarget } from '../../../platform/settings.js';
import type { Language } from '../../admin/language.js';
import { pathOf } from '../language.js';
import { LIST_WORDS } from '../words/list.js';
import { filtersOf, PAGE_SIZE, writeListQuery, type ListQuery } from './list-query.js';
import type { Site } from './site.js';
import { OuterLink } from './text.js';

interface EmptyParts {
  readonly site: Site;
  readonly language: Language;
  readonly query: ListQuery;
  readonly total: number;
}

/** What to do where a search shows nothing: go back, ask for less, or look where others keep such things. */
export const EmptyList = ({ site, language, query, total }: EmptyParts) => {
  const words = LIST_WORDS[language];
  const path = pathOf({ kind: 'list' }, language);
  if (total > 0) {
    const last = Math.floor((total - 1) / PAGE_SIZE) * PAGE_SIZE;
    return (
      <p class="empty">
        {words.beyond} <a href={site.href(path + writeListQuery(query, { offset: last }))}>{words.lastPage}</a>
      </p>
    );
  }
  if (query.q === undefined && filtersOf(query).length === 0) return <p class="empty">{words.emptyCatalogue}</p>;
  return (
    <div class="empty">
      <h3>{words.emptyTitle}</h3>
      <p>{words.emptyHelp}</p>
      <p>
        <a href={site.href(path)}>{words.clear}</a>
      </p>
      <Libraries site={site} language={language} asked={query.q ?? query.author} />
    </div>
  );
};

const Libraries = ({ site, language, asked }: Pick<EmptyParts, 'site' | 'language'> & { readonly asked: string | undefined }) => {
  const targets = Object.values(site.settings.links.targets).flatMap(({ label, search }) =>
    search === undefined || asked === undefined ? [] : [{ label: label[language], url: searchAddress(search, asked) }],
  );
  return targets.length === 0 ? null : (
    <>
      <h3>{LIST_WORDS[language].emptyLibraries}</h3>
      <ul class="plain">
        {targets.map(({ label, url }) => (
          <li>
            <OuterLink href={url}>{label}</OuterLink>
          </li>
        ))}
      </ul>
    </>
  );
};

/**
 * Of a template that is meant for numbers. VuFind, which most library searches here run on, looks into numbers only where `type` is `ISN`;
 * words it finds in `AllFields`.
 */
const searchAddress = (template: NonNullable<LinkTarget['search']>, asked: string): string => {
  const address = template.replaceAll('{number}', encodeURIComponent(asked));
  const url = parseUrl(address);
  if (url?.searchParams.get('type') !== 'ISN' || parseIsbn(asked) !== undefined || parseIssn(asked) !== undefined) return address;
  url.searchParams.set('type', 'AllFields');
  return url.href;
};
