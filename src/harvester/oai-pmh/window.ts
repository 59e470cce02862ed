import { formatDatestamp, type Datestamp } from '../../catalogue/datestamp.js';
import type { Granularity } from '../../oai-pmh/utc-datetime.js';
import type { ListRequest } from '../source-client.js';

/** A stretch of datestamps, both ends included. */
export interface Window {
  readonly first: Datestamp;
  readonly last: Datestamp;
}

const DAY = 86_400;

/** The older half and the newer one: between days as long as it has several, then between seconds. Of one granule there are none. */
export const halvesOf = ({ first, last }: Window, granularity: Granularity): readonly Window[] => {
  const granule = isOneDay({ first, last }) && granularity !== 'YYYY-MM-DD' ? 1 : DAY;
  const [firstGranule, lastGranule] = [Math.floor(first / granule), Math.floor(last / granule)];
  if (firstGranule >= lastGranule) return [];
  const middle = (Math.floor((firstGranule + lastGranule) / 2) + 1) * granule;
  return [
    { first, last: (middle - 1) as Datestamp },
    { first: middle as Datestamp, last },
  ];
};

export const isOneDay = ({ first, last }: Window): boolean => Math.floor(first / DAY) === Math.floor(last / DAY);

/**
 * How the window is asked for. It reaches one granule into the next one: repositories compare with fractions of a second (Kansalliskirjasto's
 * its tenths with the last digits of the bound), others take a day for its midnight, and what fell between two windows would be lost, while
 * what comes twice does no harm. Where the whole list was not bounded its outermost windows are not: a repository may have datestamps before
 * its earliest one and, by its own clock, after today.
 */
export const requestOf = (window: Window, whole: Window, { from, until }: ListRequest, granularity: Granularity): ListRequest => {
  const write = (moment: number): string => formatDatestamp(moment as Datestamp).slice(0, granularity === 'YYYY-MM-DD' ? 10 : 20);
  const isOldest = window.first <= whole.first;
  const isNewest = window.last >= whole.last;
  return {
    ...((!isOldest || from !== undefined) && { from: write(window.first) }),
    ...((!isNewest || until !== undefined) && { until: write(isNewest ? window.last : window.last + 1) }),
  };
};
