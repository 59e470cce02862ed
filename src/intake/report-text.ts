import { FILE_KINDS } from './file-kind.js';
import type { EntryReport, ImportReport, StatementReport } from './report.js';

/** Columns of a terminal; a word longer than that (a command, an address) is not broken. */
const WIDTH = 100;
const TITLE_WIDTH = 60;

/** The report for a person at a terminal. What came from the file cannot move the cursor or change colours. */
export const formatImportReport = (report: ImportReport): string => {
  const { name, fileKind, dryRun, totals, fault } = report;
  const idWidth = Math.max(0, ...report.entries.map(({ id }) => id?.length ?? 1));
  const blocks = [
    [`${name}${fileKind ? ` (${FILE_KINDS[fileKind]})` : ''}${dryRun ? ' · dry run, nothing is saved' : ''}`],
    report.statements.flatMap(statementLines),
    report.entries.flatMap((entry) => entryLines(entry, idWidth)),
    report.unlisted > 0 ? [`  … and ${report.unlisted} more entries, counted below`] : [],
    report.notes.flatMap(({ line, text }) => hang(`  note       line ${line}: `, text)),
    fault ? hang('  stopped    ', `${fault.line === undefined ? 'The file' : `Line ${fault.line}`} ${fault.message}.`) : [],
    [totalsLine(totals)],
  ];
  return `${blocks
    .filter((block) => block.length > 0)
    .map((block) => block.map(printable).join('\n'))
    .join('\n\n')}\n`;
};

const totalsLine = (totals: ImportReport['totals']): string => {
  const counted = (['added', 'changed', 'unchanged', 'rejected'] as const).map((outcome) => `${totals[outcome]} ${outcome}`).join(', ');
  const warnings = totals.warnings === 0 ? '' : `; ${totals.warnings} ${totals.warnings === 1 ? 'warning' : 'warnings'}`;
  const reassessed = totals.reassessed === 0 ? '' : `; accessibility of ${totals.reassessed} other publications follows the new sentence`;
  return `${totals.entries} ${totals.entries === 1 ? 'entry' : 'entries'}: ${counted}${warnings}${reassessed}`;
};

const statementLines = ({ line, outcome, statement }: StatementReport): readonly string[] => {
  const about = { accessibility: 'on accessibility', olderWorks: 'on older works' }[statement.kind];
  return hang(`  ${outcome.padEnd(9)}  `, `sentence ${about} (line ${line}): ${statement.text}`);
};

const entryLines = ({ line, id, title, outcome, reasons, warnings, changedFields }: EntryReport, idWidth: number): readonly string[] => {
  const shownTitle = title === undefined ? '' : title.length > TITLE_WIDTH ? `${title.slice(0, TITLE_WIDTH - 1)}…` : title;
  const indent = '             ';
  return [
    `  ${outcome.padEnd(9)}  ${(id ?? '-').padEnd(idWidth)}  ${shownTitle}${shownTitle === '' ? '' : '  '}(line ${line})`,
    ...reasons.flatMap((reason) => hang(`${indent}because  `, reason)),
    ...changedFields.flatMap(({ field, before, after }) => hang(`${indent}${field}: `, `${shownValue(before)} → ${shownValue(after)}`)),
    ...warnings.flatMap((warning) => hang(`${indent}warning  `, warning)),
  ];
};

const shownValue = (value: string): string => (value === '' ? 'nothing' : `"${value}"`);

/** The text after `lead`, its further lines under its first. A command to copy stands whole on a line of its own. */
const hang = (lead: string, text: string): readonly string[] => {
  const width = Math.max(30, WIDTH - lead.length);
  const lines: string[] = [''];
  for (const word of text.split(/ (?=julkaisusilta )|(?<!julkaisusilta [^:]*) /u)) {
    const last = lines.at(-1) ?? '';
    if (last !== '' && (last.length + 1 + word.length > width || word.startsWith('julkaisusilta '))) lines.push(word);
    else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`;
  }
  return lines.map((line, index) => `${index === 0 ? lead : ' '.repeat(lead.length)}${line}`);
};

const printable = (line: string): string => line.replace(/[\u0000-\u001F\u007F-\u009F\u2028\u2029\u202A-\u202E\u2066-\u2069]/gu, '');
