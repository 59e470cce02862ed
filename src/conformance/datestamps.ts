const DAY = /^\d{4}-\d\d-\d\d$/;
const SECOND = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;

export const isDatestampOf = (granularity: string, text: string): boolean => (granularity === 'YYYY-MM-DD' ? DAY : SECOND).test(text);

/** By what both of them say: a day and a moment in it are not earlier than one another. */
export const isEarlier = (one: string, other: string): boolean => {
  const length = Math.min(one.length, other.length, 19);
  return one.slice(0, length) < other.slice(0, length);
};

export const dayOf = (datestamp: string): string => datestamp.slice(0, 10);

/** `undefined` when the text begins with no day of the calendar. */
export const daysAfter = (datestamp: string, days: number): string | undefined => {
  const midnight = Date.parse(`${dayOf(datestamp)}T00:00:00Z`);
  return Number.isNaN(midnight) ? undefined : new Date(midnight + days * 86_400_000).toISOString().slice(0, 10);
};
