import { xml } from '../../xml/markup.js';
import type { Work } from '../work.js';
import { utc, workPath } from './addresses.js';
import { describedBy, linkUp, openList, RESOURCE_SYNC_PATHS } from './resource-sync.js';
import { eachWork, readGone, type DumpPorts } from './walk.js';

/** From `since` on and before `until`, both in seconds. */
export interface ChangeWish {
  readonly since?: number;
  readonly until?: number;
  /** Changes in a part; for tests. */
  readonly partSize?: number;
}

/** A change with its records is some 2 kB: a part stays below the 50,000 entries and 50 MB that one file may have. */
const CHANGES_IN_PART = 10_000;

/** In characters: small enough that others are answered between two pieces. */
const PIECE_LENGTH = 128 * 1024;

/** An entry by hand is rendered within a few seconds of its creation; no one corrects a work and has it published again so soon. */
const SAME_ACT_SECONDS = 60;

/**
 * What was created, updated or deleted, oldest first, each work once with its last change (ANSI/NISO Z39.99-2017 §12); a work that is
 * withdrawn, deleted by its library or out of the set that we give on is deleted here. Many changes make an index of parts of time.
 */
export async function* writeChangeList(ports: DumpPorts, wish: ChangeWish = {}): AsyncGenerator<string> {
  const windows = await readWindows(ports, wish);
  const [first] = windows;
  if (first !== undefined && (windows.length === 1 || wish.until !== undefined)) yield* writeChanges(ports, wish, first.from);
  else yield* writeIndex(ports, windows);
}

interface Change {
  readonly id: string;
  readonly changed: number;
  /** Absent where it is gone. */
  readonly work?: Work;
}

/** Both feeds in the order of time, the one merged into the other. */
async function* eachChange({ discovery }: DumpPorts, { since, until = Infinity }: ChangeWish): AsyncGenerator<Change> {
  const gone = (await readGone(discovery, since)).filter(({ changed }) => changed < until);
  let next = 0;
  for await (const work of eachWork(discovery, { ...(since !== undefined && { since }) })) {
    if (work.changed >= until) break;
    for (let each = gone[next]; each !== undefined && each.changed <= work.changed; each = gone[next]) {
      yield each;
      next += 1;
    }
    yield { id: work.id, changed: work.changed, work };
  }
  yield* gone.slice(next);
}

interface Window {
  readonly from: number;
  /** Absent where it is open: what is still to come is in it. */
  readonly until?: number;
}

/** Cut between two seconds and never within one, so each change is in one part only. At least one window. */
const readWindows = async (ports: DumpPorts, wish: ChangeWish): Promise<readonly Window[]> => {
  const { partSize = CHANGES_IN_PART } = wish;
  const starts: number[] = [];
  let count = 0;
  let before: number | undefined;
  for await (const { changed } of eachChange(ports, wish)) {
    if (before === undefined) starts.push(wish.since ?? changed);
    // Who names the end has the part already.
    if (wish.until !== undefined) break;
    if (before !== undefined && count >= partSize && changed !== before) {
      starts.push(changed);
      count = 0;
    }
    before = changed;
    count += 1;
  }
  if (starts.length === 0) starts.push(wish.since ?? (await ports.discovery.readVersion()).changed);
  return starts.map((from, index) => {
    const until = starts[index + 1] ?? wish.until;
    return { from, ...(until !== undefined && { until }) };
  });
};

async function* writeIndex({ publicUrl }: DumpPorts, windows: readonly Window[]): AsyncGenerator<string> {
  yield `${openList('sitemapindex')}\n${linkUp(publicUrl, 'capabilitylist').markup}\n${metadataOf(windows[0]?.from ?? 0, undefined)}`;
  for (const { from, until } of windows) {
    // The last part must end somewhere too, or asking for it would give an index again.
    const query = new URLSearchParams({ since: utc(from), until: utc(until ?? END_OF_TIME) }).toString();
    const address = `${publicUrl}${RESOURCE_SYNC_PATHS.changelist}?${query}`;
    yield `\n<sitemap>${xml`<loc>${address}</loc>`.markup}${metadataOf(from, until)}</sitemap>`;
  }
  yield '\n</sitemapindex>\n';
}

/** The last second that a date of four digits can have. */
const END_OF_TIME = 253_402_300_799;

async function* writeChanges(ports: DumpPorts, wish: ChangeWish, from: number): AsyncGenerator<string> {
  const { publicUrl } = ports;
  const index =
    wish.until === undefined ? '' : `\n${xml`<rs:ln rel="index" href="${publicUrl + RESOURCE_SYNC_PATHS.changelist}"/>`.markup}`;
  const until = wish.until === END_OF_TIME ? undefined : wish.until;
  yield `${openList('urlset')}\n${linkUp(publicUrl, 'capabilitylist').markup}${index}\n${metadataOf(from, until)}`;
  let piece = '';
  for await (const change of eachChange(ports, wish)) {
    piece += entryOf(change, wish, publicUrl);
    if (piece.length < PIECE_LENGTH) continue;
    yield piece;
    piece = '';
  }
  yield `${piece}\n</urlset>\n`;
}

const metadataOf = (from: number, until: number | undefined): string =>
  xml`<rs:md capability="changelist" from="${utc(from)}"${until === undefined ? undefined : xml` until="${utc(until)}"`}/>`.markup;

const entryOf = ({ id, changed, work }: Change, { since }: ChangeWish, publicUrl: string): string => {
  const moment = utc(changed);
  const change = work === undefined ? 'deleted' : work.created >= (since ?? changed - SAME_ACT_SECONDS) ? 'created' : 'updated';
  const lastmod = work && xml`<lastmod>${moment}</lastmod>`;
  const records = work && describedBy(work, publicUrl);
  return `\n${
    xml`<url><loc>${publicUrl + workPath(id)}</loc>${lastmod}<rs:md change="${change}" datetime="${moment}"/>${records}</url>`.markup
  }`;
};
