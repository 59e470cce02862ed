import type { Accessibility, ContributorRole, Manifestation } from '../catalogue/publication.js';

/** A publication as people write it for import, and as the export writes it. The schema explains every field. */
export interface PublicationForm {
  readonly id?: string;
  readonly title: string | TitleForm;
  readonly parallelTitles?: readonly (string | TitleForm)[];
  readonly contributors?: readonly (string | ContributorForm)[];
  readonly series?: { readonly title?: string; readonly code?: string; readonly number?: string };
  readonly year?: number;
  readonly abstracts?: readonly (string | TextForm)[];
  readonly languages?: readonly string[];
  readonly subjects?: readonly (string | SubjectForm)[];
  readonly genre?: string;
  readonly landingPage?: string;
  readonly licence?: { readonly name: string; readonly url: string };
  readonly accessibility?: { readonly status: Accessibility['status']; readonly text: string; readonly beforeYear?: number };
  readonly manifestations?: readonly ManifestationForm[];
  readonly withdrawn?: { readonly reason: string };
  readonly created?: string;
  readonly modified?: string;
}

export interface TextForm {
  readonly text: string;
  readonly language?: string;
}
export interface TitleForm extends TextForm {
  readonly subtitle?: string;
}
export type ContributorForm =
  | { readonly family: string; readonly given?: string; readonly role?: ContributorRole }
  | { readonly name: string; readonly role?: ContributorRole };
export interface SubjectForm {
  readonly term: string;
  readonly vocabulary?: string;
  readonly uri?: string;
  readonly language?: string;
}
export interface ManifestationForm {
  readonly kind: Manifestation['kind'];
  readonly isbn?: string;
  readonly isbnInSource?: string;
  readonly issn?: string;
  readonly pages?: number;
  readonly binding?: string;
  readonly urn?: string;
  readonly file?: { readonly url?: string; readonly name?: string; readonly mediaType?: string };
}

/** A general sentence of the publisher as a line of JSON Lines. */
export type StatementForm =
  | { readonly statement: 'accessibility'; readonly text: string; readonly beforeYear: number; readonly contact?: string }
  | {
      readonly statement: 'olderWorks';
      readonly text: string;
      readonly beforeYear?: number;
      readonly libraries: readonly string[];
      readonly predecessor?: { readonly title: string; readonly issn?: string; readonly publisher?: string };
    };
