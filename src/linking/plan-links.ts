import { setImmediate as nextTurn } from 'node:timers/promises';
import { datestampOf, type Datestamp } from '../catalogue/datestamp.js';
import { readMarcRecord } from '../crosswalk/read-marc.js';
import type { WallClock } from '../platform/clock.js';
import type { Settings } from '../platform/settings.js';
import type { HarvestedRecord, HarvestStore, Link } from '../store/harvest-ports.js';
import type { CatalogueStore } from '../store/ports.js';
import { isSameJson } from '../store/same-json.js';
import { parseXml } from '../xml/parse.js';
import type { Decision } from './decisions.js';
import { duplicatesAmong } from './duplicates.js';
import { matchHarvested } from './match-harvested.js';
import { matchHash } from './match-hash.js';
import { MATCH_RULES_VERSION, type Match } from './match.js';
import type { HarvestedSubject, OwnSubject } from './match-subject.js';
import { readHarvested } from './read-harvested.js';
import { readOwn } from './read-own.js';

/** What the ties between libraries' records and our publications come to. */
export interface PlannedLinks {
  readonly change: { readonly put: readonly Link[]; readonly remove: readonly LinkKey[] };
  /** The localIds that became a publication of ours, or are one no longer. */
  readonly moved: readonly string[];
  isOwn(localId: string): boolean;
  /** How a source agrees with the others; `undefined` where there are no others with records. */
  crossCheck(source: string): CrossCheck | undefined;
}

/** By control number, or because two records say the same. In localIds. */
export interface CrossCheck {
  /** Live records of the source that no other source has. */
  readonly onlyHere: readonly string[];
  /** Live records of other sources that this one has not. */
  readonly onlyElsewhere: readonly string[];
}

export type LinkKey = Pick<Link, 'theirs' | 'ours'>;

/** What people say of links now: their decisions, and those of which they want to have said nothing. */
export interface Said {
  readonly put: readonly Link[];
  readonly remove: readonly LinkKey[];
}

/** @param said is kept with what it comes to; the rules then say what the rest is */
export type PlanLinks = (changed: readonly HarvestedRecord[], said?: Said) => Promise<PlannedLinks>;

const NOTHING_SAID: Said = { put: [], remove: [] };

export interface LinkingPorts {
  readonly store: CatalogueStore & HarvestStore;
  readonly settings: Settings;
  readonly clock: WallClock;
}

const BATCH = 200;

/**
 * Matches all that libraries have of ours with all that we have, as it will be once the given records are stored: a record that comes may
 * make an older tie doubtful, so the changed ones alone do not tell. What people decided is never changed.
 */
export const planLinks = (ports: LinkingPorts): PlanLinks => {
  /** Reading a record takes a millisecond, and between two harvests few of them change. */
  const read = new Map<string, { readonly rawHash: string; readonly subject: HarvestedSubject }>();
  const subjectOf = async ({ localId, rawHash, xml, identifier, aliases }: HarvestedRecord): Promise<HarvestedSubject> => {
    const known = read.get(localId);
    if (known?.rawHash === rawHash) return known.subject;
    await nextTurn();
    const subject = readHarvested(localId, readMarcRecord(parseXml(xml)), { identifiers: [identifier, ...aliases] });
    read.set(localId, { rawHash, subject });
    return subject;
  };
  return async (changed, said = NOTHING_SAID) => {
    const before = await allLinks(ports.store);
    const stored = withSaid(before, said);
    const own = await readPublications(ports);
    const theirs: HarvestedSubject[] = [];
    const live = await liveRecords(ports, changed);
    for (const record of live.copies) theirs.push(await subjectOf(record));
    await nextTurn();
    const matches = matchHarvested(own, theirs, decisionsOf(stored));
    const hashes = new Map([...own, ...theirs].map((subject) => [subject.key, subject]));
    const now = datestampOf(ports.clock());
    const decisions = new Map(stored.filter(isDecided).map((link) => [`${link.theirs} ${link.ours}`, link]));
    const links = matches.flatMap((match) => linksOf(match, decisions, hashes, now));
    return { ...planned(before, stored, links), crossCheck: (source) => crossCheck(source, live.holders, theirs) };
  };
};

