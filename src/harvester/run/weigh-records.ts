import { legalDate } from '../../oai-pmh/provenance.js';
import type { HarvestedRecord, HarvestStore, QuarantinedRecord } from '../../store/harvest-ports.js';
import { inBatches } from './in-batches.js';
import { gone, planWanted, type PlannedChange, type PlannedWanted, type RowPorts } from './planned-change.js';
import type { SettledRecord } from './settle-journal.js';

/** One record of the journal held against what is stored of it, and against nothing else that came. */
export type WeighedRecord =
  | { readonly kind: 'wanted'; readonly localId: string; readonly planned: PlannedWanted }
  /** `change` where it was live here. */
  | { readonly kind: 'unwanted'; readonly localId: string; readonly because: string; readonly change?: PlannedChange }
  /** Said to be deleted; `change` where it was live here under that very identifier. */
  | { readonly kind: 'deleted'; readonly change?: PlannedChange }
  /** `localId` where the source gave it readable before; `row` where it can be asked for again. */
  | { readonly kind: 'unreadable'; readonly reason: string; readonly localId?: string; readonly row?: QuarantinedRecord };

/** What is remembered of a record that lay in quarantine before this run. */
export type Quarantined = ReadonlyMap<string, Pick<QuarantinedRecord, 'runs' | 'firstRun'>>;

export interface WeighingPorts extends RowPorts {
  readonly store: Pick<HarvestStore, 'findHarvestedMany' | 'findHarvestedByIdentifiers'>;
  /** UTC; stands for the date of an answer that did not say one. */
  readonly now: string;
}

/** Records with what is stored of them are in memory so many at a time. */
const BATCH = 100;

/** Each with what it comes to, in their order. The same store and the same records give the same, however often it is asked. */
export async function* weighRecords(
  ports: WeighingPorts,
  quarantined: Quarantined,
  records: AsyncIterable<SettledRecord>,
): AsyncIterable<readonly [SettledRecord, WeighedRecord]> {
  for await (const batch of inBatches(records, BATCH)) {
    const stored = await findStored(ports, batch);
    for (const settled of batch) yield [settled, weigh(ports, quarantined, settled, stored)];
  }
}

interface Stored {
  readonly byLocalId: ReadonlyMap<string, HarvestedRecord>;
  readonly byIdentifier: ReadonlyMap<string, HarvestedRecord>;
}

const findStored = async ({ store, source }: WeighingPorts, batch: readonly SettledRecord[]): Promise<Stored> => {
  const localIds: string[] = [];
  const identifiers: string[] = [];
  for (const { kind, record } of batch) {
    if (kind === 'received' && !record.deleted && record.verdict) localIds.push(record.verdict.localId);
    else if (record.identifier !== undefined) identifiers.push(record.identifier);
  }
  return {
    byLocalId: localIds.length === 0 ? new Map() : await store.findHarvestedMany(source, localIds),
    byIdentifier: identifiers.length === 0 ? new Map() : await store.findHarvestedByIdentifiers(source, identifiers),
  };
};

const weigh = (ports: WeighingPorts, quarantined: Quarantined, settled: SettledRecord, stored: Stored): WeighedRecord => {
  if (settled.kind === 'unreadable') return weighUnreadable(ports, quarantined, settled, stored);
  const { record, responseDate } = settled;
  const { verdict, identifier } = record;
  if (record.deleted || !verdict) {
    const before = stored.byIdentifier.get(identifier);
    // Under a former identifier the record itself has not gone.
    if (before?.state !== 'live' || before.identifier !== identifier) return { kind: 'deleted' };
    const because = 'The source says that it is deleted.';
    return { kind: 'deleted', change: { outcome: 'deleted', because, ...gone(ports, before, 'deleted') } };
  }
  const { localId } = verdict;
  const before = stored.byLocalId.get(localId);
  if (verdict.kind === 'inScope') {
    const harvestDate = legalDate(responseDate ?? '') ?? ports.now;
    return { kind: 'wanted', localId, planned: planWanted(ports, { record, verdict, harvestDate }, before) };
  }
  if (before?.state !== 'live') return { kind: 'unwanted', localId, because: verdict.because };
  const because = `It is of the older series no longer: ${verdict.because}`;
  const change: PlannedChange = { outcome: 'outOfScope', because, ...gone(ports, before, 'outOfScope') };
  return { kind: 'unwanted', localId, because: verdict.because, change };
};

/** In UTF-16 units; the whole of it is in the journal of the run for a while. */
const LONGEST_KEPT = 200_000;

const weighUnreadable = (
  { source, run }: WeighingPorts,
  quarantined: Quarantined,
  { record: { identifier, reason, xml } }: Extract<SettledRecord, { readonly kind: 'unreadable' }>,
  { byIdentifier }: Stored,
): WeighedRecord => {
  if (identifier === undefined) return { kind: 'unreadable', reason };
  const known = byIdentifier.get(identifier);
  const earlier = quarantined.get(identifier);
  const row: QuarantinedRecord = {
    source,
    identifier,
    reason,
    ...(xml !== undefined && { xml: xml.slice(0, LONGEST_KEPT) }),
    runs: (earlier?.runs ?? 0) + 1,
    firstRun: earlier?.firstRun ?? run,
    lastRun: run,
  };
  return { kind: 'unreadable', reason, ...(known && { localId: known.localId }), row };
};
