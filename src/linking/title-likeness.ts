import type { ComparableTitle } from './comparable-title.js';
import { editDistance, likeness } from './edit-distance.js';

/** How alike two titles are, and what in them cannot be of one work. */
export interface TitleLikeness {
  /** From 0 to 1; 0.8 and 0.92 are the thresholds of the tiers. */
  readonly similarity: number;
  /** The numbers in which the titles differ, of the one and of the other. */
  readonly otherNumbers?: readonly [string, string];
  /** One of them has a number that the other lacks. */
  readonly numberOnOneSide?: true;
  /** The words of the one that the other has others for. */
  readonly otherWords?: readonly [string, string];
}

/** The same title proper, and only one of the two has a subtitle: alike, but not as alike as two that have the same. */
const SUBTITLE_ON_ONE_SIDE = 0.95;
/** As above, where the title proper is a single word, such as `Vuosikertomus`: below the threshold of tier D. */
const SUBTITLE_AFTER_ONE_WORD = 0.9;
/** A number stands in one title only: below the threshold of tier D, above that of B. */
const NUMBER_ON_ONE_SIDE = 0.9;
/** A number of one is another in the other: below every threshold. */
const OTHER_NUMBER = 0.59;
/** A word of one is another in the other: below the threshold of tier D. */
const OTHER_WORD = 0.91;

/**
 * One minus the edit distance (Damerau–Levenshtein) over the length of the longer comparison key, with two guards,
 * because letters alone take `osa 1` for `osa 2`, `1998` for `1999` and, in a long title, `Lapin` for `Oulun`:
 * numbers that differ keep it below 0.6, a word that is replaced by another one keeps it below 0.92. The same
 * whichever of the two comes first.
 */
export const compareTitles = (one: ComparableTitle, other: ComparableTitle): TitleLikeness => {
  const letters = letterLikeness(one, other);
  if (letters === 0) return { similarity: 0 };
  const numbers = compareNumbers(one.numbers, other.numbers);
  const otherWords = findOtherWords(one.whole, other.whole);
  const similarity = Math.min(
    letters,
    numbers === 'others' ? OTHER_NUMBER : numbers === 'fewer' ? NUMBER_ON_ONE_SIDE : 1,
    otherWords === undefined ? 1 : OTHER_WORD,
  );
  return {
    similarity,
    ...(numbers === 'others' && { otherNumbers: [one.numbers.join(', '), other.numbers.join(', ')] }),
    ...(numbers === 'fewer' && { numberOnOneSide: true }),
    ...(otherWords && { otherWords }),
  };
};

/** The likest pair of titles of the two; the first such pair where several are. */
export const likestTitles = (ours: readonly ComparableTitle[], theirs: readonly ComparableTitle[]): TitleLikeness =>
  ours
    .flatMap((one) => theirs.map((other) => compareTitles(one, other)))
    .reduce<TitleLikeness>((best, found) => (found.similarity > best.similarity ? found : best), { similarity: 0 });

const letterLikeness = (one: ComparableTitle, other: ComparableTitle): number => {
  const whole = likeness(one.whole, other.whole);
  if (hasSubtitle(one) === hasSubtitle(other)) return whole;
  const weight = one.main.includes(' ') && other.main.includes(' ') ? SUBTITLE_ON_ONE_SIDE : SUBTITLE_AFTER_ONE_WORD;
  return Math.max(whole, weight * likeness(one.main, other.main));
};

const hasSubtitle = ({ main, whole }: ComparableTitle): boolean => main !== whole;

const compareNumbers = (one: readonly string[], other: readonly string[]): 'same' | 'fewer' | 'others' => {
  const [fewer, more] = one.length <= other.length ? [one, other] : [other, one];
  if (!isSubsequence(fewer, more)) return 'others';
  // Subtitles like to say the year of the title again.
  return more.every((number) => fewer.includes(number)) ? 'same' : 'fewer';
};

const isSubsequence = (fewer: readonly string[], more: readonly string[]): boolean => {
  let found = 0;
  for (const number of more) if (number === fewer[found]) found++;
  return found === fewer.length;
};

/** `sekä`, `och` and the like come and go between the cover, the title page and the catalogue. */
const LINKING_WORDS: ReadonlySet<string> = new Set(['seka', 'och', 'samt', 'and', 'the', 'for', 'eli', 'tai', 'eller', 'und']);

/** What is left on both sides when every word has found its like; `undefined` when one side has nothing left. */
const findOtherWords = (one: string, other: string): readonly [string, string] | undefined => {
  // The same words first, so that no neighbour takes them away.
  const [ours, theirs] = withoutPartners(...withoutPartners(contentWords(one), contentWords(other), isSameWord), isNear);
  // Compounds are written as one word here and as two there.
  if (ours.length === 0 || theirs.length === 0 || isNear(ours.join(''), theirs.join(''))) return undefined;
  return [ours.join(' '), theirs.join(' ')];
};

const contentWords = (key: string): readonly string[] =>
  key.split(' ').filter((word) => word.length > 2 && !/\d/.test(word) && !LINKING_WORDS.has(word));

/** Each takes the first that is free: of two pairs that exclude each other the same one wins from whichever side one begins. */
const withoutPartners = (
  ones: readonly string[],
  others: readonly string[],
  arePartners: (one: string, other: string) => boolean,
): readonly [readonly string[], readonly string[]] => {
  const left = [...others];
  const alone = ones.filter((word) => {
    const at = left.findIndex((other) => arePartners(word, other));
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
  return [alone, left];
};

const isSameWord = (one: string, other: string): boolean => one === other;

/** A slip of the hand, or another ending of a word of which three quarters are the same: `julkaisu`, `julkaisut`. */
const isNear = (one: string, other: string): boolean => {
  const longest = Math.max(one.length, other.length);
  if (longest < 4) return one === other;
  return editDistance(one, other, 1) <= 1 || samePrefix(one, other) >= longest * 0.75;
};

const samePrefix = (one: string, other: string): number => {
  let length = 0;
  while (length < one.length && length < other.length && one.charCodeAt(length) === other.charCodeAt(length)) length++;
  return length;
};
