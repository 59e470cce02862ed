import { hyphenateIsbn, parseIsbn } from '../catalogue/isbn.js';
import type { Contributor, Publication } from '../catalogue/publication.js';
import { agentsOf } from '../crosswalk/harvested/agents.js';
import { shownText, withoutIsbd } from '../crosswalk/harvested/heading-text.js';
import { findPublicationYear } from '../crosswalk/harvested/publication-year.js';
import { showSeriesNumber } from '../crosswalk/harvested/series-number.js';
import { distinctSeriesOf } from '../crosswalk/harvested/series-statements.js';
import type { Datafield, MarcRecord } from '../crosswalk/marc-record.js';
import type { ReviewPair } from './review-pair.js';
import { compareFields, REVIEW_FIELDS, type FieldVerdict, type ReviewField } from './review-verdicts.js';

/**
 * One field of the two side by side, as each has it. Of `form` the values are `print`, `online`, `other`, of `language` codes of
 * ISO 639-2/B; numbers that prove little stand in brackets.
 */
export interface ReviewRow {
  readonly field: ReviewField;
  readonly ours: readonly string[];
  readonly theirs: readonly string[];
  readonly verdict: FieldVerdict;
}

/** Without the fields of which neither says anything. */
export const reviewFields = (pair: ReviewPair): readonly ReviewRow[] => {
  const verdicts = compareFields(pair.comparison);
  const ours = sayOurs(pair);
  const theirs = sayTheirs(pair);
  return REVIEW_FIELDS.flatMap((field) => {
    const row = { field, ours: distinct(ours[field]), theirs: distinct(theirs[field]) };
    if (row.ours.length === 0 && row.theirs.length === 0) return [];
    const isSilent = row.ours.length === 0 || row.theirs.length === 0;
    const verdict = isSilent ? 'silent' : (verdicts[field] ?? compareTexts(field, row));
    return [{ ...row, verdict }];
  });
};

type Saying = Readonly<Record<ReviewField, readonly string[]>>;

const distinct = (values: readonly string[]): readonly string[] => [...new Set(values)].filter((value) => value !== '');

/** What matching does not look at: the number of pages, wherever it stands in the extent. */
const compareTexts = (field: ReviewField, { ours, theirs }: Pick<ReviewRow, 'ours' | 'theirs'>): FieldVerdict => {
  if (field !== 'extent') return 'silent';
  const numbersIn = (texts: readonly string[]): readonly string[] => texts.flatMap((text) => text.match(/\d+/g) ?? []);
  const counted = numbersIn(theirs);
  return counted.length === 0 ? 'silent' : numbersIn(ours).some((number) => counted.includes(number)) ? 'agree' : 'differ';
};

const sayOurs = ({ ours: { publication }, comparison: { ours } }: ReviewPair): Saying => ({
  title: publication.titles.slice(0, 1).map(showTitle),
  otherTitles: publication.titles.slice(1).map(showTitle),
  authors: publication.contributors.filter(({ role }) => role !== 'publisher').map(nameOf),
  year: ours.year === undefined ? [] : [String(ours.year)],
  edition: [],
  series: publication.series ? [showSeries(publication.series.title, numberInSeries(publication))] : [],
  isbn: [...ours.isbns.map(hyphenateIsbn), ...ours.weakIsbns.map(inBrackets)],
  issn: ours.places.flatMap(({ issns }) => issns),
  extent: publication.manifestations.flatMap(({ pages }) => (pages === undefined ? [] : [String(pages)])),
  form: publication.manifestations.map(({ kind }) => (kind === 'pdf' ? 'online' : 'print')),
  language: ours.languages,
  identifiers: ours.persistentIds,
  recordNumbers: [publication.id],
});

const sayTheirs = ({ record, copy, comparison: { theirs } }: ReviewPair): Saying => ({
  title: fieldsOf(record, '245').slice(0, 1).map(statementIn),
  otherTitles: fieldsOf(record, '246').map(statementIn),
  authors: [...agentsOf(record).creators, ...agentsOf(record).contributors],
  year: [findPublicationYear(record)].flatMap((year) => (year === undefined ? [] : [String(year)])),
  edition: fieldsOf(record, '250').map((field) => shownText(valuesOf(field, 'ab').join(' '))),
  series: distinctSeriesOf(record).map(({ title = '', number }) => showSeries(title, number && showSeriesNumber(number))),
  isbn: [...theirs.isbns.map(hyphenateIsbn), ...theirs.weakIsbns.map(inBrackets)],
  issn: theirs.places.flatMap(({ issns }) => issns),
  extent: fieldsOf(record, '300').map((field) => withoutIsbd(valuesOf(field, 'a').join(' '))),
  form: theirs.form === undefined ? [] : [theirs.form],
  language: theirs.languages,
  identifiers: theirs.persistentIds,
  recordNumbers: [copy.localId, ...theirs.controlNumbers],
});

const showTitle = ({ text, subtitle }: Publication['titles'][number]): string => (subtitle ? `${text} : ${subtitle}` : text);

const nameOf = (contributor: Contributor): string =>
  contributor.kind === 'corporate'
    ? contributor.name
    : [contributor.family, contributor.given ?? ''].filter((part) => part !== '').join(', ');

const numberInSeries = ({ series, year }: Publication): string | undefined =>
  series?.number === undefined
    ? undefined
    : [series.number, year === undefined ? '' : String(year)].filter((part) => part !== '').join('/');

const showSeries = (title: string, number: string | undefined): string => (number === undefined ? title : `${title} ; ${number}`);

const inBrackets = (digits: string): string => {
  const isbn = parseIsbn(digits);
  return `(${isbn === undefined ? digits : hyphenateIsbn(isbn)})`;
};

const fieldsOf = ({ datafields }: MarcRecord, tag: string): readonly Datafield[] => datafields.filter((field) => field.tag === tag);

const valuesOf = ({ subfields }: Datafield, codes: string): readonly string[] =>
  subfields.filter(({ code }) => code !== '' && codes.includes(code)).map(({ value }) => value);

/** As the record punctuates it, without what only leads over to the statement of responsibility. */
const statementIn = (field: Datafield): string => withoutIsbd(valuesOf(field, 'abnp').join(' '));
