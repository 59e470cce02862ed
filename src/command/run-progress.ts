import type { WallClock } from '../platform/clock.js';
import type { Run } from '../store/run-ports.js';
import type { Output } from './terminal.js';

/** How a person sees a run come on: one line that is written over on a terminal, plain lines in a pipe. */
export const showProgress = (
  out: Output,
  form: 'line' | 'log',
  clock: WallClock,
): { readonly note: (run: Run) => void; readonly end: () => void } => {
  let state: Run['state'] | undefined;
  let pages = 0;
  let shownAt = -Infinity;
  const began = clock();
  const note = (run: Run): void => {
    // The first page is told at once: the source answers.
    const isNew = run.state !== state || (pages === 0 && run.counters.pages > 0);
    const now = clock();
    state = run.state;
    pages = run.counters.pages;
    if (form === 'line') {
      if (isNew || now - shownAt >= LINE_MS) out.write(`\r\u001b[K${describe(run, now - began)}`);
      else return;
    } else if (isNew || now - shownAt >= LOG_MS)
      out.write(`${new Date(now).toISOString().slice(0, 19)}Z ${run.request.source} ${describe(run, now - began)}\n`);
    else return;
    shownAt = now;
  };
  const end = (): void => {
    if (form === 'line') out.write('\r\u001b[K');
  };
  return { note, end };
};

const LINE_MS = 100;
const LOG_MS = 10_000;

const describe = ({ state, counters, completeListSize }: Run, ms: number): string => {
  const { pages, seen, inScope } = counters;
  const of = completeListSize === undefined ? '' : ` of ~${completeListSize}`;
  const rate = ms > 1000 && seen > 0 ? `, ${Math.round(seen / (ms / 1000))}/s` : '';
  return `${state}: ${pages} ${pages === 1 ? 'page' : 'pages'}, ${seen}${of} records, ${inScope} in scope${rate}`;
};
