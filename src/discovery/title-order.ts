import { shownText } from '../crosswalk/harvested/heading-text.js';
import type { Work } from './work.js';

/** å, ä and ö are letters of their own and stand after z in Finnish and in Swedish: characters that ASCII has behind z. */
const LAST_LETTERS: Readonly<Record<string, string>> = { å: '{', ä: '|', ö: '}' };
/** In characters: beyond that two titles count as the same. */
const LONGEST_KEY = 80;

/** The title as its place in the alphabet: compared by code unit it comes out as a Finn would file it. */
export const titleSortKey = ({ titles }: Pick<Work, 'titles'>): string => {
  const [main] = titles;
  return shownText([main?.text ?? '', main?.subtitle ?? ''].join(' '))
    .normalize('NFC')
    .toLowerCase()
    .replace(/[åäö]/gu, (letter) => LAST_LETTERS[letter] ?? letter)
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\p{L}\p{N}{|}]+/gu, ' ')
    .trim()
    .slice(0, LONGEST_KEY);
};
