import { beganAt } from '../../../../administration/run-moment.js';
import type { Run } from '../../../../store/run-ports.js';
import { formatCount, formatTime, type TimeStyle } from '../../parts/time.js';
import { RUNS_WORDS } from '../../words/runs.js';
import { figuresOf, isNotApplied } from './run-figures.js';
import { FIGURES } from './run-table.js';

/** Of more runs the bars would be too thin to be told from each other. */
const MOST_RUNS = 30;
const WIDTH = 600;
const [LABELS, LANE, BARS] = [110, 46, 30];

/**
 * The counts of the last runs, each kind in a lane of its own with its own scale: beside the thousands of a first harvest the three records of
 * yesterday would not be seen. Names and figures stand beside the lanes, so that no colour has to be told from another.
 */
export const RunChart = ({ runs, style }: { readonly runs: readonly Run[]; readonly style: TimeStyle }) => {
  const words = RUNS_WORDS[style.language];
  const shown = runs.slice(0, MOST_RUNS).reverse();
  const [first, last] = [shown[0], shown.at(-1)];
  if (!first || !last || shown.length < 2) return null;
  const bottom = FIGURES.length * LANE + 2;
  const day = (run: Run): string => formatTime(new Date(beganAt(run)), style);
  return (
    <figure>
      <svg class="chart" viewBox={`0 0 ${WIDTH} ${bottom + 16}`} role="img" aria-labelledby="chart-title chart-text">
        <title id="chart-title">{words.chart.title(shown.length)}</title>
        <desc id="chart-text">{words.chart.description}</desc>
        {FIGURES.map((figure, index) => {
          const lane = layLane(shown.map(({ counters }) => figuresOf(counters)[figure]));
          const floor = index * LANE + BARS + 10;
          return (
            <g>
              <text x="0" y={floor - 12}>
                {words[figure]}
              </text>
              <text x="0" y={floor}>
                {words.chart.most(formatCount(lane.most, style.language))}
              </text>
              <line x1={LABELS} x2={WIDTH} y1={floor} y2={floor} stroke="currentColor" stroke-width="0.5" />
              {lane.bars.map(({ x, width, height }, at) => (
                <Bar x={x} width={width} height={height} floor={floor} isHollow={isHollow(shown[at])} />
              ))}
            </g>
          );
        })}
        <text x={LABELS} y={bottom + 12}>
          {day(first)}
        </text>
        <text x={WIDTH} y={bottom + 12} text-anchor="end">
          {day(last)}
        </text>
      </svg>
      {shown.some(isHollow) && <figcaption class="quiet">{words.chart.hollow}</figcaption>}
    </figure>
  );
};

const isHollow = (run: Run | undefined): boolean => run !== undefined && isNotApplied(run);

interface LaidBar {
  readonly x: number;
  readonly width: number;
  readonly height: number;
}

/** The highest bar fills the lane; whatever is more than nought is to be seen. */
export const layLane = (counts: readonly number[]): { readonly most: number; readonly bars: readonly LaidBar[] } => {
  const most = Math.max(0, ...counts);
  const step = (WIDTH - LABELS) / counts.length;
  const width = Math.min(24, step * 0.7);
  return {
    most,
    bars: counts.map((count, index) => ({
      x: LABELS + index * step + (step - width) / 2,
      width,
      height: count === 0 ? 0 : Math.max(2, (count / most) * BARS),
    })),
  };
};

const Bar = ({ x, width, height, floor, isHollow: hollow }: LaidBar & { readonly floor: number; readonly isHollow: boolean }) =>
  height === 0 ? null : (
    <rect
      {...{ x: round(x), y: round(floor - height), width: round(width), height: round(height) }}
      fill={hollow ? 'none' : 'currentColor'}
      stroke="currentColor"
    />
  );

const round = (value: number): number => Math.round(value * 10) / 10;
