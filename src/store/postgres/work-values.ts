/** U+0000 is the one character that PostgreSQL's text cannot hold; so nothing has it in its name. */
export const plainText = (text: string): string => text.replaceAll('\0', '\uFFFD');

/** The greatest and smallest that an `integer` holds; no second of a change lies beyond for a while. */
const MOST = 2 ** 31 - 1;

/** A bound that someone asks for, rounded up, within what PostgreSQL can compare with. */
export const wholeNumber = (bound: number): number => Math.ceil(Math.max(-MOST, Math.min(MOST, bound)));
