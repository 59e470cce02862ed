import type { Issn } from '../../catalogue/issn.js';
import { corporateBodiesOf } from '../../crosswalk/harvested/corporate-bodies.js';
import {
  distinctSeriesOf,
  type SeriesStatement,
  seriesStatementsOf,
  seriesTitleKeys,
} from '../../crosswalk/harvested/series-statements.js';
import { findIssn } from '../../crosswalk/harvested/standard-numbers.js';
import type { MarcRecord } from '../../crosswalk/marc-record.js';
import type { ComparableRules } from './selection-rules.js';

/**
 * Why a record that no rule takes is left, in a sentence for a librarian: what comes nearest to being wanted comes
 * first, since that is where a cataloguer's slip would show.
 */
export const reasonToLeave = (record: MarcRecord, rules: ComparableRules): string =>
  withoutDescription(record) ??
  homonymousSeries(record, rules) ??
  issnElsewhere(record, rules) ??
  subject(record, rules) ??
  `${otherSeries(record)}${otherBodies(record, rules)}`;

const withoutDescription = ({ datafields }: MarcRecord): string | undefined =>
  datafields.some(({ tag }) => tag === '245' || tag === '490' || tag === '830')
    ? undefined
    : 'It has neither a title (245) nor a series: there is nothing to tell it by.';

const homonymousSeries = (record: MarcRecord, { titleKeys }: ComparableRules): string | undefined => {
  const found = seriesStatementsOf(record).find(
    ({ title, issn }) => issn !== undefined && title !== undefined && seriesTitleKeys(title).some((key) => titleKeys.has(key)),
  );
  return found && `Its series "${String(found.title)}" has a wanted title, but its ISSN ${String(found.issn)} is another series'.`;
};

/** What it means when a wanted ISSN stands in a field that does not say "came out in this series". */
const ELSEWHERE: Readonly<Record<string, string>> = {
  '022': 'as a cancelled, incorrect or linking ISSN',
  '760': 'as its main series',
  '762': 'as its subseries',
  '765': 'as what it was translated from',
  '767': 'as its translation',
  '770': 'as its supplement',
  '772': 'as what it is a supplement to',
  '775': 'as another edition',
  '776': 'as another physical form',
  '777': 'as issued together with it',
  '780': 'as the title that it continues',
  '785': 'as the title that continues it',
  '786': 'as its source',
  '787': 'as related',
};

const issnElsewhere = ({ datafields }: MarcRecord, { issns }: ComparableRules): string | undefined => {
  for (const { tag, subfields } of datafields) {
    const meaning = ELSEWHERE[tag];
    if (meaning === undefined) continue;
    const found = subfields.map(({ value }) => findIssn(value)).find((issn): issn is Issn => issn !== undefined && issns.has(issn));
    if (found !== undefined) return `It names ${found} only ${meaning} (${tag}); it did not come out in that series.`;
  }
  return undefined;
};

const subject = (record: MarcRecord, { bodyKeys }: ComparableRules): string | undefined => {
  const body = corporateBodiesOf(record, ['610']).find(({ keys }) => keys.some((key) => bodyKeys.has(key)));
  return body && `It is about ${body.name} (610), not by it, and in none of the wanted series.`;
};

const otherSeries = (record: MarcRecord): string => {
  const series = distinctSeriesOf(record);
  if (series.length > 0) return `Its series is not wanted: ${[...new Set(series.map(showSeries))].join('; ')}.`;
  return seriesStatementsOf(record).length > 0
    ? 'It names a series without a title or a wanted ISSN.'
    : 'It names no series (440, 490, 830).';
};

const showSeries = ({ title, issn }: SeriesStatement): string => `"${String(title)}"${issn === undefined ? '' : ` (${issn})`}`;

const otherBodies = (record: MarcRecord, { bodies }: ComparableRules): string => {
  if (bodies.length === 0) return '';
  const named = corporateBodiesOf(record).map(({ name }) => name);
  return named.length === 0
    ? ` No corporate body is responsible for it (110, 710).`
    : ` Responsible for it is ${named.join('; ')}, not ${bodies.join(' or ')}.`;
};
