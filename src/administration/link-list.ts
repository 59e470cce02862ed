import type { PublicationId } from '../catalogue/publication.js';
import { AUTOMATIC, type LinkKey } from '../linking/plan-links.js';
import type { HarvestStore, Link, LinkTier } from '../store/harvest-ports.js';
import type { CatalogueStore } from '../store/ports.js';

/** `review`: it waits for a person · `changed`: decided, and in question since one of the two has changed · `linked`, `refused`: settled. */
export const LINK_STANDINGS = ['review', 'changed', 'linked', 'refused'] as const;
export type LinkStanding = (typeof LINK_STANDINGS)[number];

/** In the order in which people work: what is surest first. */
export const LINK_TIERS = ['D', 'E', 'conflict', 'A', 'B', 'C', 'person'] as const satisfies readonly LinkTier[];

/** What somebody has to look at. */
export const WAITING: readonly LinkStanding[] = ['changed', 'review'];

export const standingOf = ({ status, decidedBy, because }: Link): LinkStanding =>
  status === 'review' || decidedBy === AUTOMATIC || because === undefined ? status : 'changed';

export const isWaiting = (link: Link): boolean => WAITING.includes(standingOf(link));

export interface ListedLink {
  readonly link: Link;
  readonly standing: LinkStanding;
  /** Absent where there is no such publication or record any more. */
  readonly ourTitle?: string;
  readonly theirTitle?: string;
  /** How many other publications of ours are offered for the same record, or tied to it. */
  readonly others: number;
}

export interface LinkPage {
  readonly links: readonly ListedLink[];
  /** The key of the last one, where there are more. */
  readonly next?: LinkKey;
}

/** So many links of a tier have that standing. */
export interface LinkCount {
  readonly tier: LinkTier;
  readonly standing: LinkStanding;
  readonly count: number;
}

export type LinkReader = Pick<HarvestStore, 'listLinks' | 'listLinksOf' | 'listHarvestedOf'> & Pick<CatalogueStore, 'findPublication'>;

export interface LinkFilter {
  readonly tier?: LinkTier;
  readonly standings?: readonly LinkStanding[];
}

const BATCH = 500;

/** Every link in the order of its key, without loading all of them at once. */
export async function* eachLink(store: Pick<HarvestStore, 'listLinks'>, from?: LinkKey): AsyncIterable<Link> {
  for (let after = from; ;) {
    const page = await store.listLinks({ ...(after && { after }), limit: BATCH });
    yield* page;
    after = page.at(-1);
    if (after === undefined) return;
  }
}

const matches = (link: Link, { tier, standings }: LinkFilter): boolean =>
  (tier === undefined || link.tier === tier) && (standings?.includes(standingOf(link)) ?? true);

/** In ascending order of (theirs, ours), from the first one after `after`. */
export const listLinks = async (
  store: LinkReader,
  { after, limit, ...filter }: LinkFilter & { readonly after?: LinkKey; readonly limit: number },
): Promise<LinkPage> => {
  const found: Link[] = [];
  for await (const link of eachLink(store, after)) {
    if (matches(link, filter)) found.push(link);
    if (found.length > limit) break;
  }
  const shown = found.slice(0, limit);
  const last = shown.at(-1);
  const links = await Promise.all(shown.map((link) => describeLink(store, link)));
  return { links, ...(found.length > limit && last && { next: { theirs: last.theirs, ours: last.ours } }) };
};

export const describeLink = async (store: LinkReader, link: Link): Promise<ListedLink> => {
  const [ourTitle, theirTitle] = [await titleOfOurs(store, link.ours), await titleOfTheirs(store, link.theirs)];
  const others = (await store.listLinksOf(link.theirs)).filter(({ ours, status }) => ours !== link.ours && status !== 'refused');
  return {
    link,
    standing: standingOf(link),
    ...(ourTitle !== undefined && { ourTitle }),
    ...(theirTitle !== undefined && { theirTitle }),
    others: others.length,
  };
};

export const titleOfOurs = async (store: Pick<CatalogueStore, 'findPublication'>, id: PublicationId): Promise<string | undefined> => {
  const [title] = (await store.findPublication(id))?.publication.titles ?? [];
  return title && (title.subtitle ? `${title.text} : ${title.subtitle}` : title.text);
};

const titleOfTheirs = async (store: Pick<HarvestStore, 'listHarvestedOf'>, localId: string): Promise<string | undefined> => {
  const copies = await store.listHarvestedOf(localId);
  return (copies.find(({ state }) => state === 'live') ?? copies[0])?.title;
};

/** Only what there is; in the order of `LINK_TIERS` and `LINK_STANDINGS`. */
export const countLinks = async (store: Pick<HarvestStore, 'listLinks'>): Promise<readonly LinkCount[]> => {
  const counts = new Map<string, number>();
  for await (const link of eachLink(store)) {
    const key = `${link.tier} ${standingOf(link)}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return LINK_TIERS.flatMap((tier) =>
    LINK_STANDINGS.flatMap((standing) => {
      const count = counts.get(`${tier} ${standing}`) ?? 0;
      return count === 0 ? [] : [{ tier, standing, count }];
    }),
  );
};

/** The first that waits after `after`, and how many wait before and from there. */
export const findNextLink = async (
  store: Pick<HarvestStore, 'listLinks'>,
  { tier, after }: { readonly tier?: LinkTier; readonly after?: LinkKey },
): Promise<{ readonly next?: LinkKey; readonly passed: number; readonly left: number }> => {
  let next: LinkKey | undefined;
  let [passed, left] = [0, 0];
  const filter = { ...(tier !== undefined && { tier }), standings: WAITING };
  for await (const link of eachLink(store)) {
    if (!matches(link, filter)) continue;
    if (after !== undefined && !isAfter(link, after)) {
      passed += 1;
      continue;
    }
    next ??= { theirs: link.theirs, ours: link.ours };
    left += 1;
  }
  return { ...(next && { next }), passed, left };
};

/** As the store orders them: by UTF-16 code unit. */
const isAfter = (one: LinkKey, other: LinkKey): boolean => `${one.theirs} ${one.ours}` > `${other.theirs} ${other.ours}`;
