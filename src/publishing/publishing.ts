import type { PublicationId } from '../catalogue/publication.js';
import type { PublisherStatement } from '../catalogue/statement.js';
import type { PublicationChange } from '../store/ports.js';

/** A record that could not be rendered: it is left out, its last good rendering stays, and the rest goes on. */
export interface RenderingFault {
  readonly id: PublicationId;
  readonly identifier: string;
  readonly metadataPrefix: string;
  readonly message: string;
}

export interface PublishResult {
  /** Records that were new or changed. */
  readonly stamped: number;
  readonly faults: readonly RenderingFault[];
}

/** How the catalogue comes to be seen from outside. */
export interface Publishing {
  /**
   * Renders the items of these publications in every format and commits all of it at once.
   * @throws StoreError `conflict` when one of them has changed since it was read
   */
  publish(change: {
    readonly publications: readonly PublicationChange[];
    readonly statements?: readonly PublisherStatement[];
  }): Promise<PublishResult>;
}
