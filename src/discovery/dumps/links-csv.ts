import type { DumpWish } from './links-json.js';
import { changedSince, tieRow, type TieRow } from './tie-row.js';
import { eachPage, type DumpPorts } from './walk.js';

/** The columns of a tie, in order. */
export const TIE_COLUMNS = [
  ...(['ours', 'page', 'title', 'isbn', 'urn', 'target', 'theirs', 'url'] as const),
  ...(['kind', 'confidence', 'decidedBy', 'changed', 'dead'] as const),
] as const satisfies readonly (keyof TieRow)[];

/** One line for each tie (RFC 4180), headings first; several ISBNs or URNs with a space between them. */
export async function* writeLinksCsv({ discovery, publicUrl }: DumpPorts, { since }: DumpWish = {}): AsyncGenerator<string> {
  yield csvLine(TIE_COLUMNS);
  const isWanted = changedSince(since);
  for await (const works of eachPage(discovery)) {
    yield works.flatMap((work) => work.ties.filter(isWanted).map((tie) => csvLine(tieCells(tieRow(work, tie, publicUrl))))).join('');
  }
}

/** In the order of `TIE_COLUMNS`. */
export const tieCells = (row: TieRow): readonly string[] =>
  TIE_COLUMNS.map((column) => {
    const value = row[column] ?? '';
    return typeof value === 'string' ? value : value.join(' ');
  });

export const csvLine = (cells: readonly string[]): string => `${cells.map(csvCell).join(',')}\r\n`;

/**
 * Quoted only where it must be, so numbers stay as they are, leading zeros and all. A text that a spreadsheet would run as a formula gets
 * an apostrophe before it, and so does one that begins with apostrophes before such a text: a reader takes one off in both cases and has
 * the very same text back.
 * @see https://owasp.org/www-community/attacks/CSV_Injection
 */
const csvCell = (text: string): string => {
  const harmless = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]|^\s|\s$/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
};

/** The four signs, also in their wide form, and the controls that spreadsheets pass over. */
const FORMULA = /^'*[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/;
