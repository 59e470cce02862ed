import { datestampOf, type Datestamp } from '../catalogue/datestamp.js';

export type Granularity = 'YYYY-MM-DD' | 'YYYY-MM-DDThh:mm:ssZ';

/** An argument `from` or `until`: the first and the last second that it covers (§2.7.1: a day reaches to 23:59:59). */
export interface UtcDatetime {
  readonly granularity: Granularity;
  readonly first: Datestamp;
  readonly last: Datestamp;
}

// XML Schema 1.0 has no year 0000, and the answer repeats the argument.
const DAY = /^(?!0000)\d{4}-\d{2}-\d{2}$/;
const SECOND = /^(?!0000)\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?Z$/;

/**
 * Reads a day or a second of the real calendar (OAI-PMH 2.0 §3.3); `undefined` for anything else.
 * @param fractions `cut` drops a fraction of a second: Kansalliskirjasto's older publication-archives harvester sends milliseconds
 */
export const parseUtcDatetime = (text: string, fractions: 'refuse' | 'cut'): UtcDatetime | undefined => {
  if (DAY.test(text)) {
    const first = realMoment(`${text}T00:00:00Z`);
    return first === undefined ? undefined : { granularity: 'YYYY-MM-DD', first, last: (first + 86_399) as Datestamp };
  }
  const fraction = SECOND.exec(text);
  if (!fraction || (fraction[1] !== undefined && fractions === 'refuse')) return undefined;
  const first = realMoment(`${text.slice(0, 19)}Z`);
  return first === undefined ? undefined : { granularity: 'YYYY-MM-DDThh:mm:ssZ', first, last: first };
};

/** `Date` turns 30 February into 2 March and hour 24 into the next day, so what comes out must be what went in. */
const realMoment = (text: string): Datestamp | undefined => {
  const milliseconds = Date.parse(text);
  return !Number.isNaN(milliseconds) && `${new Date(milliseconds).toISOString().slice(0, 19)}Z` === text
    ? datestampOf(milliseconds)
    : undefined;
};
