import type { PublicationFormWords } from '../../words/publication-form.js';
import type { ContestedField } from './conflict.js';
import { textsOf, type FieldKey, type FormValues } from './form-values.js';
import type { FieldChange } from './preview.js';

/** The fields that differ, in the order of the form. */
export const findFieldChanges = (before: FormValues, after: FormValues, words: PublicationFormWords): readonly FieldChange[] => {
  const [one, other] = [tellTexts(before, words), tellTexts(after, words)];
  return [...one.keys()].flatMap((key) => {
    const change = { key, before: one.get(key) ?? '', after: other.get(key) ?? '' };
    return change.before === change.after ? [] : [change];
  });
};

/** Three versions: what the person began with where that is known, what stands in the catalogue now, what they have written. */
export const findContestedFields = (
  start: FormValues | undefined,
  theirs: FormValues,
  yours: FormValues,
  words: PublicationFormWords,
): readonly ContestedField[] => {
  const [began, now, written] = [start && tellTexts(start, words), tellTexts(theirs, words), tellTexts(yours, words)];
  return [...now.keys()].flatMap((key) => {
    const field = { key, theirs: now.get(key) ?? '', yours: written.get(key) ?? '' };
    const before = began?.get(key);
    const isSame = field.theirs === field.yours && (before === undefined || before === field.theirs);
    return isSame ? [] : [{ ...field, ...(before !== undefined && { start: before }) }];
  });
};

export const tellTexts = (values: FormValues, words: PublicationFormWords): ReadonlyMap<FieldKey, string> =>
  textsOf(values, (name, value) => {
    if (name.endsWith('.role')) return named(words.roles, value);
    if (name.endsWith('.kind')) return named(words.contributorKinds, value);
    return name === 'accessibility.status' ? named(words.statuses, value) : value;
  });

const named = (names: Readonly<Record<string, string>>, value: string): string =>
  Object.hasOwn(names, value) ? (names[value] ?? value) : value;

/** Characters. With longer ones the form could grow beyond what a request may have. */
const LONGEST_BASE = 150_000;

/** What goes into the form to come back with it; `undefined` when it is too long for that. */
export const keepable = (values: FormValues): FormValues | undefined => (JSON.stringify(values).length > LONGEST_BASE ? undefined : values);

/** What came back: ours or a stranger's, it is only shown. */
export const parseKept = (text: string | null): FormValues | undefined => {
  if (text === null || text === '') return undefined;
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
    const entries = Object.entries(value as Readonly<Record<string, unknown>>);
    return Object.fromEntries(entries.flatMap(([name, part]) => (typeof part === 'string' ? [[name, part]] : [])));
  } catch {
    return undefined;
  }
};
