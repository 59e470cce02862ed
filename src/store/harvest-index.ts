import { createKeyedRows, type KeyedRows } from './keyed-rows.js';
import type { HarvestedRecord, HarvestedState, Link, QuarantinedRecord, SourceState } from './harvest-ports.js';
import { compareCodeUnits } from './sorted.js';

/** Neither a localId nor an identifier nor the id of a source has a blank in it. */
export const harvestedKey = ({ localId, source }: Pick<HarvestedRecord, 'source' | 'localId'>): string => `${localId} ${source}`;
export const quarantineKey = ({ source, identifier }: Pick<QuarantinedRecord, 'source' | 'identifier'>): string =>
  `${source} ${identifier}`;
export const linkKey = ({ theirs, ours }: Pick<Link, 'theirs' | 'ours'>): string => `${theirs} ${ours}`;

/** What an embedded store holds of harvests, in memory. */
export interface HarvestIndex {
  readonly harvested: KeyedRows<HarvestedRecord>;
  readonly quarantined: KeyedRows<QuarantinedRecord>;
  readonly links: KeyedRows<Link>;
  readonly sources: readonly SourceState[];
  findByIdentifier(source: string, identifier: string): HarvestedRecord | undefined;
  count(source: string, state: HarvestedState): number;
  apply(plan: HarvestPlan): void;
}

/** What a change comes to: rows to put and keys to remove, nothing that stays as it is. */
export interface HarvestPlan {
  readonly harvested: readonly HarvestedRecord[];
  readonly quarantined: RowsPlan<QuarantinedRecord>;
  readonly links: RowsPlan<Link>;
  /** All of them, where one has moved. */
  readonly sources?: readonly SourceState[];
}

export interface RowsPlan<Row> {
  readonly put: readonly Row[];
  /** Keys. */
  readonly removed: readonly string[];
}

export const EMPTY_HARVEST_PLAN: HarvestPlan = {
  harvested: [],
  quarantined: { put: [], removed: [] },
  links: { put: [], removed: [] },
};

export const isEmptyHarvestPlan = ({ harvested, quarantined, links, sources }: HarvestPlan): boolean =>
  harvested.length + quarantined.put.length + quarantined.removed.length + links.put.length + links.removed.length === 0 && !sources;

export const createHarvestIndex = (known: readonly SourceState[] = []): HarvestIndex => {
  let sources = known;
  const harvested = createKeyedRows<HarvestedRecord>(harvestedKey);
  const quarantined = createKeyedRows<QuarantinedRecord>(quarantineKey);
  const links = createKeyedRows<Link>(linkKey);
  /** Keys, by source and any identifier that a record has or had there. */
  const byIdentifier = new Map<string, readonly string[]>();
  const counts = new Map<string, number>();
  const count = ({ source, state }: Pick<HarvestedRecord, 'source' | 'state'>, by: 1 | -1): void => {
    counts.set(`${source} ${state}`, (counts.get(`${source} ${state}`) ?? 0) + by);
  };
  const forgetNames = (record: HarvestedRecord): void => {
    for (const name of namesOf(record)) {
      const rest = (byIdentifier.get(name) ?? []).filter((key) => key !== harvestedKey(record));
      if (rest.length > 0) byIdentifier.set(name, rest);
      else byIdentifier.delete(name);
    }
  };
  const rememberNames = (record: HarvestedRecord): void => {
    for (const name of namesOf(record)) byIdentifier.set(name, [...(byIdentifier.get(name) ?? []), harvestedKey(record)]);
  };
  return {
    harvested,
    quarantined,
    links,
    get sources() {
      return sources;
    },
    findByIdentifier: (source, identifier) => {
      const records = (byIdentifier.get(`${source} ${identifier}`) ?? []).flatMap((key) => harvested.find(key) ?? []);
      return records.sort((a, b) => compareHolders(a, b, identifier))[0];
    },
    count: (source, state) => counts.get(`${source} ${state}`) ?? 0,
    apply: (plan) => {
      for (const record of plan.harvested) {
        const old = harvested.find(harvestedKey(record));
        if (old) {
          count(old, -1);
          forgetNames(old);
        }
        count(record, 1);
        rememberNames(record);
      }
      harvested.put(plan.harvested);
      quarantined.remove(plan.quarantined.removed);
      quarantined.put(plan.quarantined.put);
      links.remove(plan.links.removed);
      links.put(plan.links.put);
      sources = plan.sources ?? sources;
    },
  };
};

const namesOf = ({ source, identifier, aliases }: HarvestedRecord): ReadonlySet<string> =>
  new Set([identifier, ...aliases].map((name) => `${source} ${name}`));

/** The order of changes must not show: after a restart it is another. */
const compareHolders = (a: HarvestedRecord, b: HarvestedRecord, identifier: string): number =>
  Number(b.identifier === identifier) - Number(a.identifier === identifier) ||
  Number(b.state === 'live') - Number(a.state === 'live') ||
  compareCodeUnits(a.localId, b.localId);
