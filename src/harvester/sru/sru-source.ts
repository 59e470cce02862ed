import type { Ask } from '../transport/ask-source.js';
import type { SourceAnswer } from '../reading/read-document.js';
import { SourceError } from '../source-error.js';
import { readCounts, readDiagnostics, type Counts, type Diagnostic } from './sru-page.js';

export interface SruSource {
  readonly id: string;
  readonly url: string;
  readonly version: '1.1' | '1.2' | '2.0';
  /** CQL. What any of them finds is in the list, once. */
  readonly queries: readonly string[];
  readonly recordSchema: string;
  /** Records asked for at once; the source may send fewer. */
  readonly pageSize: number;
  /** How many records of a result the source shows at most; 20,000 where absent, as Kansalliskirjasto's. */
  readonly totalCap?: number;
  /** How a query is split that finds more than that; absent: it fails. */
  readonly splitYears?: SplitYears;
  /** The index of CQL that finds one record by its number; `rec.id` where absent. */
  readonly recordIndex?: string;
  /** Of one page, once unpacked; 64 MiB where absent. */
  readonly maxBytes?: number;
}

export interface SplitYears {
  /** Of CQL, with years in it that can be compared: `dc.date`. */
  readonly index: string;
  /** Earlier and later records are found with the first and the last year. */
  readonly from: number;
  readonly until: number;
}

/** One SRU source that is being asked. */
export interface Server {
  readonly source: SruSource;
  readonly ask: Ask<SourceAnswer>;
}

export interface Search {
  /** CQL. */
  readonly query: string;
  /** Counts from 1. */
  readonly start: number;
  readonly maximumRecords: number;
}

export interface SearchAnswer extends SourceAnswer {
  readonly counts: Counts;
  /** Of the whole answer, as its error. */
  readonly diagnostics: readonly Diagnostic[];
}

/** @throws SourceError */
export const search = async (
  { source, ask }: Server,
  { query, start, maximumRecords }: Search,
  signal: AbortSignal,
): Promise<SearchAnswer> => {
  const { version, recordSchema } = source;
  const answer = await ask(
    new URLSearchParams({
      operation: 'searchRetrieve',
      version,
      query,
      startRecord: String(start),
      maximumRecords: String(maximumRecords),
      recordSchema,
    }),
    signal,
  );
  return { ...answer, counts: readCounts(answer.document) ?? { total: 0 }, diagnostics: readDiagnostics(answer.document) };
};

/** @throws SourceError `source-error` where the answer has a diagnostic, whatever stands beside it */
export const refuseDiagnostics = ({ diagnostics, shownUrl }: SearchAnswer, query: string): void => {
  if (diagnostics.length === 0) return;
  const words = diagnostics.map(({ inWords }) => inWords).join('; ');
  throw new SourceError('source-error', `${shownUrl}: the query ${query} is answered by a diagnostic: ${words}`);
};
