import { SruFault } from './diagnostics.js';

export type CqlToken = TermToken | { readonly kind: 'symbol'; readonly text: CqlSymbol; readonly at: number };

/** A word or a quoted string: the name of an index, a relation, an operator or a term. */
export interface TermToken {
  readonly kind: 'term';
  /** Escapes resolved. */
  readonly text: string;
  /** Where in `text` a sign stands that was not escaped and so means more than itself. */
  readonly signs: readonly { readonly sign: '*' | '?' | '^'; readonly at: number }[];
  readonly isQuoted: boolean;
  /** Where it begins in the query, from 0. */
  readonly at: number;
}

export type CqlSymbol = '(' | ')' | '/' | '=' | '==' | '<' | '<=' | '>' | '>=' | '<>';

const SYMBOL = /(?:==|<=|>=|<>|[()/=<>])/y;
const BLANK = /\s+/y;
const ENDS_WORD = /[\s()/=<>"]/;

/**
 * The pieces of a query in CQL 1.2.
 * @throws SruFault 14 for a string without an end, 26 for an escape that is none
 */
export const readTokens = (query: string): readonly CqlToken[] => {
  const tokens: CqlToken[] = [];
  for (let at = 0; at < query.length;) {
    const blank = matchAt(BLANK, query, at);
    const symbol = matchAt(SYMBOL, query, at);
    if (blank !== undefined) at += blank.length;
    else if (symbol !== undefined) {
      tokens.push({ kind: 'symbol', text: symbol as CqlSymbol, at });
      at += symbol.length;
    } else {
      const { token, end } = readTerm(query, at);
      tokens.push(token);
      at = end;
    }
  }
  return tokens;
};

const matchAt = (pattern: RegExp, text: string, at: number): string | undefined => {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
};

const readTerm = (query: string, begin: number): { readonly token: TermToken; readonly end: number } => {
  const isQuoted = query.charAt(begin) === '"';
  const signs: { sign: '*' | '?' | '^'; at: number }[] = [];
  let text = '';
  let at = isQuoted ? begin + 1 : begin;
  for (; at < query.length; at += 1) {
    const character = query.charAt(at);
    if (isQuoted ? character === '"' : ENDS_WORD.test(character)) break;
    if (character === '\\') {
      at += 1;
      text += readEscape(query, at);
      continue;
    }
    if (character === '*' || character === '?' || character === '^') signs.push({ sign: character, at: text.length });
    text += character;
  }
  if (isQuoted && at >= query.length) throw new SruFault(14, begin, `the quotation mark at character ${begin + 1} has no partner`);
  return { token: { kind: 'term', text, signs, isQuoted, at: begin }, end: isQuoted ? at + 1 : at };
};

const readEscape = (query: string, at: number): string => {
  const character = query.charAt(at);
  if (/^["\\*?^]$/.test(character)) return character;
  throw new SruFault(26, character, `a backslash at character ${at} may stand before " \\ * ? ^ only`);
};
