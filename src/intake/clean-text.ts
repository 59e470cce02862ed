import { parseUrl } from '../catalogue/url.js';

/**
 * One line of text as the catalogue keeps it: composed letters (NFC), single spaces, no invisible characters and none
 * that neither XML nor PostgreSQL can hold. Empty when nothing of it can be seen.
 */
export const cleanLine = (text: string): string => {
  const line = wellFormed(text).replace(/\s+/gu, ' ').trim();
  return VISIBLE.test(line) ? line : '';
};

/** Joiners, marks of direction and the like stay where they stand beside letters; alone they make no name. */
const VISIBLE = /[^\s\p{Default_Ignorable_Code_Point}]/u;

/** Several lines, kept as lines; a blank one between two paragraphs. */
export const cleanParagraphs = (text: string): string =>
  text
    .split(/\r\n|\r|\n/u)
    .map(cleanLine)
    .join('\n')
    .replace(/\n{3,}/gu, '\n\n')
    .trim();

/** `undefined` unless it is a complete http or https address. */
export const parseWebAddress = (text: string): string | undefined => (/^https?:\/\/\S+$/iu.test(text) && parseUrl(text) ? text : undefined);

/** White space stays for the caller. A lone half of a surrogate pair, which no encoding can hold, becomes U+FFFD. */
const wellFormed = (text: string): string =>
  text
    .replace(/\p{Surrogate}|[\uFFFE\uFFFF]/gu, '\uFFFD')
    .replace(/[\u0000-\u0008\u000E-\u001F\u007F-\u009F\u00AD\u200B\u2060\uFEFF]/gu, '')
    .normalize('NFC');
