import type { PairComparison } from './compare-pair.js';
import type { HarvestedSubject } from './match-subject.js';
import { describedKind } from './manifestation.js';

/** Tells who else claims the same form of the same publication; their keys in order, empty when nobody does. */
export type FindRivals = (pair: PairComparison) => readonly string[];

/** A form that a record does not name may be any. */
const ANY_FORM = 'any';

/**
 * Two records may stand for one form of a publication only if they are one record that came twice: if they have a control
 * number in common, directly or by way of a third.
 */
export const indexClaims = (claims: readonly PairComparison[]): FindRivals => {
  const recordOf = groupSameRecords([...new Set(claims.map(({ theirs }) => theirs))]);
  const readClaim = (pair: PairComparison): Claim => ({
    theirs: pair.theirs.key,
    form: describedKind(pair) ?? ANY_FORM,
    record: recordOf(pair.theirs),
  });
  const byPublication = new Map<string, Claim[]>();
  for (const claim of [...claims].sort((a, b) => (a.theirs.key < b.theirs.key ? -1 : 1))) {
    const others = byPublication.get(claim.ours.key);
    if (others === undefined) byPublication.set(claim.ours.key, [readClaim(claim)]);
    else others.push(readClaim(claim));
  }
  return (pair) => {
    const claim = readClaim(pair);
    const rivals = (byPublication.get(pair.ours.key) ?? []).filter((other) => isRival(claim, other));
    return rivals.map(({ theirs }) => theirs);
  };
};

interface Claim {
  readonly theirs: string;
  readonly form: string;
  /** The same for records that are one. */
  readonly record: string;
}

const isRival = (one: Claim, other: Claim): boolean =>
  one.record !== other.record && (one.form === other.form || one.form === ANY_FORM || other.form === ANY_FORM);

/** The control number that stands for all records that are the same; the key of a record that has none. */
const groupSameRecords = (records: readonly HarvestedSubject[]): ((record: HarvestedSubject) => string) => {
  const parents = new Map<string, string>();
  const rootOf = (name: string): string => {
    let root = name;
    for (let parent = parents.get(root); parent !== undefined; parent = parents.get(root)) root = parent;
    return root;
  };
  for (const record of records) {
    const [first, ...others] = namesOf(record);
    for (const other of others) {
      const [one, two] = [rootOf(first), rootOf(other)];
      if (one !== two) parents.set(one, two);
    }
  }
  return (record) => rootOf(namesOf(record)[0]);
};

const namesOf = ({ key, controlNumbers, knownAs }: HarvestedSubject): readonly [string, ...string[]] => [
  `record ${key}`,
  ...controlNumbers,
  ...knownAs,
];
