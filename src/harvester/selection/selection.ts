import type { Issn } from '../../catalogue/issn.js';
import { corporateBodiesOf, type CorporateBody } from '../../crosswalk/harvested/corporate-bodies.js';
import { findPublicationYear } from '../../crosswalk/harvested/publication-year.js';
import { type SeriesStatement, seriesStatementsOf, seriesTitleKeys } from '../../crosswalk/harvested/series-statements.js';
import { findIssn } from '../../crosswalk/harvested/standard-numbers.js';
import type { MarcRecord } from '../../crosswalk/marc-record.js';
import { reasonToLeave } from './selection-reasons.js';
import { type ComparableRules, parseSelectionRules, type SelectionRules } from './selection-rules.js';

/** Whether a record is wanted, and why, in a sentence for a librarian. `yearUnknown`: kept, but a person should look at it. */
export type Selection =
  | { readonly kind: 'inScope'; readonly because: string; readonly flags: readonly 'yearUnknown'[] }
  | { readonly kind: 'outOfScope'; readonly because: string };

/** Decides over one record. @throws Error when the rules are at fault */
export const selectRecord = (record: MarcRecord, rules: SelectionRules): Selection => createSelection(rules)(record);

/** The same for many records: the rules are read once. @throws Error when the rules are at fault */
export const createSelection = (rules: SelectionRules): ((record: MarcRecord) => Selection) => {
  const comparable = parseSelectionRules(rules);
  return (record) => select(record, comparable);
};

/** The record of the series itself (a serial whose own ISSN in 022 is wanted), which is kept apart from what came out in it. */
export const isSeriesRecord = (record: MarcRecord, rules: SelectionRules): boolean =>
  ownIssnOfSeries(record, parseSelectionRules(rules)) !== undefined;

const select = (record: MarcRecord, rules: ComparableRules): Selection => {
  const own = ownIssnOfSeries(record, rules);
  if (own !== undefined) return outOfScope(`This is the record of the series ${own} itself, not of a publication in it.`);
  if (isDeletedRecord(record)) return outOfScope('The library has marked this record as deleted.');
  const year = findPublicationYear(record);
  const asSeries = seriesReason(record, rules);
  const asBody = bodyReason(record, rules);
  const series = asSeries === undefined ? undefined : within(asSeries, year, rules.seriesBefore);
  const body = asBody === undefined ? undefined : within(asBody, year, rules.bodiesBefore);
  return (
    (series?.kind === 'inScope' ? series : undefined) ??
    (body?.kind === 'inScope' ? body : undefined) ??
    series ??
    body ??
    wantedWithoutRules(rules, year) ??
    outOfScope(reasonToLeave(record, rules))
  );
};

const outOfScope = (because: string): Selection => ({ kind: 'outOfScope', because });

/** MARC 21 leader/05 d; Aleph also says it in STA. */
export const isDeletedRecord = ({ leader, datafields }: MarcRecord): boolean =>
  leader.charAt(5) === 'd' ||
  datafields.some(({ tag, subfields }) => tag === 'STA' && subfields.some(({ value }) => value.trim().toUpperCase() === 'DELETED'));

/** Serials (s), integrating resources (i): leader/07. */
const ownIssnOfSeries = (record: MarcRecord, { issns }: ComparableRules): Issn | undefined =>
  /^[si]$/.test(record.leader.charAt(7)) ? ownIssnsOf(record).find((issn) => issns.has(issn)) : undefined;

const ownIssnsOf = ({ datafields }: MarcRecord): readonly Issn[] =>
  datafields
    .filter(({ tag }) => tag === '022')
    .flatMap(({ subfields }) => subfields.filter(({ code }) => code === 'a').flatMap(({ value }) => findIssn(value) ?? []));

const seriesReason = (record: MarcRecord, rules: ComparableRules): string | undefined => {
  const statements = seriesStatementsOf(record);
  const byIssn = statements.find(({ issn }) => issn !== undefined && rules.issns.has(issn));
  if (byIssn) return `It came out in the series ${String(byIssn.issn)} (${byIssn.tag}).`;
  // No monograph should have the ISSN of its series in 022, but older ones do.
  const own = ownIssnsOf(record).find((issn) => rules.issns.has(issn));
  if (own !== undefined) return `It has the ISSN of the series, ${own}, as its own (022).`;
  const titled = statements.filter((statement) => hasTitle(statement, rules));
  // Two series may have one title; the ISSN then tells which of them it is, also for a trace that leaves it out.
  if (rules.issns.size > 0 && titled.some(({ issn }) => issn !== undefined)) return undefined;
  const [first] = titled;
  return first && `It came out in the series "${String(first.title)}" (${first.tag})${first.issn ? '' : ', given without ISSN'}.`;
};

const hasTitle = ({ title }: SeriesStatement, { titleKeys }: ComparableRules): boolean =>
  title !== undefined && seriesTitleKeys(title).some((key) => titleKeys.has(key));

const bodyReason = (record: MarcRecord, rules: ComparableRules): string | undefined => {
  const body = corporateBodiesOf(record).find(({ keys }: CorporateBody) => keys.some((key) => rules.bodyKeys.has(key)));
  return body && `${body.name} is responsible for it (${body.tag}).`;
};

/** Of a year that nobody knows nothing can be said, and a person finds out sooner than a rule. */
const within = (reason: string, year: number | undefined, before: number | undefined): Selection => {
  const flags = year === undefined ? (['yearUnknown'] as const) : [];
  if (before === undefined) return { kind: 'inScope', because: reason, flags };
  if (year === undefined) {
    return { kind: 'inScope', because: `${reason} Its year is unknown; it is kept until a person has found out.`, flags };
  }
  if (year < before) return { kind: 'inScope', because: `${reason} It is of ${year}, before ${before}.`, flags };
  return outOfScope(`${reason} But it is of ${year}, and only what came out before ${before} is wanted.`);
};

const wantedWithoutRules = (rules: ComparableRules, year: number | undefined): Selection | undefined =>
  rules.issns.size + rules.titleKeys.size + rules.bodyKeys.size === 0
    ? within('Every record of this source is wanted.', year, rules.seriesBefore)
    : undefined;
