import type { SeriesNumber } from '../crosswalk/harvested/series-number.js';
import { placeKey, yearKey } from './identifiers.js';
import type { WorkSeries } from './work.js';

/** Where a work stands in a series, by its number and by its year: under the code of a series of the settings, and under each of its ISSNs. */
export const placeKeysOf = ({ known, issns }: WorkSeries, place: SeriesNumber | undefined, year: number | undefined): readonly string[] =>
  [...(known ? [known.code] : []), ...issns].flatMap((series) => [
    ...(place?.numbers ?? []).map((number) => placeKey(series, number)),
    ...(year === undefined ? [] : [yearKey(series, year)]),
  ]);
