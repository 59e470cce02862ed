import type { PublicationId } from '../catalogue/publication.js';
import { matchHash } from './match-hash.js';
import type { HarvestedSubject, OwnSubject } from './match-subject.js';

/** What a person decided of one pair. The hashes are `matchHash` of both sides as the person saw them. */
export interface Decision {
  readonly theirs: string;
  readonly ours: PublicationId;
  readonly decision: 'accepted' | 'refused';
  readonly hashes: { readonly ours: string; readonly theirs: string };
  /** ISO 8601, for the reader of a reason; of two decisions on one pair the later one counts. */
  readonly decidedAt?: string;
}

/** A decision as it stands now: in force, or put in question because a record is another than it was. */
export type Standing =
  | { readonly kind: 'accepted' | 'refused'; readonly ours: PublicationId }
  | { readonly kind: 'changed'; readonly decision: Decision['decision']; readonly ours: PublicationId; readonly because: string };

/** The decisions on one harvested record. Those on a publication that is not there any more are left out. */
export type FindStandings = (theirs: HarvestedSubject) => readonly Standing[];

/** @param own by key */
export const indexDecisions = (decisions: readonly Decision[], own: ReadonlyMap<string, OwnSubject>): FindStandings => {
  const byRecord = new Map<string, Map<PublicationId, Decision>>();
  for (const decision of [...decisions].sort(earlierFirst)) {
    const known = byRecord.get(decision.theirs) ?? new Map<PublicationId, Decision>();
    byRecord.set(decision.theirs, known.set(decision.ours, decision));
  }
  return (theirs) =>
    [...(byRecord.get(theirs.key)?.values() ?? [])].flatMap((decision) => {
      const ours = own.get(decision.ours);
      return ours === undefined ? [] : [standingOf(decision, ours, theirs)];
    });
};

/** At the same moment a refusal counts: it can be taken back, a wrong link goes out with the next harvest. */
const earlierFirst = (one: Decision, other: Decision): number => {
  const [a, b] = [rankOf(one), rankOf(other)];
  return a < b ? -1 : a > b ? 1 : 0;
};

const rankOf = ({ decidedAt, decision, ours, hashes }: Decision): string =>
  [decidedAt ?? '', decision, ours, hashes.ours, hashes.theirs].join('\n');

const standingOf = ({ decision, hashes, decidedAt, ours: id }: Decision, ours: OwnSubject, theirs: HarvestedSubject): Standing => {
  const [isOurs, isTheirs] = [hashes.ours !== matchHash(ours), hashes.theirs !== matchHash(theirs)];
  if (!isOurs && !isTheirs) return { kind: decision, ours: id };
  const changed = isOurs && isTheirs ? 'both records have' : isOurs ? 'our record has' : 'their record has';
  const when = decidedAt === undefined ? '' : ` on ${decidedAt.slice(0, 10)}`;
  return { kind: 'changed', decision, ours: id, because: `decided before (${decision}${when}); ${changed} changed since` };
};
