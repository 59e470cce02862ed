import type { Issn } from '../catalogue/issn.js';
import type { Publication } from '../catalogue/publication.js';
import { findSeries, type Series } from '../catalogue/series.js';
import { parseSeriesNumber, type SeriesNumber, showSeriesNumber } from '../crosswalk/harvested/series-number.js';
import { type SeriesStatement, seriesStatementsOf, seriesTitleKey, seriesTitleKeys } from '../crosswalk/harvested/series-statements.js';
import { findIssn } from '../crosswalk/harvested/standard-numbers.js';
import type { MarcRecord } from '../crosswalk/marc-record.js';
import { bibliographicLevelOf, withoutPages } from './physical-form.js';

/** A place in a series. */
export interface SeriesPlace {
  readonly issns: readonly Issn[];
  readonly titleKeys: readonly string[];
  readonly number?: SeriesNumber;
  /** The year of the number is the year of publication, since the number itself says none. */
  readonly yearIsDerived: boolean;
}

/** The series in which one of our publications came out, by the settings where they know it. */
export const placesOfOurs = (publication: Publication, series: readonly Series[]): readonly SeriesPlace[] => {
  const { series: statement, year, manifestations } = publication;
  if (statement === undefined) return [];
  const known = series.find(({ code }) => code === statement.code) ?? findSeries(series, { title: statement.title });
  const issns = [known?.issn.print, known?.issn.online, ...manifestations.map(({ issn }) => issn)].filter((issn) => issn !== undefined);
  const number = parseSeriesNumber(statement.number ?? '', year);
  return [
    {
      issns: [...new Set(issns)],
      titleKeys: [...new Set([statement.title, known?.title ?? ''].flatMap(seriesTitleKeys))],
      ...(number && { number: { ...(year !== undefined && { year }), ...number } }),
      yearIsDerived: number?.year === undefined,
    },
  ];
};

/** No record names more; what does would only cost time. */
const MOST_STATEMENTS = 30;

/**
 * Each series that a record names, once. Fields of one series are taken together, so that a number in 490 and an ISSN in
 * 830 come to one place, and `12/1998` with `13/1998` to a double number.
 */
export const placesIn = (record: MarcRecord): readonly SeriesPlace[] => {
  const groups: KeyedStatement[][] = [];
  for (const statement of seriesStatementsOf(hostsWithoutPages(record)).slice(0, MOST_STATEMENTS).map(withKey)) {
    const group = groups.find((statements) => statements.some((other) => isSameSeries(statement, other)));
    if (group === undefined) groups.push([statement]);
    else group.push(statement);
  }
  const own = groups.length === 1 && bibliographicLevelOf(record) === 'whole' ? issnsIn022(record) : [];
  return groups.map((group) => placeOf(group, own));
};

/** Pages would be read as numbers of the series. */
const hostsWithoutPages = (record: MarcRecord): MarcRecord => ({
  ...record,
  datafields: record.datafields.map((field) =>
    field.tag === '773'
      ? { ...field, subfields: field.subfields.map(({ code, value }) => ({ code, value: code === 'g' ? withoutPages(value) : value })) }
      : field,
  ),
});

/** With the key of its title, which is dear to make of a long one. */
type KeyedStatement = SeriesStatement & { readonly titleKey?: string };

const withKey = (statement: SeriesStatement): KeyedStatement =>
  statement.title === undefined ? statement : { ...statement, titleKey: seriesTitleKey(statement.title) };

const isSameSeries = (one: KeyedStatement, other: KeyedStatement): boolean =>
  one.issn !== undefined && other.issn !== undefined
    ? one.issn === other.issn
    : one.titleKey !== undefined && one.titleKey === other.titleKey;

