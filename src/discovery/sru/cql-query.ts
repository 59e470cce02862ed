import type { CqlIndex, CqlRelation } from './cql-indexes.js';

/** What is looked for, without its quotation marks and escapes. */
export interface CqlTerm {
  /** As it was meant, masking signs included. */
  readonly text: string;
  /** Separated by blanks; at least one. */
  readonly words: readonly CqlWord[];
}

export interface CqlWord {
  readonly text: string;
  /** It is the beginning of a word: `poliis*`. */
  readonly masked: boolean;
}

export interface CqlClause {
  readonly kind: 'clause';
  readonly index: CqlIndex;
  readonly relation: CqlRelation;
  readonly term: CqlTerm;
}

export type CqlOperator = 'and' | 'or' | 'not';

export type CqlTree =
  CqlClause | { readonly kind: 'boolean'; readonly operator: CqlOperator; readonly left: CqlTree; readonly right: CqlTree };

export type SortPath = 'title' | 'date';

export interface SortKey {
  readonly path: SortPath;
  readonly direction: 'ascending' | 'descending';
}

/** A query that was understood. */
export interface CqlQuery {
  readonly tree: CqlTree;
  /** The first one counts most; empty where the query asks for no order. */
  readonly sort: readonly SortKey[];
}
