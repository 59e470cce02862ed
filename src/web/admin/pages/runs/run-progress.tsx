import { isUnderWay } from '../../../../harvester/run/run-words.js';
import type { Run } from '../../../../store/run-ports.js';
import type { Language } from '../../language.js';
import { formatCount, formatDuration, LOCALES, type TimeStyle } from '../../parts/time.js';
import { ONE_RUN_WORDS } from '../../words/one-run.js';
import { fetchingOf, tookOf } from './run-figures.js';

/** How far a run is, or how far it came. `now` in ms. */
export const RunProgress = ({ run, style, now }: { readonly run: Run; readonly style: TimeStyle; readonly now: number }) => {
  const { language } = style;
  const words = ONE_RUN_WORDS[language].progress;
  const { pages, seen, inScope, bytes } = run.counters;
  const fetching = fetchingOf(run, now);
  return (
    <>
      <Bar run={run} language={language} />
      <dl class="figures">
        <Figure label={words.pages} value={formatCount(pages, language)} />
        <Figure label={words.seen} value={formatCount(seen, language)} />
        <Figure label={words.inScope} value={formatCount(inScope, language)} />
        {seen > 0 && fetching > 0 && <Figure label={words.rate} value={words.perSecond(formatRate((seen / fetching) * 1000, language))} />}
        {bytes > 0 && <Figure label={words.bytes} value={formatBytes(bytes, language)} />}
        <Figure label={words.elapsed} value={formatDuration(tookOf(run, now), language)} />
      </dl>
    </>
  );
};

const Figure = ({ label, value }: { readonly label: string; readonly value: string }) => (
  <div>
    <dt>{label}</dt>
    <dd>{value}</dd>
  </div>
);

/** Sources guess the size of their lists: a bar that is full before the end would be worse than none. */
const Bar = ({ run, language }: { readonly run: Run; readonly language: Language }) => {
  const words = ONE_RUN_WORDS[language].progress;
  const { completeListSize, counters, state } = run;
  if (!isUnderWay(state)) return null;
  if (completeListSize === undefined || completeListSize < counters.seen || completeListSize === 0) {
    return <progress aria-label={words.heading}></progress>;
  }
  return (
    <p>
      <progress aria-label={words.heading} value={counters.seen} max={completeListSize}></progress>{' '}
      {words.about(formatCount(counters.seen, language), formatCount(completeListSize, language))}
    </p>
  );
};

const formatRate = (rate: number, language: Language): string =>
  new Intl.NumberFormat(LOCALES[language], { maximumFractionDigits: rate < 10 ? 1 : 0 }).format(rate);

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;

export const formatBytes = (bytes: number, language: Language): string => {
  const power = bytes < 1000 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** power;
  return new Intl.NumberFormat(LOCALES[language], {
    style: 'unit',
    unit: UNITS[power] ?? 'byte',
    maximumFractionDigits: value < 10 && power > 0 ? 1 : 0,
  }).format(value);
};
