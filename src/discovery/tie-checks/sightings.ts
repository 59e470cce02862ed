import { type Isbn, isbnUrn, parseIsbn } from '../../catalogue/isbn.js';
import { isbnsOf } from '../../crosswalk/harvested/standard-numbers.js';
import type { MarcRecord } from '../../crosswalk/marc-record.js';
import { isControlNumber, type FinnaSighting, type FoundRecord } from '../../harvester/finna/finna-lookup.js';
import { controlNumbersOf } from '../../linking/control-numbers.js';
import { persistentIdsOf } from '../../linking/persistent-identifiers.js';
import type { CheckedTie } from '../../store/tie-ports.js';
import { readMarc } from '../tied-records.js';
import type { TieQuestion, TieSubject } from './questions.js';

/** Targets that no search is made for: what the records that were found say of themselves. */
export const DERIVED_TARGETS: ReadonlySet<string> = new Set(['melinda', 'urn']);

export interface Answered {
  readonly question: TieQuestion;
  readonly sighting: FinnaSighting;
}

/** Something that was found, by one question. */
export interface Seen extends Pick<CheckedTie, 'target' | 'theirs' | 'dedupIds' | 'numbers'> {
  readonly question: TieQuestion;
}

export interface SeenAll {
  readonly seen: readonly Seen[];
  /** `true` where the answers prove that it is not there. */
  readonly isAbsent: (tie: Pick<CheckedTie, 'target' | 'theirs'>) => boolean;
}

export const tieKey = ({ target, theirs }: Pick<CheckedTie, 'target' | 'theirs'>): string => `${target} ${theirs}`;

/** What the answers to the questions of one work come to. All of its questions must have been answered to prove that something is absent. */
export const readSightings = (subject: TieSubject, answers: readonly Answered[]): SeenAll => {
  const targets = new Set(answers.map(({ question }) => question.target));
  const unclear = new Set<string>();
  let isClear = true;
  const seen = answers.flatMap(({ question, sighting }) =>
    sighting.records.flatMap((record): readonly Seen[] => {
      const marc = record.xml === undefined ? undefined : readMarc(record.xml);
      const statement = statementOf(record, marc, question.number);
      if (statement === 'unsaid') unclear.add(tieKey({ target: question.target, theirs: record.id }));
      isClear &&= statement === 'other' || (statement === 'same' && marc !== undefined);
      if (statement !== 'same') return [];
      const numbers = marc === undefined ? [] : controlNumbersOf(marc).slice(0, MOST_NUMBERS);
      const itself = { target: question.target, theirs: record.id, dedupIds: record.dedupIds, numbers, question };
      return marc === undefined ? [itself] : [itself, ...derived(subject, { question, numbers }, marc)];
    }),
  );
  const isWhole = answers.every(({ sighting }) => sighting.isWhole);
  const found = new Set(seen.map(tieKey));
  return {
    seen,
    isAbsent: (tie) => {
      if (!isWhole || found.has(tieKey(tie))) return false;
      return DERIVED_TARGETS.has(tie.target) ? isClear : targets.has(tie.target) && !unclear.has(tieKey(tie));
    },
  };
};

/**
 * Whether the record is that of the very book. What is no MARC says nothing of its control numbers. A search by ISBN also finds chapters, by the ISBN of their book (773 $z), so MARC's own 020
 * counts before what Finna's description says. Where Finna has put several records together, the one that it shows need not have the number.
 */
const statementOf = ({ isbns, dedupIds }: FoundRecord, marc: MarcRecord | undefined, number: string): 'same' | 'other' | 'unsaid' => {
  const stated = isControlNumber(number) ? marc && controlNumbersOf(marc) : marc === undefined ? isbns : isbnsOf(marc, 'a');
  if (stated?.includes(number)) return 'same';
  return dedupIds.length > 0 || (marc === undefined && (stated ?? []).length === 0) ? 'unsaid' : 'other';
};

/** Of one record; none has more in earnest. */
const MOST_NUMBERS = 20;

const derived = ({ isbns }: TieSubject, { question, numbers }: Pick<Seen, 'question' | 'numbers'>, marc: MarcRecord): readonly Seen[] => [
  ...numbers.flatMap((number) => {
    const digits = /^\(FI-MELINDA\)(\d{1,9})$/.exec(number)?.[1];
    return digits === undefined ? [] : [{ target: 'melinda', theirs: digits.padStart(9, '0'), dedupIds: [], numbers: [number], question }];
  }),
  ...persistentIdsOf(marc).flatMap((id) => {
    const urn = urnIn(id, isbns);
    return urn === undefined ? [] : [{ target: 'urn', theirs: urn, dedupIds: [], numbers: [], question }];
  }),
];

/** A URN of the ISBN of another book is a link to that. */
const urnIn = (id: string, own: readonly Isbn[]): string | undefined => {
  const isbn = parseIsbn(/^urn:isbn:(.+)$/.exec(id)?.[1] ?? '');
  if (isbn !== undefined) return own.includes(isbn) ? isbnUrn(isbn) : undefined;
  return /^urn:nbn:fi[a-z0-9:_-]{1,100}$/.test(id) ? id.replace('urn:nbn', 'URN:NBN') : undefined;
};
