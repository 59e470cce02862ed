import type { HarvestedSubject } from './match-subject.js';

/** How a source agrees with the others, by control number, or because two records say the same. In localIds. */
export interface CrossCheck {
  /** Live records of the source that no other source has. */
  readonly onlyHere: readonly string[];
  /** Live records of other sources that this one has not. */
  readonly onlyElsewhere: readonly string[];
}

/** Under one number: more of them are no sign of one record that came twice but of a slip that was copied. */
const MOST_UNDER_ONE_NUMBER = 50;

interface Bearers {
  count: number;
  readonly sources: Set<string>;
}

/** Compares what it is shown, record by record; keeps their numbers and who has them. */
export const createCrossCheck = (
  source: string,
): {
  readonly take: (subject: HarvestedSubject, sources: readonly string[]) => void;
  readonly result: () => CrossCheck | undefined;
} => {
  const holders = new Map<string, { readonly sources: readonly string[]; readonly numbers: readonly string[] }>();
  const bearers = new Map<string, Bearers>();
  const others = new Set<string>();
  /** One record under two numbers counts as had by all that have either. */
  const sourcesOf = (localId: string): ReadonlySet<string> => {
    const held = holders.get(localId);
    const found = new Set(held?.sources);
    for (const number of held?.numbers ?? []) {
      const same = bearers.get(number);
      if (same && same.count <= MOST_UNDER_ONE_NUMBER) for (const each of same.sources) found.add(each);
    }
    return found;
  };
  return {
    take: ({ key, controlNumbers, knownAs }, sources) => {
      const numbers = [...new Set([...controlNumbers, ...knownAs])];
      holders.set(key, { sources, numbers });
      for (const each of sources) if (each !== source) others.add(each);
      for (const number of numbers) {
        const same = bearers.get(number) ?? { count: 0, sources: new Set() };
        same.count += 1;
        for (const each of sources) same.sources.add(each);
        bearers.set(number, same);
      }
    },
    result: () => {
      if (others.size === 0) return undefined;
      const ids = [...holders.keys()].sort();
      return {
        onlyHere: ids.filter((localId) => holders.get(localId)?.sources.includes(source) && sourcesOf(localId).size === 1),
        onlyElsewhere: ids.filter((localId) => !sourcesOf(localId).has(source)),
      };
    },
  };
};
