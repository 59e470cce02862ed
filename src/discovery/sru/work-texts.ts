import { foldedWords, namesOf } from '../search-words.js';
import type { Work } from '../work.js';

/** What a work is compared by, each text as its words without case and accents. */
export interface WorkTexts {
  /** Each title with its subtitle and without. */
  titlesOf(work: Work): Texts;
  creatorsOf(work: Work): Texts;
}

export type Texts = readonly (readonly string[])[];

/** For one search: several conditions look at the same works, and to fold a title takes longer than to compare it. */
export const createWorkTexts = (): WorkTexts => ({
  titlesOf: remember(({ titles }) => titles.flatMap(({ text, subtitle }) => (subtitle ? [`${text} ${subtitle}`, text] : [text]))),
  creatorsOf: remember(namesOf),
});

const remember = (textsOf: (work: Work) => readonly string[]): ((work: Work) => Texts) => {
  const known = new Map<Work, Texts>();
  return (work) => {
    const texts = known.get(work) ?? textsOf(work).map(foldedWords);
    known.set(work, texts);
    return texts;
  };
};
