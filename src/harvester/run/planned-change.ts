import type { Datestamp } from '../../catalogue/datestamp.js';
import type { HarvestedRecord, HarvestEvent } from '../../store/harvest-ports.js';
import type { InScope, ReceivedRecord } from '../source-client.js';

/** One record that a run changes. */
export interface PlannedChange {
  readonly outcome: HarvestEvent['outcome'];
  /** In a sentence. */
  readonly because: string;
  readonly after: HarvestedRecord;
  /** Absent for an added one. */
  readonly before?: HarvestedRecord;
}

/** Of which source and run a row tells. */
export interface RowPorts {
  readonly source: string;
  readonly run: string;
  readonly at: Datestamp;
}

/** A record that came and is wanted. */
export interface Wanted {
  readonly record: ReceivedRecord;
  readonly verdict: InScope;
  readonly harvestDate: string;
}

export type PlannedWanted =
  | { readonly kind: 'change'; readonly change: PlannedChange }
  /** `found`: it had been missing, and is not any more. */
  | { readonly kind: 'unchanged'; readonly found?: HarvestedRecord };

/** What becomes of a wanted record, held against what is stored of it. */
export const planWanted = (ports: RowPorts, wanted: Wanted, before: HarvestedRecord | undefined): PlannedWanted => {
  const { record, verdict } = wanted;
  const planned = (outcome: HarvestEvent['outcome'], because: string): PlannedWanted => ({
    kind: 'change',
    change: { outcome, because, after: rowOf(ports, wanted, before, outcome), ...(before && { before }) },
  });
  if (!before) return planned('added', verdict.because);
  if (before.state !== 'live') return planned('restored', `${WAS[before.state]} ${verdict.because}`);
  if (before.contentHash !== verdict.contentHash) return planned('updated', verdict.because);
  if (before.identifier !== record.identifier) return planned('renamed', `The source called it ${before.identifier} before.`);
  return before.missed === 0 ? { kind: 'unchanged' } : { kind: 'unchanged', found: { ...before, missed: 0 } };
};

const WAS = {
  deleted: 'It was deleted and is here again.',
  retired: 'It had gone and is here again.',
  outOfScope: 'It had left the older series and is in it again.',
} as const;

const rowOf = (
  ports: RowPorts,
  { record, verdict, harvestDate }: Wanted,
  before: HarvestedRecord | undefined,
  outcome: HarvestEvent['outcome'],
): HarvestedRecord => {
  const { identifier, datestamp, xml = '', repairs, source: received, origin } = record;
  const former = before ? [...before.aliases, before.identifier].filter((each) => each !== identifier) : [];
  return {
    source: ports.source,
    localId: verdict.localId,
    identifier,
    aliases: [...new Set(former)],
    ...(datestamp !== undefined && { datestamp }),
    state: 'live',
    title: verdict.title,
    xml,
    ...(received !== undefined && { received }),
    repairs,
    contentHash: verdict.contentHash,
    rawHash: verdict.rawHash,
    because: verdict.because,
    flags: verdict.flags,
    harvestDate,
    ...(origin && { origin }),
    missed: 0,
    history: withEvent(before?.history ?? [], { run: ports.run, at: ports.at, outcome, contentHash: verdict.contentHash }),
  };
};

const MOST_EVENTS = 20;

const withEvent = (history: readonly HarvestEvent[], event: HarvestEvent): readonly HarvestEvent[] =>
  [...history, event].slice(-MOST_EVENTS);

/** Kept as it was, and live no longer. */
export const gone = (
  { run, at }: Pick<RowPorts, 'run' | 'at'>,
  before: HarvestedRecord,
  outcome: 'deleted' | 'retired' | 'outOfScope',
): { readonly before: HarvestedRecord; readonly after: HarvestedRecord } => ({
  before,
  after: {
    ...before,
    state: outcome,
    missed: 0,
    history: withEvent(before.history, { run, at, outcome, contentHash: before.contentHash }),
  },
});
