import type { Manifestation, ManifestationKind, Publication, PublicationId } from '../catalogue/publication.js';
import type { Settings } from '../platform/settings.js';
import type { XmlElement } from '../xml/element.js';

/** What a record is about (OAI-PMH 2.0 §2.4): one manifestation, with what a crosswalk needs to know around it. */
export interface Item {
  /** `oai:julkaisut.example.fi:prefix/2012-2-pdf`: one item has one for ever. */
  readonly identifier: string;
  /** The part of it after the slash; MARC 21 001. */
  readonly localId: string;
  readonly publication: Publication;
  readonly manifestation: Manifestation;
  /** The same publication in its other form. */
  readonly counterpart?: Manifestation;
  /** Filled from `links.landingPage`, or the publication's own. */
  readonly landingPage: string;
}

/** A metadata format with the way to it. */
export interface Crosswalk {
  readonly metadataPrefix: string;
  /** Other prefixes under which the very same bytes are disseminated. */
  readonly aliases: readonly string[];
  readonly namespace: string;
  readonly schema: string;
  /** Raise it with every change of what `write` gives: the next start then renders all again and re-stamps what changed. */
  readonly version: number;
  /** `undefined` when the item cannot be had in this format. */
  readonly write: (item: Item, settings: Settings) => XmlElement | undefined;
}

export const localIdOf = (id: PublicationId, kind: ManifestationKind): string => `${id}-${kind}`;

export const identifierOf = (settings: Settings, id: PublicationId, kind: ManifestationKind): string =>
  `oai:${settings.repository.identifierDomain}:${settings.repository.identifierPrefix}/${localIdOf(id, kind)}`;
