import { LINK_DECISIONS, type LinkDecision } from '../../../../administration/link-decisions.js';
import { MOST_DECIDED, type LinkReview } from '../../../../administration/link-review.js';
import type { PublicationId } from '../../../../catalogue/publication.js';
import type { LinkKey } from '../../../../linking/plan-links.js';
import type { Settings } from '../../../../platform/settings.js';
import { formatLinkKey, linkPath } from '../../link-key.js';
import { guarded, type Answer, type Route, type SignedInRequest } from '../../route.js';
import { LINKS_WORDS } from '../../words/links.js';
import { confirmPage, reportPage, type Titles } from './confirm-page.js';
import { parseSeen, parseTier, readLinkQuery, reviewAddress } from './link-query.js';
import { listPage } from './list-page.js';
import { pairPage } from './pair-page.js';
import { readPlace, reviewPage } from './review-page.js';

export interface LinksPorts {
  readonly links: LinkReview;
  readonly settings: Settings;
}

/** Pages on which people decide what libraries' records are ours. */
export const linksRoutes = ({ links, settings }: LinksPorts): readonly Route[] => [
  guarded('GET', '/admin/links', 'read', (request) => listPage(request, links, readLinkQuery(request.query))),
  guarded('GET', '/admin/links/review', 'read', (request) => reviewPage(request, links, readPlace(request.query))),
  guarded('POST', '/admin/links/review', 'edit', (request) => decideInTurn(request, links)),
  guarded('POST', '/admin/links/decide', 'edit', (request) => decideTogether(request, links)),
  guarded('GET', '/admin/links/:theirs/:ours', 'read', async (request) => {
    const key = keyIn(request.params);
    return pairPage(request, key, await links.show(key.theirs, key.ours), settings);
  }),
  guarded('POST', '/admin/links/:theirs/:ours', 'edit', async (request) => {
    const key = keyIn(request.params);
    const { wish, decision } = readDecision(request.form);
    if (!decision) return { kind: 'redirect', to: linkPath('/admin/links', key) };
    const { outcome } = await links.decide({ name: request.person.name }, { ...wish, ...key, decision, ...reasonIn(request.form) });
    if (outcome.kind === 'decided') return { kind: 'redirect', to: linkPath('/admin/links', key), done: DONE[decision] };
    return pairPage(request, key, await links.show(key.theirs, key.ours), settings, outcome.kind);
  }),
];

const keyIn = (params: Readonly<Record<string, string>>): LinkKey => ({
  theirs: params['theirs'] ?? '',
  ours: (params['ours'] ?? '') as PublicationId,
});

const DONE = { accept: 'linkAccepted', refuse: 'linkRefused', undecide: 'linkUndecided' } as const satisfies Record<LinkDecision, string>;

const LONGEST_REASON = 500;

const reasonIn = (form: URLSearchParams): { readonly reason?: string } => {
  const reason = (form.get('reason') ?? '').trim().slice(0, LONGEST_REASON);
  return reason === '' ? {} : { reason };
};

const readDecision = (form: URLSearchParams) => ({
  wish: parseSeen(form.get('link') ?? ''),
  decision: LINK_DECISIONS.find((each) => each === form.get('decision')),
});

/** Then on to the next that waits; what was put off stays behind. */
const decideInTurn = async (request: SignedInRequest, links: LinkReview): Promise<Answer> => {
  const { decided: _, ...place } = readPlace(request.form);
  const { wish, decision } = readDecision(request.form);
  if (!wish || !decision) return { kind: 'redirect', to: reviewAddress(place) };
  const { outcome } = await links.decide({ name: request.person.name }, { ...wish, decision, ...reasonIn(request.form) });
  if (outcome.kind !== 'decided') return reviewPage(request, links, place, outcome.kind);
  return { kind: 'redirect', to: reviewAddress({ ...place, decided: { theirs: wish.theirs, ours: wish.ours } }) };
};

/** Asks once, and says what will happen. */
const decideTogether = async (request: SignedInRequest, links: LinkReview): Promise<Answer> => {
  const { form } = request;
  const words = LINKS_WORDS[request.language];
  const tier = parseTier(form.get('tier'));
  const { decision } = readDecision(form);
  const chosen = tier
    ? form
        .getAll(`link-${tier}`)
        .slice(0, MOST_DECIDED)
        .flatMap((text) => parseSeen(text) ?? [])
    : [];
  if (!tier || chosen.length === 0 || (decision !== 'accept' && decision !== 'refuse')) {
    const body = (
      <>
        <p class="warn">{words.noneChosen}</p>
        <p>
          <a href="/admin/links">{words.back}</a>
        </p>
      </>
    );
    return { kind: 'page', section: 'links', title: words.title, status: 422, body };
  }
  const actor = { name: request.person.name };
  const wish = { tier, decision, links: chosen };
  if (form.get('confirmed') !== 'yes') {
    return confirmPage({ request, tier, decision, result: await links.preview(actor, wish), titles: await titlesOf(links, chosen) });
  }
  const result = await links.decideAll(actor, wish);
  if (result.outcomes.every(({ kind }) => kind === 'decided')) return { kind: 'redirect', to: '/admin/links', done: 'linksDecided' };
  return reportPage(request, result.outcomes);
};

const titlesOf = async (links: LinkReview, keys: readonly LinkKey[]): Promise<Titles> => {
  const titles = new Map<string, { readonly ours?: string; readonly theirs?: string }>();
  for (const key of keys) {
    const shown = await links.show(key.theirs, key.ours);
    if (shown.kind === 'found') titles.set(formatLinkKey(key), { ours: shown.ourTitle, theirs: shown.copy.title });
  }
  return titles;
};
