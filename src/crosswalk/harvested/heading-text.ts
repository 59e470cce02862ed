import { oneLine } from '../one-line.js';

/** The marks round what is not filed under, in MARC-8 and in Unicode (U+0088, U+0089, U+0098, U+009C): nobody should see them. */
const NONSORTING = /[\u0088\u0089\u0098\u009C]/gu;

/** A value as a reader wants it: one line, NFC, no marks for sorting. */
export const shownText = (value: string): string => oneLine(value.replace(NONSORTING, ''));

/** Without the ISBD punctuation that only leads over to the next subfield, and without the full stop of the field. */
export const withoutIsbd = (value: string): string => {
  const text = shownText(value);
  // Not by an expression: one that ends in `+$` takes a minute over a hundred thousand commas in the middle.
  let end = text.length;
  while (end > 0 && ' ,:;/=+'.includes(text.charAt(end - 1))) end--;
  return text.slice(0, end).replace(/(?<=[\p{L}\p{N}]{3}|\p{N}|[)\]])\.$/u, '');
};

/** To compare by: compatibility forms, case, accents, punctuation and blanks make no difference. */
export const comparisonKey = (value: string): string =>
  value
    .normalize('NFKD')
    .replace(NONSORTING, '')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
