import { parseUtcDatetime } from '../../../oai-pmh/utc-datetime.js';
import type { PublicAnswer } from '../route.js';

type Problem = Extract<PublicAnswer, { kind: 'problem' }>;
export type Moment = { readonly kind: 'moment'; readonly seconds?: number } | Problem;

/** A moment that an argument names: a day is its first second. Without the argument there is none. */
export const readMoment = (query: URLSearchParams, name: 'since' | 'until'): Moment => {
  const text = query.get(name);
  if (text === null) return { kind: 'moment' };
  const moment = parseUtcDatetime(text.trim(), 'cut');
  if (moment) return { kind: 'moment', seconds: moment.first };
  const shown = text.length > 60 ? `${text.slice(0, 60)}…` : text;
  return badRequest(`${name}=${shown} is no date that exists. Write a day, 2026-01-31, or a second in UTC, 2026-01-31T12:00:00Z.`);
};

export const badRequest = (detail: string): Problem => ({ kind: 'problem', status: 400, title: 'Bad request', detail });
