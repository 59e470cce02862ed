import type { HarvestEvent } from '../../store/harvest-ports.js';
import { isChange, type Fate, type Fates } from './fates.js';
import { inBatches } from './in-batches.js';
import type { PlannedChange } from './planned-change.js';
import type { PlannedPart, PlannedParts } from './planned-part.js';
import type { SettledJournal, SettledRecord } from './settle-journal.js';
import { weighRecords, type Quarantined, type WeighedRecord, type WeighingPorts } from './weigh-records.js';

export interface DecidedJournal {
  readonly settled: SettledJournal;
  readonly quarantined: Quarantined;
  readonly fates: Fates;
}

/** Records of one part: each comes with its row, the row before it, and what is published of it. */
const BATCH = 100;

/** Reads the journal again and brings out what was decided of each record, which rests on the same store and so is the same. */
export const replayPlan = (ports: WeighingPorts, decided: DecidedJournal): Pick<PlannedParts, 'parts' | 'changes'> => {
  const { fates, quarantined } = decided;
  const leavesQuarantine = (settled: SettledRecord): boolean => settled.kind === 'received' && quarantined.has(settled.record.identifier);
  const replay = (isWanted: (settled: SettledRecord, fate: Fate) => boolean): AsyncIterable<readonly [SettledRecord, WeighedRecord]> =>
    weighRecords(ports, quarantined, only(decided, isWanted));
  return {
    parts: async function* () {
      const wanted = replay((settled, fate) => (fate !== 'nothing' && fate !== 'unchanged') || leavesQuarantine(settled));
      for await (const batch of inBatches(wanted, BATCH)) {
        const [changes, silent, put, remove]: [PlannedChange[], Silent[], Put[], Removed[]] = [[], [], [], []];
        for (const [settled, weighed] of batch) {
          const { identifier } = settled.record;
          if (identifier !== undefined && leavesQuarantine(settled)) remove.push({ source: ports.source, identifier });
          const fate = fates.at(settled.position);
          const change = isChange(fate) ? changeOf(weighed) : undefined;
          if (change) changes.push(change);
          if (fate === 'found' && weighed.kind === 'wanted' && weighed.planned.kind === 'unchanged' && weighed.planned.found) {
            silent.push(weighed.planned.found);
          }
          if (weighed.kind === 'unreadable' && weighed.row) put.push(weighed.row);
        }
        yield { changes, silent, quarantine: { put, remove } };
      }
    },
    changes: async function* (isWanted: (outcome: HarvestEvent['outcome']) => boolean) {
      for await (const [settled, weighed] of replay((_, fate) => isChange(fate) && isWanted(fate))) {
        const fate = fates.at(settled.position);
        const change = isChange(fate) && isWanted(fate) ? changeOf(weighed) : undefined;
        if (change) yield change;
      }
    },
  };
};

type Silent = PlannedPart['silent'][number];
type Put = PlannedPart['quarantine']['put'][number];
type Removed = PlannedPart['quarantine']['remove'][number];

async function* only(
  { settled, fates }: DecidedJournal,
  isWanted: (settled: SettledRecord, fate: Fate) => boolean,
): AsyncIterable<SettledRecord> {
  for await (const record of settled.records()) if (isWanted(record, fates.at(record.position))) yield record;
}

const changeOf = (weighed: WeighedRecord): PlannedChange | undefined => {
  switch (weighed.kind) {
    case 'wanted':
      return weighed.planned.kind === 'change' ? weighed.planned.change : undefined;
    case 'unwanted':
    case 'deleted':
      return weighed.change;
    case 'unreadable':
      return undefined;
  }
};
