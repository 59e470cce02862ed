import { formatDatestamp, type Datestamp } from '../../catalogue/datestamp.js';
import { parseUtcDatetime, type Granularity, type UtcDatetime } from '../../oai-pmh/utc-datetime.js';
import { SourceError } from '../source-error.js';

export interface Range {
  readonly from?: string;
  readonly until?: string;
}

/**
 * `from` and `until` as the repository may be asked: both as days or both as seconds, never with a fraction, in order (OAI-PMH 2.0 §2.7.1).
 * One that knows seconds is asked for a day by its first and last second: Kansalliskirjasto's takes `until` a day for the midnight at which
 * it begins. In days more comes than was asked for, so nothing is lost by them.
 * @throws SourceError `bad-range`
 */
export const rangeOf = ({ from, until }: Range, granularity: Granularity): Range => {
  const first = from === undefined ? undefined : parseBound('from', from).first;
  const last = until === undefined ? undefined : parseBound('until', until).last;
  if (first !== undefined && last !== undefined && first > last) {
    throw new SourceError('bad-range', `from ${from ?? ''} is later than until ${until ?? ''}`);
  }
  const write = (bound: Datestamp): string => formatDatestamp(bound).slice(0, granularity === 'YYYY-MM-DD' ? 10 : 20);
  return { ...(first !== undefined && { from: write(first) }), ...(last !== undefined && { until: write(last) }) };
};

const parseBound = (name: string, text: string): UtcDatetime => {
  const bound = parseUtcDatetime(text, 'cut');
  if (bound === undefined) {
    throw new SourceError('bad-range', `${name} "${text.slice(0, 40)}" is not a UTC date; write it as 2026-01-31 or 2026-01-31T12:00:00Z`);
  }
  return bound;
};

/** Lenient: Identify of repositories in use says `YYYY-MM-DDThh:mm:ss.sZ`, or nothing. Seconds are the standard's usual form. */
export const parseGranularity = (text: string): Granularity => (/^\s*Y+-M+-D+\s*$/i.test(text) ? 'YYYY-MM-DD' : 'YYYY-MM-DDThh:mm:ssZ');
