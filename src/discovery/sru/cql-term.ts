import type { CqlTerm, CqlWord } from './cql-query.js';
import type { TermToken } from './cql-tokens.js';
import { SruFault, shown } from './diagnostics.js';

/**
 * The words of one or more tokens. `*` may stand at the end of a word.
 * @throws SruFault 27 for nothing to look for, 28 and 49 for masks, 31 for anchors
 */
export const readTerm = (tokens: readonly TermToken[]): CqlTerm => {
  const words = tokens.flatMap(wordsOf);
  const text = tokens
    .map((token) => token.text)
    .join(' ')
    .trim();
  if (words.length === 0) throw new SruFault(27, '', 'there is nothing to look for between the quotation marks');
  return { text, words };
};

const wordsOf = ({ text, signs }: TermToken): readonly CqlWord[] =>
  [...text.matchAll(/\S+/g)].map(({ 0: word, index }) => {
    const end = index + word.length - 1;
    const within = signs.filter(({ at }) => at >= index && at <= end);
    for (const { sign, at } of within) {
      if (sign === '?') throw new SruFault(28, '?', 'for any one character there is no sign here; write \\? for a question mark');
      if (sign === '^') throw new SruFault(31, '^', 'write \\^ for the character itself');
      if (at !== end || word.length === 1) throw new SruFault(49, '*', `in "${shown(word)}" it may stand at the end of a word only`);
    }
    return within.length > 0 ? { text: word.slice(0, -1), masked: true } : { text: word, masked: false };
  });
