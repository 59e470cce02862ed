import { hasRightCheckDigit, ISSN } from './check-digit.js';

/** An ISSN as `1798-7121`, its check digit verified (ISO 3297). */
export type Issn = string & { readonly __brand: 'Issn' };

/** `undefined` when the text does not hold exactly one ISSN with a right check digit; `1236-049x` and `1236049X` are read alike. */
export const parseIssn = (text: string): Issn | undefined => {
  const characters = text.replace(/[\s\u00AD\u2010-\u2015\u2212-]/gu, '').toUpperCase();
  return hasRightCheckDigit(characters, ISSN) ? (`${characters.slice(0, 4)}-${characters.slice(4)}` as Issn) : undefined;
};
