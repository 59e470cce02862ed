import { EMPTY_HARVEST_PLAN, type HarvestPlan } from '../harvest-index.js';
import type { HarvestedRecord, Link, QuarantinedRecord } from '../harvest-ports.js';
import type { StoredPublication, StoredRecord } from '../ports.js';
import { shardOfIdentifier, shardOfLocalId, shardOfPublication, shardOfQuarantined, type ShardChange, type ShardName } from './shard.js';

export type ChangesByShard = ReadonlyMap<ShardName, ShardChange>;

interface Collected {
  readonly publications: StoredPublication[];
  readonly records: StoredRecord[];
  readonly harvest: {
    readonly harvested: HarvestedRecord[];
    readonly quarantined: { readonly put: QuarantinedRecord[]; readonly removed: string[] };
    readonly links: { readonly put: Link[]; readonly removed: string[] };
  };
}

/** Which rows of a change go into which file; a shard without any is not named. */
export const changesByShard = ({
  publications,
  records,
  harvest = EMPTY_HARVEST_PLAN,
}: {
  readonly publications: readonly StoredPublication[];
  readonly records: readonly StoredRecord[];
  readonly harvest?: HarvestPlan;
}): ChangesByShard => {
  const changes = new Map<ShardName, Collected>();
  const of = (shard: ShardName): Collected => {
    const found = changes.get(shard) ?? {
      publications: [],
      records: [],
      harvest: { harvested: [], quarantined: { put: [], removed: [] }, links: { put: [], removed: [] } },
    };
    changes.set(shard, found);
    return found;
  };
  for (const stored of publications) of(shardOfPublication(stored.publication.id)).publications.push(stored);
  for (const record of records) of(shardOfIdentifier(record.identifier)).records.push(record);
  for (const record of harvest.harvested) of(shardOfLocalId(record.localId)).harvest.harvested.push(record);
  const { quarantined, links } = harvest;
  for (const row of quarantined.put) of(shardOfQuarantined(row.identifier)).harvest.quarantined.put.push(row);
  // A key is of two parts with a blank between them: `source identifier`, `theirs ours`.
  for (const key of quarantined.removed) of(shardOfQuarantined(key.slice(key.indexOf(' ') + 1))).harvest.quarantined.removed.push(key);
  for (const link of links.put) of(shardOfLocalId(link.theirs)).harvest.links.put.push(link);
  for (const key of links.removed) of(shardOfLocalId(key.slice(0, key.indexOf(' ')))).harvest.links.removed.push(key);
  return changes;
};
