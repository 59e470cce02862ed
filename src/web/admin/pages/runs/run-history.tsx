import { RUN_STATES, type RunPage } from '../../../../administration/runs.js';
import { Empty } from '../../parts/empty.js';
import { ErrorSummary, SelectField, TextField } from '../../parts/form.js';
import type { TimeStyle } from '../../parts/time.js';
import { RUN_TERMS } from '../../words/run-terms.js';
import { RUNS_WORDS, type RunsWords } from '../../words/runs.js';
import { RunChart } from './run-chart.js';
import { filterPath, type FilterFault, type ReadFilter } from './run-filter.js';
import { RunTable } from './run-table.js';

interface RunHistoryProps {
  readonly page: RunPage;
  readonly read: ReadFilter;
  readonly sources: readonly string[];
  readonly style: TimeStyle;
  readonly now: number;
}

/** All harvests, newest first, with a picture of what they did. */
export const RunHistory = ({ page: { runs, next }, read, sources, style, now }: RunHistoryProps) => {
  const words = RUNS_WORDS[style.language];
  const { typed, filter, faults } = read;
  const isNarrowed = filterPath(typed) !== '/admin/runs';
  return (
    <>
      <ErrorSummary title={words.problems} errors={faults.map((fault) => tellFault(fault, words))} />
      <p>{words.introduction}</p>
      <FilterForm read={read} sources={sources} style={style} />
      {runs.length === 0 ? (
        <Empty>
          <p>{isNarrowed || filter.before !== undefined ? words.none : words.noneAtAll}</p>
          <p>{isNarrowed ? <a href="/admin/runs">{words.newest}</a> : <a href="/admin/sources">{words.toSources}</a>}</p>
        </Empty>
      ) : (
        <>
          {runs.length > 1 && <h2>{words.chart.heading}</h2>}
          <RunChart runs={runs} style={style} />
          <RunTable runs={runs} style={style} now={now} caption={words.table} />
        </>
      )}
      <p class="actions">
        {next !== undefined && <a href={filterPath(typed, next)}>{words.older}</a>}
        {filter.before !== undefined && <a href={filterPath(typed)}>{words.newest}</a>}
      </p>
    </>
  );
};

const tellFault = (fault: FilterFault, words: RunsWords): { readonly message: string; readonly field: string } =>
  fault.kind === 'reversed' ? { message: words.reversed, field: 'until' } : { message: words.noDate(fault.text), field: fault.field };

const FilterForm = ({ read: { typed, faults }, sources, style }: Pick<RunHistoryProps, 'read' | 'sources' | 'style'>) => {
  const words = RUNS_WORDS[style.language];
  const { states } = RUN_TERMS[style.language];
  const errorOf = (field: string): string | undefined => {
    const fault = faults.find((each) => each.kind === 'noDate' && each.field === field);
    return fault && tellFault(fault, words).message;
  };
  // A source that the settings name no more may have runs still.
  const known = sources.includes(typed.source) || typed.source === '' ? sources : [...sources, typed.source];
  const day = (field: 'from' | 'until') => (
    <TextField id={field} name={field} label={words[field]} hint={words.dayHint} error={errorOf(field)} value={typed[field]} size={11} />
  );
  return (
    <form class="filters" method="get" action="/admin/runs" aria-label={words.filter}>
      <SelectField
        {...{ id: 'source', name: 'source', label: words.source, value: typed.source }}
        options={[['', words.anySource], ...known.map((id) => [id, id] as const)]}
      />
      <SelectField
        {...{ id: 'state', name: 'state', label: words.state, value: typed.state }}
        options={[['', words.anyState], ...RUN_STATES.map((state) => [state, states[state]] as const)]}
      />
      {day('from')}
      {day('until')}
      <SelectField
        {...{ id: 'dryRuns', name: 'dryRuns', label: words.dryRuns, value: typed.dryRuns }}
        options={(['any', 'without', 'only'] as const).map((choice) => [choice, words.dryRunChoices[choice]] as const)}
      />
      <button>{words.show}</button>
    </form>
  );
};
