import type { FinnaLookup } from '../../harvester/finna/finna-lookup.js';
import { isOfTheQuestion, SourceError } from '../../harvester/source-error.js';
import type { Log } from '../../platform/log.js';
import type { WorkTies } from '../../store/tie-ports.js';
import { applyLook } from './apply-look.js';
import { dueSubjects, type DuePorts, type DueSubject } from './due-subjects.js';
import { questionsOf, type TieQuestion } from './questions.js';
import { createRoundCount, type RoundCount } from './round-count.js';
import type { Answered } from './sightings.js';

/** Looks, work by work, whether what our works are tied to is still there. */
export interface TieChecks {
  /**
   * Goes on where the last round stopped, until nothing is due, `perRun` questions were asked, or the source is not well. `undefined` while
   * another round runs, and before the time at which the source asked us to come back.
   * @throws StoreError
   */
  runRound(signal: AbortSignal): Promise<RoundReport | undefined>;
}

export interface RoundReport extends RoundCount {
  /** Nothing is due any more. */
  readonly isFinished: boolean;
  /** Why it ended before that; absent where only so much was asked as one round may. */
  readonly stopped?: string;
}

export interface TieCheckPorts extends DuePorts {
  readonly lookUp: FinnaLookup;
  readonly log: Log;
}

/** Works whose looks are kept together: so many are looked for again, at most, when the program is killed. */
const BATCH = 20;
/** Failures one after the other that are no longer a matter of single works. */
const MOST_FAILURES = 5;
/** So many works with living ties in a batch, and not a record found for any: that is an empty index, not so many lost books. */
const EMPTY_INDEX = 10;

export const createTieChecks = (ports: TieCheckPorts): TieChecks => {
  let isRunning = false;
  let notBefore = -Infinity;
  return {
    runRound: async (signal) => {
      if (isRunning || ports.clock() < notBefore) return undefined;
      isRunning = true;
      try {
        const report = await runRound(ports, signal, (until) => (notBefore = until));
        return report.asked === 0 && report.stopped === undefined ? undefined : report;
      } finally {
        isRunning = false;
      }
    },
  };
};

interface Looked {
  readonly before: WorkTies | undefined;
  readonly after: WorkTies;
  readonly foundNothing: boolean;
}

const runRound = async (ports: TieCheckPorts, signal: AbortSignal, stayAway: (until: number) => void): Promise<RoundReport> => {
  const { settings, memory, clock, log } = ports;
  const count = createRoundCount();
  let batch: Looked[] = [];
  let failures = 0;
  const keep = async (): Promise<string | undefined> => {
    const kept = batch;
    batch = [];
    const why = emptyIndexIn(kept);
    const at = new Date(clock()).toISOString();
    const rows = why === undefined ? kept.map(({ after }) => after) : kept.map((each) => unproven(each, at, why));
    if (rows.length > 0) await memory.put(rows);
    for (const [index, { before }] of kept.entries()) count.note(before, rows[index]);
    return why;
  };
  const end = async (isFinished: boolean, stopped?: string): Promise<RoundReport> => {
    const why = (await keep()) ?? stopped;
    if (why !== undefined) log.warn('ties.stopped', { source: settings.source, reason: why });
    return { ...count.read(), isFinished: isFinished && why === undefined, ...(why !== undefined && { stopped: why }) };
  };
  for await (const due of dueSubjects(ports)) {
    const questions = questionsOf(settings, due.subject);
    if (count.read().asked > 0 && count.read().asked + questions.length > settings.perRun) return end(false);
    const outcome = await ask(ports, questions, signal);
    count.noteQuestions(outcome.asked);
    if (outcome.kind === 'stop') {
      if (outcome.until !== undefined) stayAway(outcome.until);
      return end(false, outcome.reason);
    }
    failures = outcome.failure === undefined ? 0 : failures + 1;
    batch.push(lookedAt(ports, due, questions, outcome));
    if (failures >= MOST_FAILURES)
      return end(false, `${failures} works in a row could not be looked for; the last: ${outcome.failure ?? ''}`);
    const why = batch.length < BATCH ? undefined : await keep();
    if (why !== undefined) return end(false, why);
  }
  return end(true);
};

const lookedAt = ({ settings, clock }: TieCheckPorts, due: DueSubject, questions: readonly TieQuestion[], outcome: Asked): Looked => {
  const { answers, failure } = outcome;
  const { subject, row: before } = due;
  const look = { subject, source: settings.source, questions, answers, ...(failure !== undefined && { failure }), now: clock() };
  const foundNothing = failure === undefined && answers.every(({ sighting }) => sighting.isWhole && sighting.records.length === 0);
  return { before, after: applyLook(before, look), foundNothing };
};

const emptyIndexIn = (batch: readonly Looked[]): string | undefined => {
  const known = batch.filter(({ before, after }) => after.failed === undefined && before?.ties.some(({ dead }) => dead === undefined));
  if (known.length < EMPTY_INDEX || !known.every(({ foundNothing }) => foundNothing)) return undefined;
  return `the source finds none of ${known.length} works that it found before; nothing is concluded from that`;
};

const unproven = ({ before, after }: Looked, at: string, reason: string): WorkTies => ({
  ...(before ?? { work: after.work, asked: [], ties: [] }),
  failed: { at, reason },
});

interface Asked {
  readonly kind: 'looked';
  readonly asked: number;
  readonly answers: readonly Answered[];
  readonly failure?: string;
}

/** The source as a whole cannot be asked. */
interface Stop {
  readonly kind: 'stop';
  readonly asked: number;
  readonly reason: string;
  /** Milliseconds: not before then. */
  readonly until?: number;
}

const ask = async ({ lookUp }: TieCheckPorts, questions: readonly TieQuestion[], signal: AbortSignal): Promise<Asked | Stop> => {
  const answers: Answered[] = [];
  for (const question of questions) {
    try {
      answers.push({ question, sighting: await lookUp(question, signal) });
    } catch (error) {
      // Whether to go on with the next work is a choice, and here it is made.
      if (!(error instanceof SourceError)) throw error;
      const asked = answers.length + 1;
      if (isOfTheQuestion(error) || error.code === 'source-error') return { kind: 'looked', asked, answers, failure: error.message };
      const until = Date.parse(error.nextAttemptAt ?? '');
      return { kind: 'stop', asked, reason: error.message, ...(!Number.isNaN(until) && { until }) };
    }
  }
  return { kind: 'looked', asked: answers.length, answers };
};
