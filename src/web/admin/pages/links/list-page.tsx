import { may } from '../../../../accounts/person.js';
import {
  isWaiting,
  LINK_STANDINGS,
  LINK_TIERS,
  WAITING,
  type LinkCount,
  type LinkPage,
  type ListedLink,
} from '../../../../administration/link-list.js';
import type { LinkReview } from '../../../../administration/link-review.js';
import { AUTOMATIC } from '../../../../linking/plan-links.js';
import type { LinkTier } from '../../../../store/harvest-ports.js';
import { formatLinkKey, linkPath } from '../../link-key.js';
import { Empty, Scroll } from '../../parts/empty.js';
import { CsrfField, SelectField } from '../../parts/form.js';
import { formatCount } from '../../parts/time.js';
import type { Answer, SignedInRequest } from '../../route.js';
import { LINKS_WORDS } from '../../words/links.js';
import { listAddress, reviewAddress, standingsOf, type LinkQuery } from './link-query.js';

/** Of one tier, where it is shown alone and beside others. */
const SHOWN = 100;
const SHOWN_OF_EACH = 20;

interface Group {
  readonly tier: LinkTier;
  readonly count: number;
  readonly page: LinkPage;
}

/** The links, a table for each tier: what is surest first. */
export const listPage = async (request: SignedInRequest, links: LinkReview, query: LinkQuery): Promise<Answer> => {
  const words = LINKS_WORDS[request.language];
  const counts = await links.count();
  const standings = standingsOf(query.standing);
  const countOf = (tier: LinkTier): number => sum(counts.filter((each) => each.tier === tier && standings.includes(each.standing)));
  const groups: Group[] = [];
  for (const tier of LINK_TIERS) {
    const count = countOf(tier);
    if (count === 0 || (query.tier !== undefined && query.tier !== tier)) continue;
    const from = query.tier === tier && query.after ? { after: query.after } : {};
    groups.push({ tier, count, page: await links.list({ tier, standings, ...from, limit: query.tier === tier ? SHOWN : SHOWN_OF_EACH }) });
  }
  const waiting = sum(counts.filter(({ standing }) => WAITING.includes(standing)));
  return {
    kind: 'page',
    section: 'links',
    title: words.title,
    body: (
      <>
        <p>{words.introduction}</p>
        {waiting > 0 && (
          <p class="actions">
            <a class="button main" href={reviewAddress({})}>
              {words.reviewOneByOne(waiting)}
            </a>
          </p>
        )}
        <Filter request={request} query={query} />
        {groups.length === 0 ? (
          <Nothing request={request} query={query} />
        ) : (
          groups.map((group) => <GroupTable request={request} query={query} group={group} />)
        )}
      </>
    ),
  };
};

const sum = (counts: readonly LinkCount[]): number => counts.reduce((total, { count }) => total + count, 0);

const Filter = ({ request, query }: { readonly request: SignedInRequest; readonly query: LinkQuery }) => {
  const words = LINKS_WORDS[request.language];
  const standings = LINK_STANDINGS.map((standing) => [standing, words.standings[standing]] as const);
  const tiers = LINK_TIERS.map((tier) => [tier, words.tiers[tier]] as const);
  return (
    <form class="filters" method="get" action="/admin/links" aria-label={words.filter}>
      <SelectField
        id="status"
        name="status"
        label={words.standing}
        value={query.standing}
        options={[['waiting', words.waitingOnes], ...standings]}
      />
      <SelectField id="tier" name="tier" label={words.tier} value={query.tier ?? ''} options={[['', words.allTiers], ...tiers]} />
      <button>{words.show}</button>
    </form>
  );
};

const Nothing = ({ request, query }: { readonly request: SignedInRequest; readonly query: LinkQuery }) => {
  const words = LINKS_WORDS[request.language];
  const isFiltered = query.standing !== 'waiting' || query.tier !== undefined;
  return (
    <Empty>
      <p>{isFiltered ? words.nothingFits : words.nothingWaits}</p>
      <p>{words.howItBegins}</p>
    </Empty>
  );
};

interface GroupProps {
  readonly request: SignedInRequest;
  readonly query: LinkQuery;
  readonly group: Group;
}

const GroupTable = ({ request, query, group: { tier, count, page } }: GroupProps) => {
  const words = LINKS_WORDS[request.language];
  const isChoosable = may(request.person, 'edit') && page.links.some(({ link }) => isWaiting(link));
  return (
    <section>
      <h2>
        {words.tiers[tier]} <span class="quiet num">({formatCount(count, request.language)})</span>
      </h2>
      <p>{words.tierMeans[tier]}</p>
      <form method="post" action="/admin/links/decide">
        <CsrfField request={request} />
        <input type="hidden" name="tier" value={tier} />
        <Scroll label={words.tiers[tier]}>
          <table>
            <caption class="visually-hidden">{words.tiers[tier]}</caption>
            <thead>
              <tr>
                {isChoosable && (
                  <th scope="col">
                    <span class="visually-hidden">{words.choose}</span>
                    <input type="checkbox" hidden data-tick-all={`link-${tier}`} aria-label={words.chooseAll} />
                  </th>
                )}
                <th scope="col">{words.ours}</th>
                <th scope="col">{words.theirs}</th>
                <th scope="col" class="num">
                  {words.likeness}
                </th>
                <th scope="col">{words.standing}</th>
                <th scope="col">
                  <span class="visually-hidden">{words.open}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {page.links.map((listed) => (
                <Row request={request} listed={listed} isChoosable={isChoosable} />
              ))}
            </tbody>
          </table>
        </Scroll>
        {isChoosable && (
          <p class="actions">
            <button name="decision" value="accept">
              {words.acceptChosen}
            </button>
            <button name="decision" value="refuse">
              {words.refuseChosen}
            </button>
          </p>
        )}
      </form>
      {page.next && (
        <p>
          <a href={listAddress({ standing: query.standing, tier, ...(query.tier === tier && { after: page.next }) })}>{words.more}</a>
        </p>
      )}
    </section>
  );
};

const Row = ({
  request,
  listed,
  isChoosable,
}: {
  readonly request: SignedInRequest;
  readonly listed: ListedLink;
  readonly isChoosable: boolean;
}) => {
  const words = LINKS_WORDS[request.language];
  const { link, standing, others } = listed;
  const key = formatLinkKey(link);
  const isTicked = standing === 'review' && link.preTicked === true;
  return (
    <tr>
      {isChoosable && (
        <td>
          {isWaiting(link) && (
            <input
              type="checkbox"
              name={`link-${link.tier}`}
              value={key}
              checked={isTicked}
              aria-label={words.choosePair(link.theirs, link.ours)}
            />
          )}
        </td>
      )}
      <td>
        <span lang="">{listed.ourTitle ?? ''}</span> <small>{link.ours}</small>
      </td>
      <td>
        <span lang="">{listed.theirTitle ?? ''}</span> <small>{link.theirs}</small>
        {others > 0 && (
          <div>
            <small>{words.others(others)}</small>
          </div>
        )}
      </td>
      <td class="num">{link.similarity === undefined ? '' : `${String(Math.floor(link.similarity * 100))} %`}</td>
      <td>
        {words.standings[standing]}
        {link.status !== 'review' && <small> ({link.decidedBy === AUTOMATIC ? words.byRules : link.decidedBy})</small>}
      </td>
      <td>
        <a href={linkPath('/admin/links', link)}>
          {words.open}
          <span class="visually-hidden"> {words.pairTitle(link.theirs, link.ours)}</span>
        </a>
      </td>
    </tr>
  );
};
