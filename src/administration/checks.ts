import type { Accounts, Actor } from '../accounts/accounts.js';
import type { CheckProgress, CheckResult, ConformanceReport } from '../conformance/check-endpoint.js';
import type { WallClock } from '../platform/clock.js';
import { describeError, type Log } from '../platform/log.js';
import { LEAST_SECRET, type CheckTarget } from './check-targets.js';
import type { RunCheck } from './check-task.js';

/** What can be checked, with what came of the last time. Plain values; times are UTC. Gone when the service stops. */
export interface CheckedTarget extends Pick<CheckTarget, 'id' | 'kind' | 'source' | 'url'> {
  readonly running?: RunningCheck;
  readonly last?: FinishedCheck;
}

export interface RunningCheck extends Omit<CheckProgress, 'doing'> {
  readonly began: string;
  readonly by: string;
  /** What is looked at now, in English. */
  readonly doing: string;
}

export interface FinishedCheck {
  readonly began: string;
  readonly ended: string;
  readonly by: string;
  readonly outcome: 'reported' | 'cancelled' | 'failed';
  /** Where there is one. */
  readonly report?: ConformanceReport;
}

export type StartCheckOutcome =
  | { readonly kind: 'started' | 'noSuchTarget' }
  /** `underWay`: of this very target; `tooMany`: of others. */
  | { readonly kind: 'busy'; readonly reason: 'underWay' | 'tooMany' };

/** Whether an endpoint keeps to OAI-PMH: our own and those of the sources. */
export interface Checks {
  list(): readonly CheckedTarget[];
  find(id: string): CheckedTarget | undefined;
  /** Returns when it has begun. */
  start(id: string, actor: Actor): Promise<StartCheckOutcome>;
  cancel(id: string, actor: Actor): Promise<'cancelled' | 'notRunning' | 'noSuchTarget'>;
  /** Calls off what runs, and waits for it. */
  stop(): Promise<void>;
}

export interface ChecksPorts {
  readonly targets: readonly CheckTarget[];
  readonly runCheck: RunCheck;
  readonly accounts: Pick<Accounts, 'audit'>;
  readonly clock: WallClock;
  readonly log: Log;
}

/** At a time, all targets together: each has a thread and much memory. */
const MOST_AT_ONCE = 2;

interface Work {
  readonly stopping: AbortController;
  running: RunningCheck;
  ended: Promise<void>;
}

export const createChecks = ({ targets, runCheck, accounts, clock, log }: ChecksPorts): Checks => {
  const works = new Map<string, Work>();
  const finished = new Map<string, FinishedCheck>();
  const now = (): string => new Date(clock()).toISOString();

  const describe = ({ id, kind, source, url }: CheckTarget): CheckedTarget => {
    const running = works.get(id)?.running;
    const last = finished.get(id);
    return { id, kind, ...(source !== undefined && { source }), url, ...(running && { running }), ...(last && { last }) };
  };
  const run = async (target: CheckTarget, work: Work): Promise<void> => {
    const { began, by } = work.running;
    const finish = (rest: Pick<FinishedCheck, 'outcome' | 'report'>): void =>
      void finished.set(target.id, { began, by, ended: now(), ...rest });
    const { signal } = work.stopping;
    try {
      const onProgress = (progress: CheckProgress): void => void (work.running = { ...progress, began, by });
      const report = withoutSecrets(await runCheck(target.task, { onProgress, signal }), target);
      finish(signal.aborted ? { outcome: 'cancelled' } : { outcome: 'reported', report });
      if (!signal.aborted) log.info('check.finished', { target: target.id, ok: report.ok, ...report.counts, requests: report.requests });
    } catch (error) {
      finish({ outcome: signal.aborted ? 'cancelled' : 'failed' });
      if (!signal.aborted) log.error('check.failed', { target: target.id, ...describeError(error) });
    } finally {
      works.delete(target.id);
    }
  };
  return {
    list: () => targets.map(describe),
    find: (id) => {
      const target = targets.find((each) => each.id === id);
      return target && describe(target);
    },
    start: async (id, actor) => {
      const target = targets.find((each) => each.id === id);
      if (!target) return { kind: 'noSuchTarget' };
      if (works.has(id)) return { kind: 'busy', reason: 'underWay' };
      if (works.size >= MOST_AT_ONCE) return { kind: 'busy', reason: 'tooMany' };
      const running = { began: now(), by: actor.name, done: 0, total: 0, doing: '', requests: 0 };
      const work: Work = { stopping: new AbortController(), running, ended: Promise.resolve() };
      works.set(id, work);
      const written = accounts.audit({ actor, action: 'check.started', target: id });
      work.ended = written.then(
        () => run(target, work),
        () => void works.delete(id),
      );
      await written;
      return { kind: 'started' };
    },
    cancel: async (id, actor) => {
      if (!targets.some((each) => each.id === id)) return 'noSuchTarget';
      const work = works.get(id);
      if (!work) return 'notRunning';
      await accounts.audit({ actor, action: 'check.cancelled', target: id });
      work.stopping.abort();
      await work.ended;
      return 'cancelled';
    },
    stop: async () => {
      const ending = [...works.values()];
      for (const { stopping } of ending) stopping.abort();
      await Promise.all(ending.map(({ ended }) => ended));
    },
  };
};

/** An endpoint prints its own address in every answer, and with it a key that may stand there. */
const withoutSecrets = (report: ConformanceReport, { secrets, url, kind }: CheckTarget): ConformanceReport => {
  const clean = (text: string): string => secrets.reduce(withoutSecret, text);
  const cleanResult = ({ sent, came, advice, ...result }: CheckResult): CheckResult => ({
    ...result,
    ...(sent !== undefined && { sent: clean(sent) }),
    ...(came !== undefined && { came: clean(came) }),
    ...(advice !== undefined && { advice: clean(advice) }),
  });
  const { repositoryName } = report;
  return {
    ...report,
    baseUrl: kind === 'inside' ? report.baseUrl : url,
    ...(repositoryName !== undefined && { repositoryName: clean(repositoryName) }),
    results: report.results.map(cleanResult),
  };
};

/** Reports cut long texts off with `…`, perhaps within it. */
const withoutSecret = (text: string, secret: string): string =>
  Array.from({ length: secret.length - LEAST_SECRET }, (_, fewer) => `${secret.slice(0, -1 - fewer)}…`).reduce(
    (left, cut) => left.replaceAll(cut, '…'),
    text.replaceAll(secret, '…'),
  );
