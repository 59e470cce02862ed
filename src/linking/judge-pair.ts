import { comparePair, type PairComparison } from './compare-pair.js';
import type { HarvestedSubject, OwnSubject } from './match-subject.js';
import { findObstacles } from './obstacles.js';

/** What the rules say of one pair, whatever other pairs there are. Of two that have nothing to do with each other they say nothing. */
export type Verdict =
  | { readonly kind: 'automatic'; readonly tier: 'A' | 'B' | 'C'; readonly pair: PairComparison }
  /** `strong`: an identifier of the work (A, B) says that the two are one. `because` is what says that they are not. */
  | { readonly kind: 'conflict'; readonly strong: boolean; readonly because: string; readonly pair: PairComparison }
  | { readonly kind: 'alike'; readonly tier: 'D' | 'E'; readonly because: string; readonly pair: PairComparison };

/** From here on a title is taken for a title that was meant to be the same: tiers B and E. */
export const ALIKE = 0.8;
/** From here on it is the same but for slips of the hand: tier D. */
const NEARLY_SAME = 0.92;
/** Enough where the number in the series has already said which publication it is: tier C. */
const NOT_UNLIKE = 0.6;

/**
 * The tiers in the order of their strength. An identifier in common that fails its tier, or meets an obstacle, is a
 * conflict; without one, obstacles count only where the title alone would have been enough.
 */
export const judgePair = (ours: OwnSubject, theirs: HarvestedSubject): Verdict | undefined => {
  const pair = comparePair(ours, theirs);
  const claims = [claimOfIdentity(pair), claimOfIsbn(pair), claimOfPlace(pair)].filter((claim) => claim !== undefined);
  const [obstacle] = findObstacles(pair);
  if (claims.length === 0) return judgeByTitle(pair, obstacle);
  const held = claims.find((claim) => claim.failure === undefined);
  if (held !== undefined && obstacle === undefined) return { kind: 'automatic', tier: held.tier, pair };
  const failure = claims.find((claim) => claim.failure !== undefined)?.failure;
  return { kind: 'conflict', strong: claims.some(({ tier }) => tier !== 'C'), because: obstacle ?? failure ?? '', pair };
};

/** An identifier says that the two are one; `failure` is what the rest of the tier's rule misses. */
interface Claim {
  readonly tier: 'A' | 'B' | 'C';
  readonly failure?: string;
}

const claim = (tier: Claim['tier'], failure: string | undefined): Claim => (failure === undefined ? { tier } : { tier, failure });

/** A URN of an ISBN is an ISBN, and publishers use those again; any other identifier may be copied along with a record. */
const claimOfIdentity = ({ sharedNumbers, sharedPersistentIds, title }: PairComparison): Claim | undefined => {
  if (sharedNumbers.length > 0) return claim('A', undefined);
  if (sharedPersistentIds.length === 0) return undefined;
  const needed = sharedPersistentIds.every((id) => id.startsWith('urn:isbn:')) ? ALIKE : NOT_UNLIKE;
  return claim('A', title.similarity < needed ? 'an identifier in both, but titles that are not alike' : undefined);
};

const claimOfIsbn = ({ sharedIsbns, title, years, ours, theirs }: PairComparison): Claim | undefined => {
  if (sharedIsbns.length === 0) return undefined;
  if (title.similarity < ALIKE)
    return claim('B', 'an ISBN in both, but titles that are not alike: the ISBN was used again, or is that of a set');
  if (title.otherWords) return claim('B', `an ISBN in both, but ${otherWordsIn(title.otherWords)}`);
  const isFar = years === 'far' || (years === 'near' && title.numberOnOneSide === true);
  return claim('B', isFar ? `an ISBN in both, but ours is of ${String(ours.year)} and theirs of ${String(theirs.year)}` : undefined);
};

const otherWordsIn = ([ours, theirs]: readonly [string, string]): string =>
  `"${ours}" in the title of ours and "${theirs}" in that of theirs`;

/**
 * The number in the series. Numbering begins anew every year, so where a side does not say the year, the number says
 * little and the title must say more; and a parallel title is no title of theirs unless the language is.
 */
const claimOfPlace = (pair: PairComparison): Claim | undefined => {
  const { place, years, languages, ours, theirs } = pair;
  if (place?.by !== 'issn' || (place.relation !== 'same' && place.relation !== 'overlap')) return undefined;
  const title = languages === 'same' ? pair.title : pair.mainTitle;
  const isDated = place.yearIsKnown || years === 'equal';
  if (!isDated && title.similarity < ALIKE) return undefined;
  if (place.relation === 'overlap') return claim('C', `ours is ${place.ours}, theirs ${place.theirs}`);
  if (years === 'near' || years === 'far') {
    return claim('C', `the same number, but ours is of ${String(ours.year)} and theirs of ${String(theirs.year)}`);
  }
  if (title.similarity < NOT_UNLIKE) return claim('C', 'the same number of the series, but titles that are not alike');
  // Parallel editions may look alike by their letters: Polisbarometern, Poliisibarometri.
  const mayBeParallel = languages === 'unknown' && title.otherWords !== undefined;
  return claim('C', mayBeParallel ? `a language is not known, and ${otherWordsIn(title.otherWords)}` : undefined);
};

const judgeByTitle = (pair: PairComparison, obstacle: string | undefined): Verdict | undefined => {
  const { title, years, authors, weakIsbns, place } = pair;
  const isWeaklyIdentified = weakIsbns.length > 0 || (place?.by === 'title' && place.relation === 'same' && years === 'equal');
  const isSameYear = years === 'equal' || years === 'unknown';
  if (obstacle !== undefined) {
    return isWeaklyIdentified || (title.similarity >= NEARLY_SAME && isSameYear)
      ? { kind: 'conflict', strong: false, because: obstacle, pair }
      : undefined;
  }
  if (title.similarity >= NEARLY_SAME && years === 'equal' && authors !== 'differ') {
    return { kind: 'alike', tier: 'D', because: 'the same title and year, and no identifier in common', pair };
  }
  if (isWeaklyIdentified) return { kind: 'alike', tier: 'E', because: 'an identifier in common that proves little', pair };
  // Annual reports and training material come out under one title for decades: years that far apart take an author in common.
  if (title.similarity < ALIKE || (years === 'far' && authors !== 'shared')) return undefined;
  return { kind: 'alike', tier: 'E', because: 'titles that are alike, and no identifier in common', pair };
};
