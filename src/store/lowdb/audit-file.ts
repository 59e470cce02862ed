import path from 'node:path';
import type { AuditEntry, AuditPage } from '../account-ports.js';
import { isAuditWanted } from '../audit-query.js';
import { StoreError } from '../ports.js';
import { formatAuditLine, MOST_LINE_BYTES, parseAuditLine, readLines, soundNumberOf } from './audit-lines.js';
import type { Disk } from './disk.js';
import type { WarnOperator } from './warning.js';

export const AUDIT_FILE = 'audit.jsonl';

/** The audit as a file that only grows. */
export interface AuditFile {
  /** One after the other: the caller sees to that. */
  append(entry: Omit<AuditEntry, 'number'>): Promise<AuditEntry>;
  list(page: AuditPage): Promise<readonly AuditEntry[]>;
}

/** Sound lines that follow each other: what is read at a time. */
interface Block {
  /** Number of its first line. */
  readonly first: number;
  readonly start: number;
  end: number;
}

/** Beyond that a block takes no further line: a page of the newest reads so much, however long the file is. */
const BLOCK_BYTES = 64 * 1024;

/** Reads the file through once, to see that it is sound; keeps only where its blocks begin. */
export const openAuditFile = async (disk: Disk, directory: string, onWarning: WarnOperator): Promise<AuditFile> => {
  const file = path.join(directory, AUDIT_FILE);
  const blocks: Block[] = [];
  const note = (number: number, start: number, end: number): void => {
    const last = blocks.at(-1);
    if (last?.end === start && start - last.start < BLOCK_BYTES) last.end = end;
    else blocks.push({ first: number, start, end });
  };
  const found = await scan(disk, file, note);
  if (found.torn) {
    await disk.truncate(file, found.end);
    onWarning({ kind: 'tornAudit', message: `the last line of ${file} was never finished and is cut off (${found.torn} bytes)` });
  } else if (found.end > 0) {
    // A program that was killed may have left a line that is seen but does not last yet.
    await disk.append(file, new Uint8Array());
  }
  if (found.damage.length > 0) onWarning({ kind: 'damagedAudit', message: describeDamage(file, found.damage) });
  let { next, end } = found;
  let isNameLasting = end > 0;
  let isInDoubt = false;
  return {
    append: async (entry) => {
      const numbered = { number: next, ...entry };
      const line = Buffer.from(formatAuditLine(numbered));
      if (line.length > MOST_LINE_BYTES)
        throw new StoreError('unavailable', `a line of the audit has ${line.length} bytes: ${entry.action}`);
      if (isInDoubt && (await disk.sizeOf(file)) !== undefined) await disk.truncate(file, end);
      // What fails from here on may have left a part of the line behind; nobody was told that it is there.
      isInDoubt = true;
      await disk.append(file, line);
      if (!isNameLasting) await disk.syncDirectory(directory);
      [isNameLasting, isInDoubt] = [true, false];
      note(next, end, end + line.length);
      [next, end] = [next + 1, end + line.length];
      return numbered;
    },
    list: async (page) => {
      const entries: AuditEntry[] = [];
      for (let index = blocks.length - 1; index >= 0 && entries.length < page.limit; index--) {
        const block = blocks[index];
        if (!block || (page.before !== undefined && block.first >= page.before)) continue;
        const text = (await disk.readPart(file, block.start, block.end)).toString('utf8');
        entries.push(...entriesIn(text, page).slice(0, page.limit - entries.length));
      }
      return entries;
    },
  };
};

/** Newest first. */
const entriesIn = (text: string, page: AuditPage): readonly AuditEntry[] => {
  // Most blocks have nothing of what is seldom, and need not be parsed to see it.
  const words = [page.actor, page.target].filter((word) => word !== undefined).map((word) => JSON.stringify(word));
  if (!words.every((word) => text.includes(word))) return [];
  return text
    .split('\n')
    .filter((line) => line !== '' && words.every((word) => line.includes(word)))
    .map(parseAuditLine)
    .filter((entry) => entry !== undefined)
    .filter((entry) => isAuditWanted(entry, page))
    .reverse();
};

interface Found {
  /** Where the last finished line ends. */
  readonly end: number;
  /** The number of the line that is written next. */
  readonly next: number;
  /** Bytes of a line that was never finished. */
  readonly torn: number;
  readonly damage: readonly Damage[];
}

interface Damage {
  /** The last sound line before it, 0 where there is none. */
  readonly after: number;
  readonly what: 'altered' | 'missing';
}

const scan = async (disk: Disk, file: string, note: (number: number, start: number, end: number) => void): Promise<Found> => {
  const size = (await disk.sizeOf(file)) ?? 0;
  const damage: Damage[] = [];
  let [last, altered, end] = [0, 0, 0];
  for await (const line of readLines((start, stop) => disk.readPart(file, start, stop), size)) {
    if (!line.isFinished) return { end, next: last + altered + 1, torn: size - end, damage };
    end = line.end;
    const number = line.text === undefined ? undefined : soundNumberOf(line.text);
    if (number === undefined) {
      damage.push({ after: last, what: 'altered' });
      altered++;
      continue;
    }
    if (number !== last + altered + 1) damage.push({ after: last, what: 'missing' });
    note(number, line.start, line.end);
    [last, altered] = [number, 0];
  }
  return { end, next: last + altered + 1, torn: 0, damage };
};

const MOST_NAMED = 5;

const describeDamage = (file: string, damage: readonly Damage[]): string => {
  const named = damage.slice(0, MOST_NAMED).map(({ after, what }) => `${what} after number ${after}`);
  if (damage.length > MOST_NAMED) named.push('…');
  return `${file} is not as it was written: ${named.join(', ')}. It is kept as it is, and the other lines are read`;
};
