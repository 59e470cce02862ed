import type { FindCandidates } from './candidates.js';
import { comparePair, type PairComparison } from './compare-pair.js';
import type { Standing } from './decisions.js';
import { judgePair, type Verdict } from './judge-pair.js';
import type { Match } from './match.js';
import type { HarvestedSubject, OwnSubject } from './match-subject.js';

/** What one harvested record would be if there were no other harvested record. */
export type Proposal =
  | { readonly kind: 'link'; readonly tier: (Match & { readonly kind: 'linked' })['tier']; readonly pair: PairComparison }
  | {
      readonly kind: 'review';
      readonly tier: (Match & { readonly kind: 'review' })['tier'];
      readonly because: string;
      /** The likeliest first; at least one. */
      readonly pairs: readonly PairComparison[];
      /** To be ticked beforehand, if no other record stands in the way. */
      readonly ticked?: PairComparison;
      /** Accepted before, until a record changed: it holds its place in the meantime. */
      readonly held?: PairComparison;
    }
  | { readonly kind: 'none' };

/** Of those that something says to be the same, a person sees all that matter; of those that are only alike, three. */
const MOST_IN_CONFLICT = 10;
const MOST_ALIKE = 3;

/** Decisions of people come first, then the rules over every candidate that nobody has refused. */
export const proposeMatch = (
  theirs: HarvestedSubject,
  findCandidates: FindCandidates,
  standings: readonly Standing[],
  own: ReadonlyMap<string, OwnSubject>,
): Proposal => {
  const pairsOf = (wanted: readonly Standing[]): readonly PairComparison[] =>
    wanted.flatMap(({ ours }) => own.get(ours) ?? []).map((ours) => comparePair(ours, theirs));
  const accepted = pairsOf(standings.filter(({ kind }) => kind === 'accepted'));
  const [only, ...others] = accepted;
  if (only !== undefined && others.length === 0) return { kind: 'link', tier: 'person', pair: only };
  if (only !== undefined) {
    return { kind: 'review', tier: 'conflict', because: 'people have accepted more than one of ours for it', pairs: byLikeness(accepted) };
  }
  const refused = new Set(standings.flatMap(({ kind, ours }) => (kind === 'refused' ? [ours] : [])));
  const verdicts = findCandidates(theirs)
    .filter(({ id }) => !refused.has(id))
    .flatMap((ours) => judgePair(ours, theirs) ?? []);
  const again = toBeDecidedAgain(standings, verdicts);
  return again.length === 0 ? proposeByRule(verdicts) : proposeAgain(again, pairsOf(again), verdicts);
};

type Changed = Extract<Standing, { readonly kind: 'changed' }>;

/**
 * What was accepted goes back to a person in any case; what was refused only if the rules would link it now, or if they
 * link nothing and it is still alike. The accepted ones first.
 */
const toBeDecidedAgain = (standings: readonly Standing[], verdicts: readonly Verdict[]): readonly Changed[] => {
  const changed = standings.filter((standing) => standing.kind === 'changed');
  const linked = verdicts.filter(({ kind }) => kind === 'automatic');
  const proposed = new Set((linked.length > 0 ? linked : verdicts).map(({ pair }) => pair.ours.id));
  return [
    ...changed.filter(({ decision }) => decision === 'accepted'),
    ...changed.filter(({ decision, ours }) => decision === 'refused' && proposed.has(ours)),
  ];
};

const proposeAgain = (again: readonly Changed[], pairs: readonly PairComparison[], verdicts: readonly Verdict[]): Proposal => {
  const rest = verdicts.filter(({ pair }) => !pairs.some(({ ours }) => ours === pair.ours));
  const [first] = again;
  const held = first?.decision === 'accepted' ? pairs.find(({ ours }) => ours.id === first.ours) : undefined;
  return {
    kind: 'review',
    tier: 'changed',
    because: again.map(({ ours, because }) => (again.length === 1 ? because : `${ours}: ${because}`)).join('; '),
    pairs: [...pairs, ...likeliestFirst(rest).map(({ pair }) => pair)].slice(0, MOST_IN_CONFLICT),
    ...(held && { held, ticked: held }),
  };
};

const proposeByRule = (verdicts: readonly Verdict[]): Proposal => {
  const automatic = verdicts.filter((verdict) => verdict.kind === 'automatic');
  const contrary = verdicts.filter((verdict) => verdict.kind === 'conflict' && verdict.strong);
  const [link] = automatic;
  if (link !== undefined && automatic.length + contrary.length === 1) return { kind: 'link', tier: link.tier, pair: link.pair };
  const [first, ...others] = likeliestFirst(verdicts);
  if (first === undefined) return { kind: 'none' };
  const pairs = [first, ...others].map(({ pair }) => pair);
  switch (first.kind) {
    case 'automatic': {
      const ids = [...automatic, ...contrary].map(({ pair }) => pair.ours.id).sort();
      const because = `identifiers lead to more than one of ours: ${ids.join(', ')}`;
      return { kind: 'review', tier: 'conflict', because, pairs: pairs.slice(0, MOST_IN_CONFLICT) };
    }
    case 'conflict':
      return { kind: 'review', tier: 'conflict', because: first.because, pairs: pairs.slice(0, MOST_IN_CONFLICT) };
    case 'alike': {
      const isOnly = first.tier === 'D' && !others.some((other) => other.kind === 'alike' && other.tier === 'D');
      return {
        kind: 'review',
        tier: first.tier,
        because: first.because,
        pairs: pairs.slice(0, MOST_ALIKE),
        ...(isOnly && { ticked: first.pair }),
      };
    }
  }
};

/** Verdicts come in the order of our keys, which decides where nothing else does. */
const likeliestFirst = (verdicts: readonly Verdict[]): readonly Verdict[] =>
  [...verdicts].sort((a, b) => weightOf(b) - weightOf(a) || b.pair.title.similarity - a.pair.title.similarity);

const byLikeness = (pairs: readonly PairComparison[]): readonly PairComparison[] =>
  [...pairs].sort((a, b) => b.title.similarity - a.title.similarity || (a.ours.key < b.ours.key ? -1 : 1));

const weightOf = (verdict: Verdict): number => {
  switch (verdict.kind) {
    case 'automatic':
      return 4;
    case 'conflict':
      return verdict.strong ? 3 : 2;
    case 'alike':
      return verdict.tier === 'D' ? 1 : 0;
  }
};
