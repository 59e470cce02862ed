import { parseLanguage } from '../../../catalogue/language.js';
import type { WorkQuery } from '../../../discovery/discovery.js';
import { cut, readParameters, type ParameterFault, type Parameters } from './parameters.js';

const LONGEST_WORDS = 500;
const LONGEST_NAME = 200;
const FARTHEST = 10_000;
const MOST = 100;
const USUAL = 20;

const PARAMETERS = [...['q', 'author', 'series', 'yearFrom', 'yearUntil', 'language', 'origin'], ...['order', 'offset', 'limit']];

/** A search as its address says it. */
export const readWorkQuery = (
  query: URLSearchParams,
): { readonly kind: 'read'; readonly wanted: WorkQuery } | { readonly kind: 'faulty'; readonly faults: readonly ParameterFault[] } => {
  const given = readParameters(query, PARAMETERS);
  const wanted = wantedBy(given, readLanguage(given));
  if (wanted.yearFrom !== undefined && wanted.yearUntil !== undefined && wanted.yearFrom > wanted.yearUntil)
    given.faults.push({ name: 'yearFrom', message: `${wanted.yearFrom} is after yearUntil, which is ${wanted.yearUntil}.` });
  return given.faults.length > 0 ? { kind: 'faulty', faults: given.faults } : { kind: 'read', wanted };
};

const wantedBy = (given: Parameters, language: string | undefined): WorkQuery => {
  const words = given.text('q', LONGEST_WORDS);
  const author = given.text('author', LONGEST_NAME);
  const series = given.text('series', LONGEST_NAME);
  const yearFrom = given.number('yearFrom', 0, 9999);
  const yearUntil = given.number('yearUntil', 0, 9999);
  const origin = given.choice('origin', ['own', 'older']);
  const order = given.choice('order', ['relevance', 'newest', 'oldest', 'title']);
  return {
    ...(words !== undefined && { words }),
    ...(author !== undefined && { author }),
    ...(series !== undefined && { series }),
    ...(yearFrom !== undefined && { yearFrom }),
    ...(yearUntil !== undefined && { yearUntil }),
    ...(language !== undefined && { language }),
    ...(origin !== undefined && { origin }),
    ...(order !== undefined && { order }),
    offset: given.number('offset', 0, FARTHEST) ?? 0,
    limit: given.number('limit', 1, MOST) ?? USUAL,
  };
};

/** `fi` and `fin` alike. */
const readLanguage = (given: Parameters): string | undefined => {
  const value = given.text('language', LONGEST_NAME);
  if (value === undefined) return undefined;
  const code = parseLanguage(value);
  if (code === undefined)
    given.faults.push({ name: 'language', message: `${cut(value)} is no language code of ISO 639, such as fin or fi.` });
  return code;
};

/** The address of what comes after a page; `undefined` after the last one, and beyond what may be asked for. */
export const nextQuery = (query: URLSearchParams, { offset, limit }: WorkQuery, total: number): string | undefined => {
  const next = offset + limit;
  if (next >= total || next > FARTHEST) return undefined;
  const following = new URLSearchParams(query);
  following.set('offset', String(next));
  following.set('limit', String(limit));
  return following.toString();
};
