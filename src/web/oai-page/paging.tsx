import type { Verb } from '../../oai-pmh/protocol.js';
import { requestAddress, type PageContext } from './address.js';
import type { Token } from './answer.js';

interface PagingParts {
  readonly token: Token | undefined;
  /** Records, headers or sets on this page. */
  readonly count: number;
  readonly verb: Verb;
  readonly page: PageContext;
}

/** Where in its list a page stands: above the list. */
export const Extent = ({ token, count, verb, page }: PagingParts) => (
  <p class="extent">
    {extentOf(token, count, verb, page)} <NextPage token={token} verb={verb} page={page} />
  </p>
);

const extentOf = (token: Token | undefined, count: number, verb: Verb, { words }: PageContext): string => {
  if (!token) return words.wholeList(count);
  if (token.cursor !== undefined && Number.isSafeInteger(token.cursor) && token.completeListSize !== undefined) {
    return `${words.verbs[verb].title} ${words.range(token.cursor + 1, token.cursor + count, token.completeListSize)}`;
  }
  return token.token === '' ? words.lastPage(count) : words.rangeWithoutTotal(count);
};

/** The way on, with how long it stays open: below the list. */
export const Continuation = ({ token, verb, page }: Omit<PagingParts, 'count'>) =>
  token !== undefined &&
  (token.token !== '' || token.expirationDate !== undefined) && (
    <div class="extent">
      <p>
        <NextPage token={token} verb={verb} page={page} />
        {token.expirationDate !== undefined && ` · ${page.words.validUntil} ${token.expirationDate}`}
      </p>
      {token.token !== '' && (
        <p>
          <small>
            {page.words.token} <code>{token.token}</code>
          </small>
        </p>
      )}
    </div>
  );

const NextPage = ({ token, verb, page }: Omit<PagingParts, 'count'>) =>
  token !== undefined &&
  token.token !== '' && (
    <a class="next" rel="next" href={requestAddress(page, { verb, resumptionToken: token.token })}>
      {page.words.nextPage} →
    </a>
  );
