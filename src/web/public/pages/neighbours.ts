import type { Discovery, Work } from '../../../discovery/discovery.js';

/** The works before and after one in its series. */
export interface Neighbours {
  readonly previous?: Work;
  readonly next?: Work;
}

/** A series has far fewer in three years. */
const MOST = 200;

/** By year and number, within the year before and the year after; none of a work without a series, a year or a number. */
export const findNeighbours = async (discovery: Pick<Discovery, 'search'>, work: Work): Promise<Neighbours> => {
  const [series] = work.series;
  const key = series?.known?.code ?? series?.issns[0];
  if (key === undefined || work.year === undefined || series?.number === undefined) return {};
  const near = { yearFrom: work.year - 1, yearUntil: work.year + 1 };
  const { works } = await discovery.search({ series: key, ...near, order: 'oldest', offset: 0, limit: MOST });
  const sorted = [...works].sort(bySeriesNumber);
  const at = sorted.findIndex(({ id }) => id === work.id);
  const [previous, next] = at < 0 ? [] : [sorted[at - 1], sorted[at + 1]];
  return { ...(previous && { previous }), ...(next && { next }) };
};

/** `2/2012` after `10/2011` and before `10/2012`; without a number at the end of its year, without a year before all others. */
export const bySeriesNumber = (one: Work, other: Work): number =>
  (one.year ?? 0) - (other.year ?? 0) || numberOf(one) - numberOf(other) || (one.id < other.id ? -1 : one.id > other.id ? 1 : 0);

const numberOf = ({ series: [first] }: Work): number => {
  const digits = /\d+/.exec(first?.number ?? '');
  return digits ? Number(digits[0]) : Number.MAX_SAFE_INTEGER;
};
