import { may } from '../../../../accounts/person.js';
import type { LinkReview, ShowOutcome, ShownPair } from '../../../../administration/link-review.js';
import { AUTOMATIC, type LinkKey } from '../../../../linking/plan-links.js';
import type { LinkTier } from '../../../../store/harvest-ports.js';
import { formatLinkKey, parseLinkKey } from '../../link-key.js';
import { Empty } from '../../parts/empty.js';
import { CsrfField, TextField } from '../../parts/form.js';
import type { Answer, SignedInRequest } from '../../route.js';
import { LINKS_WORDS } from '../../words/links.js';
import { formatSeen, parseTier, reviewAddress } from './link-query.js';
import { FaultBox, type Fault } from './pair-page.js';
import { PairView } from './pair-view.js';

/** Where somebody is in the queue of what waits. */
export interface Place {
  readonly tier?: LinkTier;
  /** What comes up to here was put off. */
  readonly after?: LinkKey;
  readonly decided?: LinkKey;
}

export const readPlace = (query: URLSearchParams): Place => {
  const tier = parseTier(query.get('tier'));
  const [after, decided] = ['after', 'decided'].map((name) => parseLinkKey(query.get(name) ?? ''));
  return { ...(tier && { tier }), ...(after && { after }), ...(decided && { decided }) };
};

/** One pair after the other, by keyboard or by mouse, until nothing waits. */
export const reviewPage = async (request: SignedInRequest, links: LinkReview, place: Place, fault?: Fault): Promise<Answer> => {
  const words = LINKS_WORDS[request.language];
  const { next, passed, left } = await links.next(place);
  const shown = next && (await links.show(next.theirs, next.ours));
  const decided = place.decided && { key: place.decided, shown: await links.show(place.decided.theirs, place.decided.ours) };
  const pair = shown?.kind === 'found' ? shown : undefined;
  return {
    kind: 'page',
    section: 'links',
    title: words.reviewTitle,
    ...(fault && { status: 409 }),
    body: (
      <>
        {fault && <FaultBox request={request} fault={fault} />}
        {decided && <JustDecided request={request} place={place} of={decided.key} shown={decided.shown} />}
        {pair ? (
          <Turn request={request} place={place} pair={pair} at={passed + 1} count={passed + left} />
        ) : (
          <End request={request} place={place} left={passed} />
        )}
        <p>
          <a href="/admin/links">{words.back}</a>
        </p>
      </>
    ),
  };
};

interface TurnProps {
  readonly request: SignedInRequest;
  readonly place: Place;
  readonly pair: ShownPair;
  readonly at: number;
  readonly count: number;
}

const Turn = ({ request, place, pair, at, count }: TurnProps) => {
  const words = LINKS_WORDS[request.language];
  const tier = pair.listed?.link.tier;
  return (
    <>
      <p>
        <strong>{words.place(at, count)}</strong> {tier !== undefined && <span class="tag">{words.tiers[tier]}</span>}
      </p>
      {may(request.person, 'edit') ? (
        <Buttons request={request} place={place} pair={pair} at={at} count={count} />
      ) : (
        <>
          <p class="note">{words.mayNotDecide}</p>
          <p class="actions">
            <Later request={request} place={place} pair={pair} />
          </p>
        </>
      )}
      <PairView pair={pair} language={request.language} />
    </>
  );
};

/** Above what is compared, so that they stand in the same place for every pair. */
const Buttons = ({ request, place, pair }: TurnProps) => {
  const words = LINKS_WORDS[request.language];
  return (
    <form method="post" action="/admin/links/review">
      <CsrfField request={request} />
      <input type="hidden" name="link" value={formatSeen(pair, pair.hashes)} />
      {place.tier !== undefined && <input type="hidden" name="tier" value={place.tier} />}
      {place.after !== undefined && <input type="hidden" name="after" value={formatLinkKey(place.after)} />}
      <p class="actions">
        <button class="main" name="decision" value="accept" data-key="a">
          {words.accept}
        </button>
        <button name="decision" value="refuse" data-key="r">
          {words.refuse}
        </button>
        <Later request={request} place={place} pair={pair} />
      </p>
      <p class="quiet">{words.keys}</p>
      <details>
        <summary>{words.reason}</summary>
        <TextField id="reason" name="reason" label={words.reason} hint={words.reasonHint} />
      </details>
    </form>
  );
};

const Later = ({ request, place: { tier }, pair }: Pick<TurnProps, 'request' | 'place' | 'pair'>) => (
  <a class="button" data-key="n" href={reviewAddress({ ...(tier && { tier }), after: pair })}>
    {LINKS_WORDS[request.language].later}
  </a>
);

interface JustDecidedProps {
  readonly request: SignedInRequest;
  readonly place: Place;
  readonly of: LinkKey;
  readonly shown: ShowOutcome;
}

const JustDecided = ({ request, place, of, shown }: JustDecidedProps) => {
  const words = LINKS_WORDS[request.language];
  if (shown.kind === 'missing') return null;
  const link = shown.listed?.link;
  // What the rules say after a word was taken back is nobody's decision.
  const status = link && (link.status === 'review' || link.decidedBy !== AUTOMATIC) ? link.status : 'gone';
  const isUndone = status === 'review' || status === 'gone';
  return (
    <div class="good" role="status">
      <p>{words.justDecided[status](of.theirs, `${of.ours} ${shown.ourTitle}`)}</p>
      {!isUndone && may(request.person, 'edit') && (
        <form method="post" action="/admin/links/review">
          <CsrfField request={request} />
          <input type="hidden" name="link" value={formatLinkKey(of)} />
          {place.tier !== undefined && <input type="hidden" name="tier" value={place.tier} />}
          {place.after !== undefined && <input type="hidden" name="after" value={formatLinkKey(place.after)} />}
          <button class="plain" name="decision" value="undecide">
            {words.undo}
          </button>
        </form>
      )}
    </div>
  );
};

const End = ({ request, place, left }: { readonly request: SignedInRequest; readonly place: Place; readonly left: number }) => {
  const words = LINKS_WORDS[request.language];
  return (
    <Empty>
      <p>{left === 0 ? words.allDone : words.endOfQueue(left)}</p>
      {left > 0 && (
        <p>
          <a class="button" href={reviewAddress({ ...(place.tier && { tier: place.tier }) })}>
            {words.startOver}
          </a>
        </p>
      )}
    </Empty>
  );
};
