import { parseLanguage } from '../../../catalogue/language.js';
import type { WorkQuery } from '../../../discovery/discovery.js';
import type { Settings } from '../../../platform/settings.js';

/** What is asked of the list, as the form shows it. The names are those of the query; they are the same in every language. */
export interface ListQuery {
  readonly q?: string;
  readonly author?: string;
  /** Code or ISSN. */
  readonly series?: string;
  readonly from?: number;
  readonly until?: number;
  /** ISO 639-2/B. */
  readonly language?: string;
  readonly origin?: 'own' | 'older';
  readonly order?: NonNullable<WorkQuery['order']>;
  readonly offset: number;
}

/** What of a question was not taken as it came, for the reader to be told. */
export type QueryFault =
  { readonly kind: 'cut' } | { readonly kind: 'notYear'; readonly value: string } | { readonly kind: 'notKnown'; readonly value: string };

export const PAGE_SIZE = 20;
export const MOST_CHARACTERS = 200;
const FURTHEST = 1_000_000;
const ORDERS = ['relevance', 'newest', 'oldest', 'title'] as const;
export const ORIGINS = ['own', 'older'] as const;

/** Never refuses: what cannot be taken is left out and named. An empty field of the form is no wish. */
export const readListQuery = (
  given: URLSearchParams,
  series: Settings['series'],
): { readonly query: ListQuery; readonly faults: readonly QueryFault[] } => {
  const faults: QueryFault[] = [];
  const textOf = (name: string): string | undefined => {
    const text = printable(given.get(name) ?? '');
    if (text.length > MOST_CHARACTERS) faults.push({ kind: 'cut' });
    return Array.from(text).slice(0, MOST_CHARACTERS).join('').trim() || undefined;
  };
  const oneOf = <T>(name: string, parse: (text: string) => T | undefined, kind: 'notYear' | 'notKnown'): T | undefined => {
    const text = printable(given.get(name) ?? '');
    const value = text === '' ? undefined : parse(text);
    if (text !== '' && value === undefined) faults.push({ kind, value: text.slice(0, 40) });
    return value;
  };
  const years = [oneOf('from', parseYear, 'notYear'), oneOf('until', parseYear, 'notYear')] as const;
  const [from, until] = years[0] !== undefined && years[1] !== undefined && years[0] > years[1] ? [years[1], years[0]] : years;
  const [q, author] = [textOf('q'), textOf('author')];
  const chosen = {
    series: oneOf('series', (text) => parseSeries(text, series), 'notKnown'),
    language: oneOf('language', parseLanguage, 'notKnown'),
    origin: oneOf('origin', (text) => ORIGINS.find((each) => each === text), 'notKnown'),
    order: oneOf('order', (text) => ORDERS.find((each) => each === text), 'notKnown'),
  };
  const query = { ...present({ q, author, from, until, ...chosen }), offset: parseOffset(given.get('offset') ?? '') };
  return { query, faults };
};

const printable = (text: string): string =>
  text
    .slice(0, 10_000)
    .replaceAll(/[\s\p{C}]+/gu, ' ')
    .trim();
const parseYear = (text: string): number | undefined => (/^[12]\d{3}$/.test(text) ? Number(text) : undefined);
const parseSeries = (text: string, series: Settings['series']): string | undefined =>
  series.find(({ code }) => code === text)?.code ?? (/^\d{4}-\d{3}[\dX]$/i.test(text) ? text.toUpperCase() : undefined);

/** Of a page of twenty; any other number is brought to the beginning of its page. */
const parseOffset = (text: string): number =>
  /^\d{1,7}$/.test(text) ? Math.floor(Math.min(Number(text), FURTHEST) / PAGE_SIZE) * PAGE_SIZE : 0;

const present = <T extends object>(fields: T): { readonly [K in keyof T]?: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as { [K in keyof T]?: Exclude<T[K], undefined> };

/** The same question as the catalogue takes it. */
export const toWorkQuery = ({ q, from, until, ...same }: ListQuery): WorkQuery => ({
  ...same,
  ...(q !== undefined && { words: q }),
  ...(from !== undefined && { yearFrom: from }),
  ...(until !== undefined && { yearUntil: until }),
  limit: PAGE_SIZE,
});

/** As a query string with its question mark; nothing where all is as without it. `change` with undefined drops a part. */
export const writeListQuery = (query: ListQuery, change: { readonly [K in keyof ListQuery]?: ListQuery[K] | undefined } = {}): string => {
  const { offset, ...parts } = { ...query, ...change };
  const given = Object.entries(parts).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]));
  if (offset !== undefined && offset > 0) given.push(['offset', String(offset)]);
  return given.length === 0 ? '' : `?${new URLSearchParams(given).toString()}`;
};

export const FILTERS = ['author', 'series', 'from', 'until', 'language', 'origin'] as const satisfies readonly (keyof ListQuery)[];
export type Filter = (typeof FILTERS)[number];
export const filtersOf = (query: ListQuery): readonly Filter[] => FILTERS.filter((name) => query[name] !== undefined);
