import { readCatalogueFigures, type CatalogueFigures, type CatalogueFiguresPorts } from '../../../../administration/catalogue-figures.js';
import type { ProviderVisit, ProviderVisits as Visits } from '../../../../administration/provider-visits.js';
import type { Runs } from '../../../../administration/runs.js';
import type { SourceDescription, Sources } from '../../../../administration/sources.js';
import type { Run } from '../../../../store/run-ports.js';
import { Empty } from '../../parts/empty.js';
import type { TimeStyle } from '../../parts/time.js';
import { guarded, type Route, type SignedInRequest } from '../../route.js';
import { OVERVIEW_WORDS } from '../../words/overview.js';
import { Catalogue } from './catalogue.js';
import { Needs } from './needs.js';
import { SourceCard } from './source-card.js';
import { ProviderVisits } from './visits.js';

export interface OverviewPorts extends CatalogueFiguresPorts {
  readonly sources: Sources;
  readonly runs: Runs;
  readonly visits: Pick<Visits, 'list' | 'listDays'>;
}

/** The first page: what needs a person, how each source is, how much there is, and who took it. */
export const overviewRoutes = (ports: OverviewPorts): readonly Route[] => [
  guarded('GET', '/admin', 'read', async (request) => {
    const { language } = request;
    const sources = await ports.sources.list();
    return {
      kind: 'page',
      section: 'overview',
      title: OVERVIEW_WORDS[language].title,
      body: (
        <Overview
          {...{ request, sources }}
          running={await findRunning(ports.runs, sources)}
          figures={await readCatalogueFigures(ports)}
          visits={ports.visits.list()}
          style={{ language, timezone: ports.settings.administration.timezone }}
        />
      ),
    };
  }),
];

const findRunning = async (runs: Runs, sources: readonly SourceDescription[]): Promise<readonly Run[]> => {
  const ids = sources.map(({ runningRun }) => runningRun).filter((id) => id !== undefined);
  return (await Promise.all(ids.map((id) => runs.find(id)))).filter((run) => run !== undefined);
};

interface OverviewProps {
  readonly request: SignedInRequest;
  readonly sources: readonly SourceDescription[];
  readonly running: readonly Run[];
  readonly figures: CatalogueFigures;
  readonly visits: readonly ProviderVisit[];
  readonly style: TimeStyle;
}

/** In seconds, while something is under way: see browser/admin.js. */
const AGAIN = 3;

const Overview = ({ request, sources, running, figures, visits, style }: OverviewProps) => {
  const words = OVERVIEW_WORDS[style.language];
  return (
    <div {...(running.length > 0 && { 'data-again': String(AGAIN) })}>
      <div data-live="needs">
        <Needs sources={sources} figures={figures} language={style.language} />
      </div>
      <h2>{words.sources}</h2>
      {sources.length === 0 ? (
        <Empty>{words.noSources}</Empty>
      ) : (
        <ul class="cards" data-live="sources">
          {sources.map((source) => {
            const run = running.find(({ id }) => id === source.runningRun);
            return <SourceCard {...{ request, source, style }} {...(run && { running: run })} />;
          })}
        </ul>
      )}
      <Catalogue figures={figures} language={style.language} />
      <ProviderVisits visits={visits} style={style} />
    </div>
  );
};
