import type { WorkPage, WorkQuery } from './discovery.js';
import { wordsAsked } from './search-words.js';
import type { Place, WorkIndex } from './work-index.js';

/** What matches every part of the query. */
export const searchWorks = (index: WorkIndex, query: WorkQuery): WorkPage => {
  const words = wordsAsked(query.words ?? '');
  // Punctuation alone asks for something, and there is nothing of the kind.
  if (words.length === 0 && (query.words ?? '').trim() !== '') return { works: [], total: 0 };
  const scores = words.length === 0 ? undefined : index.findByWords(words);
  const order = query.order ?? (scores === undefined ? 'newest' : 'relevance');
  const found = sift(index, query, order === 'relevance' ? 'newest' : order, scores);
  const offset = Math.max(0, query.offset);
  const end = offset + Math.max(0, query.limit);
  const sorted = order === 'relevance' && scores !== undefined ? bestOf(found, scores, end) : found;
  return { works: sorted.slice(offset, end).map(({ entry }) => entry.work), total: found.length };
};

/** In one round over all of them, with no look at the works themselves: those lie all over the memory. */
const sift = (
  index: WorkIndex,
  query: WorkQuery,
  order: Exclude<NonNullable<WorkQuery['order']>, 'relevance'>,
  scores: Float64Array | undefined,
): readonly Place[] => {
  const { yearFrom, yearUntil, origin } = query;
  const facets = index.findByFacets(query);
  const places = index.inOrder(order);
  const asksYear = yearFrom !== undefined || yearUntil !== undefined;
  if (scores === undefined && facets === undefined && !asksYear && origin === undefined) return places;
  const [least, most] = [yearFrom ?? -Infinity, yearUntil ?? Infinity];
  const found: Place[] = [];
  for (const place of places) {
    if (scores?.[place.number] === 0 || facets?.[place.number] === 0) continue;
    if (origin !== undefined && place.origin !== origin) continue;
    if (asksYear && !(place.year !== undefined && place.year >= least && place.year <= most)) continue;
    found.push(place);
  }
  return found;
};

/** The first `count` of them, the best first; of equals the newest. Only those that can be among them are sorted. */
const bestOf = (found: readonly Place[], scores: Float64Array, count: number): readonly Place[] => {
  const scoreOf = ({ number }: Place): number => scores[number] ?? 0;
  const least = leastOfBest(found, scoreOf, count);
  return found.filter((place) => scoreOf(place) >= least).sort((a, b) => scoreOf(b) - scoreOf(a));
};

/** The score of the last of the best `count`. Works share their few scores, so to count those is quicker than to sort the works. */
const leastOfBest = (found: readonly Place[], scoreOf: (place: Place) => number, count: number): number => {
  const shares = new Map<number, number>();
  for (const place of found) {
    const score = scoreOf(place);
    shares.set(score, (shares.get(score) ?? 0) + 1);
  }
  let reached = 0;
  let least = 0;
  for (const [score, works] of [...shares].sort(([a], [b]) => b - a)) {
    if (reached >= count) break;
    reached += works;
    least = score;
  }
  return least;
};
