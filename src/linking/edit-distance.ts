/**
 * How many letters must be inserted, left out, replaced or swapped with their neighbour to make one text the other
 * (Damerau–Levenshtein in its restricted form, optimal string alignment), in UTF-16 units.
 * @param limit beyond it nothing is counted: the answer is then `limit + 1`
 */
export const editDistance = (one: string, other: string, limit = Math.max(one.length, other.length)): number => {
  const [a, b] = withoutSameEnds(one, other);
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  if (a.length === 0 || b.length === 0) return a.length + b.length;
  return alignedDistance(a, b, limit);
};

/**
 * 1 for equal texts, 0 for texts that have no letter in common, else the share of the longer one that need not change.
 * @param floor below it nobody wants to know: the answer is then 0
 */
export const likeness = (one: string, other: string, floor = 0): number => {
  const longest = Math.max(one.length, other.length);
  if (longest === 0) return 0;
  const limit = mostChanges(longest, floor);
  const distance = editDistance(one, other, limit);
  return distance > limit ? 0 : 1 - distance / longest;
};

/** So many changes leave texts of that length as alike as `floor`. */
export const mostChanges = (longest: number, floor: number): number =>
  // One fifth of five is 0.9999999999999998 to a computer.
  Math.floor((1 - floor) * longest + 1e-9);

const withoutSameEnds = (one: string, other: string): readonly [string, string] => {
  const shorter = Math.min(one.length, other.length);
  let start = 0;
  while (start < shorter && one.charCodeAt(start) === other.charCodeAt(start)) start++;
  let end = 0;
  while (end < shorter - start && one.charCodeAt(one.length - 1 - end) === other.charCodeAt(other.length - 1 - end)) end++;
  return [one.slice(start, one.length - end), other.slice(start, other.length - end)];
};

/** Only cells within `limit` of the diagonal can lie on a way that short (Ukkonen 1985), so only they are filled. */
const alignedDistance = (a: string, b: string, limit: number): number => {
  const beyond = limit + 1;
  // Three rows that are used over and over; of each only the band is written, and one cell on either side of it.
  let twoBack: number[] = new Array<number>(b.length + 1).fill(beyond);
  let back = Array.from({ length: b.length + 1 }, (_, column) => (column < beyond ? column : beyond));
  let current: number[] = new Array<number>(b.length + 1).fill(beyond);
  let bestBefore = 0;
  for (let row = 1; row <= a.length; row++) {
    const from = row > limit ? row - limit : 1;
    const to = row + limit < b.length ? row + limit : b.length;
    let best = row < beyond ? row : beyond;
    current[from - 1] = best;
    if (to < b.length) current[to + 1] = beyond;
    for (let column = from; column <= to; column++) {
      const cost = cheapestWay(a, b, row, column, current, back, twoBack, beyond);
      current[column] = cost;
      if (cost < best) best = cost;
    }
    // A swap reaches back over one row, so it takes two rows beyond the limit to prove that no way is left.
    if (best >= beyond && bestBefore >= beyond) return beyond;
    bestBefore = best;
    [twoBack, back, current] = [back, current, twoBack];
  }
  return back[b.length] ?? beyond;
};

/** To the cell from its three neighbours, and over a swap from the one before them. */
const cheapestWay = (
  a: string,
  b: string,
  row: number,
  column: number,
  current: readonly number[],
  back: readonly number[],
  twoBack: readonly number[],
  beyond: number,
): number => {
  const letter = a.charCodeAt(row - 1);
  const other = b.charCodeAt(column - 1);
  let cost = (back[column - 1] ?? beyond) + (letter === other ? 0 : 1);
  const withoutLetter = (back[column] ?? beyond) + 1;
  const withoutOther = (current[column - 1] ?? beyond) + 1;
  if (withoutLetter < cost) cost = withoutLetter;
  if (withoutOther < cost) cost = withoutOther;
  if (row > 1 && column > 1 && letter === b.charCodeAt(column - 2) && other === a.charCodeAt(row - 2)) {
    const swapped = (twoBack[column - 2] ?? beyond) + 1;
    if (swapped < cost) cost = swapped;
  }
  return cost < beyond ? cost : beyond;
};
