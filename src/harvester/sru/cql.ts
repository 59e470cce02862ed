/**
 * A value as one quoted string of CQL that means these very characters: quotation marks, backslashes and the masking signs `* ? ^` are
 * escaped, so that a value can neither end its string nor widen the search. Control characters become blanks.
 * @see https://www.loc.gov/standards/sru/cql/spec.html
 */
export const quoteCql = (value: string): string => `"${value.replaceAll(/\p{Cc}+/gu, ' ').replaceAll(/[\\"*?^]/g, '\\$&')}"`;
