import { readLines, readWhole } from './byte-stream.js';
import type { SourceItem } from './draft.js';
import type { ReadForm } from './read-form.js';

/** Bytes of one publication. The longest abstract with everything else is a fifth of it. */
export const LONGEST_LINE = 1024 * 1024;
const LARGEST_ARRAY = 16 * 1024 * 1024;

/** One publication or statement a line; any number of lines, one in memory at a time. */
export async function* readJsonLines(all: AsyncIterable<Uint8Array>, readForm: ReadForm): AsyncGenerator<SourceItem> {
  for await (const row of readLines(all, LONGEST_LINE)) {
    if (row.kind === 'unreadable') yield { kind: 'rejected', line: row.line, reasons: [row.message] };
    else if (row.text.trim() !== '') yield readJson(row.text, row.line, readForm);
  }
}

/** A JSON array of publications, read as a whole; one that is not valid does not spoil the others. */
export async function* readJsonArray(all: AsyncIterable<Uint8Array>, readForm: ReadForm): AsyncGenerator<SourceItem> {
  const whole = await readWhole(all, LARGEST_ARRAY);
  if (whole.kind === 'fault') {
    yield whole.message.includes('larger') ? { ...whole, message: `${whole.message}; JSON Lines (.jsonl) may have any length` } : whole;
    return;
  }
  const parts = splitArray(whole.text);
  for (const { text, line } of parts.elements) yield readJson(text, line, readForm);
  if (parts.faultLine !== undefined) {
    yield {
      kind: 'fault',
      line: parts.faultLine,
      message: 'is where the list that begins the file with "[" must end with "]", and the file with it',
    };
  }
}

const readJson = (text: string, line: number, readForm: ReadForm): SourceItem => {
  const parsed = parseJson(text);
  return parsed.kind === 'value'
    ? readForm(parsed.value, line)
    : { kind: 'rejected', line, reasons: [`not valid JSON: ${parsed.message}`] };
};

const parseJson = (
  text: string,
): { readonly kind: 'value'; readonly value: unknown } | { readonly kind: 'fault'; readonly message: string } => {
  try {
    const value: unknown = JSON.parse(text);
    return { kind: 'value', value };
  } catch (error) {
    return { kind: 'fault', message: (error as SyntaxError).message };
  }
};

interface ArrayParts {
  readonly elements: readonly { readonly text: string; readonly line: number }[];
  /** Where the array is broken off or goes on after its end. */
  readonly faultLine?: number;
}

/** Parts an array at its commas without looking into its elements, so that each is parsed, and named by its line, on its own. */
const splitArray = (text: string): ArrayParts => {
  const elements: { text: string; line: number }[] = [];
  let depth = 0;
  let line = 1;
  let start = -1;
  let startLine = 1;
  let ended = false;
  const finish = (end: number): void => {
    if (start >= 0) elements.push({ text: text.slice(start, end), line: startLine });
    start = -1;
  };
  for (let at = 0; at < text.length; at++) {
    const letter = text.charAt(at);
    if (letter === '\n') line += 1;
    if (letter === '\n' || letter === ' ' || letter === '\t' || letter === '\r') continue;
    if (ended) return { elements, faultLine: line };
    if (depth === 0) {
      depth = 1;
      continue;
    }
    const closes = letter === ']' || letter === '}';
    if (depth === 1 && (letter === ',' || letter === ']')) {
      finish(at);
      ended = letter === ']';
      continue;
    }
    if (start < 0) [start, startLine] = [at, line];
    if (letter === '"') at = endOfString(text, at);
    else if (letter === '{' || letter === '[') depth += 1;
    else if (closes) depth = Math.max(1, depth - 1);
  }
  finish(text.length);
  return ended ? { elements } : { elements, faultLine: line };
};

/** A string of JSON holds no line break, so one that is not closed ends with its line. */
const endOfString = (text: string, start: number): number => {
  for (let at = start + 1; at < text.length; at++) {
    const letter = text.charAt(at);
    if (letter === '\\') at += 1;
    else if (letter === '"') return at;
    else if (letter === '\n') return at - 1;
  }
  return text.length;
};
