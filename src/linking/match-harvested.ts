import { indexCandidates } from './candidates.js';
import type { PairComparison } from './compare-pair.js';
import { claimOf, type FindRivals, indexClaims } from './contests.js';
import { type Decision, indexDecisions } from './decisions.js';
import { evidenceOf } from './evidence.js';
import { manifestationOf } from './manifestation.js';
import type { Candidate, Match } from './match.js';
import type { HarvestedSubject, OwnSubject } from './match-subject.js';
import { findObstacles } from './obstacles.js';
import { type Proposal, proposeMatch } from './propose.js';

/**
 * One match for each harvested record, in the order of their keys. Links by itself only what an identifier proves (tiers
 * A to C) and nothing contradicts; everything else goes to a person or is new. The order of the arguments' elements makes
 * no difference; keys must be unique on each side.
 * @param decisions of people, which the rules never undo
 */
export const matchHarvested = (
  own: readonly OwnSubject[],
  harvested: readonly HarvestedSubject[],
  decisions: readonly Decision[] = [],
): readonly Match[] => {
  const ours = new Map(own.map((subject) => [subject.key, subject]));
  const findCandidates = indexCandidates(own);
  const findStandings = indexDecisions(decisions, ours);
  const proposals = [...harvested]
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map((theirs) => ({ theirs, proposal: proposeMatch(theirs, findCandidates, findStandings(theirs), ours) }));
  const links = proposals.flatMap(({ proposal }) => claimsOf(proposal)).map(claimOf);
  const ticked = proposals.flatMap(({ proposal }) => tickedOf(proposal)).map(claimOf);
  const findRivals = indexClaims(links);
  const findRivalsOfTicked = indexClaims([...links, ...ticked]);
  return proposals.map(({ theirs, proposal }) => settle(theirs, proposal, findRivals, findRivalsOfTicked));
};

/** What is taken as long as nobody says otherwise. */
export const claimsOf = (proposal: Proposal): readonly PairComparison[] => {
  switch (proposal.kind) {
    case 'link':
      return [proposal.pair];
    case 'review':
      return proposal.held === undefined ? [] : [proposal.held];
    case 'none':
      return [];
  }
};

/** What is taken as soon as a person agrees with what is ticked beforehand. */
export const tickedOf = (proposal: Proposal): readonly PairComparison[] =>
  proposal.kind === 'review' && proposal.ticked ? [proposal.ticked] : [];

/** What a proposal comes to beside those of all other records. */
export const settle = (
  { key: theirs }: HarvestedSubject,
  proposal: Proposal,
  findRivals: FindRivals,
  findRivalsOfTicked: FindRivals,
): Match => {
  switch (proposal.kind) {
    case 'none':
      return { kind: 'none', theirs };
    case 'link':
      return settleLink(theirs, proposal.tier, proposal.pair, findRivals);
    case 'review': {
      const { tier, because, pairs, ticked, held } = proposal;
      const isTicked = (pair: PairComparison): boolean =>
        pair.ours === ticked?.ours && (held !== undefined || findRivalsOfTicked(pair).length === 0);
      return { kind: 'review', tier, theirs, candidates: pairs.map((pair) => showCandidate(pair, isTicked(pair))), because };
    }
  }
};

/** A person may link two records to one form, the rules may not. */
const settleLink = (theirs: string, tier: (Match & { kind: 'linked' })['tier'], pair: PairComparison, findRivals: FindRivals): Match => {
  const rivals = tier === 'person' ? [] : findRivals(pair);
  if (rivals.length > 0) {
    const because = `${someOf(rivals)} would be linked with the same form of ${pair.ours.id}`;
    return { kind: 'review', tier: 'conflict', theirs, candidates: [showCandidate(pair, false)], because };
  }
  return { kind: 'linked', tier, ours: pair.ours.id, theirs, ...shownManifestation(pair), evidence: evidenceOf(pair) };
};

const MOST_NAMED = 3;

const someOf = (keys: readonly string[]): string =>
  keys.length <= MOST_NAMED ? keys.join(', ') : `${keys.slice(0, MOST_NAMED).join(', ')} and ${String(keys.length - MOST_NAMED)} others`;

const shownManifestation = (pair: PairComparison): Pick<Candidate, 'manifestation'> => {
  const manifestation = manifestationOf(pair);
  return manifestation === undefined ? {} : { manifestation };
};

const showCandidate = (pair: PairComparison, preTicked: boolean): Candidate => ({
  ours: pair.ours.id,
  ...shownManifestation(pair),
  similarity: pair.title.similarity,
  preTicked,
  evidence: [...evidenceOf(pair), ...findObstacles(pair).map((obstacle) => `but ${obstacle}`)],
});
