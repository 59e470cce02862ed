import type { Isbn } from '../catalogue/isbn.js';
import type {
  Accessibility,
  Contributor,
  LanguageCode,
  Licence,
  LocalText,
  ManifestationKind,
  PublicationFile,
  Subject,
  Title,
} from '../catalogue/publication.js';
import type { Datestamp } from '../catalogue/datestamp.js';
import type { PublisherStatement } from '../catalogue/statement.js';

/** A publication as one source tells of it, before it meets what the catalogue knows. Absent means that the source does not say. */
export interface Draft {
  /** Where the entry begins in its file, from 1. */
  readonly line: number;
  /** `part`: what the source does not say is kept as it is stored (a page). `whole`: it is all that there is (JSON Lines, CSV). */
  readonly extent: 'part' | 'whole';
  /** Given by the source itself, not yet checked. */
  readonly id?: string;
  readonly titles: readonly [Title, ...Title[]];
  readonly contributors?: readonly Contributor[];
  readonly series?: SeriesDraft;
  readonly year?: number;
  readonly abstracts?: readonly LocalText[];
  readonly languages?: readonly LanguageCode[];
  readonly subjects?: readonly Subject[];
  readonly genre?: string;
  readonly landingPage?: string;
  readonly licence?: Licence;
  readonly accessibility?: Accessibility;
  readonly manifestations: readonly ManifestationDraft[];
  readonly withdrawn?: { readonly reason: string };
  readonly created?: Datestamp;
  readonly modified?: Datestamp;
  /** What the reader of the source had to leave out or to guess. */
  readonly warnings: readonly string[];
}

export interface SeriesDraft {
  readonly title?: string;
  readonly code?: string;
  readonly number?: string;
}

export interface ManifestationDraft {
  readonly kind: ManifestationKind;
  readonly isbn?: IsbnDraft;
  /** Not yet checked. */
  readonly issn?: string;
  readonly pages?: number;
  readonly binding?: string;
  readonly urn?: string;
  readonly file?: PublicationFile;
}

/** `confirmed` when the source says which number a person chose for what first stood there. */
export interface IsbnDraft {
  readonly raw: string;
  readonly confirmed?: Isbn;
}

/** What comes out of a file, in its order. A fault ends the file; all else is one thing of many. */
export type SourceItem =
  | { readonly kind: 'publication'; readonly draft: Draft }
  | { readonly kind: 'statement'; readonly line: number; readonly statement: PublisherStatement }
  | Rejection
  | { readonly kind: 'note'; readonly line: number; readonly text: string }
  | Fault;

export interface Rejection {
  readonly kind: 'rejected';
  readonly line: number;
  readonly id?: string;
  readonly title?: string;
  readonly reasons: readonly string[];
}

/** `path` names the field of the form as a schema's fault does (`manifestations[1].isbn`); absent for the whole. */
export interface FormFault {
  readonly path?: string;
  readonly message: string;
}

/** The file cannot be read, or not beyond this line. */
export interface Fault {
  readonly kind: 'fault';
  readonly line?: number;
  /** What is said of the line, or of the file when there is none: "is not UTF-8". */
  readonly message: string;
}
