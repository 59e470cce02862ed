import type { PublicAnswer } from '../route.js';

/** Something wrong with a parameter: its name, the value and what would be right. */
export interface ParameterFault {
  readonly name: string;
  readonly message: string;
}

const MOST_SHOWN = 80;

/** A value in quotation marks, fit to be told to whoever sent it. */
export const cut = (text: string): string => JSON.stringify(text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN - 1)}…` : text);

export const refuseParameters = (faults: readonly ParameterFault[]): PublicAnswer => ({
  kind: 'problem',
  status: 400,
  title: 'Request not understood',
  detail: faults.map(({ name, message }) => `${cut(name).slice(1, -1)}: ${message}`).join(' '),
});

/** Reads the parameters of one request and gathers what is wrong with them. */
export interface Parameters {
  readonly faults: ParameterFault[];
  /** `undefined` where it is absent or blank. */
  text(name: string, most: number): string | undefined;
  /** `undefined` also where it is no whole number within these bounds, which is then among the faults. */
  number(name: string, least: number, most: number): number | undefined;
  choice<T extends string>(name: string, choices: readonly T[]): T | undefined;
}

const MOST_FAULTS = 10;

/** What is not known is refused, since a misspelt condition would give everything. */
export const readParameters = (query: URLSearchParams, known: readonly string[]): Parameters => {
  const faults: ParameterFault[] = [];
  const names = new Set(query.keys());
  for (const name of [...names].filter((each) => !known.includes(each)).slice(0, MOST_FAULTS))
    faults.push({ name, message: `There is no such parameter; there are ${known.join(', ')}.` });
  for (const name of known) if (query.getAll(name).length > 1) faults.push({ name, message: 'It is given more than once.' });
  const text = (name: string, most: number): string | undefined => {
    const value = (query.get(name) ?? '').trim();
    if (value.length > most) faults.push({ name, message: `${cut(value)} has ${value.length} characters; ${most} are the most.` });
    return value === '' || value.length > most ? undefined : value;
  };
  return {
    faults,
    text,
    number: (name, least, most) => {
      const value = (query.get(name) ?? '').trim();
      if (value === '') return undefined;
      const number = /^\d{1,6}$/.test(value) ? Number(value) : -1;
      if (number >= least && number <= most) return number;
      faults.push({ name, message: `${cut(value)} is no whole number from ${least} to ${most}.` });
      return undefined;
    },
    choice: (name, choices) => {
      const value = (query.get(name) ?? '').trim();
      const found = choices.find((each) => each === value);
      if (found === undefined && value !== '') faults.push({ name, message: `${cut(value)} is none of ${choices.join(', ')}.` });
      return found;
    },
  };
};
