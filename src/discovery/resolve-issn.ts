import { ISSN } from '../catalogue/check-digit.js';
import { digitsOf } from '../catalogue/isbn.js';
import { parseIssn } from '../catalogue/issn.js';
import { findSeries } from '../catalogue/series.js';
import { parseSeriesNumber, type SeriesNumber } from '../crosswalk/harvested/series-number.js';
import { rightNumbers, sayWrongCheckDigit } from './check-digits.js';
import type { Settings } from '../platform/settings.js';
import type { Resolution } from './discovery.js';
import { placeKey, yearKey } from './identifiers.js';
import { answerOf, answerWith, invalid, type ResolvePorts, shown, unknown } from './resolution.js';
import type { Shelf } from './shelf.js';

export interface SeriesWish {
  readonly value: string;
  /** `2`, `2/2012`, `2012:2`, `2012/2`, or a year alone. */
  readonly number?: string;
  readonly year?: number;
}

/** A series by its ISSN; with a number or a year the works that are at that place of it. */
export const resolveIssn = async ({ shelf, settings }: ResolvePorts, { value, number, year }: SeriesWish): Promise<Resolution> => {
  const text = value.replace(/^\s*(?:urn:)?e?-?issn(?:-l)?[:\s]*/i, '').trim();
  const issn = parseIssn(text);
  if (issn === undefined) return refuse(text, settings);
  const known = findSeries(settings.series, { issns: [issn] });
  const series: AskedSeries = { key: known?.code ?? issn, title: known?.title ?? `with ISSN ${issn}` };
  if (number === undefined || number.trim() === '') {
    if (year !== undefined) return (await answerWith(shelf, await ofYear(shelf, series, year))) ?? unknown(sayNone(series, `of ${year}`));
    if (known) return { kind: 'series', code: known.code };
    return answerOf(await shelf.listWithIssn(issn)) ?? unknown(`ISSN ${issn} is of no series in this catalogue.`);
  }
  const place = parseSeriesNumber(yearLast(number), year);
  if (place === undefined || place.numbers.length === 0) {
    return invalid(`${shown(number)} is no number of a series: ask for 2, 2/2012 or 2012:2.`);
  }
  return atPlace(shelf, series, { ...place, ...(place.year === undefined && year !== undefined && { year }) });
};

interface AskedSeries {
  /** Code, or ISSN of one that the settings do not know. */
  readonly key: string;
  readonly title: string;
}

const atPlace = async (shelf: Shelf, series: AskedSeries, { numbers, year }: SeriesNumber): Promise<Resolution> => {
  const [first = [], ...others] = await Promise.all(numbers.map((number) => shelf.idsUnder(placeKey(series.key, number))));
  const there = await shelf.findAll(first.filter((id) => others.every((each) => each.includes(id))));
  const found = answerOf(there.map(({ work }) => work).filter((work) => year === undefined || work.year === year));
  if (found) return found;
  const asked = numbers.join(', ');
  // A number that looks like a year, and that nothing has for its number, is a year.
  const asYear =
    year === undefined && /^(?:1[5-9]|20)\d\d$/.test(asked)
      ? await answerWith(shelf, await ofYear(shelf, series, Number(asked)))
      : undefined;
  if (asYear) return asYear;
  return year === undefined
    ? unknown(sayNone(series, `with number ${asked}`))
    : unknown(sayNone(series, `with number ${asked} of ${year}`), (await ofYear(shelf, series, year)).slice(0, MOST_SUGGESTIONS));
};

const ofYear = (shelf: Shelf, { key }: AskedSeries, year: number): Promise<readonly string[]> => shelf.idsUnder(yearKey(key, year));

const MOST_SUGGESTIONS = 5;

const sayNone = ({ title }: AskedSeries, asked: string): string => `There is nothing ${asked} in the series ${title} here.`;

/** `2-2012`: after a dash a year is a year, and no end of a range. */
const yearLast = (number: string): string => number.trim().replace(/^(\d{1,3})\s*[-\u2010-\u2015]\s*((?:1[5-9]|20)\d\d)$/u, '$1/$2');

const refuse = (text: string, { series }: Settings): Resolution => {
  const digits = digitsOf(text);
  if (!/^\d{7}[\dX]$/.test(digits)) {
    return invalid(`${shown(text)} is no ISSN: an ISSN has eight digits, in the place of the last also X, as in 1798-7121.`);
  }
  const right = [...new Set(rightNumbers(digits, ISSN).flatMap((number) => parseIssn(number) ?? []))];
  const ours = right.filter((issn) => findSeries(series, { issns: [issn] }));
  return invalid(`${shown(text)} is no ISSN: ${sayWrongCheckDigit(digits, ISSN) ?? ''}.`, [...new Set([...ours, ...right])]);
};
