import { formatDatestamp } from '../catalogue/datestamp.js';
import { parseUrl } from '../catalogue/url.js';
import { AUTOMATIC } from '../linking/plan-links.js';
import type { Settings, SourceSettings } from '../platform/settings.js';
import { harvestedIdentifier, publishedCopy } from '../publishing/harvested-items.js';
import type { HarvestedRecord, HarvestEvent, Link } from '../store/harvest-ports.js';
import type { RunMode } from '../store/run-ports.js';
import { explainFeeds, showRecord } from './explain-feeds.js';
import type { ExplainedItem } from './explain-own.js';
import type { ExplainPorts } from './explain-ports.js';
import { describeLink, type ListedLink } from './link-list.js';
import { findQuarantined, withTimes, type QuarantinedEntry } from './quarantine.js';

/** What a harvest made of a record, and who had started it; that is known as long as the run is kept. Times are UTC. */
export interface ExplainedEvent {
  readonly run: string;
  readonly at: string;
  readonly outcome: HarvestEvent['outcome'];
  readonly actor?: string;
  readonly mode?: RunMode;
  /** Why, in a sentence; of the last event only, and as long as the run is kept. */
  readonly because?: string;
}

/** A library's record as one source has it. */
export interface ExplainedCopy {
  readonly source: string;
  /** Without arguments; absent when the settings name the source no more. */
  readonly address?: string;
  readonly record: Omit<HarvestedRecord, 'history' | 'source'>;
  /** Oldest first; the last twenty. */
  readonly history: readonly ExplainedEvent[];
  readonly isGiven: boolean;
  /** Why it is given on, or not. */
  readonly standing: string;
}

export interface ExplainedHarvested {
  readonly kind: 'harvested';
  readonly localId: string;
  readonly title: string;
  readonly copies: readonly ExplainedCopy[];
  /** What the last harvests could not read of it. */
  readonly quarantined: readonly QuarantinedEntry[];
  readonly links: readonly ListedLink[];
  readonly items: readonly ExplainedItem[];
}

export const explainHarvested = async (ports: ExplainPorts, localId: string): Promise<ExplainedHarvested | undefined> => {
  const { store, settings } = ports;
  const records = await store.listHarvestedOf(localId);
  const [first] = records;
  if (!first) return undefined;
  const links = await store.listLinksOf(localId);
  const tie = links.find(({ status }) => status === 'linked');
  const given = publishedCopy({ localId, copies: records, isOwn: tie !== undefined }, settings);
  const copies: ExplainedCopy[] = [];
  for (const record of inOrder(records, settings)) copies.push(await explainCopy(ports, record, { given, tie }));
  const identifier = harvestedIdentifier(settings, localId);
  const published = await store.listRecordsOf(identifier);
  const story = {
    records: published,
    given: `The copy of ${given?.source ?? ''} is given on.`,
    whyNotInFormat: (metadataPrefix: string) =>
      ports.harvestedPrefixes.includes(metadataPrefix)
        ? whyNotGiven(copies, tie, given)
        : `${metadataPrefix} is for publications of our own only; libraries' records are not given in it.`,
    whyNotInSet: (setSpec: string) =>
      whyNotInSet(
        setSpec,
        published.flatMap(({ sets }) => sets),
      ),
  };
  return {
    kind: 'harvested',
    localId,
    title: (given ?? first).title,
    copies,
    quarantined: await quarantinedOf(ports, records),
    links: await Promise.all(links.map((link) => describeLink(store, link))),
    items: [{ identifier, records: published.map(showRecord), feeds: explainFeeds(ports, story) }],
  };
};

const inOrder = (records: readonly HarvestedRecord[], { sources }: Settings): readonly HarvestedRecord[] => {
  const rankOf = ({ source }: HarvestedRecord): number => {
    const at = sources.findIndex(({ id }) => id === source);
    return at < 0 ? sources.length : at;
  };
  return [...records].sort((a, b) => rankOf(a) - rankOf(b));
};

interface Standing {
  readonly given: HarvestedRecord | undefined;
  readonly tie: Link | undefined;
}

