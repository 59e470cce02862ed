import type { Actor } from '../accounts/accounts.js';
import type { PublicationId } from '../catalogue/publication.js';
import type { LinkKey } from '../linking/plan-links.js';
import { reviewFields, type ReviewRow } from '../linking/review-fields.js';
import { describePair, readPair } from '../linking/review-pair.js';
import type { HarvestedState, Link, LinkTier } from '../store/harvest-ports.js';
import {
  decideLinks,
  previewDecisions,
  type DecisionOutcome,
  type DecisionPorts,
  type DecisionResult,
  type DecisionWish,
  type LinkDecision,
} from './link-decisions.js';
import {
  countLinks,
  describeLink,
  eachLink,
  findNextLink,
  listLinks,
  titleOfOurs,
  type LinkCount,
  type LinkFilter,
  type LinkPage,
  type ListedLink,
} from './link-list.js';

/** A pair as a person sees it before deciding. */
export interface ShownPair {
  readonly kind: 'found';
  readonly theirs: string;
  readonly ours: PublicationId;
  /** Absent for a pair that the rules have never offered. */
  readonly listed?: ListedLink;
  readonly rows: readonly ReviewRow[];
  /** What speaks for it, then what speaks against it after `but`. As it was when the link was made; as it is now where there is none. */
  readonly evidence: readonly string[];
  readonly similarity: number;
  readonly hashes: Link['hashes'];
  readonly ourTitle: string;
  readonly isWithdrawn: boolean;
  readonly copy: { readonly source: string; readonly identifier: string; readonly state: HarvestedState; readonly title: string };
  /** Other publications of ours for the same record. */
  readonly candidates: readonly ListedLink[];
  /** Other records for the same publication. */
  readonly rivals: readonly ListedLink[];
}

export type ShowOutcome = ShownPair | { readonly kind: 'missing'; readonly side: 'ours' | 'theirs' };

/** At once. */
export const MOST_DECIDED = 200;

/** Ties between libraries' records and our publications, for the people who decide on them. */
export interface LinkReview {
  list(page: LinkFilter & { readonly after?: LinkKey; readonly limit: number }): Promise<LinkPage>;
  count(): Promise<readonly LinkCount[]>;
  /** Of those that wait for a person, the first after `after`. */
  next(from: { readonly tier?: LinkTier; readonly after?: LinkKey }): ReturnType<typeof findNextLink>;
  show(theirs: string, ours: PublicationId): Promise<ShowOutcome>;
  /** Also of a pair that the rules have never offered. `sawHashes`: what the person was shown. */
  decide(
    actor: Actor,
    wish: LinkKey & { readonly decision: LinkDecision; readonly reason?: string; readonly sawHashes?: Link['hashes'] },
  ): Promise<DecisionResult & { readonly outcome: DecisionOutcome }>;
  /** All in one commit; each reports for itself, and one that cannot be decided stops no other. At most `MOST_DECIDED`. */
  decideAll(actor: Actor, wish: DecisionWish & { readonly tier: LinkTier }): Promise<DecisionResult>;
  preview(actor: Actor, wish: DecisionWish): Promise<DecisionResult>;
}

export const createLinkReview = (ports: DecisionPorts): LinkReview => {
  const { store } = ports;
  return {
    list: (page) => listLinks(store, page),
    count: () => countLinks(store),
    next: (from) => findNextLink(store, from),
    show: (theirs, ours) => show(ports, theirs, ours),
    decide: async (actor, { theirs, ours, sawHashes, ...wish }) => {
      const result = await decideLinks(ports, actor, { ...wish, links: [{ theirs, ours, ...(sawHashes && { sawHashes }) }] });
      const [outcome = { theirs, ours, kind: 'busy' as const }] = result.outcomes;
      return { ...result, outcome };
    },
    decideAll: (actor, wish) => {
      refuseTooMany(wish);
      return decideLinks(ports, actor, withoutTwins(wish));
    },
    preview: (actor, wish) => {
      refuseTooMany(wish);
      return previewDecisions(ports, actor, withoutTwins(wish));
    },
  };
};

/** Pages and the API never send more: their forms and schemas say so. */
const refuseTooMany = ({ links }: DecisionWish): void => {
  if (links.length > MOST_DECIDED) throw new RangeError(`${links.length} links at once; at most ${MOST_DECIDED} can be decided together`);
};

const withoutTwins = (wish: DecisionWish): DecisionWish => ({
  ...wish,
  links: [...new Map(wish.links.map((link) => [`${link.theirs} ${link.ours}`, link])).values()],
});

const show = async (ports: DecisionPorts, theirs: string, ours: PublicationId): Promise<ShowOutcome> => {
  const { store } = ports;
  const pair = await readPair(ports, theirs, ours);
  if (pair.kind === 'missing') return pair;
  const of = await store.listLinksOf(theirs);
  const link = of.find((each) => each.ours === ours);
  const rivals: Link[] = [];
  for await (const each of eachLink(store)) if (each.ours === ours && each.theirs !== theirs) rivals.push(each);
  const described = describePair(pair);
  const { source, identifier, state, title } = pair.copy;
  const describeAll = (links: readonly Link[]): Promise<readonly ListedLink[]> =>
    Promise.all(links.map((each) => describeLink(store, each)));
  return {
    kind: 'found',
    theirs,
    ours,
    ...(link && { listed: await describeLink(store, link) }),
    rows: reviewFields(pair),
    evidence: link?.evidence ?? described.evidence,
    similarity: link?.similarity ?? described.similarity,
    hashes: pair.hashes,
    ourTitle: (await titleOfOurs(store, ours)) ?? ours,
    isWithdrawn: pair.ours.publication.withdrawn !== undefined,
    copy: { source, identifier, state, title },
    candidates: await describeAll(of.filter((each) => each.ours !== ours)),
    rivals: await describeAll(rivals),
  };
};
