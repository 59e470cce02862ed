import { beganAt } from '../../../../administration/run-moment.js';
import type { Runs } from '../../../../administration/runs.js';
import type { Harvests } from '../../../../harvester/run/harvests.js';
import type { WallClock } from '../../../../platform/clock.js';
import type { Settings } from '../../../../platform/settings.js';
import type { Run } from '../../../../store/run-ports.js';
import { formatTime, type TimeStyle } from '../../parts/time.js';
import { guarded, type Answer, type Route, type SignedInRequest } from '../../route.js';
import { ONE_RUN_WORDS } from '../../words/one-run.js';
import { RUN_TERMS } from '../../words/run-terms.js';
import { RUNS_WORDS } from '../../words/runs.js';
import { DecideRun, decide, DECISION_PAGES, NotNow, type DecisionFault, type DecisionPage } from './decide-run.js';
import { readChanges, readWholeRun } from './read-run.js';
import { readRunFilter } from './run-filter.js';
import { RunHistory } from './run-history.js';
import { RunLogPage } from './run-log-page.js';
import { RunPage } from './run-page.js';
import { runPath } from './run-paths.js';
import { parseOutcome, RunRecordsPage } from './run-records-page.js';

export interface RunPagesPorts {
  readonly settings: Settings;
  readonly clock: WallClock;
  readonly runs: Runs;
  readonly harvests: Harvests;
}

const SHOWN_RUNS = 30;
const SHOWN_RECORDS = 100;
/** As the API has it. */
const LONGEST_REASON = 500;

/** The pages about harvests: their history, and each of them. */
export const runRoutes = (ports: RunPagesPorts): readonly Route[] => [
  guarded('GET', '/admin/runs', 'read', (request) => historyPage(ports, request)),
  ofRun(ports, '', async (run, request) => ({
    ...page(titleOf(run, styleOf(ports, request))),
    body: <RunPage request={request} whole={await readWholeRun(ports.runs, run)} style={styleOf(ports, request)} now={ports.clock()} />,
  })),
  ofRun(ports, '/records', (run, request) => recordsPage(ports, run, request)),
  ofRun(ports, '/log', async (run, request) => {
    const style = styleOf(ports, request);
    const lines = (await ports.runs.log(run.id)) ?? [];
    return {
      ...page(`${ONE_RUN_WORDS[style.language].logTitle}: ${titleOf(run, style)}`),
      body: <RunLogPage {...{ run, lines, style }} />,
    };
  }),
  ...DECISION_PAGES.flatMap((decision) => decisionRoutes(ports, decision)),
];

const page = (title: string) => ({ kind: 'page', section: 'runs', title }) as const;

const styleOf = ({ settings }: RunPagesPorts, { language }: SignedInRequest): TimeStyle => ({
  language,
  timezone: settings.administration.timezone,
});

const titleOf = (run: Run, style: TimeStyle): string =>
  ONE_RUN_WORDS[style.language].title(run.request.source, formatTime(new Date(beganAt(run)), style));

const historyPage = async (ports: RunPagesPorts, request: SignedInRequest): Promise<Answer> => {
  const style = styleOf(ports, request);
  const read = readRunFilter(request.query, style.timezone);
  const found = await ports.runs.list({ ...read.filter, limit: SHOWN_RUNS });
  const sources = ports.settings.sources.map(({ id }) => id);
  return {
    ...page(RUNS_WORDS[style.language].title),
    ...(read.faults.length > 0 && { status: 422 }),
    body: <RunHistory page={found} read={read} sources={sources} style={style} now={ports.clock()} />,
  };
};

type OfRun = (run: Run, request: SignedInRequest) => Promise<Answer> | Answer;

const ofRun = (ports: RunPagesPorts, sub: string, answer: OfRun): Route =>
  guarded('GET', `/admin/runs/:run${sub}`, 'read', (request) => withRun(ports, request, answer));

const withRun = async ({ runs }: RunPagesPorts, request: SignedInRequest, answer: OfRun): Promise<Answer> => {
  const id = request.params['run'] ?? '';
  const run = await runs.find(id);
  const detail = ONE_RUN_WORDS[request.language].noSuchRun(id);
  return run ? answer(run, request) : { kind: 'problem', problem: { status: 404, title: 'No such run', detail } };
};

const recordsPage = async ({ runs }: RunPagesPorts, run: Run, request: SignedInRequest): Promise<Answer> => {
  const { query, language } = request;
  const outcome = parseOutcome(query.get('outcome'));
  const after = query.get('after') ?? '';
  const records = outcome && (await runs.records(run.id, { outcome, limit: SHOWN_RECORDS, ...(after !== '' && { after }) }));
  if (!outcome || !records) {
    return { kind: 'problem', problem: { status: 400, title: 'No such outcome', detail: ONE_RUN_WORDS[language].noSuchOutcome } };
  }
  return {
    ...page(`${RUN_TERMS[language].outcomes[outcome]}: ${run.request.source}`),
    body: <RunRecordsPage request={request} run={run} outcome={outcome} records={records} />,
  };
};

const decisionRoutes = (ports: RunPagesPorts, decision: DecisionPage): readonly Route[] => [
  guarded('GET', `/admin/runs/:run/${decision.name}`, 'harvest', (request) =>
    withRun(ports, request, (run) => decisionPage(ports, decision, run, request)),
  ),
  guarded('POST', `/admin/runs/:run/${decision.name}`, 'harvest', (request) =>
    withRun(ports, request, async (run) => {
      const reason = (request.form.get('reason') ?? '').trim();
      if (reason.length > LONGEST_REASON) return decisionPage(ports, decision, run, request, { kind: 'longReason' });
      const word = { actor: request.person.name, ...(reason !== '' && { reason }) };
      const fault = await decide(ports.harvests, decision, run.id, word);
      return fault ? decisionPage(ports, decision, run, request, fault) : { kind: 'redirect', to: runPath(run.id), done: decision.done };
    }),
  ),
];

const decisionPage = async (
  { runs }: RunPagesPorts,
  decision: DecisionPage,
  run: Run,
  request: SignedInRequest,
  fault?: DecisionFault,
): Promise<Answer> => {
  const words = ONE_RUN_WORDS[request.language];
  // It may have moved on meanwhile.
  const latest = (await runs.find(run.id)) ?? run;
  if (!runs.decisions(latest).includes(decision.decision)) {
    return { ...page(words.decide.impossible), status: 409, body: <NotNow run={latest} language={request.language} /> };
  }
  const groups = await readChanges(runs, latest);
  const status = fault && (fault.kind === 'longReason' ? 422 : 409);
  return {
    ...page(words.decisions[decision.decision].title),
    ...(status !== undefined && { status }),
    body: <DecideRun request={request} page={decision} run={latest} groups={groups} {...(fault && { fault })} />,
  };
};
