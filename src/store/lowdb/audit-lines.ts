import type { AuditEntry } from '../account-ports.js';
import { isObject, parseJson } from './json-value.js';
import { sha256Of } from './manifest.js';

/** Of one line with its end, in bytes: more is neither written nor read. */
export const MOST_LINE_BYTES = 4 * 1024 * 1024;

const START = '{"sum":"';
const SUM_LENGTH = 64;
const REST_AT = START.length + SUM_LENGTH + 2;

/** One line of JSON with its end; `sum` is the checksum of what stands behind it, and the number is what comes next. */
export const formatAuditLine = (entry: AuditEntry): string => {
  const { number, ...others } = entry;
  const rest = JSON.stringify({ number, ...others }).slice(1);
  return `${START}${sha256Of(rest)}",${rest}\n`;
};

/** The number of a line that is as it was written; `undefined` for any other. @param line without its end */
export const soundNumberOf = (line: string): number | undefined => {
  const rest = line.slice(REST_AT);
  if (line.slice(0, REST_AT) !== `${START}${sha256Of(rest)}",`) return undefined;
  const number = Number(/^"number":(\d+),/.exec(rest)?.[1]);
  return Number.isSafeInteger(number) ? number : undefined;
};

/** @param line found sound before */
export const parseAuditLine = (line: string): AuditEntry | undefined => {
  const value = parseJson(line);
  if (!isObject(value)) return undefined;
  const { sum: _, ...entry } = value;
  return isEntry(entry) ? entry : undefined;
};

const isEntry = (value: Readonly<Record<string, unknown>>): value is Readonly<Record<string, unknown>> & AuditEntry =>
  typeof value['number'] === 'number' && [value['at'], value['actor'], value['action']].every((text) => typeof text === 'string');

/** A line of the file, or what is left at its end of one that was never finished. */
export interface FileLine {
  /** In bytes, from the beginning of the file; `end` is behind the line's end. */
  readonly start: number;
  readonly end: number;
  readonly isFinished: boolean;
  /** `undefined` for one too long to be ours. */
  readonly text: string | undefined;
}

const CHUNK_BYTES = 256 * 1024;
const NEWLINE = 0x0a;

/** Reads a file line by line, with no more of it in memory than a chunk and a line. */
export async function* readLines(readPart: (start: number, end: number) => Promise<Buffer>, size: number): AsyncGenerator<FileLine> {
  let start = 0;
  let rest = Buffer.alloc(0);
  let isTooLong = false;
  for (let position = 0; position < size;) {
    const chunk = await readPart(position, Math.min(position + CHUNK_BYTES, size));
    if (chunk.length === 0) break;
    let from = 0;
    for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, from)) {
      const end = position + at + 1;
      const text = isTooLong ? undefined : Buffer.concat([rest, chunk.subarray(from, at)]).toString('utf8');
      yield { start, end, isFinished: true, text };
      [start, from, rest, isTooLong] = [end, at + 1, Buffer.alloc(0), false];
    }
    position += chunk.length;
    rest = isTooLong ? Buffer.alloc(0) : Buffer.concat([rest, chunk.subarray(from)]);
    if (rest.length > MOST_LINE_BYTES) [rest, isTooLong] = [Buffer.alloc(0), true];
  }
  if (start < size) yield { start, end: size, isFinished: false, text: undefined };
}
