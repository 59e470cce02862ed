import { RUN_OUTCOMES, type RunRecordsQuery } from '../../../administration/run-records.js';
import { RUN_STATES, type RunFilter } from '../../../administration/runs.js';
import { parseUtcDatetime } from '../../../oai-pmh/utc-datetime.js';
import type { SchemaFault } from '../../../platform/json-schema.js';

export type Parsed<T> =
  { readonly kind: 'valid'; readonly value: T } | { readonly kind: 'invalid'; readonly errors: readonly SchemaFault[] };

/** `?source=&state=&from=&until=&dryRun=&before=&limit=`; `state` may come several times or with commas. */
export const parseRunFilter = (query: URLSearchParams): Parsed<RunFilter> => {
  const errors: SchemaFault[] = [];
  const wrong = (path: string, message: string): undefined => void errors.push({ path, message });
  const moment = (name: 'from' | 'until'): number | undefined => {
    const text = query.get(name) ?? '';
    const found = text === '' ? undefined : parseUtcDatetime(text, 'cut');
    if (text !== '' && !found) {
      wrong(name, `${shown(text)} is no date in UTC, such as 2026-01-31 or 2026-01-31T12:00:00Z.`);
      return;
    }
    return found && (name === 'from' ? found.first * 1000 : found.last * 1000 + 999);
  };
  const named = query.getAll('state').flatMap((text) => text.split(',').filter((each) => each !== ''));
  const states = RUN_STATES.filter((state) => named.includes(state));
  const odd = named.find((text) => !RUN_STATES.some((state) => state === text));
  if (odd !== undefined) wrong('state', `${shown(odd)} is none of ${RUN_STATES.join(', ')}.`);
  const dryRun = query.get('dryRun') ?? '';
  if (!['', 'true', 'false'].includes(dryRun)) wrong('dryRun', `${shown(dryRun)} is neither true nor false.`);
  const [from, until] = [moment('from'), moment('until')];
  if (from !== undefined && until !== undefined && from > until) wrong('until', 'The span ends before it begins.');
  const limit = limitOf(query, { usual: 50, most: 200 }, wrong);
  const [source, before] = [query.get('source') ?? '', query.get('before') ?? ''];
  const value: RunFilter = {
    limit,
    ...(source !== '' && { source }),
    ...(before !== '' && { before }),
    ...(states.length > 0 && { states }),
    ...(from !== undefined && { from }),
    ...(until !== undefined && { until }),
    ...(dryRun !== '' && { dryRun: dryRun === 'true' }),
  };
  return settled(value, errors);
};

/** `?outcome=&after=&limit=` */
export const parseRecordsQuery = (query: URLSearchParams): Parsed<RunRecordsQuery> => {
  const errors: SchemaFault[] = [];
  const given = query.get('outcome') ?? '';
  const outcome = RUN_OUTCOMES.find((each) => each === given);
  if (outcome === undefined) errors.push({ path: 'outcome', message: `${shown(given)} is none of ${RUN_OUTCOMES.join(', ')}.` });
  return settled({ outcome: outcome ?? 'added', ...pageOf(query, { usual: 100, most: 1000 }, errors) }, errors);
};

/** `?after=&limit=` */
export const parseDiffQuery = (query: URLSearchParams): Parsed<Pick<RunRecordsQuery, 'after' | 'limit'>> => {
  const errors: SchemaFault[] = [];
  return settled(pageOf(query, { usual: 1000, most: 5000 }, errors), errors);
};

interface Limits {
  readonly usual: number;
  readonly most: number;
}

const pageOf = (query: URLSearchParams, limits: Limits, errors: SchemaFault[]): Pick<RunRecordsQuery, 'after' | 'limit'> => {
  const after = query.get('after') ?? '';
  const limit = limitOf(query, limits, (path, message) => void errors.push({ path, message }));
  return { limit, ...(after !== '' && { after }) };
};

const limitOf = (query: URLSearchParams, { usual, most }: Limits, wrong: (path: string, message: string) => void): number => {
  const text = query.get('limit') ?? '';
  if (text === '') return usual;
  const limit = /^[1-9]\d{0,5}$/.test(text) ? Number(text) : Infinity;
  if (limit > most) wrong('limit', `${shown(text)} is no whole number from 1 to ${most}.`);
  return Math.min(limit, most);
};

const settled = <T>(value: T, errors: readonly SchemaFault[]): Parsed<T> =>
  errors.length > 0 ? { kind: 'invalid', errors } : { kind: 'valid', value };

/** A stranger's words in a message of ours. */
const shown = (text: string): string => `"${text.slice(0, 40).replaceAll(/[\s\p{Cc}\p{Cf}\p{Cs}]+/gu, ' ')}"`;
