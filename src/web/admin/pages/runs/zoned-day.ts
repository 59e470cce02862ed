/**
 * The first and the last ms of a day in a zone, both inclusive; `undefined` for what is no day of the calendar. A day on which the clocks
 * are put forward or back is an hour shorter or longer.
 */
export const zonedDay = (text: string, timezone: string): { readonly first: number; readonly last: number } | undefined => {
  const midnight = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  if (Number.isNaN(midnight) || new Date(midnight).toISOString().slice(0, 10) !== text) return undefined;
  return { first: startOf(midnight, timezone), last: startOf(midnight + DAY_MS, timezone) - 1 };
};

const DAY_MS = 86_400_000;

/** The offset at midnight is that of a moment some hours away, but for a change of clocks between: so it is asked again there. */
const startOf = (midnight: number, timezone: string): number => {
  const guess = midnight - offsetAt(midnight, timezone);
  return midnight - offsetAt(guess, timezone);
};

/** In ms, east of Greenwich positive. */
const offsetAt = (at: number, timezone: string): number => {
  const parts = new Intl.DateTimeFormat('en', {
    ...{ timeZone: timezone, hourCycle: 'h23' },
    ...{ year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit' },
  }).formatToParts(new Date(at));
  const of = (type: Intl.DateTimeFormatPartTypes): number => Number(parts.find((part) => part.type === type)?.value);
  const local = Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second'));
  return local - Math.floor(at / 1000) * 1000;
};
