/** Numbers by keys: as many under one key as there are, in ascending order. Holds eight bytes for each, and no key. */
export interface KeyIndex {
  /** @param number below 4,194,304, ascending from one call to the next */
  add(key: string, number: number): void;
  countOf(key: string): number;
  /** The first of them. */
  under(key: string, most?: number): readonly number[];
}

/** A key stands as 39 bits of its hash: 8 say in which part it is, 31 stand before the number. */
const PARTS = 256;
const NUMBERS = 2 ** 22;
const FIRST_SIZE = 16;
const NOTHING = new Float64Array(0);

interface Part {
  /** hash × NUMBERS + number, which is exact below 2^53. */
  entries: Float64Array;
  size: number;
  isSorted: boolean;
}

/**
 * Two of a million keys share their place with one chance in some hundred thousand; whoever asks compares what is found in full, so that
 * costs a comparison.
 */
export const createKeyIndex = (): KeyIndex => {
  // Each when it is first needed: a small catalogue would take longer to make room for than to match.
  const parts = new Map<number, Part>();
  /** Where a key's entries begin, and where they end. */
  const rangeOf = (key: string): readonly [entries: Float64Array, from: number, to: number] => {
    const { part: index, hash } = placeOf(key);
    const part = parts.get(index);
    if (!part) return [NOTHING, 0, 0];
    if (!part.isSorted) part.entries.subarray(0, part.size).sort();
    part.isSorted = true;
    const entries = part.entries.subarray(0, part.size);
    return [entries, firstAtLeast(entries, hash * NUMBERS), firstAtLeast(entries, (hash + 1) * NUMBERS)];
  };
  return {
    add: (key, number) => {
      if (number >= NUMBERS) throw new RangeError(`${number}: no more than ${NUMBERS} publications of our own can be matched`);
      const { part: index, hash } = placeOf(key);
      const part = parts.get(index) ?? { entries: new Float64Array(FIRST_SIZE), size: 0, isSorted: true };
      if (part.size === 0) parts.set(index, part);
      if (part.size === part.entries.length) {
        const longer = new Float64Array(Math.ceil(part.entries.length * 1.5));
        longer.set(part.entries);
        part.entries = longer;
      }
      part.entries[part.size++] = hash * NUMBERS + number;
      part.isSorted = false;
    },
    countOf: (key) => {
      const [, from, to] = rangeOf(key);
      return to - from;
    },
    under: (key, most = Infinity) => {
      const [entries, from, to] = rangeOf(key);
      return Array.from(entries.subarray(from, Math.min(to, from + most)), (entry) => entry % NUMBERS);
    },
  };
};

const firstAtLeast = (entries: Float64Array, bound: number): number => {
  let [low, high] = [0, entries.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((entries[middle] ?? Infinity) < bound) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** Two multiplicative hashes over UTF-16 units, each finished as MurmurHash3 does it. */
const placeOf = (key: string): { readonly part: number; readonly hash: number } => {
  let [one, other] = [0x9e3779b9, 0x85ebca6b];
  for (let index = 0; index < key.length; index++) {
    const unit = key.charCodeAt(index);
    one = Math.imul(one ^ unit, 0x01000193);
    other = Math.imul(other ^ unit, 0x5bd1e995) ^ (other >>> 13);
  }
  return { part: finish(one) & (PARTS - 1), hash: finish(other) >>> 1 };
};

const finish = (given: number): number => {
  let hash = given;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
};
