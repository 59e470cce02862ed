import type { Issn } from '../../catalogue/issn.js';
import type { Datafield, MarcRecord } from '../marc-record.js';
import { comparisonKey, withoutIsbd } from './heading-text.js';
import { findPublicationYear } from './publication-year.js';
import { parseSeriesNumber, type SeriesNumber } from './series-number.js';
import { findIssn } from './standard-numbers.js';

/** What a record says of a series that it is in, whichever field says it. */
export interface SeriesStatement {
  readonly tag: string;
  /** Without punctuation at its end and without a statement of responsibility. */
  readonly title?: string;
  readonly issn?: Issn;
  readonly number?: SeriesNumber;
}

/** 440 was used until 2008; 773 is the host of a part; in 8xx with a name the title is in $t. */
const TITLES: Readonly<Record<string, string>> = { '440': 'a', '490': 'a', '773': 't', '800': 't', '810': 't', '811': 't', '830': 'a' };

/** Every series statement in the order of the record; 490 and its trace in 830 are two of them. */
export const seriesStatementsOf = (record: MarcRecord): readonly SeriesStatement[] => {
  const year = findPublicationYear(record);
  return record.datafields.filter(({ tag }) => tag in TITLES).map((field) => readStatement(field, year));
};

/** One for each series and number: of twins the one with more to say, with the other's ISSN where it has none. */
export const distinctSeriesOf = (record: MarcRecord): readonly SeriesStatement[] => {
  const found = new Map<string, SeriesStatement>();
  for (const statement of seriesStatementsOf(record)) {
    if (statement.title === undefined) continue;
    const key = JSON.stringify([seriesTitleKey(statement.title), statement.number ?? null]);
    const twin = found.get(key);
    found.set(key, twin === undefined ? statement : { ...statement, ...twin });
  }
  return [...found.values()];
};

const readStatement = (field: Datafield, year: number | undefined): SeriesStatement => {
  const title = titleIn(field);
  const issn = valuesOf(field, 'x')
    .map(findIssn)
    .find((found) => found !== undefined);
  const number = valuesOf(field, field.tag === '773' ? 'g' : 'v')
    .map((value) => parseSeriesNumber(value, year))
    .find((found) => found !== undefined);
  return {
    tag: field.tag,
    ...(title !== '' && { title }),
    ...(issn !== undefined && { issn }),
    ...(number !== undefined && { number }),
  };
};

const titleIn = (field: Datafield): string => {
  const code = TITLES[field.tag] ?? 'a';
  const parts = field.subfields.filter((subfield) => [code, 'n', 'p'].includes(subfield.code)).map(({ value }) => withoutIsbd(value));
  return withoutIsbd((parts.join('. ').split(/\s\/\s/u)[0] ?? '').replace(/^\[|\]$/gu, ''));
};

const valuesOf = ({ subfields }: Datafield, code: string): readonly string[] =>
  subfields.filter((subfield) => subfield.code === code).map(({ value }) => value);

/** Cataloguers take the title in the singular from one volume and in the plural from the next. */
const SINGULAR: Readonly<Record<string, string>> = {
  julkaisut: 'julkaisu',
  julkaisuja: 'julkaisu',
  raportit: 'raportti',
  raportteja: 'raportti',
  selvitykset: 'selvitys',
  selvityksia: 'selvitys',
  tutkimukset: 'tutkimus',
  tutkimuksia: 'tutkimus',
  tiedotteet: 'tiedote',
  tiedotteita: 'tiedote',
  monisteet: 'moniste',
  monisteita: 'moniste',
  oppaat: 'opas',
  oppaita: 'opas',
  publikationer: 'publikation',
  rapporter: 'rapport',
  publications: 'publication',
  reports: 'report',
};

/** To compare titles of series by: `Poliisiosaston julkaisu` and `POLIISIOSASTON JULKAISUT.` have the same. */
export const seriesTitleKey = (title: string): string =>
  comparisonKey(title)
    .split(' ')
    .map((word) => SINGULAR[word] ?? word)
    .join(' ');

/** The title itself and each side of a parallel title, with and without the name of a subseries. */
export const seriesTitleKeys = (title: string): readonly string[] => [
  ...new Set(
    title
      .split(/\s=\s/u)
      .flatMap((side) => [side, side.split(/\.\s/u)[0] ?? side])
      .map(seriesTitleKey)
      .filter((key) => key !== ''),
  ),
];
