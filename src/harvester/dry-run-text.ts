import type { DryRunReport } from './dry-run.js';

/** The report for a person at a terminal. */
export const formatDryRun = ({ source, pages, counts, selected, left, failed }: DryRunReport): string =>
  [
    `${source} · dry run, nothing is saved`,
    '',
    ...section(
      'would be taken',
      selected.map(({ identifier, title, because, flags }) => [
        `${identifier}  ${title}`,
        `${because}${flags.includes('yearUnknown') ? ' Its year is unknown: look at it.' : ''}`,
      ]),
    ),
    ...section(
      'left',
      left.map(({ because, count, examples }) => [`${count} × ${because}`, listed(examples, count)]),
    ),
    ...section(
      'could not be read',
      failed.map(({ reason, count, examples }) => [`${count} × ${reason}`, listed(examples, count)]),
    ),
    `${counts.seen} records on ${pages} ${pages === 1 ? 'page' : 'pages'}: ${counts.selected} would be taken, ${counts.outOfScope} left, ` +
      `${counts.deleted} deleted, ${counts.duplicates} sent twice, ${counts.failed} could not be read; ${counts.repaired} had to be mended`,
    '',
  ]
    .map(printable)
    .join('\n');

const section = (title: string, entries: readonly (readonly string[])[]): readonly string[] =>
  entries.length === 0
    ? []
    : [title, ...entries.flatMap(([first = '', ...rest]) => [`  ${first}`, ...rest.map((line) => `      ${line}`)]), ''];

const listed = (examples: readonly string[], count: number): string =>
  `${examples.join(', ')}${count > examples.length ? `, and ${count - examples.length} more` : ''}`;

/** A source's text must not move the cursor or change colours. */
const printable = (line: string): string => line.replaceAll(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, '\u{fffd}');
