import { createHash } from 'node:crypto';
import type { PublicationId } from '../../catalogue/publication.js';
import { harvestedKey, linkKey, quarantineKey, type HarvestPlan, type RowsPlan } from '../harvest-index.js';
import type { HarvestedRecord, Link, QuarantinedRecord } from '../harvest-ports.js';
import type { StoredPublication, StoredRecord } from '../ports.js';

/** The rows whose keys have one hash: what is written as one file. */
export interface Shard {
  readonly publications: ReadonlyMap<PublicationId, StoredPublication>;
  /** By identifier. */
  readonly items: ReadonlyMap<string, readonly StoredRecord[]>;
  /** These by the keys of `harvest-index.ts`. */
  readonly harvested: ReadonlyMap<string, HarvestedRecord>;
  readonly quarantined: ReadonlyMap<string, QuarantinedRecord>;
  readonly links: ReadonlyMap<string, Link>;
}

export const EMPTY_SHARD: Shard = {
  publications: new Map(),
  items: new Map(),
  harvested: new Map(),
  quarantined: new Map(),
  links: new Map(),
};

/** What of a change falls into one shard. */
export interface ShardChange {
  readonly publications: readonly StoredPublication[];
  readonly records: readonly StoredRecord[];
  readonly harvest: Omit<HarvestPlan, 'sources'>;
}

/** Two hexadecimal digits: one edit of a catalogue of 50,000 rewrites a file of 200 publications. */
export type ShardName = string & { readonly __brand: 'ShardName' };

export const isShardName = (text: string): text is ShardName => /^[0-9a-f]{2}$/.test(text);

const shardOfKey = (key: string): ShardName => createHash('sha256').update(key).digest('hex').slice(0, 2) as ShardName;

export const shardOfPublication = (id: PublicationId): ShardName => shardOfKey(id);

/** `oai:domain:prefix/2012-2-pdf` lies with publication `2012-2`, so that an edit rewrites one file; nothing else rests on it. */
export const shardOfIdentifier = (identifier: string): ShardName =>
  shardOfKey(identifier.slice(identifier.lastIndexOf('/') + 1).replace(/-(?:print|pdf)$/, ''));

/** A library's record, its links and the item made of it lie together. */
export const shardOfLocalId = (localId: string): ShardName => shardOfKey(localId);

export const shardOfQuarantined = (identifier: string): ShardName => shardOfKey(identifier);

/** The shard with these in it, in the place of those with the same keys, and without those that are removed. */
export const withChange = (shard: Shard, { publications, records, harvest }: ShardChange): Shard => {
  const items = new Map(shard.items);
  for (const record of records) {
    const others = (items.get(record.identifier) ?? []).filter(({ metadataPrefix }) => metadataPrefix !== record.metadataPrefix);
    items.set(record.identifier, [...others, record]);
  }
  return {
    publications: new Map([...shard.publications, ...publications.map((stored) => [stored.publication.id, stored] as const)]),
    items,
    harvested: withRows(shard.harvested, { put: harvest.harvested, removed: [] }, harvestedKey),
    quarantined: withRows(shard.quarantined, harvest.quarantined, quarantineKey),
    links: withRows(shard.links, harvest.links, linkKey),
  };
};

const withRows = <Row>(rows: ReadonlyMap<string, Row>, { put, removed }: RowsPlan<Row>, keyOf: (row: Row) => string) => {
  if (put.length + removed.length === 0) return rows;
  const changed = new Map([...rows, ...put.map((row) => [keyOf(row), row] as const)]);
  for (const key of removed) changed.delete(key);
  return changed;
};