const explainCopy = async (
  { settings, harvests }: ExplainPorts,
  { source, history, ...record }: HarvestedRecord,
  standing: Standing,
): Promise<ExplainedCopy> => {
  const from = settings.sources.find(({ id }) => id === source);
  const events: ExplainedEvent[] = [];
  for (const { run, at, outcome } of history) {
    const { request } = (await harvests.findRun(run)) ?? {};
    events.push({ run, at: formatDatestamp(at), outcome, ...(request && { actor: request.actor, mode: request.mode }) });
  }
  const last = events.pop();
  const because = last && (await harvests.findReport(last.run)).changes.find(({ localId }) => localId === record.localId)?.because;
  return {
    source,
    ...(from && { address: addressOf(from) }),
    record,
    history: [...events, ...(last ? [{ ...last, ...(because !== undefined && { because }) }] : [])],
    isGiven: standing.given?.source === source,
    standing: tellStanding({ source, state: record.state, from, since: last?.at, because }, standing),
  };
};

/** Where a file lies on our disk is nobody's business, and what stands behind the path may be a key. */
const addressOf = ({ id, url }: SourceSettings): string => {
  const parsed = parseUrl(url);
  return parsed === undefined || parsed.protocol === 'file:' ? `file:${id}` : parsed.origin + parsed.pathname;
};

const tellStanding = (
  copy: Pick<HarvestedRecord, 'source' | 'state'> & {
    readonly from: SourceSettings | undefined;
    readonly since: string | undefined;
    readonly because: string | undefined;
  },
  { given, tie }: Standing,
): string => {
  const { source, state, from, since, because } = copy;
  const when = since === undefined ? '' : ` since ${since}`;
  switch (state) {
    case 'deleted':
      return `It is not given on: ${source} says that it is deleted (${when === '' ? 'no run is known' : `here${when}`}).`;
    case 'retired':
      return `It is not given on${when}: it was missing from complete lists of ${source}, and ${source} knows it no more.`;
    case 'outOfScope':
      return `It is not given on${when}: ${because ?? 'it belongs to the older series no longer.'}`;
    case 'live':
      break;
  }
  if (from === undefined) return `It is not given on: the settings name no source ${source} any more.`;
  if (!from.republish) return `It is not given on: the records of ${source} are not republished (republish in the settings).`;
  if (tie) return `It is not given on: ${tellTie(tie)}`;
  if (given?.source === source) return 'It is the copy that is given on.';
  return `It is not given on: the copy of ${given?.source ?? 'another source'} is, as that source comes first in the settings.`;
};

const tellTie = ({ ours, tier, decidedBy }: Link): string =>
  `it is tied to our own publication ${ours} (tier ${tier}, decided by ${decidedBy === AUTOMATIC ? 'the rules' : decidedBy}), which speaks for both.`;

/** Of the tie first: whatever the sources say, it would not be given. */
const whyNotGiven = (copies: readonly ExplainedCopy[], tie: Link | undefined, given: HarvestedRecord | undefined): string | undefined => {
  if (tie) return `It is not given on: ${tellTie(tie)}`;
  return given ? undefined : copies.map(({ source, standing }) => (copies.length > 1 ? `${source}: ${standing}` : standing)).join(' ');
};

const whyNotInSet = (setSpec: string, sets: readonly string[]): string | undefined => {
  if (setSpec === 'older') return undefined;
  if (!setSpec.startsWith('older:')) return 'The set has publications of our own only; this is a record of a library.';
  return sets.length === 0 || sets.includes(setSpec)
    ? undefined
    : `It names no series with the ISSN ${setSpec.slice('older:'.length)}, nor its title.`;
};

const quarantinedOf = async ({ store }: ExplainPorts, records: readonly HarvestedRecord[]): Promise<readonly QuarantinedEntry[]> => {
  const found: QuarantinedEntry[] = [];
  for (const { source, identifier } of records) {
    const row = await findQuarantined(store, source, identifier);
    if (row) found.push(withTimes(row));
  }
  return found;
};
