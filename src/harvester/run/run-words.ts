import type { Run, RunCounters, RunState } from '../../store/run-ports.js';
import type { SourceErrorCode } from '../source-error.js';

/** What an administrator can do about a harvest that could not be read to its end, in a sentence. */
const REMEDIES: Readonly<Record<SourceErrorCode, string>> = {
  timeout: 'Nothing was changed. The next run goes on where this one stopped; if it happens again, ask the source whether it is well.',
  refused: 'Nothing was changed. See whether the address in the settings is right, and whether the source is up.',
  network: 'Nothing was changed. The next run goes on where this one stopped.',
  'too-large': 'Nothing was changed. Ask the source for smaller pages or a narrower range, or raise maxBytes in the settings.',
  'bad-url': 'Correct the url of the source in the settings.',
  tls: 'Nothing was changed. Ask the source about its certificate; caFile in the settings names a certificate to trust besides.',
  redirect:
    'Nothing was changed. See where the source lives now and correct its url; allowHosts in the settings lets it redirect to another host.',
  cancelled: 'Nothing was changed.',
  forbidden: 'Nothing was changed. Ask the source to let our address in.',
  status: 'Nothing was changed. The next run goes on where this one stopped; if it happens again, tell the source.',
  paused: 'Nothing was changed. It goes on by itself when the time has come.',
  'too-wide': 'Nothing was changed. Harvest it in narrower ranges (mode range).',
  'not-protocol': 'Nothing was changed. Open the address in a browser: a login page or a notice may stand there.',
  malformed: 'Nothing was changed. The next run goes on where this one stopped; if it happens again, tell the source.',
  doctype: 'Nothing was changed. Such an answer is never read; tell the source.',
  'source-error': 'Nothing was changed. See whether format, set and query in the settings are what the source knows.',
  'token-refused': 'Nothing was changed. Run it again later; if it happens again, harvest in narrower ranges (mode range).',
  'token-loop': 'Nothing was changed. Tell the source: its list never ends.',
  'no-progress': 'Nothing was changed. Tell the source: its list never ends.',
  capped: 'Nothing was changed. Split the query of the source in the settings into narrower ones, by year for instance.',
  'bad-range': 'Write dates as 2026-01-31 or 2026-01-31T12:00:00Z, the earlier one first.',
};

export const remedyFor = (code: SourceErrorCode): string => REMEDIES[code];

/** The counters that are not nought, as people read them. */
export const tellCounters = (counters: RunCounters): string => {
  const parts: readonly (readonly [number, string])[] = [
    [counters.added, 'added'],
    [counters.updated, 'updated'],
    [counters.deleted, 'deleted'],
    [counters.retired, 'gone'],
    [counters.unchanged, 'unchanged'],
    [counters.outOfScope, 'left'],
    [counters.failed, 'could not be read'],
    [counters.duplicates, 'sent twice'],
    [counters.ignored, 'deletions of what is not here'],
  ];
  const told = parts.filter(([count]) => count > 0).map(([count, words]) => `${count} ${words}`);
  return `${counters.seen} seen${told.length > 0 ? `: ${told.join(', ')}` : ''}`;
};

/** Whether nothing will come of it any more by itself. */
export const isEnded = (state: RunState): boolean =>
  state === 'completed' || state === 'completed-with-failures' || state === 'failed' || state === 'cancelled';

export const isUnderWay = (state: RunState): boolean => state === 'queued' || state === 'fetching' || state === 'applying';

/** The run as it is once somebody has ended it for good. `now` in ms. */
export const cancelledRun = (
  run: Run,
  message: string,
  { actor, reason }: { readonly actor: string; readonly reason?: string },
  now: number,
): Run => {
  const transition = { state: 'cancelled', at: new Date(now).toISOString(), actor, ...(reason !== undefined && { reason }) } as const;
  return { ...run, state: 'cancelled', message, isResumable: false, transitions: [...run.transitions, transition] };
};
