import { setImmediate as nextTurn } from 'node:timers/promises';
import { readMarcRecord } from '../../crosswalk/read-marc.js';
import type { HarvestEvent } from '../../store/harvest-ports.js';
import type { RunCounters } from '../../store/run-ports.js';
import { parseXml } from '../../xml/parse.js';
import { diffFields, type FieldDiff } from './field-diff.js';
import type { PlannedChange } from './planned-change.js';
import type { PlannedRun } from './planned-run.js';

/** What a run changes, record by record, or would change. */
export interface RunReport {
  /** Of a run that changes very many, the first of each outcome. */
  readonly changes: readonly ReportedChange[];
  /** How many there are of each outcome beside those; absent where these are all. */
  readonly unlisted?: Readonly<Partial<Record<Outcome, number>>>;
}

export interface ReportedChange {
  readonly localId: string;
  readonly identifier: string;
  readonly title: string;
  readonly outcome: Outcome;
  readonly because: string;
  readonly flags: readonly string[];
  /** Of an updated or restored record: what is not as it was. */
  readonly diff?: readonly FieldDiff[];
}

type Outcome = HarvestEvent['outcome'];

/** Of one outcome: more than a person looks through, and some megabytes of text at most. */
const MOST_OF_AN_OUTCOME = 2000;

/** @param most of each outcome that are listed */
export const reportChanges = async (
  planned: Pick<PlannedRun, 'changes' | 'counters'>,
  most: number = MOST_OF_AN_OUTCOME,
): Promise<RunReport> => {
  const totals = totalsOf(planned.counters);
  const listed = new Map<Outcome, number>();
  const isWanted = (outcome: Outcome): boolean => (listed.get(outcome) ?? 0) < Math.min(most, totals[outcome]);
  const changes: ReportedChange[] = [];
  if (OUTCOMES.some(isWanted)) {
    for await (const change of planned.changes(isWanted)) {
      changes.push(await reportChange(change));
      listed.set(change.outcome, (listed.get(change.outcome) ?? 0) + 1);
      // What is left of the journal has nothing more to say.
      if (!OUTCOMES.some(isWanted)) break;
    }
  }
  const unlisted = OUTCOMES.flatMap((outcome) => {
    const more = totals[outcome] - (listed.get(outcome) ?? 0);
    return more > 0 ? [[outcome, more] as const] : [];
  });
  return { changes, ...(unlisted.length > 0 && { unlisted: Object.fromEntries(unlisted) }) };
};

const OUTCOMES = ['added', 'updated', 'restored', 'renamed', 'deleted', 'retired', 'outOfScope'] as const satisfies readonly Outcome[];

/** A counter of what is updated has those that came back and those that were renamed in it. */
const totalsOf = ({ added, updated, restored, renamed, deleted, retired, leftScope }: RunCounters): Readonly<Record<Outcome, number>> => ({
  ...{ added, updated: updated - restored - renamed, restored, renamed, deleted, retired },
  outOfScope: leftScope,
});

const reportChange = async ({ outcome, because, before, after }: PlannedChange): Promise<ReportedChange> => {
  const { localId, identifier, title, flags } = after;
  const isOther = before !== undefined && before.xml !== after.xml;
  if (isOther) await nextTurn();
  return {
    ...{ localId, identifier, title, outcome, because, flags },
    ...(isOther && { diff: diffFields(readMarcRecord(parseXml(before.xml)), readMarcRecord(parseXml(after.xml))) }),
  };
};

export const parseReport = (text: string | undefined): RunReport =>
  text === undefined ? { changes: [] } : (JSON.parse(text) as RunReport);
