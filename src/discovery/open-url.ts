import { parseSeriesNumber, showSeriesNumber } from '../crosswalk/harvested/series-number.js';
import { parseUrl } from '../catalogue/url.js';
import type { IdentifierKind } from './discovery.js';

/** One way in which an OpenURL names what it wants. */
export interface OpenUrlIdentifier {
  readonly kind: IdentifierKind | 'any';
  readonly value: string;
  /** Of a part of a series. */
  readonly number?: string;
  readonly year?: number;
}

/** What a link resolver of a library asks for. */
export interface OpenUrlWish {
  /** The most certain first. */
  readonly identifiers: readonly OpenUrlIdentifier[];
  /** Words to look for where no number leads anywhere. */
  readonly title?: string;
  readonly author?: string;
  readonly year?: number;
}

/** In characters, and of one key; a link has no more, and what has is not meant for us. */
const LONGEST_VALUE = 300;
const MOST_VALUES = 5;
const MOST_IDENTIFIERS = 10;

/**
 * Reads an OpenURL in key/value form: 1.0 (ANSI/NISO Z39.88-2004, `rft.isbn`, `rft_id`) and 0.1 (`isbn`, `id`). Keys that describe anything
 * but the thing wanted, such as the one who asks, are left alone; a context object by reference (`rft_ref`) is never fetched.
 * @param findOwn the id in an address of a page of ours; `undefined` for other addresses
 */
export const parseOpenUrl = (query: URLSearchParams, findOwn: (url: URL) => string | undefined = () => undefined): OpenUrlWish => {
  const keys = readKeys(query);
  const valuesOf = (...names: readonly string[]): readonly string[] => [...new Set(names.flatMap((name) => keys.get(name) ?? []))];
  const firstOf = (...names: readonly string[]): string | undefined => valuesOf(...names)[0];
  const volume = firstOf('volume');
  const issue = firstOf('issue', 'part', 'number');
  const year = yearIn(firstOf('date', 'year'));
  const places = placesIn(volume, issue, year);
  const identifiers: readonly OpenUrlIdentifier[] = [
    ...valuesOf('id').flatMap((id) => readId(id, findOwn)),
    ...valuesOf('isbn').map((value) => ({ kind: 'isbn' as const, value })),
    ...valuesOf('issn', 'eissn').flatMap((value) =>
      (places.length > 0 ? places : [{}]).map((place) => ({ kind: 'issn' as const, value, ...place })),
    ),
  ];
  const title = firstOf('btitle', 'title', 'stitle', 'atitle');
  const author = firstOf('aulast', 'au', 'aucorp');
  return {
    identifiers: identifiers.slice(0, MOST_IDENTIFIERS),
    ...(title !== undefined && { title }),
    ...(author !== undefined && { author }),
    ...(year !== undefined && { year }),
  };
};

/** `rft.isbn` and `isbn` are one key, `rft_id` and `id` too; `rfe_id`, `req_id` and `svc_id` are of somebody or something else. */
const readKeys = (query: URLSearchParams): ReadonlyMap<string, readonly string[]> => {
  const keys = new Map<string, string[]>();
  for (const [key, text] of query) {
    const name = /^(?:rft[._])?([a-z]+)$/i.exec(key)?.[1]?.toLowerCase();
    const value = text.trim();
    if (name === undefined || value === '' || value.length > LONGEST_VALUE) continue;
    const values = keys.get(name) ?? [];
    if (values.length < MOST_VALUES) keys.set(name, [...values, value]);
  }
  return keys;
};

const readId = (id: string, findOwn: (url: URL) => string | undefined): readonly OpenUrlIdentifier[] => {
  const url = /^https?:/i.test(id) ? parseUrl(id) : undefined;
  const own = url && findOwn(url);
  if (own !== undefined) return [{ kind: 'id', value: own }];
  // A URN is meant whichever resolver stands before it.
  const urn = /^(?:https?:\/\/[^/?#]+\/)?(urn:.+)$/i.exec(id)?.[1];
  // In an OpenURL `urn:isbn:` is a way to write an ISBN, also that of a printed book, which has no URN.
  const [, space, number] = /^urn:(isbn|issn):(.+)$/i.exec(urn ?? '') ?? [];
  if (space !== undefined && number !== undefined) return [{ kind: space.toLowerCase() === 'isbn' ? 'isbn' : 'issn', value: number }];
  if (urn !== undefined) return [{ kind: 'urn', value: urn }];
  const oai = /^(?:info:oai\/)?(oai:.+)$/i.exec(id)?.[1];
  return [oai === undefined ? { kind: 'any', value: id } : { kind: 'oai', value: oai }];
};

type Place = Pick<OpenUrlIdentifier, 'number' | 'year'>;

/**
 * Number 2 of 2012 comes as volume 2012 issue 2, as volume 2 of the date 2012, or as `2/2012` in either: the readings of it, likeliest first.
 */
const placesIn = (volume: string | undefined, issue: string | undefined, year: number | undefined): readonly Place[] => {
  const volumeYear = /^\d{4}$/.test(volume ?? '') ? yearIn(volume) : undefined;
  const readings = [
    placeOf(issue, volumeYear ?? year),
    // A volume that is the year is no number of the series.
    volumeYear !== undefined && (issue !== undefined || volumeYear === year) ? [] : placeOf(volume, year),
  ];
  return readings.flat();
};

const placeOf = (text: string | undefined, year: number | undefined): readonly Place[] => {
  const read = text === undefined ? undefined : parseSeriesNumber(text);
  if (read === undefined || read.numbers.length === 0) return [];
  const when = read.year ?? year;
  return [{ number: showSeriesNumber({ numbers: read.numbers }), ...(when !== undefined && { year: when }) }];
};

/** Of `2012`, `2012-05` and `20120501` alike. */
const yearIn = (text: string | undefined): number | undefined => {
  const digits = /^(?:1[5-9]|20)\d{2}/.exec(text ?? '')?.[0];
  return digits === undefined ? undefined : Number(digits);
};
