import type { SchemaFault } from '../../../platform/json-schema.js';

const LONGEST_SHOWN = 80;

/** A value in quotation marks, fit to be told to whoever sent it. */
export const cut = (text: string): string => JSON.stringify(text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN - 1)}…` : text);

/** `limit`: the usual one where it is absent; what is no number or too large is among the errors. */
export const readLimit = (
  query: URLSearchParams,
  { usual, most }: { readonly usual: number; readonly most: number },
  errors: SchemaFault[],
): number => {
  const text = query.get('limit') ?? '';
  if (text === '') return usual;
  const limit = /^[1-9]\d{0,5}$/.test(text) ? Number(text) : Infinity;
  if (limit <= most) return limit;
  errors.push({ path: 'limit', message: `${cut(text)} is no whole number from 1 to ${most}.` });
  return usual;
};