const keyOf = ({ theirs, ours }: LinkKey): string => `${theirs} ${ours}`;

const withSaid = (links: readonly Link[], { put, remove }: Said): readonly Link[] => {
  const gone = new Set([...put, ...remove].map(keyOf));
  return [...links.filter((link) => !gone.has(keyOf(link))), ...put];
};

/** @param stored with what people say now */
const planned = (stands: readonly Link[], stored: readonly Link[], next: readonly Link[]): Omit<PlannedLinks, 'crossCheck'> => {
  const before = new Map(stands.map((link) => [keyOf(link), link]));
  const after = new Map(stored.filter(isDecided).map((link) => [keyOf(link), link]));
  for (const link of next) after.set(keyOf(link), asItWas(before.get(keyOf(link)), link));
  const ownBefore = linked(before.values());
  const ownAfter = linked(after.values());
  return {
    change: {
      put: [...after].flatMap(([key, link]) => (isSameJson(before.get(key), link) ? [] : [link])),
      remove: [...before].flatMap(([key, link]) => (after.has(key) ? [] : [link])),
    },
    moved: [...new Set([...ownBefore, ...ownAfter])].filter((localId) => ownBefore.has(localId) !== ownAfter.has(localId)),
    isOwn: (localId) => ownAfter.has(localId),
  };
};

/** The same tie found again keeps the moment at which it was made. */
const asItWas = (before: Link | undefined, link: Link): Link =>
  before && isSameJson({ ...before, at: 0 }, { ...link, at: 0 }) ? before : link;

const linked = (links: Iterable<Link>): ReadonlySet<string> =>
  new Set([...links].filter(({ status }) => status === 'linked').map(({ theirs }) => theirs));

export const AUTOMATIC = 'auto';

const isDecided = ({ decidedBy }: Link): boolean => decidedBy !== AUTOMATIC;

const decisionsOf = (links: readonly Link[]): readonly Decision[] =>
  links.filter(isDecided).map(({ theirs, ours, status, hashes, at }) => ({
    ...{ theirs, ours, hashes },
    decision: status === 'refused' ? 'refused' : 'accepted',
    decidedAt: new Date(at * 1000).toISOString(),
  }));

type Subjects = ReadonlyMap<string, OwnSubject | HarvestedSubject>;

const linksOf = (match: Match, decisions: ReadonlyMap<string, Link>, subjects: Subjects, at: Datestamp): readonly Link[] => {
  if (match.kind === 'none') return [];
  const { theirs, tier } = match;
  const hashOf = (key: string): string => {
    const subject = subjects.get(key);
    return subject ? matchHash(subject) : '';
  };
  const decided = (ours: string): Link | undefined => decisions.get(`${theirs} ${ours}`);
  const made = (ours: Link['ours']) => ({
    ...{ theirs, ours, at, decidedBy: AUTOMATIC, rulesVersion: MATCH_RULES_VERSION },
    hashes: { ours: hashOf(ours), theirs: hashOf(theirs) },
  });
  if (match.kind === 'linked') {
    const { ours, manifestation, evidence } = match;
    // A person's word stays as it was given.
    if (decided(ours)) return [];
    return [asLink({ ...made(ours), tier, status: 'linked', evidence, ...(manifestation && { manifestation }) })];
  }
  return match.candidates.map(({ ours, manifestation, similarity, preTicked, evidence }): Link => {
    const before = decided(ours);
    if (before) return { ...before, because: match.because };
    return asLink({
      ...made(ours),
      tier,
      status: 'review',
      evidence,
      because: match.because,
      similarity,
      preTicked,
      ...(manifestation && { manifestation }),
    });
  });
};

