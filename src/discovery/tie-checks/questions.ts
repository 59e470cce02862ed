import { type Isbn, parseIsbn } from '../../catalogue/isbn.js';
import type { RecheckSettings } from '../../platform/settings.js';
import type { CheckedTie, WorkTies } from '../../store/tie-ports.js';
import type { Work } from '../work.js';

/** What of a work can be looked for elsewhere. */
export interface TieSubject {
  readonly id: string;
  readonly isbns: readonly Isbn[];
}

/** One search: is this number in that part of the source? */
export interface TieQuestion {
  readonly target: string;
  readonly number: Isbn;
  readonly filters: readonly string[];
}

export const subjectOf = ({ id, manifestations }: Pick<Work, 'id' | 'manifestations'>): TieSubject => ({
  id,
  isbns: [...new Set(manifestations.flatMap(({ isbns }) => isbns).flatMap((isbn) => parseIsbn(isbn) ?? []))],
});

/** None of a work without an ISBN: nothing else tells that a record there is the same book. */
export const questionsOf = ({ targets }: Pick<RecheckSettings, 'targets'>, { isbns }: TieSubject): readonly TieQuestion[] =>
  Object.entries(targets).flatMap(([target, filters]) => isbns.map((number) => ({ target, number, filters })));

/** In one spelling, to see whether it was asked before. */
export const spellQuestion = ({ target, number, filters }: TieQuestion): string => [target, number, ...filters].join(' ');

/** A tie by a number that the work has no more was never one of it. */
export const hasGround = ({ evidence }: CheckedTie, { isbns }: Pick<TieSubject, 'isbns'>): boolean =>
  evidence.some(({ number }) => (isbns as readonly string[]).includes(number));

export const DAY_MS = 86_400_000;

/**
 * Whether it is time to look. Each work once in `maxAgeMs`; a tie that was missed once, and a look that failed, after a day: what is to
 * confirm the first must not come from the same hour, in which an index may have been rebuilt.
 */
export const isDue = (row: WorkTies | undefined, questions: readonly TieQuestion[], now: number, maxAgeMs: number): boolean => {
  if (questions.length === 0) return false;
  if (row === undefined) return true;
  if (row.failed !== undefined) return isPast(row.failed.at, DAY_MS, now);
  const asked = new Set(row.asked);
  if (row.checked === undefined || questions.some((question) => !asked.has(spellQuestion(question)))) return true;
  return isPast(row.checked, maxAgeMs, now) || row.ties.some((tie) => isSuspect(tie) && isPast(tie.missing?.last, DAY_MS, now));
};

/** Missed, and not yet taken for gone. */
export const isSuspect = ({ missing, dead }: CheckedTie): boolean => missing !== undefined && dead === undefined;

/** A time that lies ahead was written by a clock that has been put right since: it must not keep anybody waiting. */
export const isPast = (at: string | undefined, ms: number, now: number): boolean => {
  const age = now - Date.parse(at ?? '');
  return !(age >= 0 && age < ms);
};
