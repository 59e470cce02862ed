import {
  PUBLICATION_FILTERS,
  type PublicationFilter,
  type PublicationPage,
  type PublicationSummary,
} from '../../../../administration/publication-search.js';
import { may } from '../../../../accounts/person.js';
import { Empty, Scroll } from '../../parts/empty.js';
import { SelectField, TextField } from '../../parts/form.js';
import type { SignedInRequest } from '../../route.js';
import { PUBLICATION_FORM_WORDS } from '../../words/publication-form.js';
import { PUBLICATIONS_WORDS, type PublicationsWords } from '../../words/publications.js';
import { publicationPath, PUBLICATIONS_PATH } from './paths.js';

interface ListProps {
  readonly request: SignedInRequest;
  readonly page: PublicationPage;
  readonly words: string;
  readonly filter: PublicationFilter | undefined;
  readonly after: string;
}

/** The search, and what it found. */
export const PublicationList = ({ request, page, words: searched, filter, after }: ListProps) => {
  const words = PUBLICATIONS_WORDS[request.language];
  const isNarrowed = searched.trim() !== '' || filter !== undefined;
  const address = (more: Readonly<Record<string, string>>): string => {
    const query = new URLSearchParams({ ...(searched !== '' && { q: searched }), ...(filter && { state: filter }), ...more }).toString();
    return query === '' ? PUBLICATIONS_PATH : `${PUBLICATIONS_PATH}?${query}`;
  };
  return (
    <>
      <form class="filters" method="get" action={PUBLICATIONS_PATH} role="search" aria-label={words.search}>
        <TextField id="q" name="q" type="search" label={words.search} hint={words.searchHint} value={searched} size={34} />
        <SelectField
          id="state"
          name="state"
          label={words.filter}
          value={filter ?? ''}
          options={[['', words.filters.all], ...PUBLICATION_FILTERS.map((each) => [each, words.filters[each]] as const)]}
        />
        <button>{words.find}</button>
      </form>
      {may(request.person, 'edit') && (
        <p class="actions">
          <a class="button" href={`${PUBLICATIONS_PATH}/new`}>
            {words.add}
          </a>
        </p>
      )}
      {page.publications.length === 0 ? (
        <Empty>
          <p>{isNarrowed || after !== '' ? words.noneFound : words.noneYet}</p>
          {(isNarrowed || after !== '') && (
            <p>
              <a href={PUBLICATIONS_PATH}>{words.showAll}</a>
            </p>
          )}
        </Empty>
      ) : (
        <Results publications={page.publications} request={request} words={words} />
      )}
      <p class="actions">
        {after !== '' && <a href={address({})}>{words.firstPage}</a>}
        {page.next !== undefined && (
          <a rel="next" href={address({ after: page.next })}>
            {words.nextPage}
          </a>
        )}
      </p>
    </>
  );
};

interface ResultsProps {
  readonly publications: readonly PublicationSummary[];
  readonly request: SignedInRequest;
  readonly words: PublicationsWords;
}

const Results = ({ publications, request, words }: ResultsProps) => {
  const { keys, labels } = PUBLICATION_FORM_WORDS[request.language];
  return (
    <Scroll label={words.results}>
      <table>
        <caption class="visually-hidden">{words.results}</caption>
        <thead>
          <tr>
            <th scope="col">{words.id}</th>
            <th scope="col">{keys.title}</th>
            <th scope="col" class="num">
              {keys.year}
            </th>
            <th scope="col" class="num">
              {labels.seriesNumber}
            </th>
            <th scope="col">{words.manifestations}</th>
            <th scope="col">{words.stateLabel}</th>
          </tr>
        </thead>
        <tbody>
          {publications.map(({ id, title, contributors, year, number, manifestations, state }) => (
            <tr>
              <th scope="row" class="nowrap">
                <a href={publicationPath(id)}>{id}</a>
              </th>
              <td>
                <span lang="">{title}</span>
                {contributors.length > 0 && (
                  <>
                    <br />
                    <small lang="">{contributors.slice(0, MOST_NAMES).join('; ') + (contributors.length > MOST_NAMES ? ' …' : '')}</small>
                  </>
                )}
              </td>
              <td class="num">{year}</td>
              <td class="num">{number}</td>
              <td>
                {manifestations.map(({ kind, isbn, isbnIsValid }) => (
                  <div>
                    {words.kinds[kind]} {isbn !== undefined && <small class="nowrap">{isbn}</small>}
                    {isbnIsValid === false && [' ', <span class="tag warn">{words.isbnToCheck}</span>]}
                  </div>
                ))}
              </td>
              <td>
                <span class={state === 'published' ? 'tag good' : 'tag warn'}>{words.states[state]}</span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
};

const MOST_NAMES = 4;
