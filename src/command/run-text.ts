import type { ReportedChange, RunReport } from '../harvester/run/run-report.js';
import { tellCounters } from '../harvester/run/run-words.js';
import type { Run, RunGroup } from '../store/run-ports.js';

/** A run for a person at a terminal: what became of it, what it did record by record, what could not be read, why the rest was left. */
export const formatRun = (run: Run, { changes, unlisted = {} }: RunReport): string =>
  lines([
    `${run.request.source} · run ${run.id} · ${describeTask(run)}`,
    `${STATES[run.state]}: ${run.message}`,
    '',
    ...section(isTold(run) ? 'changes' : 'would change', changes.map(changeLines)),
    ...section(
      'and beside them, which are counted only',
      Object.entries(unlisted).map(([outcome, count]) => [`${outcome.padEnd(10)} ${count} more`]),
    ),
    ...section('could not be read', run.failures.map(groupLines)),
    ...section('mended before it could be read', run.repairs.map(groupLines)),
    ...section('left', run.left.map(groupLines)),
    ...section(
      'to be looked at',
      run.warnings.map((warning) => [warning]),
    ),
    ...section(
      'when',
      run.transitions.map(({ at, state, actor, reason }) => [`${at}  ${state} (${actor}${reason === undefined ? '' : `: ${reason}`})`]),
    ),
    `${run.counters.pages} pages, ${tellCounters(run.counters)}`,
    ...(run.mark === undefined ? [] : [`the next incremental run begins at ${run.mark}, less the overlap`]),
    ...nextStep(run),
  ]);

/** The runs of a source, one a line, newest first. */
export const formatRuns = (runs: readonly Run[]): string =>
  runs.length === 0
    ? 'There are no runs yet.\n'
    : lines(runs.flatMap((run) => [`${run.id}  ${STATES[run.state]}  ${describeTask(run)}`, `    ${run.message}`]));

const STATES = {
  queued: 'waiting',
  fetching: 'running',
  staged: 'fetched, not applied',
  'needs-approval': 'NEEDS APPROVAL',
  applying: 'being applied',
  completed: 'completed',
  'completed-with-failures': 'completed, with failures',
  failed: 'FAILED',
  cancelled: 'cancelled',
  interrupted: 'interrupted',
  paused: 'paused',
} as const satisfies Record<Run['state'], string>;

const isTold = ({ state }: Run): boolean => state === 'completed' || state === 'completed-with-failures';

const describeTask = ({ request: { mode, from, until, limit, dryRun, actor } }: Run): string =>
  [
    mode,
    from === undefined ? '' : `from ${from}`,
    until === undefined ? '' : `until ${until}`,
    limit === undefined ? '' : `at most ${limit}`,
    dryRun ? 'dry run' : '',
    `by ${actor}`,
  ]
    .filter((word) => word !== '')
    .join(', ');

const nextStep = ({ id, state, request }: Run): readonly string[] => {
  if (state === 'staged' && request.dryRun) return [`apply it with: runs apply ${id}`];
  if (state === 'needs-approval') return [`decide with: runs approve ${id}, or runs reject ${id} --reason TEXT`];
  return [];
};

/** Longer lists are for programs: `--json` has them whole. */
const MOST_LINES = 200;

const section = (title: string, entries: readonly (readonly string[])[]): readonly string[] => {
  if (entries.length === 0) return [];
  const shown = entries.slice(0, MOST_LINES).flatMap(([first = '', ...rest]) => [`  ${first}`, ...rest.map((line) => `      ${line}`)]);
  const more = entries.length > MOST_LINES ? [`  … and ${entries.length - MOST_LINES} more; --json has all`] : [];
  return [title, ...shown, ...more, ''];
};

const changeLines = ({ outcome, localId, title, because, flags, diff = [] }: ReportedChange): readonly string[] => [
  `${outcome.padEnd(10)} ${localId}  ${title}`,
  `${because}${flags.includes('yearUnknown') ? ' Its year is unknown: look at it.' : ''}`,
  ...diff.flatMap(({ tag, before, after }) => [
    ...(before === undefined ? [] : [`- ${before.startsWith(tag) ? before : `${tag} ${before}`}`]),
    ...(after === undefined ? [] : [`+ ${after.startsWith(tag) ? after : `${tag} ${after}`}`]),
  ]),
];

const MOST_EXAMPLES = 5;

const groupLines = ({ message, count, identifiers }: RunGroup): readonly string[] => {
  const shown = identifiers.slice(0, MOST_EXAMPLES);
  return [`${count} × ${message}`, `${shown.join(', ')}${count > shown.length ? `, and ${count - shown.length} more` : ''}`];
};

const lines = (all: readonly string[]): string => `${all.map(printable).join('\n')}\n`;

/** A source's text must not move the cursor or change colours. */
const printable = (line: string): string => line.replaceAll(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, '\u{fffd}');
