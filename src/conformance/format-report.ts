import type { CheckResult, ConformanceReport } from './check-endpoint.js';
import type { Outcome } from './check.js';

const MARKS: Readonly<Record<Outcome, string>> = { pass: 'pass', fail: 'FAIL', warn: 'warn', 'not applicable': ' –  ' };

/** For a terminal or a file, without colours: what failed first, in full; then everything by group, a line each. */
export const formatConformanceReport = (report: ConformanceReport): string =>
  [
    `Conformance of ${report.baseUrl}${report.repositoryName === undefined ? '' : ` (${report.repositoryName})`}`,
    '',
    ...detailed('Failed', report, 'fail'),
    ...detailed('Warnings', report, 'warn'),
    ...(report.results.length === report.counts.fail + report.counts['not applicable']
      ? ['Nothing else could be checked.', '']
      : grouped(report)),
    ...report.lists.map(
      ({ verb, records, pages, end }) =>
        `${verb}: ${verb === 'ListSets' ? '' : `${records} records on `}${pages} ${pages === 1 ? 'page' : 'pages'}${ENDS[end]}`,
    ),
    ...(report.stopped === undefined ? [] : [`Stopped early: ${report.stopped}.`]),
    summary(report),
    '',
  ].join('\n');

const ENDS = { complete: '', bounded: ', not followed to its end', circle: ', going round in a circle', broken: ', broken off' } as const;

const detailed = (title: string, { results }: ConformanceReport, outcome: Outcome): readonly string[] => {
  const found = results.filter((result) => result.outcome === outcome);
  if (found.length === 0) return [];
  return [title, ...found.flatMap(detail), ''];
};

const detail = ({ id, name, section, sent, came, advice }: CheckResult): readonly string[] => [
  `  ${id}  ${name} (${section})`,
  ...(sent === undefined ? [] : [`      sent    ${sent}`]),
  ...(came === undefined ? [] : [`      came    ${came}`]),
  ...(advice === undefined ? [] : [`      do      ${advice}`]),
];

const grouped = ({ results }: ConformanceReport): readonly string[] => {
  const width = Math.max(...results.map(({ id }) => id.length));
  return [...new Set(results.map(({ group }) => group))].flatMap((group) => [
    group,
    ...results
      .filter((result) => result.group === group)
      .map(
        ({ outcome, id, name, came }) =>
          `  ${MARKS[outcome]}  ${id.padEnd(width)}  ${name}${outcome === 'not applicable' && came !== undefined ? ` (${came})` : ''}`,
      ),
    '',
  ]);
};

const summary = ({ ok, counts, requests, ms }: ConformanceReport): string =>
  `${ok ? 'CONFORMS' : 'DOES NOT CONFORM'}: ${counts.pass} passed, ${counts.fail} failed, ${counts.warn} ${counts.warn === 1 ? 'warning' : 'warnings'}, ${counts['not applicable']} not applicable; ${requests} ${requests === 1 ? 'request' : 'requests'} in ${(ms / 1000).toFixed(1)} s`;
