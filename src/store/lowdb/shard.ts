import { createHash } from 'node:crypto';
import type { PublicationId } from '../../catalogue/publication.js';
import type { StoredPublication, StoredRecord } from '../ports.js';

/** The publications and records whose keys have one hash: what is written as one file. */
export interface Shard {
  readonly publications: ReadonlyMap<PublicationId, StoredPublication>;
  /** By identifier. */
  readonly items: ReadonlyMap<string, readonly StoredRecord[]>;
}

export const EMPTY_SHARD: Shard = { publications: new Map(), items: new Map() };

/** Two hexadecimal digits: one edit of a catalogue of 50,000 rewrites a file of 200 publications. */
export type ShardName = string & { readonly __brand: 'ShardName' };

export const isShardName = (text: string): text is ShardName => /^[0-9a-f]{2}$/.test(text);

const shardOfKey = (key: string): ShardName => createHash('sha256').update(key).digest('hex').slice(0, 2) as ShardName;

export const shardOfPublication = (id: PublicationId): ShardName => shardOfKey(id);

/** `oai:domain:prefix/2012-2-pdf` lies with publication `2012-2`, so that an edit rewrites one file; nothing else rests on it. */
export const shardOfIdentifier = (identifier: string): ShardName =>
  shardOfKey(identifier.slice(identifier.lastIndexOf('/') + 1).replace(/-(?:print|pdf)$/, ''));

/** The shard with these in it, in the place of those with the same keys. */
export const withRows = (shard: Shard, publications: readonly StoredPublication[], records: readonly StoredRecord[]): Shard => {
  const items = new Map(shard.items);
  for (const record of records) {
    const others = (items.get(record.identifier) ?? []).filter(({ metadataPrefix }) => metadataPrefix !== record.metadataPrefix);
    items.set(record.identifier, [...others, record]);
  }
  return {
    publications: new Map([...shard.publications, ...publications.map((stored) => [stored.publication.id, stored] as const)]),
    items,
  };
};