const placeOf = (group: readonly SeriesStatement[], own: readonly Issn[]): SeriesPlace => {
  const issns = group.flatMap(({ issn }) => issn ?? []);
  const number = numberOf(group.flatMap((statement) => statement.number ?? []));
  const titles = new Set(group.flatMap(({ title }) => title ?? []));
  return {
    issns: [...new Set(issns.length > 0 ? issns : own)],
    titleKeys: [...new Set([...titles].flatMap(seriesTitleKeys))],
    ...(number && { number }),
    yearIsDerived: false,
  };
};

/** All of them, with the year that those which say one agree in. */
const numberOf = (numbers: readonly SeriesNumber[]): SeriesNumber | undefined => {
  if (numbers.length === 0) return undefined;
  const [year, ...others] = new Set(numbers.flatMap(({ year }) => year ?? []));
  return {
    ...(year !== undefined && others.length === 0 && { year }),
    numbers: [...new Set(numbers.flatMap((number) => number.numbers))],
  };
};

/** No monograph should have the ISSN of its series in 022, but older ones do. */
const issnsIn022 = ({ datafields }: MarcRecord): readonly Issn[] => {
  const found = datafields
    .filter(({ tag }) => tag === '022')
    .flatMap(({ subfields }) => subfields.filter(({ code }) => code === 'a').flatMap(({ value }) => findIssn(value) ?? []));
  return new Set(found).size === 1 ? found : [];
};

/** Two places compared. `unsure`: the numbers are the same and the years are not, but one of them is only derived. */
export interface PlaceComparison {
  readonly by: 'issn' | 'title';
  readonly relation: 'same' | 'overlap' | 'unsure' | 'differ';
  /** Both say in which year the number was given. */
  readonly yearIsKnown: boolean;
  /** `number 7/2001 of ISSN 1236-049X`. */
  readonly ours: string;
  readonly theirs: string;
}

const RELATIONS = ['same', 'overlap', 'unsure', 'differ'] as const;

/** The strongest relation between a place of the one and a place of the other; `undefined` when they have no series with a number in common. */
export const comparePlaces = (ours: readonly SeriesPlace[], theirs: readonly SeriesPlace[]): PlaceComparison | undefined =>
  ours
    .flatMap((one) => theirs.flatMap((other) => comparePlace(one, other) ?? []))
    .sort(
      (a, b) => Number(a.by === 'title') - Number(b.by === 'title') || RELATIONS.indexOf(a.relation) - RELATIONS.indexOf(b.relation),
    )[0];

const comparePlace = (one: SeriesPlace, other: SeriesPlace): PlaceComparison | undefined => {
  if (one.number === undefined || other.number === undefined) return undefined;
  const issn = one.issns.find((each) => other.issns.includes(each));
  const titleKey = one.titleKeys.find((key) => other.titleKeys.includes(key));
  // A valid ISSN that is not ours is the word of the cataloguer that it is another series, whatever its title.
  if (issn === undefined && (titleKey === undefined || (one.issns.length > 0 && other.issns.length > 0))) return undefined;
  const series = issn === undefined ? `"${titleKey ?? ''}"` : `ISSN ${issn}`;
  return {
    by: issn === undefined ? 'title' : 'issn',
    relation: relationOf(one, other, one.number, other.number),
    yearIsKnown: one.number.year !== undefined && other.number.year !== undefined,
    ours: `number ${showSeriesNumber(one.number)} of ${series}`,
    theirs: `number ${showSeriesNumber(other.number)} of ${series}`,
  };
};

const relationOf = (one: SeriesPlace, other: SeriesPlace, ours: SeriesNumber, theirs: SeriesNumber): PlaceComparison['relation'] => {
  const common = ours.numbers.filter((number) => theirs.numbers.includes(number)).length;
  if (common === 0) return 'differ';
  const apart = ours.year === undefined || theirs.year === undefined ? 0 : Math.abs(ours.year - theirs.year);
  if (apart > 0) return apart === 1 && (one.yearIsDerived || other.yearIsDerived) ? 'unsure' : 'differ';
  return common === ours.numbers.length && common === theirs.numbers.length ? 'same' : 'overlap';
};
