import { legalDate } from '../../oai-pmh/provenance.js';
import type { HarvestedRecord, HarvestStore, QuarantinedRecord } from '../../store/harvest-ports.js';
import type { RunCounters, RunGroup } from '../../store/run-ports.js';
import type { InScope, ReceivedRecord, UnreadableRecord } from '../source-client.js';
import { createGroups } from './groups.js';
import { gone, planWanted, type PlannedChange, type PlannedWanted, type RowPorts } from './planned-change.js';
import type { SettledJournal, SettledRecord } from './settle-journal.js';

/** What a run comes to, held against what is stored. Nothing of it has happened. */
export interface Plan {
  readonly counters: Omit<RunCounters, 'pages' | 'bytes'>;
  readonly changes: readonly PlannedChange[];
  /** Rows that change without an event: found again after they were missing, or missing for the first time. */
  readonly silent: readonly HarvestedRecord[];
  readonly quarantine: {
    readonly put: readonly QuarantinedRecord[];
    readonly remove: readonly Pick<QuarantinedRecord, 'source' | 'identifier'>[];
  };
  readonly failures: readonly RunGroup[];
  /** Records that cannot be asked for again, as they have no identifier. */
  readonly nameless: number;
  readonly left: readonly RunGroup[];
  readonly repairs: readonly RunGroup[];
  /** The localIds of all wanted records that came, and of those that could not be read. */
  readonly present: ReadonlySet<string>;
}

export interface PlanPorts extends RowPorts {
  readonly store: Pick<HarvestStore, 'findHarvested' | 'findHarvestedByIdentifier' | 'listQuarantined'>;
  /** UTC; stands for the date of an answer that did not say one. */
  readonly now: string;
}

