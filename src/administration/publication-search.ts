import { setImmediate } from 'node:timers/promises';
import { digitsOf, hyphenateIsbn, parseIsbn } from '../catalogue/isbn.js';
import type { ManifestationKind, Publication } from '../catalogue/publication.js';
import { formatContributor } from '../intake/contributor.js';
import { parsePublicationId } from '../intake/identity.js';
import type { CatalogueStore, StoredPublication } from '../store/ports.js';

/** `unpublished` has neither a printed book nor a PDF, so harvesters see nothing of it. */
export type PublicationState = 'published' | 'unpublished' | 'withdrawn';

/** `isbnToCheck`: an ISBN of it is not valid, and a person must say which is meant. */
export const PUBLICATION_FILTERS = ['published', 'unpublished', 'withdrawn', 'isbnToCheck'] as const;
export type PublicationFilter = (typeof PUBLICATION_FILTERS)[number];

export interface PublicationQuery {
  /** Every word must be found; empty finds all. Without regard to case, marks on letters (å ä ö) and hyphens in numbers. */
  readonly words: string;
  readonly filter?: PublicationFilter;
  /** The id of the last one that was shown. */
  readonly after?: string;
  readonly limit: number;
  /** Whoever asked has gone. */
  readonly signal?: AbortSignal;
}

/** A publication in a list. Plain values: fit to be printed as JSON. */
export interface PublicationSummary {
  readonly id: string;
  readonly revision: number;
  readonly state: PublicationState;
  readonly title: string;
  readonly contributors: readonly string[];
  readonly series?: string;
  readonly number?: string;
  readonly year?: number;
  readonly manifestations: readonly ManifestationSummary[];
}

export interface ManifestationSummary {
  readonly kind: ManifestationKind;
  /** With hyphens, or as the source has it where it is not valid. */
  readonly isbn?: string;
  readonly isbnIsValid?: boolean;
}

export interface PublicationPage {
  /** In ascending order of id. */
  readonly publications: readonly PublicationSummary[];
  /** What `after` the next page is; absent on the last. */
  readonly next?: string;
}

const PAGE = 250;

/**
 * Reads the catalogue from end to end, and gives way after each page. The embedded store holds 50,000 publications at
 * most, all in memory, so that takes a second; a store with an index of words would be asked instead.
 */
export const searchPublications = async (
  catalogue: Pick<CatalogueStore, 'listPublications'>,
  { words, filter, after, limit, signal }: PublicationQuery,
): Promise<PublicationPage> => {
  const wanted = wantedBy(words);
  const found: PublicationSummary[] = [];
  let from = after === undefined ? undefined : parsePublicationId(after);
  for (;;) {
    const page = await catalogue.listPublications({ limit: PAGE, ...(from !== undefined && { after: from }) });
    for (const stored of page) {
      if (!hasState(stored.publication, filter) || !wanted(stored.publication)) continue;
      if (found.length === limit) return { publications: found, next: found.at(-1)?.id ?? '' };
      found.push(summarise(stored));
    }
    from = page.at(-1)?.publication.id;
    if (page.length < PAGE || from === undefined || signal?.aborted) return { publications: found };
    await setImmediate();
  }
};

export const stateOf = ({ withdrawn, manifestations }: Publication): PublicationState =>
  withdrawn ? 'withdrawn' : manifestations.length === 0 ? 'unpublished' : 'published';

const hasState = (publication: Publication, filter: PublicationFilter | undefined): boolean => {
  if (filter === undefined) return true;
  if (filter === 'isbnToCheck') return publication.manifestations.some(({ isbn }) => isbn?.kind === 'invalid');
  return stateOf(publication) === filter;
};

export const summarise = ({ publication, revision }: StoredPublication): PublicationSummary => {
  const { id, titles, contributors, series, year, manifestations } = publication;
  return {
    id,
    revision,
    state: stateOf(publication),
    title: titles[0]?.text ?? '',
    contributors: contributors.map(formatContributor),
    ...(series && { series: series.title }),
    ...(series?.number !== undefined && { number: series.number }),
    ...(year !== undefined && { year }),
    manifestations: manifestations.map(({ kind, isbn }) => ({
      kind,
      ...(isbn && { isbn: isbn.kind === 'valid' ? hyphenateIsbn(isbn.isbn) : isbn.raw, isbnIsValid: isbn.kind === 'valid' }),
    })),
  };
};

/** Words, each in the text or in a number; or all of it one number, an ISBN of ten digits or with spaces too. */
const wantedBy = (words: string): ((publication: Publication) => boolean) => {
  const whole = parseIsbn(words) ?? plainNumber(words);
  const parts = fold(words)
    .split(' ')
    .filter((word) => word !== '');
  return (publication) => {
    const numbers = numbersOf(publication);
    if (isIn(numbers, whole)) return true;
    const text = textOf(publication);
    return parts.every((word) => text.includes(word) || isIn(numbers, plainNumber(word)));
  };
};

/** Shorter, it is a year or the number of a volume, and every long number has such digits in it. */
const SHORTEST_NUMBER = 5;

const isIn = (numbers: string, number: string): boolean =>
  number.length >= SHORTEST_NUMBER && /\d/.test(number) && numbers.includes(number);

const textOf = ({ id, titles, contributors, series, year }: Publication): string =>
  fold(
    [
      id,
      ...titles.map(({ text, subtitle = '' }) => `${text} ${subtitle}`),
      ...contributors.map(formatContributor),
      series ? `${series.title} ${series.number ?? ''} ${series.number ?? ''}/${year ?? ''}` : '',
      year ?? '',
    ].join(' '),
  );

const numbersOf = ({ manifestations }: Publication): string =>
  manifestations
    .flatMap(({ isbn, issn = '', urn = '' }) => [isbn?.raw ?? '', isbn?.kind === 'valid' ? isbn.isbn : '', issn, urn].map(plainNumber))
    .join(' ');

const plainNumber = (text: string): string => digitsOf(text).toLowerCase();

/** The letters alone: `Mäkinen`, `MÄKINEN` and `Makinen` are one to whoever searches. */
const fold = (text: string): string =>
  text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/ø/gu, 'o').replace(/æ/gu, 'ae').replace(/\s+/gu, ' ');
