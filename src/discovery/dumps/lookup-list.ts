import { parse } from 'csv-parse/sync';

/** Identifiers in one question. */
export const MOST_IDENTIFIERS = 10_000;
/** Of one identifier, in characters; what is longer is none. */
const LONGEST_IDENTIFIER = 500;

/** What a list can be written in. */
export const LIST_TYPES = ['text/plain', 'text/csv', 'application/json'] as const;

export type IdentifierList =
  | { readonly kind: 'list'; readonly identifiers: readonly string[] }
  | { readonly kind: 'too many'; readonly count: number }
  | { readonly kind: 'unreadable'; readonly reason: string }
  | { readonly kind: 'other type' };

/**
 * Reads a list that somebody sends: lines, the first column of a CSV file (a heading without any digit is passed over), or a JSON array of
 * strings. Empty lines are passed over. Nothing is looked up before the whole list is counted.
 */
export const parseIdentifierList = (text: string, type: string): IdentifierList => {
  const written = text.replace(/^\uFEFF/, '');
  switch (LIST_TYPES.find((each) => each === type.toLowerCase().split(';')[0]?.trim())) {
    case 'text/plain':
      return listOf(written.split(/\r\n|\n|\r/));
    case 'text/csv':
      return readCsv(written);
    case 'application/json':
      return readJson(written);
    case undefined:
      return { kind: 'other type' };
  }
};

const listOf = (values: readonly string[]): IdentifierList => {
  const identifiers = values.map((value) => value.trim()).filter((value) => value !== '');
  if (identifiers.length > MOST_IDENTIFIERS) return { kind: 'too many', count: identifiers.length };
  if (identifiers.length === 0) return { kind: 'unreadable', reason: 'The list is empty.' };
  const long = identifiers.findIndex((identifier) => identifier.length > LONGEST_IDENTIFIER);
  if (long >= 0) return { kind: 'unreadable', reason: `Identifier ${long + 1} has more than ${LONGEST_IDENTIFIER} characters.` };
  return { kind: 'list', identifiers };
};

const readCsv = (text: string): IdentifierList => {
  // A line is a row at least, so lines bound the work before any of it is done; quoted line breaks are not what such a list has.
  const lines = countLines(text);
  if (lines > MOST_IDENTIFIERS * 2) return { kind: 'too many', count: lines };
  const rows = parseRows(text);
  if (typeof rows === 'string') return { kind: 'unreadable', reason: `The CSV cannot be read: ${rows}` };
  const [heading = '', ...rest] = rows.map(([first = '']) => unguarded(first));
  return listOf(/\d/.test(heading) ? [heading, ...rest] : rest);
};

const countLines = (text: string): number => {
  let lines = 1;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines += 1;
  return lines;
};

/** Rows, or what is wrong. */
const parseRows = (text: string): readonly (readonly string[])[] | string => {
  try {
    return parse(text, { delimiter: [',', ';', '\t'], relax_column_count: true, skip_empty_lines: true });
  } catch (error) {
    return (error as Error).message;
  }
};

/** The apostrophe that our own CSV puts before what a spreadsheet would run. */
const unguarded = (text: string): string => text.replace(/^'(?='*[=+\-@\t\r\n])/, '');

const readJson = (text: string): IdentifierList => {
  const value = parseJson(text);
  if (!Array.isArray(value)) return { kind: 'unreadable', reason: 'It must be a JSON array of strings, such as ["978-952-491-530-4"].' };
  const values: readonly unknown[] = value;
  if (values.length > MOST_IDENTIFIERS) return { kind: 'too many', count: values.length };
  const wrong = values.findIndex((each) => typeof each !== 'string');
  if (wrong >= 0)
    return { kind: 'unreadable', reason: `Member ${wrong + 1} of the array is not a string; numbers lose their leading zeros.` };
  return listOf(values.map(String));
};

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
