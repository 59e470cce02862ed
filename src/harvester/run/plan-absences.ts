import type { HarvestedRecord, HarvestStore } from '../../store/harvest-ports.js';
import { SourceError } from '../source-error.js';
import type { RecordAnswer } from '../source-client.js';
import { inBatches } from './in-batches.js';
import { gone, type PlannedChange } from './planned-change.js';
import { NO_PARTS, type PlannedParts } from './planned-part.js';
import type { Plan, PlanPorts } from './plan-run.js';
import type { SettledJournal } from './settle-journal.js';

export interface AbsencePorts extends Pick<PlanPorts, 'source' | 'run' | 'at'> {
  readonly store: Pick<HarvestStore, 'listHarvested' | 'findHarvestedMany'>;
  /** Asks the source for one record, and keeps the answer with the run. @throws SourceError */
  readonly ask: (identifier: string) => Promise<RecordAnswer>;
  /** More than so many missing are not believed. */
  readonly most: number;
}

/** What a complete list says by what it lacks. */
export interface Absences extends PlannedParts {
  /** Missing, for the first time. */
  readonly suspects: number;
  readonly retired: number;
  readonly leftScope: number;
  readonly warnings: readonly string[];
}

export const NO_ABSENCES: Absences = { ...NO_PARTS, suspects: 0, retired: 0, leftScope: 0, warnings: [] };

/** Of records that could not be proved gone; how many more there are is told in one sentence. */
const MOST_WARNINGS = 100;

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
  const decided = new Map<string, Decided>();
  const warnings: string[] = [];
  let unproved = 0;
  for (const record of missing) {
    const found: Decided | Unproved = record.missed === 0 ? SUSPECT : await prove(ports, record.identifier);
    if (found.kind !== 'unproved') decided.set(record.localId, found);
    else if (found.isThere) decided.set(record.localId, THERE);
    if (found.kind !== 'unproved') continue;
    unproved += 1;
    if (warnings.length < MOST_WARNINGS) warnings.push(found.warning);
  }
  if (unproved > warnings.length) warnings.push(`The same is to be said of ${unproved - warnings.length} more records.`);
  const count = (outcome: 'retired' | 'outOfScope'): number =>
    [...decided.values()].filter((each) => each.kind === 'gone' && each.outcome === outcome).length;
  return {
    ...partsOf(ports, decided),
    suspects: [...decided.values()].filter(({ kind }) => kind === 'suspect').length,
    ...{ retired: count('retired'), leftScope: count('outOfScope'), warnings },
  };
};

/** What is to become of a missing record. */
type Decided =
  | { readonly kind: 'suspect' }
  /** The source has it, whatever its list says. */
  | { readonly kind: 'there' }
  | { readonly kind: 'gone'; readonly outcome: 'retired' | 'outOfScope'; readonly because: string };

interface Unproved {
  readonly kind: 'unproved';
  readonly isThere: boolean;
  readonly warning: string;
}

const SUSPECT: Decided = { kind: 'suspect' };
const THERE: Decided = { kind: 'there' };

/** Records of one part. */
const BATCH = 200;

const partsOf = ({ store, source, run, at }: AbsencePorts, decided: ReadonlyMap<string, Decided>): PlannedParts => {
  async function* rows(isWanted: (each: Decided) => boolean): AsyncIterable<readonly (readonly [HarvestedRecord, Decided])[]> {
    const wanted = (function* (): Iterable<string> {
      for (const [localId, each] of decided) if (isWanted(each)) yield localId;
    })();
    for await (const localIds of inBatches(wanted, BATCH)) {
      const found = await store.findHarvestedMany(source, localIds);
      yield localIds.flatMap((localId) => {
        const [before, each] = [found.get(localId), decided.get(localId)];
        return before && each ? [[before, each] as const] : [];
      });
    }
  }
  const changeOf = (before: HarvestedRecord, each: Decided): readonly PlannedChange[] =>
    each.kind === 'gone' ? [{ outcome: each.outcome, because: each.because, ...gone({ run, at }, before, each.outcome) }] : [];
  return {
    fateOf: (localId) => {
      const each = decided.get(localId);
      return each && (each.kind === 'gone' ? 'changed' : 'silent');
    },
    parts: async function* () {
      for await (const batch of rows(() => true)) {
        yield {
          changes: batch.flatMap(([before, each]) => changeOf(before, each)),
          silent: batch.flatMap(([before, { kind }]) => (kind === 'gone' ? [] : [{ ...before, missed: kind === 'suspect' ? 1 : 0 }])),
          quarantine: { put: [], remove: [] },
        };
      }
    },
    changes: async function* (isWanted) {
      for await (const batch of rows((each) => each.kind === 'gone' && isWanted(each.outcome))) {
        for (const change of batch.flatMap(([before, each]) => changeOf(before, each))) if (isWanted(change.outcome)) yield change;
      }
    },
  };
};

type Missing = Pick<HarvestedRecord, 'localId' | 'identifier' | 'missed'>;

const findMissing = async ({ store, source }: AbsencePorts, plan: Plan, settled: SettledJournal): Promise<readonly Missing[]> => {
  const missing: Missing[] = [];
  for (let after: HarvestedRecord | undefined; ;) {
    const page = await store.listHarvested({ source, ...(after && { after }), limit: BATCH });
    for (const record of page) {
      if (record.state !== 'live' || wasSeen(record, plan, settled)) continue;
      missing.push({ localId: record.localId, identifier: record.identifier, missed: record.missed });
    }
    after = page.at(-1);
    if (!after) return missing;
  }
};

const wasSeen = ({ localId, identifier, aliases }: HarvestedRecord, plan: Plan, settled: SettledJournal): boolean =>
  plan.isPresent(localId) || [identifier, ...aliases].some((name) => settled.hasNamed(name));

const prove = async (ports: AbsencePorts, identifier: string): Promise<Decided | Unproved> => {
  const answer = await askOrExplain(ports, identifier);
  if (typeof answer === 'string') {
    return {
      kind: 'unproved',
      isThere: false,
      warning: `${identifier} is missing from the list again, and could not be asked for: ${answer}`,
    };
  }
  if (answer.kind === 'unreadable') {
    return {
      kind: 'unproved',
      isThere: true,
      warning: `${identifier} is missing from the list and cannot be read: ${answer.record.reason}`,
    };
  }
  if (answer.kind === 'gone' || answer.record.deleted) {
    const said = answer.kind === 'gone' ? answer.inWords : 'it is deleted';
    const because = `Missing from two complete lists, and the source says when asked for it: ${said}.`;
    return { kind: 'gone', outcome: 'retired', because };
  }
  const { verdict } = answer.record;
  if (verdict?.kind === 'outOfScope') {
    return { kind: 'gone', outcome: 'outOfScope', because: `It is of the older series no longer: ${verdict.because}` };
  }
  return {
    kind: 'unproved',
    isThere: true,
    warning: `${identifier} is missing from the list, but the source has it when asked: its lists are not complete.`,
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
