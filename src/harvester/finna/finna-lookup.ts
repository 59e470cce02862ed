import { parseIsbn, type Isbn } from '../../catalogue/isbn.js';
import { readMarcxmlText } from '../file/file-marcxml.js';
import { createAsk, type Ask } from '../transport/ask-source.js';
import type { Http } from '../transport/http.js';
import type { Pace } from '../transport/pace.js';
import { DEFAULT_PATIENCE, type Patience } from '../transport/patience.js';
import { readsFinna, type FinnaAnswer, type FinnaRecord } from './finna-answer.js';
import { FIELDS, quote, refuseRefusal, routeUnder, searchQuery, type FinnaSource } from './finna-search.js';

/** One record that a search by a number found. */
export interface FoundRecord {
  readonly id: string;
  /** Of the same thing, as Finna says; its own id is not among them. */
  readonly dedupIds: readonly string[];
  /** As Finna's own description of the record has them; absent where it has none, which says nothing. */
  readonly isbns?: readonly Isbn[];
  /** The record's MARCXML, where it has any that can be read. */
  readonly xml?: string;
}

export interface FinnaSighting {
  readonly records: readonly FoundRecord[];
  /** Everything that the search found is here, so what is not here is not there. */
  readonly isWhole: boolean;
}

export interface FinnaQuestion {
  /** 13 digits of an ISBN, or a control number with its library: `(FI-MELINDA)254001`. */
  readonly number: string;
  /** `building:"0/EKK/"`. */
  readonly filters: readonly string[];
}

/** @throws SourceError */
export type FinnaLookup = (question: FinnaQuestion, signal: AbortSignal) => Promise<FinnaSighting>;

export interface FinnaLookupOptions {
  readonly http: Http;
  readonly source: Pick<FinnaSource, 'id' | 'url' | 'maxBytes'>;
  readonly pace: Pace;
  readonly patience?: Patience;
}

const MAX_ANSWER_BYTES = 16 * 1024 * 1024;
/** More records than libraries that Finna would not have put together: beyond that, absence is not proven. */
const MOST_RECORDS = 50;

export const isControlNumber = (number: string): boolean => number.startsWith('(');

/** Looks for a book by its ISBN (`type=ISN`) or by a control number of its record, one search for each question. */
export const createFinnaLookup = ({ http, source, pace, patience = DEFAULT_PATIENCE }: FinnaLookupOptions): FinnaLookup => {
  const ask = createAsk({
    ...{ http, pace, patience, accept: 'application/json', url: routeUnder(source.url, 'search') },
    read: readsFinna(source.maxBytes ?? MAX_ANSWER_BYTES),
  });
  return (question, signal) => lookUp({ source, ask }, question, signal);
};

interface Server {
  readonly source: FinnaLookupOptions['source'];
  readonly ask: Ask<FinnaAnswer>;
}

const lookUp = async ({ source, ask }: Server, { number, filters }: FinnaQuestion, signal: AbortSignal): Promise<FinnaSighting> => {
  const [searchType, lookFor] = isControlNumber(number) ? ['AllFields', inControlNumbers(number)] : ['ISN', number];
  const search = { ...source, queries: [], searchType, filters, pageSize: MOST_RECORDS };
  const query = searchQuery(search, lookFor, 1, [...FIELDS, 'isbns', 'dedupIds']);
  const { resultCount, records } = refuseRefusal(await ask(query, signal), number);
  const found = new Map(records.flatMap((record) => readFound(record) ?? []).map((record) => [record.id, record]));
  return { records: [...found.values()], isWhole: found.size === resultCount };
};

/** Of Melinda and its likes. */
const DIGITS = 9;

/** The index (VuFind's `ctrlnum`: MARC 035 $a) has a number as the record spells it: with its leading zeros or without. */
const inControlNumbers = (number: string): string => {
  const padded = number.replace(/\)(\d+)$/, (_, digits: string) => `)${digits.padStart(DIGITS, '0')}`);
  return `ctrlnum:(${[...new Set([number, padded])].map(quote).join(' OR ')})`;
};

/** `fikka.1234567`, `doria.10024/123`: a source, and what it says; nothing that an address or a page could trip over. */
const ID = /^\w[\w-]{0,60}\.[\w.:;,()+~=@/-]{1,150}$/;
const MOST_IDS = 100;

const readFound = ({ id: stated, dedupIds = [], isbns, fullRecord }: FinnaRecord): FoundRecord | undefined => {
  const id = stated?.trim();
  if (id === undefined || !ID.test(id)) return undefined;
  const numbers = isbns?.flatMap((isbn) => parseIsbn(isbn.slice(0, 40).replace(/\(.*$/s, '')) ?? []);
  const xml = fullRecord === undefined ? undefined : marcxmlOf(fullRecord);
  return {
    id,
    dedupIds: [...new Set(dedupIds)].filter((other) => other !== id && ID.test(other)).slice(0, MOST_IDS),
    ...(numbers && { isbns: numbers }),
    ...(xml !== undefined && { xml }),
  };
};

/** Not every record of Finna is MARC: museums and repositories have their own formats. */
const marcxmlOf = (fullRecord: string): string | undefined => {
  const document = readMarcxmlText(fullRecord);
  const [read, ...others] = document.kind === 'refused' ? [] : document.records;
  return others.length === 0 && read?.kind === 'received' ? read.record.xml : undefined;
};
