import type { Language } from '../language.js';

/** How times are told on the pages of one request. */
export interface TimeStyle {
  readonly language: Language;
  /** IANA name. */
  readonly timezone: string;
}

/** A moment as people of the zone say it, with UTC on hover. `at` is ISO 8601 or ms. */
export const Time = ({
  at,
  style,
  withDate = true,
  withSeconds = false,
}: {
  readonly at: string | number;
  readonly style: TimeStyle;
  readonly withDate?: boolean;
  readonly withSeconds?: boolean;
}) => {
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return <>{String(at)}</>;
  const utc = date.toISOString().replace(/\.\d+Z$/, 'Z');
  return (
    <time dateTime={utc} title={`${utc.replace('T', ' ').replace('Z', '')} UTC`}>
      {formatTime(date, style, withDate, withSeconds)}
    </time>
  );
};

/** `26.11.2026 klo 3.15`. */
export const formatTime = (date: Date, { language, timezone }: TimeStyle, withDate = true, withSeconds = false): string =>
  formatOf(`${language} ${timezone} ${String(withDate)} ${String(withSeconds)}`, () => ({
    locale: LOCALES[language],
    options: {
      timeZone: timezone,
      ...(withDate && { day: 'numeric', month: language === 'en' ? 'short' : 'numeric', year: 'numeric' }),
      hour: 'numeric',
      minute: '2-digit',
      ...(withSeconds && { second: '2-digit' }),
    },
  })).format(date);

const FORMATS = new Map<string, Intl.DateTimeFormat>();

/** A page has hundreds of moments, and to make a format takes twenty times as long as to use it. There are as many as languages and zones. */
const formatOf = (
  key: string,
  describe: () => { readonly locale: string; readonly options: Intl.DateTimeFormatOptions },
): Intl.DateTimeFormat => {
  const kept = FORMATS.get(key);
  if (kept) return kept;
  const { locale, options } = describe();
  const made = new Intl.DateTimeFormat(locale, options);
  FORMATS.set(key, made);
  return made;
};

export const LOCALES = { fi: 'fi-FI', sv: 'sv-FI', en: 'en-GB' } as const;

/** `Europe/Helsinki, UTC+2`, as it is at that moment. */
export const nameZone = (timezone: string, now: number): string => {
  const format = formatOf(timezone, () => ({ locale: 'en', options: { timeZone: timezone, timeZoneName: 'shortOffset' } }));
  const parts = format.formatToParts(new Date(now));
  const offset = parts.find(({ type }) => type === 'timeZoneName')?.value.replace('GMT', 'UTC') ?? 'UTC';
  return `${timezone}, ${offset}`;
};

/** How long, in the largest unit that fits: `3 päivää`, `20 minuuttia`. */
export const formatDuration = (ms: number, language: Language): string => {
  const [value, unit] = largestUnit(ms);
  return new Intl.NumberFormat(LOCALES[language], { style: 'unit', unit, unitDisplay: 'long', maximumFractionDigits: 0 }).format(value);
};

const largestUnit = (ms: number): readonly [number, string] => {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 120) return [seconds, 'second'];
  if (seconds < 7200) return [Math.round(seconds / 60), 'minute'];
  if (seconds < 172_800) return [Math.round(seconds / 3600), 'hour'];
  return [Math.round(seconds / 86_400), 'day'];
};

/** `12 345`, as the language writes it; by toLocaleString, whose formatter V8 keeps, as a page has hundreds of counts. */
export const formatCount = (count: number, language: Language): string => count.toLocaleString(LOCALES[language]);
