import pg from 'pg';

/** The columns of one row of a COPY, read one after the other in the binary form of their types. */
export interface CopiedColumns {
  /** UTF-8, as `keep` keeps it; `null` for NULL. */
  bytes(): Buffer | null;
  /** Not for a column that may be NULL, like the others. */
  text(): string;
  smallint(): number;
  bigint(): number;
  boolean(): boolean;
}

/** Rows from the parts of a COPY in the binary format, wherever one part ends and the next begins. */
export interface CopiedRows<Row> {
  /** What stands between the two places. It is lent: nothing of it is used afterwards. @throws Error where it is not in that format */
  readonly take: (part: Buffer, begin: number, end: number) => void;
  /** @throws Error where it was cut */
  end(): readonly Row[];
}

/** Eleven bytes, then flags and the length of an extension that nobody uses (PostgreSQL, COPY, "Binary Format"). */
const SIGNATURE = Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1');
const EXTENSION_AT = SIGNATURE.length + 4;
const ENDS = -1;
const IS_NULL = -1;
const NOTHING = Buffer.alloc(0);

/** Copies what stands between two places to where it may stay. */
export type Keep = (from: Buffer, begin: number, end: number) => Buffer;

/** What came of a row that is not whole yet waits for the next part. */
export const createCopiedRows = <Row>(readRow: (columns: CopiedColumns) => Row, keep: Keep): CopiedRows<Row> => {
  const rows: Row[] = [];
  let waiting: Buffer = NOTHING;
  let copied: Buffer = NOTHING;
  let at = 0;
  let state: 'begins' | 'goes on' | 'has ended' = 'begins';
  /** @returns where the value begins, once it is passed by */
  const step = (): number => {
    const length = copied.readInt32BE(at);
    if (length === IS_NULL) throw new Error('what PostgreSQL copied out is NULL where it must not be');
    const begin = at + 4;
    at = begin + length;
    return begin;
  };
  const columns: CopiedColumns = {
    bytes: () => {
      if (copied.readInt32BE(at) !== IS_NULL) return keep(copied, step(), at);
      at += 4;
      return null;
    },
    text: () => copied.toString('utf8', step(), at),
    smallint: () => copied.readInt16BE(step()),
    // Not by way of a BigInt, which costs as much as the rest of a row; exact for every safe integer.
    bigint: () => {
      const begin = step();
      return copied.readInt32BE(begin) * 2 ** 32 + copied.readUInt32BE(begin + 4);
    },
    boolean: () => copied[step()] === 1,
  };
  const begin = (end: number): void => {
    if (end - at < EXTENSION_AT + 4) return;
    if (copied.compare(SIGNATURE, 0, SIGNATURE.length, at, at + SIGNATURE.length) !== 0) {
      throw new Error('what PostgreSQL copied out does not begin as COPY does');
    }
    const head = EXTENSION_AT + 4 + copied.readInt32BE(at + EXTENSION_AT);
    if (end - at < head) return;
    at += head;
    state = 'goes on';
  };
  const read = (end: number): void => {
    if (state === 'begins') begin(end);
    for (let next; state === 'goes on' && (next = endOfRow(copied, at, end)) !== undefined;) {
      const count = copied.readInt16BE(at);
      at += 2;
      if (count === ENDS) state = 'has ended';
      else rows.push(readRow(columns));
      if (at !== next) throw new Error(`a row that PostgreSQL copied out has ${count} columns, and not all of them were read`);
    }
    waiting = at === end ? NOTHING : Buffer.from(copied.subarray(at, end));
    copied = NOTHING;
  };
  return {
    take: (part, from, to) => {
      if (waiting.length === 0) [copied, at] = [part, from];
      else [copied, at] = [Buffer.concat([waiting, part.subarray(from, to)]), 0];
      read(waiting.length === 0 ? to : copied.length);
    },
    end: () => {
      if (state !== 'has ended') throw new Error('what PostgreSQL copied out was cut');
      return rows;
    },
  };
};

/** Where the row ends whose count of columns begins at `start`, if all of it is there. */
const endOfRow = (copied: Buffer, start: number, end: number): number | undefined => {
  if (start + 2 > end) return undefined;
  let at = start + 2;
  for (let left = copied.readInt16BE(start); left > 0; left--) {
    if (at + 4 > end) return undefined;
    at += 4 + Math.max(0, copied.readInt32BE(at));
  }
  return at <= end ? at : undefined;
};

/** A value inside SQL, where it cannot be a parameter. @throws RangeError for a number that is no whole one */
export const literal = (value: string | number): string => {
  if (typeof value === 'string') return pg.escapeLiteral(value);
  if (!Number.isSafeInteger(value)) throw new RangeError(`${value} is no whole number`);
  return String(value);
};
