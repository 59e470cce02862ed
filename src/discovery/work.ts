import type { Datestamp } from '../catalogue/datestamp.js';
import type { Accessibility, Licence, ManifestationKind } from '../catalogue/publication.js';
import type { Series } from '../catalogue/series.js';

/**
 * A work as the public sees it: a publication of ours that is not withdrawn, or an older one that a library holds and we give on. Plain
 * values, read from the catalogue and never written back. A record of a library that is tied to a publication of ours is a tie of that, and
 * no work of its own.
 */
export interface Work {
  /** The publication's id (`2012-2`), or the library's number (`fi-melinda.000254001`): the last part of its address. */
  readonly id: string;
  readonly origin: 'own' | 'older';
  /** At least one; the first is the main one. */
  readonly titles: readonly WorkTitle[];
  readonly contributors: readonly WorkContributor[];
  /** The first is the one that counts. */
  readonly series: readonly WorkSeries[];
  readonly year?: number;
  /** ISO 639-2/B. */
  readonly languages: readonly string[];
  /** Of our own publications only: a library's abstracts are not given away with the rest of its records. */
  readonly abstracts: readonly { readonly text: string; readonly language?: string }[];
  readonly subjects: readonly { readonly term: string; readonly vocabulary?: string; readonly uri?: string; readonly language?: string }[];
  readonly genre?: string;
  readonly publisher?: { readonly name: string; readonly place?: string };
  readonly licence?: Licence;
  /** Of our own publications. */
  readonly accessibility?: Accessibility;
  /** The publisher's page about it. */
  readonly landingPage?: string;
  /** In the order print, pdf; of an older work the one that the library describes. */
  readonly manifestations: readonly WorkManifestation[];
  readonly ties: readonly Tie[];
  /** When anything of it last changed for harvesters: the newest datestamp of its records. */
  readonly changed: Datestamp;
  /** When it came into the catalogue. */
  readonly created: Datestamp;
}

export interface WorkTitle {
  readonly text: string;
  readonly subtitle?: string;
  readonly language?: string;
}

export type WorkContributor =
  | { readonly kind: 'person'; readonly family: string; readonly given?: string; readonly role: WorkRole }
  | { readonly kind: 'corporate'; readonly name: string; readonly role: WorkRole };
export type WorkRole = 'author' | 'editor' | 'publisher' | 'contributor';

export interface WorkSeries {
  readonly title: string;
  /** The series of the settings that it is. */
  readonly known?: Series;
  readonly issns: readonly string[];
  /** As it is printed with the year: `2/2012`; without it where there is none. */
  readonly number?: string;
}

export interface WorkManifestation {
  readonly kind: ManifestationKind | 'unknown';
  /** `oai:julkaisut.poliisi.fi:poliisi/2012-2-print`. */
  readonly identifier: string;
  /** Metadata prefixes in which GetRecord gives it. */
  readonly formats: readonly string[];
  /** With hyphens; valid ones only. */
  readonly isbns: readonly string[];
  /** As the source has them; not valid, and never given to machines. */
  readonly faultyIsbns: readonly string[];
  readonly issn?: string;
  /** In words: `85 sivua`. */
  readonly extent?: string;
  readonly urn?: string;
  readonly file?: { readonly url: string; readonly name?: string; readonly mediaType?: string };
}

/** One tie between a work of ours and something that another institution keeps. */
export interface Tie {
  /** The work's id. */
  readonly ours: string;
  /** Where it leads: `melinda`, `finna`, `eduskunta`, `urn`: the keys of `links.targets` in the settings. */
  readonly target: string;
  /** Under which they know it: `000254001`, `fikka.123`, a URN; of a search the number that is looked for. */
  readonly theirs: string;
  /** From the target's template in the settings. */
  readonly url: string;
  /** `record`: their very record · `search`: a search there that finds it, if it is there. */
  readonly kind: 'record' | 'search';
  /** Tier of the match (`A` … `person`), or `identifier` where the number itself is the tie. */
  readonly confidence: string;
  /** A person's name is nobody's business: `rules` or `person`. */
  readonly decidedBy: 'rules' | 'person';
  readonly changed: Datestamp;
  /** Looked for and not there any more, since when. */
  readonly dead?: Datestamp;
  /** Of a tie that a look-up found: by which numbers, and when it was last there. */
  readonly evidence?: readonly TieSighting[];
  /** Other records there of the same thing, as their catalogue says. */
  readonly dedupIds?: readonly string[];
}

export interface TieSighting {
  /** An ISBN of 13 digits, or a control number with its library: `(FI-MELINDA)254001`. */
  readonly number: string;
  /** Id of the source that was asked, and how the search was narrowed. */
  readonly source: string;
  readonly filters: readonly string[];
  readonly seen: Datestamp;
}
