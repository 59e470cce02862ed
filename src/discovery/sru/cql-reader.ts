import type { CqlToken } from './cql-tokens.js';
import { SruFault } from './diagnostics.js';

/** Each may cost a search of its own. The words of `any` count too, being so many `or`. */
const MOST_OPERATORS = 100;

/** Tokens from left to right, and how many operators there have been. */
export interface TokenReader {
  peek(ahead?: number): CqlToken | undefined;
  take(): CqlToken | undefined;
  takeSymbol(symbol: string): CqlToken | undefined;
  /** A word without quotation marks, in any case. */
  takeKeyword(keyword: string): boolean;
  count(operators: number): void;
}

export const createReader = (tokens: readonly CqlToken[]): TokenReader => {
  let next = 0;
  let operators = 0;
  const peek = (ahead = 0): CqlToken | undefined => tokens[next + ahead];
  const take = (): CqlToken | undefined => tokens[next++];
  return {
    peek,
    take,
    takeSymbol: (symbol) => {
      const token = peek();
      return token?.kind === 'symbol' && token.text === symbol ? take() : undefined;
    },
    takeKeyword: (keyword) => {
      if (keywordOf(peek()) !== keyword) return false;
      take();
      return true;
    },
    count: (more) => {
      operators += more;
      if (operators > MOST_OPERATORS) throw new SruFault(38, MOST_OPERATORS, `more than ${MOST_OPERATORS} conditions are joined`);
    },
  };
};

/** What an unquoted word is as an operator or a relation, in lower case. */
export const keywordOf = (token: CqlToken | undefined): string | undefined =>
  token?.kind === 'term' && !token.isQuoted ? token.text.toLowerCase() : undefined;
