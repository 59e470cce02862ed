import type { RunOutcome } from '../../../../administration/run-records.js';
import type { Run, RunCounters } from '../../../../store/run-ports.js';
import type { Language } from '../../language.js';
import { formatCount } from '../../parts/time.js';
import { ONE_RUN_WORDS } from '../../words/one-run.js';
import { RUN_TERMS } from '../../words/run-terms.js';
import { isNotApplied } from './run-figures.js';
import { runPath } from './run-paths.js';

type Shown = Exclude<keyof RunCounters, 'bytes' | 'pages' | 'inScope'>;

/** The first ones sum up to what was seen; of the others only those that are more than nought are of interest. */
const ALWAYS: readonly Shown[] = ['added', 'updated', 'unchanged', 'deleted', 'retired', 'outOfScope', 'failed'];
const ROWS: readonly Shown[] = [
  ...(['seen', 'added', 'updated', 'restored', 'renamed', 'unchanged', 'deleted', 'outOfScope', 'leftScope', 'failed'] as const),
  ...(['duplicates', 'ignored', 'retired', 'suspects', 'repaired'] as const),
];
const PARTS: ReadonlySet<Shown> = new Set<Shown>(['restored', 'renamed', 'leftScope']);

/** Of these the records can be looked at. */
const LISTED: ReadonlySet<Shown> = new Set<Shown & RunOutcome>([
  ...(['added', 'updated', 'restored', 'renamed', 'deleted', 'retired', 'leftScope', 'failed', 'repaired', 'outOfScope'] as const),
]);

/** What a run came to, in records. */
export const CounterTable = ({ run, language }: { readonly run: Run; readonly language: Language }) => {
  const { figures } = ONE_RUN_WORDS[language];
  const { counters: names } = RUN_TERMS[language];
  const rows = ROWS.filter((name) => name === 'seen' || ALWAYS.includes(name) || run.counters[name] > 0);
  return (
    <table class="counters">
      <caption>{isNotApplied(run) ? figures.would : figures.did}</caption>
      <thead>
        <tr>
          <th scope="col">{figures.what}</th>
          <th scope="col" class="num">
            {figures.records}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((name) => (
          <tr>
            <th scope="row" class={PARTS.has(name) ? 'part' : undefined}>
              {LISTED.has(name) && run.counters[name] > 0 ? (
                <a href={runPath(run.id, `/records?outcome=${name}`)}>{names[name]}</a>
              ) : (
                names[name]
              )}
            </th>
            <td class="num">{formatCount(run.counters[name], language)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
};
