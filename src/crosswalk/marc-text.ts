import { oneLine } from './one-line.js';

/** Text for a subfield. Melinda writes every dash as a hyphen and would change ours, so it is done here. */
export const marcText = (text: string | undefined): string | undefined => {
  const line = oneLine(text ?? '').replace(/[\u2010-\u2015]/gu, '-');
  return line === '' ? undefined : line;
};

/** With the full stop that ends the field, unless a mark that ends a sentence stands there (Kansalliskirjasto's rule of the final full stop). */
export const withStop = (text: string): string => (/[.?!"\-)\]]$/.test(text) ? text : `${text}.`);

/** Without a full stop of its own: titles in 246, 490 and 776 carry none. */
export const withoutStop = (text: string): string => text.replace(/(?<=[\p{L}\p{N})])\.$/u, '');

/** Initial articles by language: what a heading is not filed under. */
const ARTICLES: Readonly<Record<string, RegExp>> = {
  eng: /^(?:an?|the) /i,
  swe: /^(?:ett?|en|den|det|de) (?!som )/i,
  ger: /^(?:der|die|das|eine?) /i,
  fre: /^(?:les?|la|une?) |^l['’]/i,
};

/** The second indicator of 245 and 830: how many characters to pass over, counted with the blank. */
export const nonfilingCharacters = (title: string, language: string | undefined): string =>
  String(ARTICLES[language ?? '']?.exec(title)?.[0].length ?? 0);
