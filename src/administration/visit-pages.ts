import type { ListPage } from '../provider/answered-request.js';
import type { KeptVisit } from '../store/visit-ports.js';

type Gap = readonly [from: number, to: number];

/** More holes than that are not kept apart: a list whose pages come from two processes has few once both have written down what they sent. */
const MOST_GAPS = 200;

/** The visit with one page more. A page that is asked for again is the same page, and pages may be noted in any order. */
export const goOn = (visit: KeptVisit, { cursor, records, hasNext }: ListPage, at: string): KeptVisit => {
  const { gaps: known = [], ...rest } = visit;
  const last = later(visit.last, at);
  const began = earlier(visit.began, at);
  const end = cursor + records;
  const isNew = cursor >= visit.next || known.some(([from, to]) => from <= cursor && cursor < to);
  if (!isNew) return { ...visit, began, last };
  const gaps = [...known.flatMap((gap) => without(gap, cursor, end)), ...(cursor > visit.next ? [[visit.next, cursor] as const] : [])];
  return {
    ...rest,
    ...{ began, last },
    ...{ pages: visit.pages + 1, records: visit.records + records, isComplete: visit.isComplete || !hasNext },
    next: Math.max(visit.next, end),
    ...(gaps.length > 0 && { gaps: gaps.slice(-MOST_GAPS) }),
  };
};

/** What is left of a gap once a page has come. */
const without = ([from, to]: Gap, start: number, end: number): readonly Gap[] =>
  [[from, Math.min(to, start)] as const, [Math.max(from, end), to] as const].filter(([first, behind]) => first < behind);

const later = (one: string, other: string): string => (one < other ? other : one);
const earlier = (one: string, other: string): string => (one < other ? one : other);
