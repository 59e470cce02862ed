import { type Isbn, parseIsbn } from '../../catalogue/isbn.js';
import { parseControlNumber } from '../../linking/control-numbers.js';
import type { RecheckSettings } from '../../platform/settings.js';
import type { CheckedTie, WorkTies } from '../../store/tie-ports.js';
import { controlNumberIn } from '../identifiers.js';
import type { Tie, Work } from '../work.js';

/** What of a work can be looked for elsewhere. */
export interface TieSubject {
  readonly id: string;
  readonly isbns: readonly Isbn[];
  /** As `parseControlNumber` spells them: that of the record which an older work was made from, and those of records tied to one of ours. */
  readonly controlNumbers: readonly string[];
}

/** One search: is this number in that part of the source? */
export interface TieQuestion {
  readonly target: string;
  /** An ISBN of 13 digits, or a control number: `(FI-MELINDA)254001`. */
  readonly number: string;
  readonly filters: readonly string[];
}

export const subjectOf = ({ id, origin, manifestations, ties }: Pick<Work, 'id' | 'origin' | 'manifestations' | 'ties'>): TieSubject => ({
  id,
  isbns: [...new Set(manifestations.flatMap(({ isbns }) => isbns).flatMap((isbn) => parseIsbn(isbn) ?? []))],
  controlNumbers: [...new Set([...(origin === 'older' ? [controlNumberIn(id)] : []), ...ties.map(melindaNumberOf)])].filter(
    (number) => number !== undefined,
  ),
});

/** Of a record that a harvest or a person has tied to the work: what a look-up has tied is no ground to look for it. */
const melindaNumberOf = ({ target, theirs, confidence }: Tie): string | undefined =>
  target === 'melinda' && confidence !== 'identifier' ? parseControlNumber(`(FI-MELINDA)${theirs}`) : undefined;

/**
 * By its ISBNs; a work without any by the control numbers of the records that are known to be of it. Of one with ISBNs those would find
 * little more, at twice the price. None of a work that has neither: nothing else tells that a record there is the same book.
 */
export const questionsOf = (
  { targets }: Pick<RecheckSettings, 'targets'>,
  { isbns, controlNumbers }: TieSubject,
): readonly TieQuestion[] => {
  const numbers = isbns.length > 0 ? isbns : controlNumbers;
  return Object.entries(targets).flatMap(([target, filters]) => numbers.map((number) => ({ target, number, filters })));
};

/** In one spelling, to see whether it was asked before. */
export const spellQuestion = ({ target, number, filters }: TieQuestion): string => [target, number, ...filters].join(' ');

/** A tie by a number that the work has no more was never one of it. */
export const hasGround = ({ evidence }: Pick<CheckedTie, 'evidence'>, { isbns, controlNumbers }: TieSubject): boolean =>
  evidence.some(({ number }) => (isbns as readonly string[]).includes(number) || controlNumbers.includes(number));

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
