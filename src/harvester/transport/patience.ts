import type { HttpResponse } from './http.js';

/** How long one request is tried. */
export interface Patience {
  /** Of one request, the first included. */
  readonly attempts: number;
  /** A longer Retry-After pauses the harvest instead: no run sleeps for a day. In ms. */
  readonly maxWaitMs: number;
  /** From 0 to 1: spreads the attempts of many harvesters. */
  readonly random: () => number;
}

export const DEFAULT_PATIENCE: Patience = { attempts: 6, maxWaitMs: 600_000, random: Math.random };

/** In ms, before the attempt after the given one: 1, 2, 4 … 60 s and up to a quarter more. */
export const backoffMs = (attempt: number, random: () => number): number =>
  Math.round(Math.min(1000 * 2 ** (attempt - 1), 60_000) * (1 + random() / 4));

/** Enough for any pause, and few enough that a date can be made of it. */
const LONGEST_MS = 365 * 86_400_000;

/**
 * The wait that the source asks for, in ms; `undefined` where it asks for none or for nonsense. A date is measured against the source's own
 * clock (RFC 9110 §10.2.3), since ours may differ.
 */
export const retryAfterMs = ({ headers }: HttpResponse, now: number): number | undefined => {
  const value = headers['retry-after']?.trim();
  if (value === undefined) return undefined;
  if (/^\d+$/.test(value)) return Math.min(Number(value) * 1000, LONGEST_MS);
  const at = parseHttpDate(value);
  if (at === undefined) return undefined;
  return Math.min(Math.max(at - (parseHttpDate(headers['date']) ?? now), 0), LONGEST_MS);
};

/** Milliseconds since the epoch. `Date.parse` alone takes "-1" for a month. */
export const parseHttpDate = (text: string | undefined): number | undefined => {
  if (text === undefined || !/^[A-Z][a-z]{2,8},? .*\d{2}:\d{2}:\d{2}/.test(text)) return undefined;
  const moment = Date.parse(text);
  return Number.isNaN(moment) ? undefined : moment;
};
