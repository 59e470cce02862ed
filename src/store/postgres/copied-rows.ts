import pg from 'pg';

/** The columns of one row of a COPY, read one after the other in the binary form of their types. */
export interface CopiedColumns {
  /** UTF-8, part of what came and not a copy of it; `null` for NULL. */
  bytes(): Buffer | null;
  /** Not for a column that may be NULL, like the others. */
  text(): string;
  smallint(): number;
  bigint(): number;
  boolean(): boolean;
}

/** Rows from the parts of a COPY in the binary format, wherever one part ends and the next begins. */
export interface CopiedRows<Row> {
  /** @throws Error where it is not in that format */
  take(part: Buffer): void;
  /** @throws Error where it was cut */
  end(): readonly Row[];
}

/** Eleven bytes, then flags and the length of an extension that nobody uses (PostgreSQL, COPY, "Binary Format"). */
const SIGNATURE = Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1');
const EXTENSION_AT = SIGNATURE.length + 4;
const ENDS = -1;
const IS_NULL = -1;
const NOTHING = Buffer.alloc(0);

/**
 * What came of a row that is not whole yet waits for the next part. The parts are never joined to one: memory for a whole page, two
 * megabytes that are fresh each time, costs more than all reading.
 */
export const createCopiedRows = <Row>(readRow: (columns: CopiedColumns) => Row): CopiedRows<Row> => {
  const rows: Row[] = [];
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
      if (copied.readInt32BE(at) !== IS_NULL) return copied.subarray(step(), at);
      at += 4;
      return null;
    },
    text: () => copied.toString('utf8', step(), at),
    smallint: () => copied.readInt16BE(step()),
    bigint: () => Number(copied.readBigInt64BE(step())),
    boolean: () => copied[step()] === 1,
  };
  const begin = (): void => {
    if (copied.length < EXTENSION_AT + 4) return;
    if (!copied.subarray(0, SIGNATURE.length).equals(SIGNATURE)) throw new Error('what PostgreSQL copied out does not begin as COPY does');
    const end = EXTENSION_AT + 4 + copied.readInt32BE(EXTENSION_AT);
    if (copied.length < end) return;
    at = end;
    state = 'goes on';
  };
  return {
    take: (part) => {
      copied = at === copied.length ? part : Buffer.concat([copied.subarray(at), part]);
      at = 0;
      if (state === 'begins') begin();
      while (state === 'goes on' && isRowThere(copied, at)) {
        const count = copied.readInt16BE(at);
        at += 2;
        if (count === ENDS) state = 'has ended';
        else rows.push(readRow(columns));
      }
    },
    end: () => {
      if (state !== 'has ended') throw new Error('what PostgreSQL copied out was cut');
      return rows;
    },
  };
};

/** From its count of columns to the end of the last of them. */
const isRowThere = (copied: Buffer, start: number): boolean => {
  if (start + 2 > copied.length) return false;
  let at = start + 2;
  for (let left = copied.readInt16BE(start); left > 0; left--) {
    if (at + 4 > copied.length) return false;
    at += 4 + Math.max(0, copied.readInt32BE(at));
  }
  return at <= copied.length;
};

/** A value inside SQL, where it cannot be a parameter. @throws RangeError for a number that is no whole one */
export const literal = (value: string | number): string => {
  if (typeof value === 'string') return pg.escapeLiteral(value);
  if (!Number.isSafeInteger(value)) throw new RangeError(`${value} is no whole number`);
  return String(value);
};
