import type { Crosswalk } from '../crosswalk/item.js';

/** A metadata format that the repository disseminates (OAI-PMH 2.0 §4.4). */
export interface MetadataFormat {
  readonly metadataPrefix: string;
  readonly schema: string;
  readonly metadataNamespace: string;
  /** The prefix under which its records are stored: an alias has the very same bytes. */
  readonly storedAs: string;
}

export const formatsOf = (crosswalks: readonly Crosswalk[]): readonly MetadataFormat[] =>
  crosswalks.flatMap(({ metadataPrefix, aliases, schema, namespace }) =>
    [metadataPrefix, ...aliases].map((prefix) => ({
      metadataPrefix: prefix,
      schema,
      metadataNamespace: namespace,
      storedAs: metadataPrefix,
    })),
  );
