import type { Run, RunGroup } from '../store/run-ports.js';
import { lastAt } from './run-moment.js';

/** One line of the story of a run. */
export interface RunLogLine {
  /** UTC. */
  readonly at: string;
  readonly level: 'note' | 'warning' | 'failure';
  /** On one line, in English. */
  readonly text: string;
}

/**
 * What happened and when, in order of time. What a list made doubtful, could not be read or had to be mended is known when all has been
 * planned, and stands there.
 */
export const tellRunLog = (run: Run): readonly RunLogLine[] => {
  const { transitions, warnings, failures, repairs, message } = run;
  const planned = transitions.findLastIndex(({ state }) => state === 'staged');
  const at = transitions[planned]?.at ?? lastAt(run);
  const steps = transitions.map(({ at: moment, state, actor, reason }) =>
    line(moment, 'note', `${state}, by ${actor}${reason === undefined ? '' : `: ${reason}`}`),
  );
  const found = [
    ...warnings.map((warning) => line(at, 'warning', warning)),
    ...failures.map((group) => line(at, 'failure', `${group.count} could not be read: ${tellGroup(group)}`)),
    ...repairs.map((group) => line(at, 'note', `${group.count} were mended: ${tellGroup(group)}`)),
  ];
  const place = planned < 0 ? steps.length : planned + 1;
  const isBad = run.state === 'failed' || run.state === 'needs-approval';
  return [...steps.slice(0, place), ...found, ...steps.slice(place), line(lastAt(run), isBad ? 'failure' : 'note', message)];
};

/** `2026-03-01T12:00:00.000Z  warning  …` and a line break for each. */
export const formatRunLog = (lines: readonly RunLogLine[]): string =>
  lines.map(({ at, level, text }) => `${at}  ${level.padEnd(7)}  ${text}\n`).join('');

const line = (at: string, level: RunLogLine['level'], text: string): RunLogLine => ({ at, level, text: onOneLine(text) });

const tellGroup = ({ message, identifiers, count }: RunGroup): string =>
  `${message} (${identifiers.join(', ')}${count > identifiers.length ? ' …' : ''})`;

/** A person's reason may have line breaks in it, with which a log could be made to say anything. */
const onOneLine = (text: string): string => text.replaceAll(/[\s\p{Cc}\p{Cf}]+/gu, ' ').trim();
