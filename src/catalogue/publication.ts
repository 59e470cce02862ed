import type { Datestamp } from './datestamp.js';
import type { Isbn, IsbnStatement } from './isbn.js';
import type { Issn } from './issn.js';

/** Given once, never changed, never given again: `2012-2` is number 2 of 2012 in the main series. */
export type PublicationId = string & { readonly __brand: 'PublicationId' };

/** ISO 639-2/B, three small letters: `fin`, `swe`, `eng`. */
export type LanguageCode = string & { readonly __brand: 'LanguageCode' };

/** One work of a series, as people know it. Text only, never markup; people edit it. */
export interface Publication {
  readonly id: PublicationId;
  /** The first title is the main one; others are parallel titles. At least one. */
  readonly titles: readonly Title[];
  /** In the order of the page; a corporate body may come first. */
  readonly contributors: readonly Contributor[];
  readonly series?: SeriesStatement;
  readonly year?: number;
  readonly abstracts: readonly LocalText[];
  readonly languages: readonly LanguageCode[];
  readonly subjects: readonly Subject[];
  /** What kind of publication, in the publisher's words: `Raportti`. */
  readonly genre?: string;
  /** Where a reader finds the publication described, when the source said so. */
  readonly landingPage?: string;
  readonly licence?: Licence;
  readonly accessibility: Accessibility;
  readonly manifestations: readonly Manifestation[];
  /** No longer published; its records stay as deleted ones for ever. */
  readonly withdrawn?: { readonly reason: string };
  /** When it was entered into the catalogue (MARC 21 008/00-05) and when its content last changed (005). */
  readonly created: Datestamp;
  readonly modified: Datestamp;
}

export interface Title {
  readonly text: string;
  readonly subtitle?: string;
  readonly language?: LanguageCode;
}

export interface LocalText {
  readonly text: string;
  readonly language?: LanguageCode;
}

export type ContributorRole = 'author' | 'editor' | 'publisher' | 'contributor';

export type Contributor =
  | { readonly kind: 'person'; readonly family: string; readonly given?: string; readonly role: ContributorRole }
  | { readonly kind: 'corporate'; readonly name: string; readonly role: ContributorRole };

/** What the publication says of its series. The series itself, with its ISSNs, is configuration. */
export interface SeriesStatement {
  readonly title: string;
  /** Of the configured series that this is, when it is one. */
  readonly code?: string;
  /** As printed without the year: `2`. */
  readonly number?: string;
}

export interface Subject {
  readonly term: string;
  /** `yso`, `ysa`, `afo` …; a free word when absent. */
  readonly vocabulary?: string;
  readonly uri?: string;
  readonly language?: LanguageCode;
}

export interface Licence {
  readonly name: string;
  readonly url: string;
}

/** A status with its ground, never a claim: nothing is called accessible without someone's word for it. */
export interface Accessibility {
  readonly status: 'accessible' | 'partlyAccessible' | 'notAccessible' | 'unknown';
  readonly ground:
    | { readonly kind: 'none' }
    /** The publisher's general sentence, as read, on works made before a year. */
    | { readonly kind: 'generalStatement'; readonly text: string; readonly beforeYear: number }
    /** Said of this very publication. */
    | { readonly kind: 'stated'; readonly text: string };
}

export type ManifestationKind = 'print' | 'pdf';

/** The printed book, or the PDF of it. Each is one item of the repository. */
export interface Manifestation {
  readonly kind: ManifestationKind;
  readonly isbn?: IsbnStatement;
  readonly issn?: Issn;
  readonly pages?: number;
  /** In the words of the cataloguing rules: `pehmeäkantinen`, `kovakantinen`. */
  readonly binding?: string;
  readonly urn?: string;
  readonly file?: PublicationFile;
}

/** `url` is absent when the source names a file but not its address. */
export interface PublicationFile {
  readonly url?: string;
  readonly name?: string;
  readonly mediaType: string;
}

export const findManifestation = (publication: Publication, kind: ManifestationKind): Manifestation | undefined =>
  publication.manifestations.find((manifestation) => manifestation.kind === kind);

/** The ISBN that may be published: `undefined` when there is none or the source's is not valid. */
export const validIsbn = (manifestation: Manifestation | undefined): Isbn | undefined =>
  manifestation?.isbn?.kind === 'valid' ? manifestation.isbn.isbn : undefined;