/** Without absences: those are planned after the list was found to be whole. */
export const planRun = async (ports: PlanPorts, settled: SettledJournal): Promise<Plan> => {
  const planning = createPlanning(ports, await quarantinedBefore(ports));
  for await (const each of settled.records()) await planning.take(each);
  return planning.result(settled);
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

const createPlanning = (ports: PlanPorts, quarantined: ReadonlyMap<string, QuarantinedRecord>) => {
  const { source, store } = ports;
  const counts: Counts = {
    ...{ added: 0, updated: 0, unchanged: 0, deleted: 0, outOfScope: 0, failed: 0 },
    ...{ ignored: 0, inScope: 0, restored: 0, renamed: 0, leftScope: 0, repaired: 0 },
  };
  const changes = new Map<string, PlannedChange>();
  const put: QuarantinedRecord[] = [];
  const remove: Pick<QuarantinedRecord, 'source' | 'identifier'>[] = [];
  const [failures, left, repairs] = [createGroups(), createGroups(), createGroups()];
  const unread = new Set<string>();
  let nameless = 0;
  let twice = 0;

  const change = (planned: PlannedChange): void => void changes.set(planned.after.localId, planned);
  /** What was made of each wanted record, so that it can be taken back when the same comes again under another identifier. */
  const wanted = new Map<string, PlannedWanted>();
  const count = (planned: PlannedWanted, by: 1 | -1): void => {
    counts.inScope += by;
    if (planned.kind === 'unchanged') {
      counts.unchanged += by;
      return;
    }
    const { outcome } = planned.change;
    counts[outcome === 'added' ? 'added' : 'updated'] += by;
    if (outcome === 'restored' || outcome === 'renamed') counts[outcome] += by;
  };

  /** A library that renames its records deletes them under the old identifier: what lives under the new one has not gone. */
  const takeBackLoss = (localId: string): void => {
    const lost = changes.get(localId);
    if (lost?.outcome === 'deleted') {
      counts.deleted -= 1;
      counts.ignored += 1;
    } else if (lost?.outcome === 'outOfScope') counts.leftScope -= 1;
    else return;
    changes.delete(localId);
  };

  const takeWanted = async (record: ReceivedRecord, verdict: InScope, harvestDate: string): Promise<void> => {
    const { localId } = verdict;
    takeBackLoss(localId);
    const earlier = wanted.get(localId);
    if (earlier) {
      count(earlier, -1);
      twice += 1;
      changes.delete(localId);
    }
    const planned = planWanted(ports, { record, verdict, harvestDate }, await store.findHarvested(source, localId));
    count(planned, 1);
    wanted.set(localId, planned);
    if (planned.kind === 'change') change(planned.change);
  };
  const takeUnwanted = async (localId: string, because: string, identifier: string): Promise<void> => {
    counts.outOfScope += 1;
    left.add(because, identifier);
    const before = await store.findHarvested(source, localId);
    if (before?.state !== 'live' || wanted.has(localId) || changes.has(localId)) return;
    counts.leftScope += 1;
    change({ outcome: 'outOfScope', because: `It is of the older series no longer: ${because}`, ...gone(ports, before, 'outOfScope') });
  };
  const takeDeleted = async (identifier: string): Promise<void> => {
    const before = await store.findHarvestedByIdentifier(source, identifier);
    // Under a former identifier the record itself has not gone.
    if (before?.state !== 'live' || before.identifier !== identifier || wanted.has(before.localId) || changes.has(before.localId)) {
      counts.ignored += 1;
      return;
    }
    counts.deleted += 1;
    change({ outcome: 'deleted', because: 'The source says that it is deleted.', ...gone(ports, before, 'deleted') });
  };
  const takeUnreadable = async ({ identifier, reason, xml }: UnreadableRecord): Promise<void> => {
    counts.failed += 1;
    failures.add(reason, identifier ?? 'without an identifier');
    if (identifier === undefined) {
      nameless += 1;
      return;
    }
    const known = await store.findHarvestedByIdentifier(source, identifier);
    if (known) unread.add(known.localId);
    const earlier = quarantined.get(identifier);
    put.push({
      source,
      identifier,
      reason,
      ...(xml !== undefined && { xml: xml.slice(0, LONGEST_KEPT) }),
      runs: (earlier?.runs ?? 0) + 1,
      firstRun: earlier?.firstRun ?? ports.run,
      lastRun: ports.run,
    });
  };
  return {
    take: async (each: SettledRecord): Promise<void> => {
      if (each.kind === 'unreadable') return takeUnreadable(each.record);
      const { record } = each;
      if (quarantined.has(record.identifier)) remove.push({ source, identifier: record.identifier });
      if (record.repairs.length > 0) counts.repaired += 1;
      for (const repair of record.repairs) repairs.add(withoutPlace(repair), record.identifier);
      if (record.deleted || !record.verdict) return takeDeleted(record.identifier);
      if (record.verdict.kind === 'outOfScope') {
        return takeUnwanted(record.verdict.localId, record.verdict.because, record.identifier);
      }
      return takeWanted(record, record.verdict, legalDate(each.responseDate ?? '') ?? ports.now);
    },
    result: (settled: SettledJournal): Plan => ({
      counters: { seen: settled.seen, duplicates: settled.duplicates + twice, ...counts, suspects: 0, retired: 0 },
      changes: [...changes.values()],
      silent: [...wanted.values()].flatMap((planned) => (planned.kind === 'unchanged' ? (planned.found ?? []) : [])),
      quarantine: { put, remove },
      failures: failures.list(),
      nameless,
      left: left.list(),
      repairs: repairs.list(),
      present: new Set([...wanted.keys(), ...unread]),
    }),
  };
};

/** In UTF-16 units; the whole of it is in the journal of the run for a while. */
const LONGEST_KEPT = 200_000;

/** Where in a record it was mended differs from record to record. */
const withoutPlace = (repair: string): string => repair.replace(/ \(character \d+ of the record\)$/, '');

const quarantinedBefore = async ({ store, source }: PlanPorts): Promise<ReadonlyMap<string, QuarantinedRecord>> => {
  const found = new Map<string, QuarantinedRecord>();
  for (let after: string | undefined; ;) {
    const page = await store.listQuarantined({ source, ...(after !== undefined && { after }), limit: 500 });
    for (const row of page) found.set(row.identifier, row);
    after = page.at(-1)?.identifier;
    if (after === undefined) return found;
  }
};
