/** Negative when `a` comes before `b`; 0 only for the same key. */
export type Compare<T> = (a: T, b: T) => number;

/** By UTF-16 code unit, as the ports order identifiers: no locale. */
export const compareCodeUnits = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The position of the first element for which `isReached` holds; it holds for every one after that. */
export const findFirst = <T>(sorted: readonly T[], isReached: (element: T) => boolean): number => {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isReached(sorted[middle] as T)) high = middle;
    else low = middle + 1;
  }
  return low;
};

/** Moving the rest of an array up for one element is a block move; below this share of the tail that beats rewriting it. */
const INSERT_SINGLY_BELOW = 1 / 64;

/**
 * Adds elements, themselves in order, to an array in order. Costs by the length of the tail that they fall into, so
 * that appending is cheap, and a bulk load with one datestamp and identifiers in any order is not quadratic.
 */
export const mergeSorted = <T>(sorted: T[], additions: readonly T[], compare: Compare<T>): void => {
  const [first] = additions;
  if (first === undefined) return;
  const last = sorted.at(-1);
  const start =
    last === undefined || compare(last, first) < 0 ? sorted.length : findFirst(sorted, (element) => compare(element, first) > 0);
  const tailLength = sorted.length - start;
  if (tailLength > 0 && additions.length < tailLength * INSERT_SINGLY_BELOW) {
    for (const addition of additions) {
      sorted.splice(
        findFirst(sorted, (element) => compare(element, addition) > 0),
        0,
        addition,
      );
    }
    return;
  }
  const tail = sorted.slice(start);
  sorted.length = start;
  let next = 0;
  for (const addition of additions) {
    for (let element = tail[next]; element !== undefined && compare(element, addition) <= 0; element = tail[++next]) sorted.push(element);
    sorted.push(addition);
  }
  for (; next < tail.length; next++) sorted.push(tail[next] as T);
};
