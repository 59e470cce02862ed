import type { HarvestedRecord, HarvestStore } from '../../store/harvest-ports.js';
import { SourceError } from '../source-error.js';
import type { RecordAnswer } from '../source-client.js';
import { gone, type PlannedChange } from './planned-change.js';
import type { Plan, PlanPorts } from './plan-run.js';
import type { SettledJournal } from './settle-journal.js';

export interface AbsencePorts extends Pick<PlanPorts, 'source' | 'run' | 'at'> {
  readonly store: Pick<HarvestStore, 'listHarvested'>;
  /** Asks the source for one record, and keeps the answer with the run. @throws SourceError */
  readonly ask: (identifier: string) => Promise<RecordAnswer>;
  /** More than so many missing are not believed. */
  readonly most: number;
}

/** What a complete list says by what it lacks. */
export interface Absences {
  readonly changes: readonly PlannedChange[];
  readonly silent: readonly HarvestedRecord[];
  /** Missing, for the first time. */
  readonly suspects: number;
  readonly retired: number;
  readonly leftScope: number;
  readonly warnings: readonly string[];
}

export const NO_ABSENCES: Absences = { changes: [], silent: [], suspects: 0, retired: 0, leftScope: 0, warnings: [] };

/**
 * A record that is missing once is a suspect; missing twice in a row, it is asked for, and only when the source does not know it any more
 * has it gone. Where too many are missing the list is doubted and not they.
 */
export const planAbsences = async (ports: AbsencePorts, plan: Plan, settled: SettledJournal): Promise<Absences> => {
  const missing = await findMissing(ports, plan, settled);
  if (missing.length > ports.most) {
    const warning = `${missing.length} records are missing from the list, more than the ${ports.most} that are believed at once: none of them is taken for gone. Run it in mode reconcile to look at them.`;
    return { ...NO_ABSENCES, warnings: [warning] };
  }
  const changes: PlannedChange[] = [];
  const silent: HarvestedRecord[] = [];
  const warnings: string[] = [];
  let suspects = 0;
  for (const record of missing) {
    if (record.missed === 0) {
      suspects += 1;
      silent.push({ ...record, missed: 1 });
      continue;
    }
    const proof = await prove(ports, record);
    if (proof.kind === 'change') changes.push(proof.change);
    else {
      if (proof.isThere) silent.push({ ...record, missed: 0 });
      warnings.push(proof.warning);
    }
  }
  const count = (outcome: PlannedChange['outcome']): number => changes.filter((change) => change.outcome === outcome).length;
  return { changes, silent, suspects, retired: count('retired'), leftScope: count('outOfScope'), warnings };
};

const findMissing = async ({ store, source }: AbsencePorts, plan: Plan, settled: SettledJournal): Promise<readonly HarvestedRecord[]> => {
  const changed = new Set(plan.changes.map(({ after }) => after.localId));
  const missing: HarvestedRecord[] = [];
  for (let after: HarvestedRecord | undefined; ;) {
    const page = await store.listHarvested({ source, ...(after && { after }), limit: 500 });
    missing.push(...page.filter((record) => record.state === 'live' && !wasSeen(record, plan, changed, settled)));
    after = page.at(-1);
    if (!after) return missing;
  }
};

const wasSeen = (
  { localId, identifier, aliases }: HarvestedRecord,
  plan: Plan,
  changed: ReadonlySet<string>,
  settled: SettledJournal,
): boolean => plan.present.has(localId) || changed.has(localId) || [identifier, ...aliases].some((each) => settled.identifiers.has(each));

type Proof =
  | { readonly kind: 'change'; readonly change: PlannedChange }
  | { readonly kind: 'left'; readonly isThere: boolean; readonly warning: string };

const prove = async (ports: AbsencePorts, record: HarvestedRecord): Promise<Proof> => {
  const answer = await askOrExplain(ports, record.identifier);
  if (typeof answer === 'string')
    return {
      kind: 'left',
      isThere: false,
      warning: `${record.identifier} is missing from the list again, and could not be asked for: ${answer}`,
    };
  if (answer.kind === 'unreadable') {
    return {
      kind: 'left',
      isThere: true,
      warning: `${record.identifier} is missing from the list and cannot be read: ${answer.record.reason}`,
    };
  }
  if (answer.kind === 'gone' || answer.record.deleted) {
    const said = answer.kind === 'gone' ? answer.inWords : 'it is deleted';
    const because = `Missing from two complete lists, and the source says when asked for it: ${said}.`;
    return { kind: 'change', change: { outcome: 'retired', because, ...gone(ports, record, 'retired') } };
  }
  const { verdict } = answer.record;
  if (verdict?.kind === 'outOfScope') {
    const because = `It is of the older series no longer: ${verdict.because}`;
    return { kind: 'change', change: { outcome: 'outOfScope', because, ...gone(ports, record, 'outOfScope') } };
  }
  return {
    kind: 'left',
    isThere: true,
    warning: `${record.identifier} is missing from the list, but the source has it when asked: its lists are not complete.`,
  };
};

const askOrExplain = async ({ ask }: AbsencePorts, identifier: string): Promise<RecordAnswer | string> => {
  try {
    return await ask(identifier);
  } catch (error) {
    // It stays a suspect until it can be asked for.
    if (error instanceof SourceError && error.code !== 'cancelled') return error.message;
    throw error;
  }
};
