import { setImmediate as nextTurn } from 'node:timers/promises';
import type { PublicationId } from '../catalogue/publication.js';
import { readMarcRecord } from '../crosswalk/read-marc.js';
import type { HarvestedRecord, Link } from '../store/harvest-ports.js';
import { parseXml } from '../xml/parse.js';
import { indexDecisions } from './decisions.js';
import { decisionsOf, isDecided } from './links-of-record.js';
import type { HarvestedSubject, OwnSubject } from './match-subject.js';
import type { OwnSubjects } from './own-subjects.js';
import { proposeMatch, type Proposal } from './propose.js';
import { readHarvested } from './read-harvested.js';

export interface Proposed {
  readonly theirs: HarvestedSubject;
  readonly proposal: Proposal;
}

/** Reads a record to be matched. */
export type SubjectOf = (record: HarvestedRecord) => Promise<HarvestedSubject>;

/** So many records are kept as they were read: most installations have no more, and all others pay a millisecond for each. */
const MOST_KEPT = 5000;

export const createSubjectReading = (): SubjectOf => {
  /** Between two harvests few of them change. */
  const kept = new Map<string, { readonly rawHash: string; readonly subject: HarvestedSubject }>();
  return async ({ localId, rawHash, xml, identifier, aliases }) => {
    const known = kept.get(localId);
    if (known?.rawHash === rawHash) return known.subject;
    await nextTurn();
    const subject = readHarvested(localId, readMarcRecord(parseXml(xml)), { identifiers: [identifier, ...aliases] });
    if (known || kept.size < MOST_KEPT) kept.set(localId, { rawHash, subject });
    return subject;
  };
};

/** What a record would be if there were no other. @param said its ties as people have them now */
export const proposeRecord = async (own: OwnSubjects, theirs: HarvestedSubject, said: readonly Link[]): Promise<Proposed> => {
  // Each of ours is one object here, whether it is found by the rules or by a decision.
  const known = new Map<PublicationId, OwnSubject>();
  for (const ours of await own.candidatesOf(theirs)) known.set(ours.id, ours);
  const candidates = [...known.values()];
  for (const { ours } of said.filter(isDecided)) {
    const subject = known.get(ours) ?? (await own.find(ours));
    if (subject) known.set(ours, subject);
  }
  const standings = indexDecisions(decisionsOf(said), known)(theirs);
  return { theirs, proposal: proposeMatch(theirs, () => candidates, standings, known) };
};

/** All that it is about, by key. */
export const subjectsOf = ({ theirs, proposal }: Proposed): ReadonlyMap<string, OwnSubject | HarvestedSubject> => {
  const pairs = proposal.kind === 'link' ? [proposal.pair] : proposal.kind === 'review' ? proposal.pairs : [];
  return new Map<string, OwnSubject | HarvestedSubject>([[theirs.key, theirs], ...pairs.map(({ ours }) => [ours.key, ours] as const)]);
};
