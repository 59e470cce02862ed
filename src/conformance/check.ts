import { describeAnswer, describeQuestion, hasError, oneLine, type Answer } from './answer.js';
import { queryOf } from './query.js';
import type { Session } from './session.js';
import type { Survey } from './survey.js';

export type Outcome = 'pass' | 'fail' | 'warn' | 'not applicable';

export interface Verdict {
  readonly outcome: Outcome;
  /** The question, short. */
  readonly sent?: string;
  /** What came, or why the check does not apply, short. */
  readonly came?: string;
  /** What to do about it. */
  readonly advice?: string;
}

/** What a check may look at and ask. */
export interface Examination {
  readonly survey: Survey;
  readonly ask: Session['ask'];
  readonly session: Session;
}

export interface Check {
  /** `R16`: the requirement in our list of them; a letter where there are several. `C…`: what clients in use need. */
  readonly id: string;
  /** What holds when it passes. */
  readonly name: string;
  /** Of OAI-PMH 2.0 unless it says otherwise. */
  readonly section: string;
  /** It looks at every answer that came, so it runs when nothing more is asked. */
  readonly last?: true;
  readonly run: (examination: Examination) => Promise<Verdict> | Verdict;
}

export const pass = (came?: string): Verdict => ({ outcome: 'pass', ...(came !== undefined && { came: oneLine(came, 300) }) });
export const fail = (came: string, advice: string): Verdict => ({ outcome: 'fail', came: oneLine(came, 400), advice });
/** Not against the standard's MUST, but against its SHOULD or what clients in use need. */
export const warn = (came: string, advice: string): Verdict => ({ outcome: 'warn', came: oneLine(came, 400), advice });
export const notApplicable = (why: string): Verdict => ({ outcome: 'not applicable', came: why });

/** What came to plain questions: an answer to a strange Accept header or address says nothing about the others. */
export const plainAnswers = ({ session }: Examination): readonly Answer[] =>
  session
    .answers()
    .filter(({ headers, path }) => path === undefined && headers['Accept'] === undefined && headers['Accept-Encoding'] === 'identity');

/** The verdict with the question and the answer that it rests on. */
export const about = (answer: Answer, verdict: Verdict): Verdict => ({
  sent: describeQuestion(answer),
  ...verdict,
  ...(verdict.came === undefined && { came: describeAnswer(answer) }),
});

/** Passes without faults; names the first few otherwise. */
export const none = (faults: readonly string[], advice: string, outcome: 'fail' | 'warn' = 'fail'): Verdict => {
  if (faults.length === 0) return pass();
  const shown = faults.slice(0, 3).map((fault) => oneLine(fault, 160));
  const came = `${shown.join('; ')}${faults.length > 3 ? `; and ${faults.length - 3} more` : ''}`;
  return outcome === 'fail' ? fail(came, advice) : warn(came, advice);
};

type Arguments = Readonly<Record<string, string>>;

interface Refusal {
  readonly id: string;
  readonly name: string;
  readonly section: string;
  /** Arguments or a whole query; `undefined` when there is nothing to ask with. */
  readonly question: (survey: Survey) => Arguments | string | undefined;
  readonly codes: readonly string[];
  readonly advice: string;
}

/** A question that must be answered with one of the error codes. */
export const refuses = ({ id, name, section, question, codes, advice }: Refusal): Check => ({
  id,
  name,
  section,
  async run({ survey, ask }) {
    const asked = question(survey);
    if (asked === undefined) return notApplicable('the lists show nothing to ask with');
    return refusal(await ask(typeof asked === 'string' ? asked : queryOf(asked)), codes, advice);
  },
});

export const refusal = (answer: Answer, codes: readonly string[], advice: string): Verdict =>
  about(answer, hasError(answer, ...codes) ? pass() : fail(`${describeAnswer(answer)} instead of ${codes.join(' or ')}`, advice));
