import type { HarvestStore, QuarantinedRecord } from '../../store/harvest-ports.js';
import type { RunCounters, RunGroup } from '../../store/run-ports.js';
import { createFates, isChange, type Fate, type Fates } from './fates.js';
import { createGroups } from './groups.js';
import type { PlannedWanted } from './planned-change.js';
import type { PlannedParts } from './planned-part.js';
import { replayPlan } from './replay-plan.js';
import type { SettledJournal, SettledRecord } from './settle-journal.js';
import { weighRecords, type Quarantined, type WeighedRecord, type WeighingPorts } from './weigh-records.js';

/** What a run comes to, held against what is stored. Nothing of it has happened, and no record of it is in memory. */
export interface Plan extends PlannedParts {
  readonly counters: Omit<RunCounters, 'pages' | 'bytes'>;
  readonly failures: readonly RunGroup[];
  /** Records that cannot be asked for again, as they have no identifier. */
  readonly nameless: number;
  /** Records that have failed in more harvests in a row than one may be patient with: how many, and the first of them. */
  readonly failing: { readonly count: number; readonly identifiers: readonly string[] };
  readonly left: readonly RunGroup[];
  readonly repairs: readonly RunGroup[];
  /** Whether a wanted record, one that changes, or one that could not be read has that localId. */
  isPresent(localId: string): boolean;
}

export interface PlanPorts extends WeighingPorts {
  readonly store: Pick<HarvestStore, 'findHarvestedMany' | 'findHarvestedByIdentifiers' | 'listQuarantined'>;
}

/** In a row, that one may fail before a person should look at it. */
export const PATIENT_RUNS = 3;
/** By name. */
const MOST_NAMED = 10;

/** Without absences: those are planned after the list was found to be whole. */
export const planRun = async (ports: PlanPorts, settled: SettledJournal): Promise<Plan> => {
  const quarantined = await quarantinedBefore(ports);
  const planning = createPlanning();
  for await (const [record, weighed] of weighRecords(ports, quarantined, settled.records())) planning.take(record, weighed);
  const { counts, fates, positions, unread, twice, ...found } = planning.result();
  const fateOf = (localId: string): Fate => {
    const position = positions.get(localId);
    return position === undefined ? 'nothing' : fates.at(position);
  };
  return {
    ...found,
    counters: { seen: settled.seen, duplicates: settled.duplicates + twice, ...counts, suspects: 0, retired: 0 },
    isPresent: (localId) => positions.has(localId) || unread.has(localId),
    fateOf: (localId) => {
      const fate = fateOf(localId);
      return isChange(fate) ? 'changed' : fate === 'found' ? 'silent' : undefined;
    },
    ...replayPlan(ports, { settled, quarantined, fates }),
  };
};

interface Counts {
  added: number;
  updated: number;
  unchanged: number;
  deleted: number;
  outOfScope: number;
  failed: number;
  ignored: number;
  inScope: number;
  restored: number;
  renamed: number;
  leftScope: number;
  repaired: number;
}

interface Planned {
  readonly counts: Counts;
  readonly fates: Fates;
  /** Of each localId of which something is decided, the place of the record that decides it. */
  readonly positions: ReadonlyMap<string, number>;
  readonly unread: ReadonlySet<string>;
  readonly twice: number;
  readonly nameless: number;
  readonly failing: Plan['failing'];
  readonly failures: readonly RunGroup[];
  readonly left: readonly RunGroup[];
  readonly repairs: readonly RunGroup[];
}

