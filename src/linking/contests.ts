import type { PairComparison } from './compare-pair.js';
import { describedKind } from './manifestation.js';

/** Tells who else claims the same form of the same publication; their keys in order, empty when nobody does. */
export type FindRivals = (pair: PairComparison) => readonly string[];

/** A form that a record does not name may be any. */
const ANY_FORM = 'any';

/** What is taken for a publication of ours, and as which of its forms. */
export interface Claim {
  /** Keys. */
  readonly theirs: string;
  readonly ours: string;
  readonly form: string;
  /** Under which catalogues know the record. */
  readonly names: readonly string[];
}

export const claimOf = (pair: PairComparison): Claim => ({
  theirs: pair.theirs.key,
  ours: pair.ours.key,
  form: describedKind(pair) ?? ANY_FORM,
  names: [...pair.theirs.controlNumbers, ...pair.theirs.knownAs],
});

/**
 * Two records may stand for one form of a publication only if they are one record that came twice: if they have a control
 * number in common, directly or by way of a third.
 */
export const indexClaims = (claims: readonly Claim[]): FindRivals => {
  const recordOf = groupSameRecords(claims);
  const byPublication = new Map<string, Claim[]>();
  for (const claim of [...claims].sort((a, b) => (a.theirs < b.theirs ? -1 : 1))) {
    const others = byPublication.get(claim.ours);
    if (others === undefined) byPublication.set(claim.ours, [claim]);
    else others.push(claim);
  }
  return (pair) => {
    const claim = claimOf(pair);
    const rivals = (byPublication.get(pair.ours.key) ?? []).filter((other) => recordOf(claim) !== recordOf(other) && isRival(claim, other));
    return rivals.map(({ theirs }) => theirs);
  };
};

const isRival = (one: Claim, other: Claim): boolean => one.form === other.form || one.form === ANY_FORM || other.form === ANY_FORM;

/** The control number that stands for all records that are the same; the key of a record that has none. */
const groupSameRecords = (claims: readonly Claim[]): ((claim: Claim) => string) => {
  const parents = new Map<string, string>();
  const rootOf = (name: string): string => {
    let root = name;
    for (let parent = parents.get(root); parent !== undefined; parent = parents.get(root)) root = parent;
    return root;
  };
  for (const claim of claims) {
    const first = nameOf(claim);
    for (const other of claim.names) {
      const [one, two] = [rootOf(first), rootOf(other)];
      if (one !== two) parents.set(one, two);
    }
  }
  return (claim) => rootOf(nameOf(claim));
};

const nameOf = ({ theirs }: Claim): string => `record ${theirs}`;
