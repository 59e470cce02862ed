import type { Datestamp } from '../catalogue/datestamp.js';
import type { Link } from '../store/harvest-ports.js';
import { isSameJson } from '../store/same-json.js';
import type { Decision } from './decisions.js';
import { matchHash } from './match-hash.js';
import { MATCH_RULES_VERSION, type Match } from './match.js';
import type { HarvestedSubject, OwnSubject } from './match-subject.js';

export type LinkKey = Pick<Link, 'theirs' | 'ours'>;

/** What people say of links now: their decisions, and those of which they want to have said nothing. */
export interface Said {
  readonly put: readonly Link[];
  readonly remove: readonly LinkKey[];
}

export const NOTHING_SAID: Said = { put: [], remove: [] };

export interface LinkChange {
  readonly put: readonly Link[];
  readonly remove: readonly LinkKey[];
}

export const keyOf = ({ theirs, ours }: LinkKey): string => `${theirs} ${ours}`;

export const withSaid = (links: readonly Link[], { put, remove }: Said): readonly Link[] => {
  const gone = new Set([...put, ...remove].map(keyOf));
  return [...links.filter((link) => !gone.has(keyOf(link))), ...put];
};

export const AUTOMATIC = 'auto';

export const isDecided = ({ decidedBy }: Link): boolean => decidedBy !== AUTOMATIC;

export const decisionsOf = (links: readonly Link[]): readonly Decision[] =>
  links.filter(isDecided).map(({ theirs, ours, status, hashes, at }) => ({
    ...{ theirs, ours, hashes },
    decision: status === 'refused' ? 'refused' : 'accepted',
    decidedAt: new Date(at * 1000).toISOString(),
  }));

/**
 * What becomes of the ties of one record: what people decided stays, the rest is as the rules have it now.
 * @param said with what people say now
 */
export const planLinksOf = (
  stands: readonly Link[],
  said: readonly Link[],
  next: readonly Link[],
): LinkChange & { readonly isOwn: boolean } => {
  const before = new Map(stands.map((link) => [keyOf(link), link]));
  const after = new Map(said.filter(isDecided).map((link) => [keyOf(link), link]));
  for (const link of next) after.set(keyOf(link), asItWas(before.get(keyOf(link)), link));
  return {
    put: [...after].flatMap(([key, link]) => (isSameJson(before.get(key), link) ? [] : [link])),
    remove: stands.filter((link) => !after.has(keyOf(link))).map(({ theirs, ours }) => ({ theirs, ours })),
    isOwn: [...after.values()].some(({ status }) => status === 'linked'),
  };
};

/** The same tie found again keeps the moment at which it was made. */
const asItWas = (before: Link | undefined, link: Link): Link =>
  before && isSameJson({ ...before, at: 0 }, { ...link, at: 0 }) ? before : link;

type Subjects = ReadonlyMap<string, OwnSubject | HarvestedSubject>;

export const linksOf = (match: Match, decisions: ReadonlyMap<string, Link>, subjects: Subjects, at: Datestamp): readonly Link[] => {
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
