/** ISO 8601 in UTC, of milliseconds since the epoch. */
export const isoOf = (ms: number): string => new Date(ms).toISOString();

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
