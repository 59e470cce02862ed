import pg from 'pg';

/** The columns of one row of a COPY, read one after the other in the binary form of their types. */
export interface CopiedColumns {
  /** UTF-8, part of the copy itself and not a copy of it; `null` for NULL. */
  bytes(): Buffer | null;
  /** Not for a column that may be NULL, like the others. */
  text(): string;
  smallint(): number;
  bigint(): number;
  boolean(): boolean;
}

/** Eleven bytes, then flags and the length of an extension that nobody uses (PostgreSQL, COPY, "Binary Format"). */
const SIGNATURE = Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1');
const EXTENSION_AT = SIGNATURE.length + 4;
const ENDS = -1;
const IS_NULL = -1;

/** @throws Error where it is not in that format, RangeError where it was cut */
export const readCopiedRows = <Row>(copied: Buffer, readRow: (columns: CopiedColumns) => Row): readonly Row[] => {
  if (!copied.subarray(0, SIGNATURE.length).equals(SIGNATURE)) throw new Error('what PostgreSQL copied out does not begin as COPY does');
  let at = EXTENSION_AT + 4 + copied.readInt32BE(EXTENSION_AT);
  /** @returns where the value begins; `at` is where it ends */
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
  const rows: Row[] = [];
  for (;;) {
    const count = copied.readInt16BE(at);
    at += 2;
    if (count === ENDS) return rows;
    rows.push(readRow(columns));
  }
};

/** A value inside SQL, where it cannot be a parameter. @throws RangeError for a number that is no whole one */
export const literal = (value: string | number): string => {
  if (typeof value === 'string') return pg.escapeLiteral(value);
  if (!Number.isSafeInteger(value)) throw new RangeError(`${value} is no whole number`);
  return String(value);
};
