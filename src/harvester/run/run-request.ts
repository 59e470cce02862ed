import { parseUtcDatetime } from '../../oai-pmh/utc-datetime.js';
import type { RunRequest } from '../../store/run-ports.js';

/** What is wrong with a request, each a sentence; empty for one that can be run. `now` in milliseconds. */
export const findRequestFaults = (request: RunRequest, now: number): readonly string[] => [
  ...rangeFaults(request, now),
  ...(request.mode === 'records' && (request.ids ?? []).length === 0 ? ['Which records? Mode records needs at least one identifier.'] : []),
  ...(request.mode !== 'records' && request.ids !== undefined ? ['Identifiers go with mode records only.'] : []),
  ...(request.limit !== undefined && !(Number.isSafeInteger(request.limit) && request.limit > 0)
    ? [`The limit is ${String(request.limit)}; it must be a whole number above 0.`]
    : []),
];

const rangeFaults = ({ mode, from, until }: RunRequest, now: number): readonly string[] => {
  if (mode !== 'range') {
    return from === undefined && until === undefined
      ? []
      : ['From and until go with mode range only; an incremental harvest knows where to begin.'];
  }
  if (from === undefined && until === undefined) return ['Mode range needs from or until.'];
  const faults = [dateFault('from', from), dateFault('until', until)].filter((fault) => fault !== undefined);
  if (faults.length > 0) return faults;
  const first = from === undefined ? undefined : parseUtcDatetime(from, 'cut')?.first;
  const last = until === undefined ? undefined : parseUtcDatetime(until, 'cut')?.last;
  if (first !== undefined && last !== undefined && first > last)
    return [`The range ends (${String(until)}) before it begins (${String(from)}).`];
  if (first !== undefined && first * 1000 > now) return [`The range begins in the future: ${String(from)}.`];
  return [];
};

const dateFault = (name: string, text: string | undefined): string | undefined =>
  text === undefined || parseUtcDatetime(text, 'cut')
    ? undefined
    : `${name} is "${text.slice(0, 40)}", which is no date in UTC; write it as 2026-01-31 or 2026-01-31T12:00:00Z.`;
