import { formatRunLog } from '../../../administration/run-log.js';
import type { Runs } from '../../../administration/runs.js';
import type { Run } from '../../../store/run-ports.js';
import { guarded, type Answer, type Route, type SignedInRequest } from '../route.js';
import { prefersText } from './accepted.js';
import { faulty, noSuchRun } from './problems.js';
import { decisionRoutes } from './run-decisions.js';
import { eventsSince, streamRun } from './run-events.js';
import { inFull, summaryOf } from './run-json.js';
import { parseDiffQuery, parseRecordsQuery, parseRunFilter } from './run-query.js';
import type { RunsApiPorts } from './run-ports.js';
import { startRoute } from './run-start.js';

/** Everything that programs do with harvests, as `schemas/admin-api/runs.json` describes it. */
export const runsApi = (ports: RunsApiPorts): readonly Route[] => {
  const { runs } = ports;
  const ofRun = (path: string, answer: (run: Run, request: SignedInRequest) => Promise<Answer> | Answer): Route =>
    guarded('GET', `/admin/api/runs/:run${path}`, 'read', async (request) => {
      const run = await runs.find(request.params['run'] ?? '');
      return run ? answer(run, request) : noSuchRun(request.params['run'] ?? '');
    });
  return [
    guarded('GET', '/admin/api/runs', 'read', ({ query }) => listRuns(runs, query)),
    ofRun('', (run) => json(inFull(run, runs.decisions(run)))),
    ofRun('/events', (run, request) => tellEvents(ports, run, request)),
    ofRun('/records', async ({ id }, { query }) => {
      const parsed = parseRecordsQuery(query);
      if (parsed.kind === 'invalid') return faulty(parsed.errors);
      return json({ outcome: parsed.value.outcome, ...(await runs.records(id, parsed.value)) });
    }),
    ofRun('/diff', async ({ id }, { query }) => {
      const parsed = parseDiffQuery(query);
      return parsed.kind === 'invalid' ? faulty(parsed.errors) : json(await runs.diff(id, parsed.value));
    }),
    ofRun('/log', async ({ id }, { header }) => {
      const lines = (await runs.log(id)) ?? [];
      return prefersText(header('accept')) ? logAsText(id, formatRunLog(lines)) : json({ lines }, VARY);
    }),
    startRoute(ports),
    ...decisionRoutes(ports),
  ];
};

const json = (value: unknown, headers?: Readonly<Record<string, string>>): Answer => ({ kind: 'json', value, ...(headers && { headers }) });

const VARY = { Vary: 'Accept' };

const listRuns = async (runs: Runs, query: URLSearchParams): Promise<Answer> => {
  const parsed = parseRunFilter(query);
  if (parsed.kind === 'invalid') return faulty(parsed.errors);
  const { runs: found, next } = await runs.list(parsed.value);
  return json({ runs: found.map((run) => summaryOf(run, runs.decisions(run))), ...(next !== undefined && { next }) });
};

const logAsText = (id: string, text: string): Answer => ({
  kind: 'stream',
  type: 'text/plain; charset=utf-8',
  body: inOnePiece(text),
  headers: { ...VARY, 'Content-Disposition': `attachment; filename="run-${id.replaceAll(/[^A-Za-z0-9-]/g, '_')}.txt"` },
});

async function* inOnePiece(text: string): AsyncGenerator<string> {
  yield text;
}

/** Those who come back say what they have seen, and those who ask from time to time do so by `after`. */
const tellEvents = (ports: RunsApiPorts, run: Run, { query, header, signal }: SignedInRequest): Answer => {
  const after = query.get('after');
  const seen = numberOf(after ?? header('last-event-id'));
  if (after !== null) {
    if (after !== '' && seen === undefined) {
      return faulty([{ path: 'after', message: 'must be the id of the last event that was seen, a whole number.' }]);
    }
    const events = eventsSince(ports, run, seen);
    return json({ events, after: events.at(-1)?.id ?? seen ?? 0 });
  }
  // A browser that has heard of the end would come back for ever: this is the answer that tells it not to (HTML, §9.2.3).
  if (seen !== undefined && hasHeardAll(ports, run, seen)) return { kind: 'nothing' };
  return {
    kind: 'stream',
    type: 'text/event-stream',
    body: streamRun(ports, run, seen, signal),
    headers: { 'Cache-Control': 'no-store', 'X-Accel-Buffering': 'no' },
  };
};

/** At rest, and nothing of it is new. */
const hasHeardAll = (ports: RunsApiPorts, run: Run, seen: number): boolean =>
  !ports.harvests.isRunning(run.id) &&
  eventsSince(ports, run, undefined).at(-1)?.event === 'end' &&
  eventsSince(ports, run, seen).length === 0;

const numberOf = (text: string | undefined): number | undefined =>
  text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
