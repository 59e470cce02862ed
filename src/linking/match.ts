import type { ManifestationKind, PublicationId } from '../catalogue/publication.js';

/** Raised with every change of a rule or a threshold, and stored with each link: it tells which links to look at again. */
export const MATCH_RULES_VERSION = 1;

/** What a harvested record is to our catalogue. `theirs` is its local id. */
export type Match =
  /** `person`: a decision that stands; its own tier is with the caller. `manifestation`: the form of ours that it describes, when something tells. */
  | {
      readonly kind: 'linked';
      readonly tier: 'A' | 'B' | 'C' | 'person';
      readonly ours: PublicationId;
      readonly theirs: string;
      readonly manifestation?: ManifestationKind;
      readonly evidence: readonly string[];
    }
  /** For a person. `changed`: decided before, and a record has changed since; the decision stands until then. */
  | {
      readonly kind: 'review';
      readonly tier: 'D' | 'E' | 'conflict' | 'changed';
      readonly theirs: string;
      /** The likeliest first; at least one. */
      readonly candidates: readonly Candidate[];
      readonly because: string;
    }
  | { readonly kind: 'none'; readonly theirs: string };

export interface Candidate {
  readonly ours: PublicationId;
  readonly manifestation?: ManifestationKind;
  /** Of the titles, from 0 to 1. */
  readonly similarity: number;
  /** A person who agrees with all that is ticked may accept them together. */
  readonly preTicked: boolean;
  /** Sentences for a librarian: what speaks for it, then, after `but`, what speaks against it. */
  readonly evidence: readonly string[];
}
