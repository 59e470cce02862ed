import { hyphenateIsbn, parseIsbn } from '../catalogue/isbn.js';
import { showSeriesNumber } from '../crosswalk/harvested/series-number.js';
import { compareLanguages, compareYears } from './compare-pair.js';
import { ALIKE } from './judge-pair.js';
import type { HarvestedSubject } from './match-subject.js';
import { isSamePart } from './obstacles.js';
import { likestTitles } from './title-likeness.js';

/**
 * Two harvested records that have to do with each other. `same`: one record that came twice, to be kept once. `otherForm`:
 * the printed and the online form of one work, to be linked and never merged. `perhapsSame`: one form of one work under two
 * numbers, for a person.
 */
export interface Duplicate {
  readonly kind: 'same' | 'otherForm' | 'perhapsSame';
  /** In order. */
  readonly localIds: readonly [string, string];
  readonly evidence: readonly string[];
}

/** Under one number or ISBN: a bucket with more in it is no sign of a duplicate but of a slip that was copied. */
const MOST_UNDER_ONE_KEY = 50;

/** Every pair once, in the order of the local ids, whatever order the records come in. */
export const duplicatesAmong = (harvested: readonly HarvestedSubject[]): readonly Duplicate[] => {
  const found = new Map<string, Duplicate>();
  for (const bucket of bucketsOf(harvested)) {
    bucket.forEach((one, index) => {
      for (const other of bucket.slice(index + 1)) {
        const pair = JSON.stringify([one.key, other.key]);
        if (found.has(pair)) continue;
        const duplicate = compareRecords(one, other);
        if (duplicate !== undefined) found.set(pair, duplicate);
      }
    });
  }
  return [...found.values()].sort((a, b) => compareText(a.localIds[0], b.localIds[0]) || compareText(a.localIds[1], b.localIds[1]));
};

const compareText = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

const bucketsOf = (harvested: readonly HarvestedSubject[]): readonly (readonly HarvestedSubject[])[] => {
  const buckets = new Map<string, HarvestedSubject[]>();
  for (const record of [...harvested].sort((a, b) => compareText(a.key, b.key))) {
    for (const key of new Set(keysOf(record))) {
      const bucket = buckets.get(key);
      if (bucket === undefined) buckets.set(key, [record]);
      else bucket.push(record);
    }
  }
  return [...buckets.values()].map((bucket) => bucket.slice(0, MOST_UNDER_ONE_KEY));
};

const keysOf = ({ controlNumbers, knownAs, isbns, counterparts, places, year }: HarvestedSubject): readonly string[] => [
  ...[...controlNumbers, ...knownAs].map((name) => `number ${name}`),
  ...isbns.map((isbn) => `number ${isbn}`),
  ...counterparts.map((name) => `number ${name}`),
  ...places.flatMap(({ issns, titleKeys, number }) =>
    number === undefined
      ? []
      : [...issns, ...titleKeys].map((series) => `place ${series} ${[...number.numbers].sort().join()} ${String(number.year ?? year)}`),
  ),
];

const compareRecords = (one: HarvestedSubject, other: HarvestedSubject): Duplicate | undefined => {
  const localIds = [one.key, other.key] as const;
  const numbers = inBoth([...one.controlNumbers, ...one.knownAs], [...other.controlNumbers, ...other.knownAs]);
  if (numbers.length > 0) return { kind: 'same', localIds, evidence: numbers.map((number) => `record number ${number} in both`) };
  const similarity = likestTitles(one.titles, other.titles).similarity;
  const grounds = groundsOf(one, other);
  if (similarity < ALIKE || grounds.length === 0 || !isOneWork(one, other)) return undefined;
  const evidence = [...grounds, `title ${String(Math.floor(similarity * 100))} % alike`];
  const areOfTwoForms = one.form !== undefined && other.form !== undefined && one.form !== other.form;
  if (areOfTwoForms) return { kind: 'otherForm', localIds, evidence: [...evidence, `one ${shown(one)}, the other ${shown(other)}`] };
  return isOneForm(one, other) ? { kind: 'perhapsSame', localIds, evidence } : undefined;
};

const groundsOf = (one: HarvestedSubject, other: HarvestedSubject): readonly string[] => [
  ...inBoth(one.isbns, other.isbns).map((isbn) => `ISBN ${hyphenateIsbn(isbn)} in both`),
  ...[...inBoth(one.counterparts, namesOf(other)), ...inBoth(other.counterparts, namesOf(one))].map(
    (name) => `one names the other as its other form (776: ${shownName(name)})`,
  ),
  ...placesInBoth(one, other),
];

const namesOf = ({ controlNumbers, isbns }: HarvestedSubject): readonly string[] => [...controlNumbers, ...isbns];

const shownName = (name: string): string => {
  const isbn = parseIsbn(name);
  return isbn === undefined ? name : hyphenateIsbn(isbn);
};

/** By the title of the series as well: its printed and its online form have each an ISSN of their own. */
const placesInBoth = (one: HarvestedSubject, other: HarvestedSubject): readonly string[] =>
  one.places.flatMap((place) =>
    other.places.flatMap((another) => {
      if (place.number === undefined || another.number === undefined) return [];
      const isSameSeries = inBoth([...place.issns, ...place.titleKeys], [...another.issns, ...another.titleKeys]).length > 0;
      const isSameNumber =
        [...place.number.numbers].sort().join() === [...another.number.numbers].sort().join() &&
        (place.number.year ?? one.year) === (another.number.year ?? other.year);
      return isSameSeries && isSameNumber ? [`number ${showSeriesNumber(place.number)} of the same series in both`] : [];
    }),
  );

const isOneWork = (one: HarvestedSubject, other: HarvestedSubject): boolean => {
  const [title, another] = [one.titles[0], other.titles[0]];
  return (
    one.level === other.level &&
    compareLanguages(one.languages, other.languages) !== 'differ' &&
    title !== undefined &&
    another !== undefined &&
    isSamePart(title, another)
  );
};

/** Another ISBN or another year is another edition. */
const isOneForm = (one: HarvestedSubject, other: HarvestedSubject): boolean =>
  (one.isbns.length === 0 || other.isbns.length === 0 || inBoth(one.isbns, other.isbns).length > 0) &&
  ['equal', 'unknown'].includes(compareYears(one.year, other.year));

const shown = ({ form }: HarvestedSubject): string => (form === 'print' ? 'printed' : form === 'online' ? 'online' : 'in another form');

const inBoth = <T>(one: readonly T[], other: readonly T[]): readonly T[] => [...new Set(one.filter((value) => other.includes(value)))];
