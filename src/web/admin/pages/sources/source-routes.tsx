import type { SourceTests } from '../../../../administration/source-test.js';
import type { SourceDescription, Sources } from '../../../../administration/sources.js';
import type { Runs } from '../../../../administration/runs.js';
import type { Harvests } from '../../../../harvester/run/harvests.js';
import type { WallClock } from '../../../../platform/clock.js';
import type { Settings } from '../../../../platform/settings.js';
import type { TimeStyle } from '../../parts/time.js';
import { guarded, type Answer, type Route, type SignedInRequest } from '../../route.js';
import { SOURCES_WORDS } from '../../words/sources.js';
import { runPath, sourcePath } from '../runs/run-paths.js';
import { readRunForm, typedRun } from './read-run-form.js';
import type { StartFault } from './run-form.js';
import { SourceList } from './source-list.js';
import { SourcePage, type SourcePageProps } from './source-page.js';
import { SourceTestPage } from './source-test-page.js';

export interface SourcePagesPorts {
  readonly settings: Settings;
  readonly clock: WallClock;
  readonly sources: Sources;
  readonly sourceTests: SourceTests;
  readonly runs: Runs;
  readonly harvests: Harvests;
}

const SHOWN_RUNS = 10;

/** The sources of the settings, each with its page, from which it is harvested and tested. */
export const sourceRoutes = (ports: SourcePagesPorts): readonly Route[] => [
  guarded('GET', '/admin/sources', 'read', async (request) => ({
    ...page(SOURCES_WORDS[request.language].title),
    body: <SourceList sources={await ports.sources.list()} style={styleOf(ports, request)} />,
  })),
  guarded('GET', '/admin/sources/:source', 'read', (request) => withSource(ports, request, (source) => sourcePage(ports, source, request))),
  guarded('POST', '/admin/sources/:source/runs', 'harvest', (request) =>
    withSource(ports, request, (source) => start(ports, source, request)),
  ),
  guarded('POST', '/admin/sources/:source/test', 'harvest', (request) =>
    withSource(ports, request, (source) => test(ports, source, request)),
  ),
];

const page = (title: string) => ({ kind: 'page', section: 'sources', title }) as const;

const styleOf = ({ settings }: SourcePagesPorts, { language }: SignedInRequest): TimeStyle => ({
  language,
  timezone: settings.administration.timezone,
});

const withSource = async (
  { sources }: SourcePagesPorts,
  request: SignedInRequest,
  answer: (source: SourceDescription) => Promise<Answer>,
): Promise<Answer> => {
  const id = request.params['source'] ?? '';
  const source = await sources.find(id);
  const detail = SOURCES_WORDS[request.language].noSuchSource(id);
  return source ? answer(source) : { kind: 'problem', problem: { status: 404, title: 'No such source', detail } };
};

const sourcePage = async (
  ports: SourcePagesPorts,
  source: SourceDescription,
  request: SignedInRequest,
  attempt?: SourcePageProps['attempt'],
): Promise<Answer> => {
  const { runs } = await ports.runs.list({ source: source.id, limit: SHOWN_RUNS });
  const style = styleOf(ports, request);
  return {
    ...page(source.id),
    ...(attempt && { status: attempt.fault.kind === 'busy' ? 409 : 422 }),
    body: <SourcePage {...{ request, source, runs, style }} now={ports.clock()} {...(attempt && { attempt })} />,
  };
};

const start = async (ports: SourcePagesPorts, source: SourceDescription, request: SignedInRequest): Promise<Answer> => {
  const refused = (fault: StartFault): Promise<Answer> => sourcePage(ports, source, request, { typed: typedRun(request.form), fault });
  const read = readRunForm(request.form, ports.clock());
  if (read.kind === 'invalid') return refused(read);
  const outcome = await ports.harvests.start({ ...read.request, source: source.id, actor: request.person.name });
  return outcome.kind === 'started' ? { kind: 'redirect', to: runPath(outcome.run.id), done: 'runStarted' } : refused(outcome);
};

const test = async (ports: SourcePagesPorts, source: SourceDescription, request: SignedInRequest): Promise<Answer> => {
  const outcome = await ports.sourceTests.test(source.id, { name: request.person.name }, request.signal);
  const words = SOURCES_WORDS[request.language].test;
  if (outcome.kind === 'tested') {
    return {
      ...page(words.title(source.id)),
      body: <SourceTestPage request={request} report={outcome.report} style={styleOf(ports, request)} />,
    };
  }
  return {
    ...page(words.title(source.id)),
    status: 409,
    body: (
      <>
        <p class="warn">{words.busy}</p>
        <p>
          <a href={sourcePath(source.id)}>{words.back}</a>
        </p>
      </>
    ),
  };
};
