import { parseIssn } from '../catalogue/issn.js';
import type { WorkPage, WorkQuery } from './discovery.js';
import { foldedWords, wordsAsked } from './search-words.js';
import type { Place, WorkIndex } from './work-index.js';
import type { Work } from './work.js';

/** What matches every part of the query. */
export const searchWorks = (index: WorkIndex, query: WorkQuery): WorkPage => {
  const words = wordsAsked(query.words ?? '');
  // Punctuation alone asks for something, and there is nothing of the kind.
  if (words.length === 0 && (query.words ?? '').trim() !== '') return { works: [], total: 0 };
  const scores = words.length === 0 ? undefined : index.findByWords(words);
  const order = query.order ?? (scores === undefined ? 'newest' : 'relevance');
  const isWanted = filterOf(query);
  const found = index
    .inOrder(order === 'relevance' ? 'newest' : order)
    .filter((place) => (scores === undefined || scores[place.number] !== 0) && isWanted(place));
  const offset = Math.max(0, query.offset);
  const end = offset + Math.max(0, query.limit);
  const sorted = order === 'relevance' && scores !== undefined ? bestOf(found, scores, end) : found;
  return { works: sorted.slice(offset, end).map(({ entry }) => entry.work), total: found.length };
};

/** The first `count` of them, the best first; of equals the newest. Only those that can be among them are sorted. */
const bestOf = (found: readonly Place[], scores: Float64Array, count: number): readonly Place[] => {
  const scoreOf = ({ number }: Place): number => scores[number] ?? 0;
  const ascending = Float64Array.from(found, scoreOf).sort();
  const least = ascending[Math.max(0, ascending.length - count)] ?? 0;
  return found.filter((place) => scoreOf(place) >= least).sort((a, b) => scoreOf(b) - scoreOf(a));
};

const filterOf = (query: WorkQuery): ((place: Place) => boolean) => {
  const { yearFrom, yearUntil, language, origin } = query;
  const names = foldedWords(query.author ?? '');
  const isNameless = names.length === 0 && (query.author ?? '').trim() !== '';
  const series = query.series?.trim();
  const issn = series === undefined ? undefined : parseIssn(series);
  return ({ entry: { work }, origin: from, year, names: theirs }) =>
    (origin === undefined || from === origin) &&
    (yearFrom === undefined || (year !== undefined && year >= yearFrom)) &&
    (yearUntil === undefined || (year !== undefined && year <= yearUntil)) &&
    (language === undefined || work.languages.includes(language)) &&
    (series === undefined || series === '' || isInSeries(work, series, issn)) &&
    !isNameless &&
    // Each word begins a word of somebody's name: people know the family name, and type half of it.
    names.every((name) => theirs.includes(` ${name}`));
};

const isInSeries = (work: Work, code: string, issn: string | undefined): boolean =>
  work.series.some(({ known, issns }) => known?.code === code || (issn !== undefined && issns.includes(issn)));
