import { RUN_STATES, type RunFilter } from '../../../../administration/runs.js';
import { zonedDay } from './zoned-day.js';

/** What the history is narrowed down to, as it was typed, and what can be made of it. */
export interface TypedFilter {
  readonly source: string;
  readonly state: string;
  readonly from: string;
  readonly until: string;
  readonly dryRuns: 'any' | 'without' | 'only';
}

export interface ReadFilter {
  readonly typed: TypedFilter;
  readonly filter: Omit<RunFilter, 'limit'>;
  readonly faults: readonly FilterFault[];
}

export type FilterFault =
  { readonly kind: 'noDate'; readonly field: 'from' | 'until'; readonly text: string } | { readonly kind: 'reversed' };

/** Days are those of the zone in which times are told. What cannot be read narrows nothing down, and is told. */
export const readRunFilter = (query: URLSearchParams, timezone: string): ReadFilter => {
  const typed = typedIn(query);
  const [first, last] = [zonedDay(typed.from, timezone)?.first, zonedDay(typed.until, timezone)?.last];
  const state = RUN_STATES.find((each) => each === typed.state);
  const before = query.get('before') ?? '';
  return {
    typed,
    filter: {
      ...(typed.source !== '' && { source: typed.source }),
      ...(state !== undefined && { states: [state] }),
      ...(first !== undefined && { from: first }),
      ...(last !== undefined && { until: last }),
      ...(typed.dryRuns !== 'any' && { dryRun: typed.dryRuns === 'only' }),
      ...(before !== '' && { before }),
    },
    faults: [
      ...(typed.from !== '' && first === undefined ? [{ kind: 'noDate', field: 'from', text: typed.from } as const] : []),
      ...(typed.until !== '' && last === undefined ? [{ kind: 'noDate', field: 'until', text: typed.until } as const] : []),
      ...(first !== undefined && last !== undefined && first > last ? [{ kind: 'reversed' } as const] : []),
    ],
  };
};

const LONGEST = 200;

const typedIn = (query: URLSearchParams): TypedFilter => {
  const of = (name: string): string => (query.get(name) ?? '').trim().slice(0, LONGEST);
  const dryRuns = of('dryRuns');
  return {
    ...{ source: of('source'), state: of('state'), from: of('from'), until: of('until') },
    dryRuns: dryRuns === 'without' || dryRuns === 'only' ? dryRuns : 'any',
  };
};

/** The same filter from the run `before` on; without it from the newest. */
export const filterPath = (typed: TypedFilter, before?: string): string => {
  const named = Object.entries(typed).filter(([, value]) => value !== '' && value !== 'any');
  const query = new URLSearchParams([...named, ...(before === undefined ? [] : [['before', before]])]).toString();
  return query === '' ? '/admin/runs' : `/admin/runs?${query}`;
};
