import type { NoticeCause, ToldNotice } from '../store/notice-ports.js';
import type { Trouble } from './condition.js';

/** What people are to be told now. */
export type Notice =
  | { readonly kind: 'trouble'; readonly trouble: Trouble; readonly since: string; readonly isReminder: boolean }
  | { readonly kind: 'recovered'; readonly source: string; readonly cause: NoticeCause; readonly since: string };

export interface NoticePlan {
  readonly notices: readonly Notice[];
  /** What will have been told once they are sent. */
  readonly told: readonly ToldNotice[];
}

const DAY_MS = 86_400_000;

/**
 * Days after which a cause that lasts is told again. A day where somebody has to act for harvests to go on; a week where the cure may lie
 * with the source and take long.
 */
const REPEAT_DAYS: Readonly<Record<NoticeCause, number>> = {
  failed: 1,
  'needs-approval': 1,
  'missed-schedules': 1,
  'odd-volume': 7,
  'old-quarantine': 7,
};

/**
 * One cause at one source is told at most once a day, however often it comes and goes; that it is over is told once, and only if it was told
 * itself. A source that is no more is forgotten.
 * @param now in ms since the epoch
 */
export const planNotices = (
  { sources, troubles }: { readonly sources: readonly string[]; readonly troubles: readonly Trouble[] },
  told: readonly ToldNotice[],
  now: number,
): NoticePlan => {
  const present = troubles.map((trouble) => planTrouble(trouble, told.find(isAbout(trouble)), now));
  const past = told
    .filter((entry) => sources.includes(entry.source) && !troubles.some(isAbout(entry)))
    .map((entry) => planRecovery(entry, now));
  const plans = [...present, ...past];
  return { notices: plans.flatMap(({ notices }) => notices), told: plans.flatMap((plan) => plan.told) };
};

const isAbout =
  (one: { readonly source: string; readonly cause: NoticeCause }) =>
  (other: { readonly source: string; readonly cause: NoticeCause }): boolean =>
    one.source === other.source && one.cause === other.cause;

const planTrouble = (trouble: Trouble, before: ToldNotice | undefined, now: number): NoticePlan => {
  const repeatMs = before?.isOpen === true ? REPEAT_DAYS[trouble.cause] * DAY_MS : DAY_MS;
  if (before && isWithin(before.at, now, repeatMs)) return { notices: [], told: [before] };
  const { source, cause } = trouble;
  const at = new Date(now).toISOString();
  const since = before?.isOpen === true ? before.since : at;
  return {
    notices: [{ kind: 'trouble', trouble, since, isReminder: before?.isOpen === true }],
    told: [{ source, cause, since, at, isOpen: true }],
  };
};

const planRecovery = (entry: ToldNotice, now: number): NoticePlan => {
  const { source, cause, since, isOpen } = entry;
  return {
    notices: isOpen ? [{ kind: 'recovered', source, cause, since }] : [],
    // Kept for the rest of its day: what comes back within it is not told anew.
    told: isOpen || isWithin(entry.at, now, DAY_MS) ? [{ ...entry, isOpen: false }] : [],
  };
};

/** Either way: a clock that was far ahead and is right again must not keep everybody in the dark until then. */
const isWithin = (at: string, now: number, ms: number): boolean => Math.abs(now - Date.parse(at)) < ms;
