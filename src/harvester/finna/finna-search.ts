import type { Ask } from '../transport/ask-source.js';
import type { FinnaAnswer, FinnaFound } from './finna-answer.js';
import { SourceError } from '../source-error.js';

export interface FinnaSource {
  readonly id: string;
  /** The base of the API: `https://api.finna.fi/v1`. */
  readonly url: string;
  /** What to look for. What any of them finds is in the list, once. */
  readonly queries: readonly string[];
  /** Of the search; `ISN` where absent: ISBN and ISSN, also the ISSN of a series in fields 440 to 830. */
  readonly searchType?: string;
  /** `building:"0/NLF/"`: of the National Library. */
  readonly filters?: readonly string[];
  /** Records asked for at once; at most 100. */
  readonly pageSize: number;
  /** Of one page, once unpacked; 16 MiB where absent. */
  readonly maxBytes?: number;
}

export interface Server {
  readonly source: FinnaSource;
  readonly search: Ask<FinnaAnswer>;
  readonly record: Ask<FinnaAnswer>;
}

/** The API shows no more of a result. */
export const RESULT_WINDOW = 100_000;
export const FIELDS = ['id', 'title', 'fullRecord'] as const;

export const searchQuery = (
  { searchType = 'ISN', filters = [], pageSize }: FinnaSource,
  query: string,
  page: number,
  fields: readonly string[] = FIELDS,
): URLSearchParams =>
  new URLSearchParams([
    ['lookfor', query],
    ['type', searchType],
    ...filters.map((filter) => ['filter[]', filter]),
    ...fields.map((field) => ['field[]', field]),
    // Records of equal relevance have no order of their own, and pages of them would overlap.
    ['sort', 'relevance,id asc'],
    ['page', String(page)],
    ['limit', String(pageSize)],
  ]);

/** @throws SourceError `source-error` */
export const refuseRefusal = ({ found, shownUrl }: FinnaAnswer, query: string): FinnaFound => {
  if (found.kind === 'found') return found;
  throw new SourceError('source-error', `${shownUrl}: the query "${query}" is refused: ${found.inWords}`);
};

/** As a phrase of Lucene's query language. */
export const quote = (text: string): string => `"${text.replaceAll(/["\\]/g, '\\$&')}"`;

/** An address below the base of the API. */
export const routeUnder = (base: string, route: string): string => base.replace(/\/*(?=[?#]|$)/, `/${route}`);
