import { parseIsbn } from '../../catalogue/isbn.js';
import { foldedWords } from '../search-words.js';
import type { Work } from '../work.js';
import type { CqlClause, CqlTerm } from './cql-query.js';
import { SruFault } from './diagnostics.js';
import type { Texts, WorkTexts } from './work-texts.js';

/** One condition of a query in terms of the catalogue. */
export type Condition =
  | { readonly kind: 'all' }
  /** Any of these wishes, each of words that must all be found somewhere. */
  | { readonly kind: 'words'; readonly wishes: readonly string[] }
  /** Known by looking at a work. `candidates`: one search of words that finds all of them and more; without it every work is looked at. */
  | { readonly kind: 'text'; readonly holds: (work: Work) => boolean; readonly candidates?: readonly string[] }
  | { readonly kind: 'years'; readonly spans: readonly YearSpan[]; readonly holds: (work: Work) => boolean }
  | { readonly kind: 'identifiers'; readonly of: 'isbn' | 'issn' | 'any'; readonly values: readonly string[] }
  /** Of the record itself or of its work, and of nothing else. */
  | { readonly kind: 'records'; readonly values: readonly string[] };

/** Both included; open where absent. */
export interface YearSpan {
  readonly yearFrom?: number;
  readonly yearUntil?: number;
}

/** @throws SruFault 28 or 36 where the term cannot be what the index has */
export const conditionOf = ({ index, relation, term }: CqlClause, texts: WorkTexts): Condition => {
  switch (index.topic) {
    case 'all':
      if (term.text !== '1') throw new SruFault(36, term.text, 'write cql.allRecords = 1');
      return { kind: 'all' };
    case 'anywhere': {
      const words = term.words.map(({ text }) => text);
      return { kind: 'words', wishes: relation === 'any' ? words : [words.join(' ')] };
    }
    case 'title':
      return textCondition(relation, term, (work) => texts.titlesOf(work));
    case 'creator':
      return textCondition(relation, term, (work) => texts.creatorsOf(work));
    case 'date':
      return yearCondition(relation, term);
    case 'identifier':
      return { kind: 'identifiers', of: 'any', values: valuesOf(relation, term) };
    case 'isbn':
    case 'issn':
      return { kind: 'identifiers', of: index.topic, values: valuesOf(relation, term) };
    case 'record':
      return { kind: 'records', values: valuesOf(relation, term) };
  }
};

type Relation = CqlClause['relation'];

/** `any` and `all` over everything that the field holds; the others within one title or name. */
const textCondition = (relation: Relation, term: CqlTerm, textsOf: (work: Work) => Texts): Condition => {
  const isMasked = term.words.some(({ masked }) => masked);
  const wanted = term.words.flatMap(({ text, masked }) => {
    const folded = foldedWords(text);
    return folded.map((word, index): Wanted => ({ word, masked: masked && index === folded.length - 1 }));
  });
  if (wanted.length === 0) throw new SruFault(36, term.text, 'there is neither a letter nor a digit in it');
  const candidates = isMasked
    ? maskedCandidatesOf(relation, wanted)
    : candidatesOf(relation, term.text.match(/[\p{L}\p{M}\p{N}]+/gu) ?? []);
  return {
    kind: 'text',
    holds: (work) => holdsText(relation, wanted, textsOf(work)),
    ...(candidates && { candidates }),
  };
};

/** Numbers side by side might be taken for one with blanks in it, so they are left out where there are words. */
const candidatesOf = (relation: Relation, words: readonly string[]): readonly string[] => {
  if (relation === 'any') return words;
  const plain = words.filter((word) => /\p{L}/u.test(word));
  return [plain.length > 0 ? plain.join(' ') : (words[0] ?? '')];
};

/** A search takes its last word for a beginning, of two letters at least. */
const maskedCandidatesOf = (relation: Relation, wanted: readonly Wanted[]): readonly string[] | undefined => {
  const usable = wanted.filter(({ word, masked }) => !masked || word.length > 1);
  if (relation === 'any') return usable.length < wanted.length ? undefined : wanted.map(({ word }) => word);
  const plain = usable.filter(({ word, masked }) => !masked && /\p{L}/u.test(word));
  const words = [...plain, ...usable.filter(({ masked }) => masked).slice(0, 1)].map(({ word }) => word);
  return words.length === 0 ? undefined : [words.join(' ')];
};

interface Wanted {
  readonly word: string;
  readonly masked: boolean;
}

const fits = (found: string | undefined, { word, masked }: Wanted): boolean =>
  found !== undefined && (masked ? found.startsWith(word) : found === word);

const holdsText = (relation: Relation, wanted: readonly Wanted[], texts: Texts): boolean => {
  const isIn = (each: Wanted): boolean => texts.some((words) => words.some((found) => fits(found, each)));
  if (relation === 'any') return wanted.some(isIn);
  if (relation === '==')
    return texts.some((words) => words.length === wanted.length && wanted.every((each, index) => fits(words[index], each)));
  if (relation === 'adj')
    return texts.some((words) => words.some((_, start) => wanted.every((each, index) => fits(words[start + index], each))));
  return wanted.every(isIn);
};

const yearCondition = (relation: Relation, term: CqlTerm): Condition => {
  const years = plainWords(term).map(parseYear);
  const spans = spansOf(relation, years);
  if (spans === undefined) throw new SruFault(36, term.text, relation === 'within' ? 'write two years: "2001 2012"' : 'write one year');
  const holds = ({ year }: Work): boolean =>
    year !== undefined && spans.some(({ yearFrom = -Infinity, yearUntil = Infinity }) => year >= yearFrom && year <= yearUntil);
  return { kind: 'years', spans, holds };
};

const parseYear = (text: string): number => {
  if (!/^\d{4}$/.test(text)) throw new SruFault(36, text, 'a year is written in four digits');
  return Number(text);
};

const spansOf = (relation: Relation, years: readonly number[]): readonly YearSpan[] | undefined => {
  const [year, other] = years;
  if (relation === 'any') return years.map((each) => ({ yearFrom: each, yearUntil: each }));
  if (year === undefined || years.length !== (relation === 'within' ? 2 : 1)) return undefined;
  switch (relation) {
    case '<':
      return [{ yearUntil: year - 1 }];
    case '<=':
      return [{ yearUntil: year }];
    case '>':
      return [{ yearFrom: year + 1 }];
    case '>=':
      return [{ yearFrom: year }];
    case 'within':
      return other === undefined ? undefined : [{ yearFrom: year, yearUntil: other }];
    case '=':
    case '==':
    case '<>':
    case 'all':
    case 'adj':
    case 'encloses':
      return [{ yearFrom: year, yearUntil: year }];
  }
};

const valuesOf = (relation: Relation, term: CqlTerm): readonly string[] => {
  const words = plainWords(term);
  // `978 952 491 530 4` is one number, whatever the relation.
  return relation === 'any' && parseIsbn(term.text) === undefined ? words : [term.text];
};

const plainWords = ({ words }: CqlTerm): readonly string[] => {
  const masked = words.find((word) => word.masked);
  if (masked) throw new SruFault(28, '*', 'numbers are found whole only');
  return words.map(({ text }) => text);
};
