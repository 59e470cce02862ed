import type { Isbn } from '../catalogue/isbn.js';
import type { Issn } from '../catalogue/issn.js';
import type { ManifestationKind, PublicationId } from '../catalogue/publication.js';
import type { AuthorKeys } from './author-keys.js';
import type { ComparableTitle } from './comparable-title.js';
import type { BibliographicLevel, PhysicalForm } from './physical-form.js';
import type { SeriesPlace } from './series-places.js';

/** One side of a match, made comparable once. */
export interface MatchSubject {
  /** Unique on its side. Ours: the id of the publication; theirs: the local id of the record. */
  readonly key: string;
  /** `(FI-MELINDA)254001`: under which catalogues hold it. */
  readonly controlNumbers: readonly string[];
  /** Names under which we know it ourselves. They prove as much as control numbers, but are no part of what it says. */
  readonly knownAs: readonly string[];
  /** URN, DOI, handle. */
  readonly persistentIds: readonly string[];
  /** Valid ones of its own: strong. */
  readonly isbns: readonly Isbn[];
  /** Digits that prove little: cancelled, mistyped, of the whole set, of the other form. */
  readonly weakIsbns: readonly string[];
  /** Valid numbers one slip of the hand away from a mistyped one. */
  readonly guessedIsbns: readonly Isbn[];
  readonly places: readonly SeriesPlace[];
  /** The main title first. Empty when there is nothing to compare by. */
  readonly titles: readonly ComparableTitle[];
  /** ISO 639-2/B; empty when it is not known. */
  readonly languages: readonly string[];
  readonly year?: number;
  readonly authors: AuthorKeys;
}

/** One of our publications. */
export interface OwnSubject extends MatchSubject {
  readonly id: PublicationId;
  readonly manifestations: readonly OwnManifestation[];
}

/** One of its forms; `issn` is that form's of the series. */
export interface OwnManifestation {
  readonly kind: ManifestationKind;
  readonly isbn?: Isbn;
  readonly issn?: Issn;
}

/** One harvested record. */
export interface HarvestedSubject extends MatchSubject {
  readonly level: BibliographicLevel;
  readonly form?: PhysicalForm;
  /** 250, when it says that this is not the first printing. */
  readonly laterEdition?: string;
  /** ISBNs and control numbers of the same work in another form (776). */
  readonly counterparts: readonly string[];
}
