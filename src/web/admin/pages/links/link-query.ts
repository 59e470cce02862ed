import { LINK_STANDINGS, LINK_TIERS, WAITING, type LinkStanding } from '../../../../administration/link-list.js';
import type { DecisionWish } from '../../../../administration/link-decisions.js';
import type { LinkKey } from '../../../../linking/plan-links.js';
import type { Link, LinkTier } from '../../../../store/harvest-ports.js';
import { formatLinkKey, parseLinkKey } from '../../link-key.js';

/** `waiting`: whatever somebody has to look at. */
export type ShownStanding = LinkStanding | 'waiting';

/** What of the list is wanted. What cannot be read is left out: a filter is no place to be stern. */
export interface LinkQuery {
  readonly standing: ShownStanding;
  readonly tier?: LinkTier;
  readonly after?: LinkKey;
}

export const readLinkQuery = (query: URLSearchParams): LinkQuery => {
  const tier = parseTier(query.get('tier'));
  const after = parseLinkKey(query.get('after') ?? '');
  return {
    standing: LINK_STANDINGS.find((each) => each === query.get('status')) ?? 'waiting',
    ...(tier && { tier }),
    ...(after && { after }),
  };
};

export const parseTier = (text: string | null): LinkTier | undefined => LINK_TIERS.find((tier) => tier === text);

export const standingsOf = (standing: ShownStanding): readonly LinkStanding[] => (standing === 'waiting' ? WAITING : [standing]);

/** `/admin/links?tier=D&after=…` */
export const listAddress = ({ standing, tier, after }: LinkQuery): string =>
  withQuery('/admin/links', { status: standing === 'waiting' ? undefined : standing, tier, after: after && formatLinkKey(after) });

/** `decided`: what was decided just before, to tell of it. */
export const reviewAddress = (place: { readonly tier?: LinkTier; readonly after?: LinkKey; readonly decided?: LinkKey }): string =>
  withQuery('/admin/links/review', {
    tier: place.tier,
    after: place.after && formatLinkKey(place.after),
    decided: place.decided && formatLinkKey(place.decided),
  });

const withQuery = (path: string, values: Readonly<Record<string, string | undefined>>): string => {
  const given = Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given).toString()}`;
};

/** What a person saw of a pair, for a form: the key and both hashes. */
export const formatSeen = (key: LinkKey, hashes: Link['hashes']): string => `${formatLinkKey(key)} ${hashes.ours} ${hashes.theirs}`;

/** A pair in a form, with or without what was seen of it. */
export const parseSeen = (text: string): DecisionWish['links'][number] | undefined => {
  const [name = '', ours, theirs] = text.split(' ');
  const key = parseLinkKey(name);
  return key && { ...key, ...(ours !== undefined && theirs !== undefined && { sawHashes: { ours, theirs } }) };
};