/** What was decided before and is in question keeps its decision; a tie that only the rules made has one of their tiers. */
const asLink = ({ tier, ...link }: Omit<Link, 'tier'> & { readonly tier: Link['tier'] | 'changed' }): Link => ({
  ...link,
  tier: tier === 'changed' ? 'conflict' : tier,
});

const allLinks = async (store: HarvestStore): Promise<readonly Link[]> => {
  const links: Link[] = [];
  for (let after: Link | undefined; ;) {
    const page = await store.listLinks({ ...(after && { after }), limit: BATCH });
    links.push(...page);
    after = page.at(-1);
    if (!after) return links;
  }
};

const readPublications = async ({ store, settings }: LinkingPorts): Promise<readonly OwnSubject[]> => {
  const own: OwnSubject[] = [];
  for (let after: OwnSubject['id'] | undefined; ;) {
    const page = await store.listPublications({ ...(after !== undefined && { after }), limit: BATCH });
    own.push(...page.filter(({ publication }) => !publication.withdrawn).map(({ publication }) => readOwn(publication, settings)));
    after = page.at(-1)?.publication.id;
    if (after === undefined) return own;
    await nextTurn();
  }
};

/** By localId, the sources that have it. */
type Holders = ReadonlyMap<string, ReadonlySet<string>>;

/** One record under two numbers counts as had by all that have either. */
const crossCheck = (source: string, holders: Holders, theirs: readonly HarvestedSubject[]): CrossCheck | undefined => {
  const others = new Set([...holders.values()].flatMap((sources) => [...sources]));
  others.delete(source);
  if (others.size === 0) return undefined;
  const twins = new Map<string, string[]>();
  for (const { kind, localIds } of duplicatesAmong(theirs)) {
    if (kind !== 'same') continue;
    const [one, other] = localIds;
    twins.set(one, [...(twins.get(one) ?? []), other]);
    twins.set(other, [...(twins.get(other) ?? []), one]);
  }
  const sourcesOf = (localId: string): ReadonlySet<string> =>
    new Set([localId, ...(twins.get(localId) ?? [])].flatMap((each) => [...(holders.get(each) ?? [])]));
  const ids = [...holders.keys()].sort();
  return {
    onlyHere: ids.filter((localId) => holders.get(localId)?.has(source) && sourcesOf(localId).size === 1),
    onlyElsewhere: ids.filter((localId) => !sourcesOf(localId).has(source)),
  };
};

interface LiveRecords {
  /** Of each, from the source that comes first in the settings. */
  readonly copies: readonly HarvestedRecord[];
  readonly holders: Holders;
}

/** With the changes that are to come. */
const liveRecords = async ({ store, settings }: LinkingPorts, changed: readonly HarvestedRecord[]): Promise<LiveRecords> => {
  const rank = new Map(settings.sources.map(({ id }, index) => [id, index]));
  const rankOf = ({ source }: HarvestedRecord): number => rank.get(source) ?? rank.size;
  const keyOf = ({ localId, source }: HarvestedRecord): string => `${localId} ${source}`;
  const next = new Map(changed.map((record) => [keyOf(record), record]));
  const copies = new Map<string, HarvestedRecord>();
  const holders = new Map<string, Set<string>>();
  const take = (record: HarvestedRecord): void => {
    if (record.state !== 'live') return;
    holders.set(record.localId, (holders.get(record.localId) ?? new Set()).add(record.source));
    const other = copies.get(record.localId);
    if (!other || rankOf(record) < rankOf(other)) copies.set(record.localId, record);
  };
  for (let after: HarvestedRecord | undefined; ;) {
    const page = await store.listHarvested({ ...(after && { after }), limit: BATCH });
    for (const record of page) if (!next.has(keyOf(record))) take(record);
    after = page.at(-1);
    if (!after) break;
  }
  for (const record of changed) take(record);
  return { copies: [...copies.values()], holders };
};
