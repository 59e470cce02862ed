import type { SplitYears } from './sru-source.js';

/** Both years included. */
export interface YearSpan {
  readonly first: number;
  readonly last: number;
}

/** The older half and the newer one; of one year there are none. */
export const halvesOf = ({ first, last }: YearSpan): readonly YearSpan[] => {
  if (first >= last) return [];
  const middle = Math.floor((first + last) / 2);
  return [
    { first, last: middle },
    { first: middle + 1, last },
  ];
};

/** The query for records of those years. The outermost years are open, so that only records without any year are left out. */
export const withinYears = (query: string, { index, from, until }: SplitYears, { first, last }: YearSpan): string => {
  const isOldest = first <= from;
  const isNewest = last >= until;
  if (first === last && !isOldest && !isNewest) return `(${query}) and ${index}=${first}`;
  return [`(${query})`, ...(isOldest ? [] : [`${index}>=${first}`]), ...(isNewest ? [] : [`${index}<=${last}`])].join(' and ');
};
