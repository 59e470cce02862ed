import type { HarvestIndex, HarvestPlan, RowsPlan } from './harvest-index.js';
import { harvestedKey, linkKey, quarantineKey } from './harvest-index.js';
import type { HarvestChange, SourceState } from './harvest-ports.js';
import type { KeyedRows } from './keyed-rows.js';
import { refuseIfSourceMoved } from './refusals.js';
import { isSameJson } from './same-json.js';

export const UNKNOWN_SOURCE: Omit<SourceState, 'source'> = { revision: 0, volumes: [] };

/** Changes nothing. Of two rows with one key the later counts. @throws StoreError `conflict` when the source has moved on */
export const planHarvest = (
  index: HarvestIndex,
  { harvested, quarantine, links, source, seenSources = [] }: HarvestChange,
): HarvestPlan => {
  for (const seen of seenSources) refuseIfMoved(index, seen.source, seen.revision);
  const sources = source && planSource(index, source);
  return {
    harvested: changedRows(index.harvested, harvested ?? [], harvestedKey),
    quarantined: planRows(index.quarantined, quarantine ?? {}, quarantineKey),
    links: planRows(index.links, links ?? {}, linkKey),
    ...(sources && { sources }),
  };
};

const planSource = (index: HarvestIndex, { sawRevision, ...next }: NonNullable<HarvestChange['source']>): readonly SourceState[] => {
  refuseIfMoved(index, next.source, sawRevision);
  const others = index.sources.filter(({ source }) => source !== next.source);
  return [...others, { ...next, revision: sawRevision + 1 }].sort((a, b) => (a.source < b.source ? -1 : 1));
};

const refuseIfMoved = (index: HarvestIndex, source: string, saw: number): void =>
  refuseIfSourceMoved(source, saw, index.sources.find((state) => state.source === source)?.revision);

const planRows = <Row extends Key, Key>(
  rows: KeyedRows<Row>,
  { put = [], remove = [] }: { readonly put?: readonly Row[]; readonly remove?: readonly Key[] },
  keyOf: (row: Key) => string,
): RowsPlan<Row> => {
  const stays = new Set(put.map(keyOf));
  const gone = new Set(remove.map(keyOf).filter((key) => !stays.has(key) && rows.find(key) !== undefined));
  return { put: changedRows(rows, put, keyOf), removed: [...gone] };
};

const changedRows = <Row>(rows: KeyedRows<Row>, given: readonly Row[], keyOf: (row: Row) => string): readonly Row[] => {
  const latest = new Map(given.map((row) => [keyOf(row), row]));
  return [...latest].flatMap(([key, row]) => (isSameJson(rows.find(key), row) ? [] : [row]));
};
