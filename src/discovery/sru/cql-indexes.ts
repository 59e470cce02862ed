/** `exact` is `==`, as CQL 1.2 renamed it. */
export type CqlRelation = '=' | '==' | '<' | '<=' | '>' | '>=' | '<>' | 'all' | 'any' | 'adj' | 'within' | 'encloses';

/** What an index looks at. */
export type IndexTopic = 'title' | 'creator' | 'date' | 'identifier' | 'isbn' | 'issn' | 'record' | 'anywhere' | 'all';

export interface CqlIndex {
  readonly set: ContextSet;
  readonly name: string;
  readonly topic: IndexTopic;
  /** For people, in English. */
  readonly title: string;
  readonly relations: readonly CqlRelation[];
}

export type ContextSet = keyof typeof CONTEXT_SETS;

/** Under the prefix that a query uses unless it assigns another; the first identifier is the one that explain gives. */
export const CONTEXT_SETS = {
  cql: ['info:srw/cql-context-set/1/cql-v1.2', 'info:srw/cql-context-set/1/cql-v1.1', 'http://docs.oasis-open.org/ns/search-ws/cql'],
  dc: ['info:srw/cql-context-set/1/dc-v1.1', 'http://purl.org/dc/elements/1.1/'],
  bath: ['http://zing.z3950.org/cql/bath/2.0/'],
  rec: ['info:srw/cql-context-set/2/rec-1.1', 'info:srw/cql-context-set/2/rec-1.0'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

const OF_TEXT: readonly CqlRelation[] = ['=', '==', 'all', 'any', 'adj'];
const OF_NUMBERS: readonly CqlRelation[] = ['=', '==', 'any'];
const OF_YEARS: readonly CqlRelation[] = ['=', '==', 'any', '<', '<=', '>', '>=', 'within'];

/** Every index that a query may name; explain lists the same. */
export const INDEXES: readonly CqlIndex[] = [
  {
    set: 'cql',
    name: 'serverChoice',
    topic: 'anywhere',
    title: 'Title, people, series, subjects and numbers',
    relations: ['=', 'all', 'any'],
  },
  { set: 'cql', name: 'anywhere', topic: 'anywhere', title: 'The same', relations: ['=', 'all', 'any'] },
  { set: 'cql', name: 'allRecords', topic: 'all', title: 'Every record; the term is 1', relations: ['=', '=='] },
  { set: 'dc', name: 'title', topic: 'title', title: 'Title', relations: OF_TEXT },
  { set: 'dc', name: 'creator', topic: 'creator', title: 'Author, editor or corporate body', relations: OF_TEXT },
  { set: 'dc', name: 'date', topic: 'date', title: 'Year of publication', relations: OF_YEARS },
  {
    set: 'dc',
    name: 'identifier',
    topic: 'identifier',
    title: 'Any identifier: ISBN, ISSN, URN, number of a library',
    relations: OF_NUMBERS,
  },
  { set: 'bath', name: 'isbn', topic: 'isbn', title: 'ISBN of 10 or 13 digits', relations: OF_NUMBERS },
  { set: 'bath', name: 'issn', topic: 'issn', title: 'ISSN of the series', relations: OF_NUMBERS },
  { set: 'rec', name: 'id', topic: 'record', title: 'Identifier of the record', relations: OF_NUMBERS },
];

/** What a name without a prefix means, beside the names themselves. */
const ALIASES: Readonly<Record<string, string>> = { author: 'creator', year: 'date' };

/** By name in any case; of one context set, or of any where none is given. */
export const findIndex = (name: string, set?: ContextSet): CqlIndex | undefined => {
  const wanted = name.toLowerCase();
  const meant = set === undefined && Object.hasOwn(ALIASES, wanted) ? ALIASES[wanted] : wanted;
  return INDEXES.find((index) => index.name.toLowerCase() === meant && (set === undefined || index.set === set));
};

/** By its short name in any case. */
export const findContextSet = (prefix: string): ContextSet | undefined =>
  (Object.keys(CONTEXT_SETS) as ContextSet[]).find((set) => set === prefix.toLowerCase());

/** By one of its identifiers. */
export const findContextSetByUri = (uri: string): ContextSet | undefined =>
  (Object.keys(CONTEXT_SETS) as ContextSet[]).find((set) => (CONTEXT_SETS[set] as readonly string[]).includes(uri));
