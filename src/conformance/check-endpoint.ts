import type { SchemaValidator } from '../xml/schema.js';
import { describeAnswer, oneLine, verbElement, type Answer } from './answer.js';
import { about, fail, notApplicable, pass, type Check, type Examination, type Outcome, type Verdict } from './check.js';
import { CHECK_GROUPS } from './checks.js';
import { DEFAULT_LIMITS, type CheckLimits, type Exchange } from './exchange.js';
import { queryOf } from './query.js';
import { createSession, type Session } from './session.js';
import type { ListWalk } from './list-walk.js';
import { surveyEndpoint } from './survey.js';

export interface CheckEndpointOptions {
  readonly baseUrl: string;
  readonly exchange: Exchange;
  readonly validator: SchemaValidator;
  readonly limits?: Partial<CheckLimits>;
  readonly onProgress?: (progress: CheckProgress) => void;
  /** Waits so many ms; comes in so that a test need not. */
  readonly wait?: (ms: number) => Promise<void>;
}

export interface CheckProgress {
  readonly done: number;
  readonly total: number;
  /** What is done now. */
  readonly doing: string;
  readonly requests: number;
}

export interface CheckResult extends Verdict {
  readonly id: string;
  readonly group: string;
  readonly name: string;
  readonly section: string;
}

/** Plain values throughout: `--json` prints it as it is. */
export interface ConformanceReport {
  /** As given, without user name and password. */
  readonly baseUrl: string;
  /** Absent when the endpoint did not say. */
  readonly repositoryName?: string;
  /** Nothing failed. Warnings do not count. */
  readonly ok: boolean;
  readonly counts: Readonly<Record<Outcome, number>>;
  readonly requests: number;
  /** Answers and waits together. */
  readonly ms: number;
  readonly lists: readonly { readonly verb: string; readonly pages: number; readonly records: number; readonly end: ListWalk['end'] }[];
  /** Which limit ended the check before its time. */
  readonly stopped?: string;
  readonly results: readonly CheckResult[];
}

/** Every check that can be made from outside, one request at a time. Never throws because of what the endpoint does. */
export const checkEndpoint = async (options: CheckEndpointOptions): Promise<ConformanceReport> => {
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const { exchange, validator } = options;
  const baseUrl = options.baseUrl.replace(/#.*/s, '');
  const wait = options.wait ?? ((ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms)));
  const session = createSession({ baseUrl, exchange, validator, limits, wait });
  const progress = (done: number, doing: string) =>
    options.onProgress?.({ done, total: ALL.length + 1, doing, requests: session.requests() });

  progress(0, 'Identify');
  const identify = await session.ask(queryOf({ verb: 'Identify' }));
  const reached = reachable(identify);
  if (reached.outcome === 'fail') return reportOf(options, session, [{ ...REACHABLE, ...reached }, ...ALL.map(withoutAnswer)]);

  progress(0, 'lists');
  const survey = await surveyEndpoint(session, identify, limits);
  const examination: Examination = { survey, session, ask: (...question) => session.ask(...question) };
  const verdicts = new Map<Check, Verdict>();
  for (const [index, { check }] of IN_TURN.entries()) {
    progress(index + 1, check.name);
    verdicts.set(check, await runCheck(check, examination));
  }
  const results = ALL.map(({ check, group }) => ({
    ...titleOf(check, group),
    ...(verdicts.get(check) ?? notApplicable('it was not run')),
  }));
  return reportOf(options, session, [{ ...REACHABLE, ...reached }, ...results], {
    name: survey.repository.name,
    lists: [survey.records, survey.identifiers, survey.sets],
  });
};

const ALL = CHECK_GROUPS.flatMap(({ title, checks }) => checks.map((check) => ({ check, group: title })));
const IN_TURN = [...ALL.filter(({ check }) => !check.last), ...ALL.filter(({ check }) => check.last)];

const REACHABLE = { id: 'R0', group: 'Requests and HTTP', name: 'The base URL answers Identify', section: '§3.1, §4.2' };

const reachable = (identify: Answer): Verdict =>
  about(
    identify,
    verbElement(identify, 'Identify')
      ? pass()
      : fail(
          describeAnswer(identify),
          'Check the address: it must be the base URL of an OAI-PMH repository, without arguments. Nothing else can be checked until Identify answers.',
        ),
  );

const titleOf = ({ id, name, section }: Check, group: string) => ({ id, group, name, section });

const withoutAnswer = ({ check, group }: (typeof ALL)[number]): CheckResult => ({
  ...titleOf(check, group),
  ...notApplicable('Identify gives no answer'),
});

/** What was asked for after a limit was reached came to nothing, and says nothing about the endpoint. */
const runCheck = async (check: Check, examination: Examination): Promise<Verdict> => {
  const before = examination.session.refused();
  const verdict = await check.run(examination);
  return examination.session.refused() > before ? notApplicable(examination.session.exhausted() ?? 'a limit was reached') : verdict;
};

const reportOf = (
  { baseUrl }: CheckEndpointOptions,
  session: Session,
  results: readonly CheckResult[],
  seen?: { readonly name: string; readonly lists: readonly ListWalk[] },
): ConformanceReport => {
  const count = (outcome: Outcome): number => results.filter((result) => result.outcome === outcome).length;
  const stopped = session.exhausted();
  return {
    baseUrl: baseUrl.replace(/\/\/[^/]*@/, '//'),
    ...(seen && seen.name !== '' && { repositoryName: oneLine(seen.name, 120) }),
    ok: count('fail') === 0,
    counts: { pass: count('pass'), fail: count('fail'), warn: count('warn'), 'not applicable': count('not applicable') },
    requests: session.requests(),
    ms: Math.round(session.elapsed()),
    lists: (seen?.lists ?? []).map(({ verb, pages, headers, end }) => ({ verb, pages: pages.length, records: headers.length, end })),
    ...(stopped !== undefined && { stopped }),
    results,
  };
};
