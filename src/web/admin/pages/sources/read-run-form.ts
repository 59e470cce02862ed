import { parseUtcDatetime } from '../../../../oai-pmh/utc-datetime.js';
import type { RunMode, RunRequest } from '../../../../store/run-ports.js';
import type { RunFormFault } from '../../words/run-form.js';

/** In the order in which they are offered: the usual ones first. */
export const RUN_MODES = [
  ...(['incremental', 'full', 'reconcile', 'range', 'records', 'retry-failed', 'reprocess'] as const),
] as const satisfies readonly RunMode[];

/** What somebody filled in, word for word: to be shown again where it cannot be followed. */
export interface TypedRun {
  readonly mode: string;
  readonly from: string;
  readonly until: string;
  /** One on a line. */
  readonly ids: string;
  readonly limit: string;
  readonly dryRun: boolean;
  readonly approveLargeChange: boolean;
  readonly reason: string;
}

export type ReadRun =
  | { readonly kind: 'valid'; readonly request: Omit<RunRequest, 'source' | 'actor'> }
  | { readonly kind: 'invalid'; readonly faults: readonly RunFormFault[] };

export const typedRun = (form: URLSearchParams): TypedRun => {
  const of = (name: string): string => form.get(name) ?? '';
  // A button that retries certain records names each of them by itself, as an identifier may have anything in it.
  const ids = [...form.getAll('id'), of('ids')].filter((each) => each !== '').join('\n');
  return {
    ...{ mode: of('mode'), from: of('from').trim(), until: of('until').trim(), ids, limit: of('limit').trim(), reason: of('reason') },
    ...{ dryRun: form.get('dryRun') === 'yes', approveLargeChange: form.get('approveLargeChange') === 'yes' },
  };
};

const MOST_IDS = 1000;
const LONGEST_ID = 1000;
/** As the API has it. */
const LONGEST_REASON = 500;

/** Says all that is wrong at once. `now` in ms. */
export const readRunForm = (form: URLSearchParams, now: number): ReadRun => {
  const typed = typedRun(form);
  const mode = RUN_MODES.find((each) => each === typed.mode);
  const listed = [...form.getAll('id'), ...(form.get('ids') ?? '').split(/\r?\n/).map((line) => line.trim())];
  const ids = [...new Set(listed.filter((id) => id !== ''))];
  const reason = typed.reason.trim();
  const faults: readonly RunFormFault[] = [
    ...(mode === undefined ? (['noMode'] as const) : []),
    ...spanFaults(typed, now),
    ...idFaults(mode, ids),
    ...(typed.limit !== '' && !/^[1-9]\d{0,8}$/.test(typed.limit) ? (['oddLimit'] as const) : []),
    ...(reason.length > LONGEST_REASON ? (['longReason'] as const) : []),
  ];
  if (mode === undefined || faults.length > 0) return { kind: 'invalid', faults };
  const { from, until, limit, dryRun, approveLargeChange } = typed;
  return {
    kind: 'valid',
    request: {
      ...{ mode, dryRun, approveLargeChange },
      ...(from !== '' && { from }),
      ...(until !== '' && { until }),
      ...(ids.length > 0 && { ids }),
      ...(limit !== '' && { limit: Number(limit) }),
      ...(reason !== '' && { reason }),
    },
  };
};

const spanFaults = ({ mode, from, until }: TypedRun, now: number): readonly RunFormFault[] => {
  const isEmpty = from === '' && until === '';
  if (mode !== 'range') return isEmpty ? [] : ['spanElsewhere'];
  if (isEmpty) return ['noSpan'];
  const [first, last] = [parseUtcDatetime(from, 'cut')?.first, parseUtcDatetime(until, 'cut')?.last];
  const odd: readonly RunFormFault[] = [
    ...(from !== '' && first === undefined ? (['oddFrom'] as const) : []),
    ...(until !== '' && last === undefined ? (['oddUntil'] as const) : []),
  ];
  if (odd.length > 0) return odd;
  if (first !== undefined && last !== undefined && first > last) return ['reversed'];
  return first !== undefined && first * 1000 > now ? ['future'] : [];
};

const idFaults = (mode: RunMode | undefined, ids: readonly string[]): readonly RunFormFault[] => {
  if (mode !== 'records') return ids.length > 0 ? ['recordsElsewhere'] : [];
  if (ids.length === 0) return ['noRecords'];
  return ids.length > MOST_IDS || ids.some((id) => id.length > LONGEST_ID) ? ['manyRecords'] : [];
};
