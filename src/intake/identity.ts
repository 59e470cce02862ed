import { createHash } from 'node:crypto';
import type { PublicationId } from '../catalogue/publication.js';
import type { Series } from '../catalogue/series.js';

const LONGEST_ID = 80;
const LONGEST_SLUG = 60;

/** An id becomes part of an OAI identifier and of MARC 21 001: small letters, digits and hyphens, at most 80. */
export const parsePublicationId = (text: string): PublicationId | undefined =>
  /^[a-z0-9][a-z0-9-]*$/.test(text) && text.length <= LONGEST_ID ? (text as PublicationId) : undefined;

/**
 * The id of a publication that was given none: `2012-2` for number 2 of 2012 in the main series (the first of the
 * settings), `code-2012-2` in another, and the year with the words of the title where that is not known.
 */
export const deriveId = (
  known: { readonly title: string; readonly year?: number; readonly number?: string; readonly series?: Series },
  mainSeries: Series,
): PublicationId => {
  const { title, year, number, series } = known;
  const numberSlug = slugOf(number ?? '');
  const parts =
    series && year !== undefined && numberSlug !== ''
      ? [series.code === mainSeries.code ? '' : slugOf(series.code), year, numberSlug]
      : [year ?? '', titleSlug(title)];
  return parts
    .filter((part) => part !== '')
    .join('-')
    .slice(0, LONGEST_ID) as PublicationId;
};

/** Without a letter of ours it could be taken for a number of the series, and cut short for another title: then a hash tells them apart. */
const titleSlug = (title: string): string => {
  const slug = slugOf(title);
  const hash = createHash('sha256').update(title.normalize('NFC')).digest('hex').slice(0, 8);
  if (!/[a-z]/.test(slug)) return ['nimeke', slug.slice(0, LONGEST_SLUG), hash].filter((part) => part !== '').join('-');
  return slug.length <= LONGEST_SLUG ? slug : `${slug.slice(0, LONGEST_SLUG).replace(/-[^-]*$/, '')}-${hash}`;
};

/** Letters that do not come apart into one of ours and a mark. */
const LETTERS: Readonly<Record<string, string>> = { ß: 'ss', æ: 'ae', ø: 'o', đ: 'd', ð: 'd', þ: 'th', ł: 'l', œ: 'oe', ŋ: 'ng', ŧ: 't' };

const slugOf = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[ßæøđðþłœŋŧ]/gu, (letter) => LETTERS[letter] ?? letter)
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/gu, '-')
    .replace(/^-|-$/gu, '');
