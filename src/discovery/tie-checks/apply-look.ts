import type { CheckedTie, TieEvidence, WorkTies } from '../../store/tie-ports.js';
import { DAY_MS, hasGround, isPast, spellQuestion, type TieQuestion, type TieSubject } from './questions.js';
import { type Answered, readSightings, type Seen, tieKey } from './sightings.js';

/** One look for a work: what was asked, and what came of it. */
export interface Look {
  readonly subject: TieSubject;
  /** Id of the source. */
  readonly source: string;
  readonly questions: readonly TieQuestion[];
  readonly answers: readonly Answered[];
  /** Why one of the questions has no answer. */
  readonly failure?: string;
  /** Milliseconds. */
  readonly now: number;
}

/** Looks that must have proven, a day apart, that something is not there. */
const MISSES = 2;

/**
 * What is known of the work after the look. Only a look that was answered in full can find that something is missing, and only the second
 * such look in a row takes it for gone: an index that is being rebuilt says "nothing found" as calmly as one that has lost a book.
 */
export const applyLook = (before: WorkTies | undefined, look: Look): WorkTies => {
  const { subject, questions, answers, failure } = look;
  const at = utcSeconds(look.now);
  const { seen, isAbsent } = readSightings(subject, answers);
  const found = new Map<string, Seen[]>();
  for (const each of seen) found.set(tieKey(each), [...(found.get(tieKey(each)) ?? []), each]);
  const known = (before?.ties ?? []).filter((tie) => hasGround(tie, subject));
  const ties = known.map((tie) => {
    const again = found.get(tieKey(tie));
    if (again) return foundAgain(tie, again, look, at);
    return failure === undefined && wasAskedFor(tie, look) && isAbsent(tie) ? missedOnce(tie, look.now, at) : tie;
  });
  const old = new Set(known.map(tieKey));
  const added = [...found].filter(([key]) => !old.has(key)).map(([, sightings]) => newTie(sightings, look, at));
  const all = [...ties, ...added];
  if (failure !== undefined) {
    const kept = before?.checked === undefined ? {} : { checked: before.checked };
    return { work: subject.id, asked: before?.asked ?? [], ...kept, failed: { at, reason: failure }, ties: all };
  }
  return { work: subject.id, asked: questions.map(spellQuestion), checked: at, ties: all };
};

/** By every number that it was ever found by: a work that has got its first ISBN is not asked for by its control number any more. */
const wasAskedFor = ({ evidence }: CheckedTie, { subject, questions }: Look): boolean => {
  const asked = new Set(questions.map(({ number }) => number));
  return evidence.every((each) => asked.has(each.number) || !hasGround({ evidence: [each] }, subject));
};

const foundAgain = ({ missing: _, dead, ...tie }: CheckedTie, seen: readonly Seen[], { source }: Look, at: string): CheckedTie => ({
  ...tie,
  evidence: [...new Map([...tie.evidence, ...evidenceOf(seen, source, at)].map((each) => [spellEvidence(each), each])).values()],
  dedupIds: namesIn(seen, 'dedupIds'),
  numbers: namesIn(seen, 'numbers'),
  changed: dead === undefined ? tie.changed : at,
});

const missedOnce = (tie: CheckedTie, now: number, at: string): CheckedTie => {
  const { missing } = tie;
  if (tie.dead !== undefined || (missing !== undefined && !isPast(missing.last, DAY_MS, now))) return tie;
  const times = (missing?.times ?? 0) + 1;
  const since = missing?.since ?? at;
  return { ...tie, missing: { times, since, last: at }, ...(times >= MISSES && { dead: since, changed: at }) };
};

const newTie = (seen: readonly Seen[], { source }: Look, at: string): CheckedTie => {
  const [{ target, theirs } = { target: '', theirs: '' }] = seen;
  const evidence = evidenceOf(seen, source, at);
  return {
    target,
    theirs,
    tier: 'identifier',
    evidence,
    dedupIds: namesIn(seen, 'dedupIds'),
    numbers: namesIn(seen, 'numbers'),
    found: at,
    changed: at,
  };
};

const evidenceOf = (seen: readonly Seen[], source: string, at: string): readonly TieEvidence[] => [
  ...new Map(
    seen.map(({ question: { number, filters } }) => [[number, ...filters].join(' '), { number, source, filters, at } as const]),
  ).values(),
];

const spellEvidence = ({ number, source, filters }: TieEvidence): string => [source, number, ...filters].join(' ');

const namesIn = (seen: readonly Seen[], kind: 'dedupIds' | 'numbers'): readonly string[] =>
  [...new Set(seen.flatMap((each) => each[kind]))].sort();

const utcSeconds = (now: number): string => `${new Date(now).toISOString().slice(0, 19)}Z`;