const createPlanning = (): { readonly take: (settled: SettledRecord, weighed: WeighedRecord) => void; readonly result: () => Planned } => {
  const counts: Counts = {
    ...{ added: 0, updated: 0, unchanged: 0, deleted: 0, outOfScope: 0, failed: 0 },
    ...{ ignored: 0, inScope: 0, restored: 0, renamed: 0, leftScope: 0, repaired: 0 },
  };
  const fates = createFates();
  const positions = new Map<string, number>();
  const [failures, left, repairs] = [createGroups(), createGroups(), createGroups()];
  const unread = new Set<string>();
  const failing = { count: 0, identifiers: [] as string[] };
  let nameless = 0;
  let twice = 0;

  const decide = (localId: string, position: number, fate: Fate): void => {
    positions.set(localId, position);
    fates.set(position, fate);
  };
  const count = (fate: Fate, by: 1 | -1): void => {
    counts.inScope += by;
    if (fate === 'unchanged' || fate === 'found') {
      counts.unchanged += by;
      return;
    }
    counts[fate === 'added' ? 'added' : 'updated'] += by;
    if (fate === 'restored' || fate === 'renamed') counts[fate] += by;
  };
  /**
   * What was decided of the same record before gives way. A library that renames its records deletes them under the old identifier: what
   * lives under the new one has not gone.
   */
  const takeBack = (localId: string): void => {
    const position = positions.get(localId);
    if (position === undefined) return;
    const fate = fates.at(position);
    if (fate === 'deleted') {
      counts.deleted -= 1;
      counts.ignored += 1;
    } else if (fate === 'outOfScope') counts.leftScope -= 1;
    else {
      count(fate, -1);
      twice += 1;
    }
    fates.set(position, 'nothing');
  };
  const takeLoss = (position: number, outcome: 'deleted' | 'outOfScope', localId: string | undefined): boolean => {
    if (localId === undefined || positions.has(localId)) return false;
    decide(localId, position, outcome);
    return true;
  };
  const takeUnreadable = (position: number, { reason, localId, row }: Extract<WeighedRecord, { readonly kind: 'unreadable' }>): void => {
    counts.failed += 1;
    failures.add(reason, row?.identifier ?? 'without an identifier');
    if (!row) {
      nameless += 1;
      return;
    }
    if (localId !== undefined) unread.add(localId);
    fates.set(position, 'unread');
    if (row.runs <= PATIENT_RUNS) return;
    failing.count += 1;
    if (failing.identifiers.length < MOST_NAMED) failing.identifiers.push(row.identifier);
  };
  return {
    take: (settled, weighed) => {
      const { position } = settled;
      if (settled.kind === 'received') {
        const { identifier, repairs: mended } = settled.record;
        if (mended.length > 0) counts.repaired += 1;
        for (const repair of mended) repairs.add(withoutPlace(repair), identifier);
      }
      switch (weighed.kind) {
        case 'unreadable':
          takeUnreadable(position, weighed);
          return;
        case 'deleted':
          if (takeLoss(position, 'deleted', weighed.change?.after.localId)) counts.deleted += 1;
          else counts.ignored += 1;
          return;
        case 'unwanted':
          counts.outOfScope += 1;
          left.add(weighed.because, settled.record.identifier ?? '');
          if (takeLoss(position, 'outOfScope', weighed.change?.after.localId)) counts.leftScope += 1;
          return;
        case 'wanted': {
          takeBack(weighed.localId);
          const fate = fateOfWanted(weighed.planned);
          count(fate, 1);
          decide(weighed.localId, position, fate);
          return;
        }
      }
    },
    result: () => ({
      ...{ counts, fates, positions, unread, twice, nameless, failing },
      ...{ failures: failures.list(), left: left.list(), repairs: repairs.list() },
    }),
  };
};

const fateOfWanted = (planned: PlannedWanted): Fate =>
  planned.kind === 'change' ? planned.change.outcome : planned.found ? 'found' : 'unchanged';

/** Where in a record it was mended differs from record to record. */
const withoutPlace = (repair: string): string => repair.replace(/ \(character \d+ of the record\)$/, '');

const quarantinedBefore = async ({ store, source }: PlanPorts): Promise<Quarantined> => {
  const found = new Map<string, Pick<QuarantinedRecord, 'runs' | 'firstRun'>>();
  for (let after: string | undefined; ;) {
    const page = await store.listQuarantined({ source, ...(after !== undefined && { after }), limit: 100 });
    for (const { identifier, runs, firstRun } of page) found.set(identifier, { runs, firstRun });
    after = page.at(-1)?.identifier;
    if (after === undefined) return found;
  }
};
