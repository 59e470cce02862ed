import { formatDatestamp } from '../catalogue/datestamp.js';
import type { Granularity } from '../oai-pmh/utc-datetime.js';
import { parseUtcDatetime } from '../oai-pmh/utc-datetime.js';
import type { ListRequest } from './source-client.js';
import { SourceError } from './source-error.js';

export interface Range {
  readonly from?: string;
  readonly until?: string;
}

/**
 * `from` and `until` as the repository may be asked: both as days or both as seconds, never with a fraction, in order (OAI-PMH 2.0 §2.7.1).
 * A day covers more than a second of it, so nothing is lost by asking for days.
 * @throws SourceError `bad-range`
 */
export const rangeOf = ({ from, until }: ListRequest, granularity: Granularity): Range => {
  const first = from === undefined ? undefined : parseBound('from', from);
  const last = until === undefined ? undefined : parseBound('until', until);
  if (first && last && first.first > last.last) throw new SourceError('bad-range', `from ${from ?? ''} is later than until ${until ?? ''}`);
  const days = granularity === 'YYYY-MM-DD' || first?.granularity === 'YYYY-MM-DD' || last?.granularity === 'YYYY-MM-DD';
  const written = (bound: NonNullable<typeof first>): string => formatDatestamp(bound.first).slice(0, days ? 10 : 20);
  return { ...(first && { from: written(first) }), ...(last && { until: written(last) }) };
};

const parseBound = (name: string, text: string): NonNullable<ReturnType<typeof parseUtcDatetime>> => {
  const bound = parseUtcDatetime(text, 'cut');
  if (bound === undefined) {
    throw new SourceError('bad-range', `${name} "${text.slice(0, 40)}" is not a UTC date; write it as 2026-01-31 or 2026-01-31T12:00:00Z`);
  }
  return bound;
};

/** Lenient: Identify of repositories in use says `YYYY-MM-DDThh:mm:ss.sZ`, or nothing. Seconds are the standard's usual form. */
export const parseGranularity = (text: string): Granularity => (/^\s*Y+-M+-D+\s*$/i.test(text) ? 'YYYY-MM-DD' : 'YYYY-MM-DDThh:mm:ssZ');
