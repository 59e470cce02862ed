import type { Settings } from '../../platform/settings.js';
import type { Discovery, Work } from '../discovery.js';

/** What a dump is made from. */
export interface DumpPorts {
  readonly discovery: Discovery;
  readonly settings: Settings;
  /** Without a slash at its end. */
  readonly publicUrl: string;
}

/** Works in one piece of a dump: some 250 kB of text, so that a dump of any size takes the memory of one piece. */
const PAGE_SIZE = 200;

/** Where a walk begins, and where it ends if not at the end. */
export interface Stretch {
  readonly after?: Pick<Work, 'changed' | 'id'>;
  /** In seconds; works that changed then or later. */
  readonly since?: number;
  /** Works. */
  readonly most?: number;
}

/**
 * All works in the order of their changes, page by page. A work that changes during the walk comes twice, the second time as it is then:
 * whoever reads a dump takes the last. So nothing is missed, whatever happens meanwhile.
 */
export async function* eachPage(
  discovery: Pick<Discovery, 'list'>,
  { after, since, most = Infinity }: Stretch = {},
): AsyncGenerator<readonly Work[]> {
  let last = after;
  for (let left = most; left > 0;) {
    const limit = Math.min(PAGE_SIZE, left);
    const works = await discovery.list({ ...(last && { after: last }), ...(since !== undefined && { since }), limit });
    if (works.length > 0) yield works;
    if (works.length < limit) return;
    last = works.at(-1);
    left -= works.length;
  }
}

/** One by one what `eachPage` gives. */
export async function* eachWork(discovery: Pick<Discovery, 'list'>, stretch?: Stretch): AsyncGenerator<Work> {
  for await (const works of eachPage(discovery, stretch)) yield* works;
}

/** Of what is gone at most so many are told at once, in memory: an id and a time each. */
const MOST_GONE = 100_000;

/** What is not there any more, in the order in which it went. */
export const readGone = async (
  discovery: Pick<Discovery, 'listGone'>,
  since?: number,
): Promise<readonly { readonly id: string; readonly changed: number }[]> =>
  [...(await discovery.listGone({ ...(since !== undefined && { since }), limit: MOST_GONE }))].sort((a, b) => a.changed - b.changed);
