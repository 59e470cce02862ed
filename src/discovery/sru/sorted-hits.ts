import type { SortKey } from './cql-query.js';
import type { Hit, Hits } from './hits.js';

/** In Finnish order: å ä ö after z. */
const collator = (): Intl.Collator => new Intl.Collator('fi', { sensitivity: 'base', numeric: true });

/** By the keys, the first of them first; records without a value come last whatever the direction, equals stay as they were. */
export const sortedHits = (hits: Hits, keys: readonly SortKey[]): readonly Hit[] => {
  if (keys.length === 0) return [...hits.values()];
  const titles = collator();
  const compareBy = ({ path, direction }: SortKey): ((one: Hit, other: Hit) => number) => {
    const sign = direction === 'ascending' ? 1 : -1;
    switch (path) {
      case 'title':
        return (one, other) => withMissing(titleOf(one), titleOf(other), (a, b) => sign * titles.compare(a, b));
      case 'date':
        return (one, other) => withMissing(one.work.year, other.work.year, (a, b) => sign * (a - b));
    }
  };
  const comparisons = keys.map(compareBy);
  return [...hits.values()].sort((one, other) => comparisons.reduce((order, compare) => order || compare(one, other), 0));
};

const titleOf = ({ work }: Hit): string | undefined => work.titles[0]?.text;

const withMissing = <T>(one: T | undefined, other: T | undefined, compare: (one: T, other: T) => number): number => {
  if (one === undefined || other === undefined) return Number(one === undefined) - Number(other === undefined);
  return compare(one, other);
};
