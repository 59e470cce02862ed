import type { Behaviour, Problem } from './provider-double.js';
import { RIGHT } from './provider-double.js';

/** What is wrong, the check that says so, the others that must notice too, and how it is done. */
export type PlantedFault = readonly [name: string, check: string, also: readonly string[], faults: Partial<Behaviour>];

/** Changes the text of answers to which the condition applies. */
export const rewriting = (
  change: (text: string, args: URLSearchParams) => string,
  when: (args: URLSearchParams) => boolean = () => true,
): Partial<Behaviour> => ({ rewrite: (text, args) => (when(args) ? change(text, args) : text) });

export const replacing = (from: string | RegExp, to: string, when?: (args: URLSearchParams) => boolean): Partial<Behaviour> =>
  rewriting((text) => text.replace(from, () => to), when);

export const isVerb =
  (...verbs: readonly string[]) =>
  (args: URLSearchParams): boolean =>
    verbs.includes(args.get('verb') ?? '');

/** Lets pass what the double otherwise finds wrong with arguments. */
export const overlooking = (overlooked: (problem: Problem, args: URLSearchParams) => boolean): Partial<Behaviour> => ({
  problems: (args) => RIGHT.problems(args).filter((problem) => !overlooked(problem, args)),
});

export const overlookingMessage = (message: string, when: (args: URLSearchParams) => boolean = () => true): Partial<Behaviour> =>
  overlooking(([, text], args) => text.includes(message) && when(args));

/** Answers one error in place of another. */
export const confusing = (code: string, instead: string, when?: (args: URLSearchParams) => boolean): Partial<Behaviour> =>
  rewriting((text) => text.replaceAll(`<error code="${code}">`, `<error code="${instead}">`), when);

export const identifying = (from: string | RegExp, to: string): Partial<Behaviour> => {
  const identify = RIGHT.identify.replace(from, () => to);
  if (identify === RIGHT.identify) throw new Error(`nothing to change: ${String(from)}`);
  return { identify };
};
