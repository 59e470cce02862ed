import type { Series } from '../../catalogue/series.js';
import { isWebAddress } from '../../crosswalk/harvested/link-schemes.js';
import { allowedCharacters } from '../../xml/characters.js';
import type { Work } from '../work.js';
import { seriesPath } from './addresses.js';
import type { DumpWish } from './links-json.js';
import { eachPage, type DumpPorts } from './walk.js';

/** KBART phase II (NISO RP-9-2014 §6.6), all columns in its order. */
export const KBART_COLUMNS = [
  ...(['publication_title', 'print_identifier', 'online_identifier'] as const),
  ...(['date_first_issue_online', 'num_first_vol_online', 'num_first_issue_online'] as const),
  ...(['date_last_issue_online', 'num_last_vol_online', 'num_last_issue_online'] as const),
  ...(['title_url', 'first_author', 'title_id', 'embargo_info', 'coverage_depth', 'notes', 'publisher_name', 'publication_type'] as const),
  ...(['date_monograph_published_print', 'date_monograph_published_online', 'monograph_volume', 'monograph_edition'] as const),
  ...(['first_editor', 'parent_publication_title_id', 'preceding_publication_title_id', 'access_type'] as const),
] as const;

type KbartRow = Readonly<Partial<Record<(typeof KBART_COLUMNS)[number], string>>>;

/** What of a series can be read online, and whether anything of it changed in the time asked for. */
interface Holdings {
  readonly changed: boolean;
  readonly first?: Issue;
  readonly last?: Issue;
}
interface Issue {
  readonly year: number;
  /** `2` of `2/2012`. */
  readonly number: number;
}

/**
 * One line for each series of the settings, with both of its ISSNs: what can be read online of it, from the first issue to the last of one that has ended. A
 * series without any file keeps those columns empty and says so in the notes. Serials have years and numbers here and no volumes.
 */
export async function* writeKbart(ports: DumpPorts, { since }: DumpWish = {}): AsyncGenerator<string> {
  yield kbartLine(Object.fromEntries(KBART_COLUMNS.map((column) => [column, column])));
  const holdings = new Map<string, Holdings>();
  for await (const works of eachPage(ports.discovery)) for (const work of works) addTo(holdings, work, since);
  const told = ports.settings.series.filter(({ code }) => since === undefined || holdings.get(code)?.changed === true);
  yield told.map((series) => kbartLine(rowOf(series, holdings.get(series.code), ports))).join('');
}

const addTo = (holdings: Map<string, Holdings>, work: Work, since = 0): void => {
  for (const { known, number } of work.series) {
    if (known === undefined) continue;
    const held = holdings.get(known.code);
    const issue = isOnline(work) && work.year !== undefined ? { year: work.year, number: leadingNumber(number) } : undefined;
    const first = issue && (held?.first === undefined || isBefore(issue, held.first)) ? issue : held?.first;
    const last = issue && (held?.last === undefined || isBefore(held.last, issue)) ? issue : held?.last;
    const changed = held?.changed === true || work.changed >= since;
    holdings.set(known.code, { changed, ...(first && { first }), ...(last && { last }) });
  }
};

const isOnline = ({ manifestations }: Work): boolean => manifestations.some(({ file }) => file !== undefined && isWebAddress(file.url));
const leadingNumber = (number = ''): number => Number(/^\d+/.exec(number)?.[0] ?? 0);
const isBefore = (one: Issue, other: Issue): boolean => one.year < other.year || (one.year === other.year && one.number < other.number);

const rowOf = (series: Series, holdings: Holdings | undefined, { settings, publicUrl }: DumpPorts): KbartRow => {
  const preceding = settings.series.find(({ predecessorOf }) => predecessorOf === series.code);
  const { first } = holdings ?? {};
  // An empty end means that it goes on (NISO RP-9-2014 §6.6.7): only a series that another one has continued has come to its end.
  const last = series.predecessorOf === undefined ? undefined : holdings?.last;
  return {
    publication_title: series.title,
    print_identifier: series.issn.print ?? '',
    online_identifier: series.issn.online ?? '',
    date_first_issue_online: yearOf(first),
    num_first_issue_online: numberOf(first),
    date_last_issue_online: yearOf(last),
    num_last_issue_online: numberOf(last),
    title_url: `${publicUrl}${seriesPath(series.code)}`,
    title_id: series.code,
    coverage_depth: first === undefined ? '' : 'fulltext',
    notes: first === undefined ? 'No issue can be read online here.' : '',
    publisher_name: settings.publisher.name,
    publication_type: 'serial',
    preceding_publication_title_id: preceding?.code ?? '',
    access_type: 'F',
  };
};

const yearOf = (issue: Issue | undefined): string => (issue === undefined ? '' : String(issue.year).padStart(4, '0'));
const numberOf = (issue: Issue | undefined): string => (issue === undefined || issue.number === 0 ? '' : String(issue.number));

/** KBART has neither quotation marks nor escapes: white space in a value is a space. */
const kbartLine = (row: KbartRow): string =>
  `${KBART_COLUMNS.map((column) =>
    allowedCharacters(row[column] ?? '')
      .replace(/\s+/g, ' ')
      .trim(),
  ).join('\t')}\n`;
