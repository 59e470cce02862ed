import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { StoreError } from '../../../src/store/ports.js';
import { createCopiedRows, literal, type CopiedColumns } from '../../../src/store/postgres/copied-rows.js';
import { openDatabase, type Database } from '../../../src/store/postgres/database.js';
import { grapheme } from '../../grapheme.js';
import { openTestDatabase, type OpenedDatabase } from './opened-database.js';

jest.setTimeout(60_000);

let opened: OpenedDatabase;
let database: Database;
beforeAll(async () => {
  opened = await openTestDatabase();
  ({ database } = opened);
});
afterAll(() => opened.discard());

/** PostgreSQL's text has no NUL, which no XML has either. */
const text = fc
  .string({ unit: fc.oneof(grapheme, fc.constantFrom("'", '\\', '$1', '"', ';', '--', '\n', 'E')), maxLength: 30 })
  .map((any) => any.replaceAll('\0', ''));

const row = fc.record({
  text,
  bytes: fc.option(text, { nil: null }),
  smallint: fc.integer({ min: -32_768, max: 32_767 }),
  bigint: fc.maxSafeInteger(),
  boolean: fc.boolean(),
});

const textOf = (columns: CopiedColumns): string => columns.text();

/** A COPY as PostgreSQL writes it: each value is a row of one column. */
const copyOf = (...parts: readonly (readonly (string | null)[])[]): Buffer => {
  const row = (value: string | null): readonly Buffer[] => {
    const bytes = Buffer.from(value ?? '');
    const head = Buffer.alloc(6);
    head.writeInt16BE(1, 0);
    head.writeInt32BE(value === null ? -1 : bytes.length, 2);
    return [head, bytes];
  };
  return Buffer.concat([Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1'), Buffer.alloc(8), ...parts.flat().flatMap(row), Buffer.of(255, 255)]);
};

const readParts = (parts: readonly Buffer[]): readonly (string | null)[] => {
  const kept: (Buffer | null)[] = [];
  const rows = createCopiedRows(
    (columns) => kept.push(columns.bytes()),
    (from, begin, end) => Buffer.from(from.subarray(begin, end)),
  );
  for (const part of parts) {
    // What is lent stands somewhere in memory that others use before and after.
    const lent = Buffer.concat([Buffer.alloc(3, 'before'), part, Buffer.alloc(5, 'after')]);
    rows.take(lent, 3, lent.length - 5);
    lent.fill('used again');
  }
  rows.end();
  return kept.map((bytes) => bytes?.toString('utf8') ?? null);
};

describe('what PostgreSQL copies out', () => {
  it('is read as it was written, whatever stands in it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 20 }), async (rows) => {
        const values = rows.map(
          (each, index) =>
            `(${index}, ${literal(each.text)}::text, ${each.bytes === null ? 'null' : literal(each.bytes)}::text,
              (${each.smallint})::smallint, (${literal(each.bigint)})::bigint, ${each.boolean})`,
        );
        const given =
          rows.length > 0 ? `values ${values.join(', ')}` : `select 1, ''::text, ''::text, 1::smallint, 1::bigint, true limit 0`;
        const read = await database.copyOut(
          `select word, bytes, small, big, truth from (${given}) as g (place, word, bytes, small, big, truth) order by place`,
          (columns) => ({
            text: columns.text(),
            bytes: columns.bytes()?.toString('utf8') ?? null,
            smallint: columns.smallint(),
            bigint: columns.bigint(),
            boolean: columns.boolean(),
          }),
        );
        expect(read).toEqual(rows);
      }),
      { numRuns: 50 },
    );
  });

  it('comes whole when it is larger than any buffer on its way', async () => {
    const read = await database.copyOut(`select repeat(md5(n::text), 1000) from generate_series(1, 200) n order by n`, textOf);
    const [expected] = await database.query<{ readonly all: readonly string[] }>(
      'select array_agg(repeat(md5(n::text), 1000) order by n) as all from generate_series(1, 200) n',
    );
    expect(read).toEqual(expected!.all);
  });

  it('is the same wherever its parts end', () => {
    const copied = copyOf(['', 'abc', null, 'Åäö €'], ['x'.repeat(300)]);
    const whole = readParts([copied]);
    expect(whole).toEqual(['', 'abc', null, 'Åäö €', 'x'.repeat(300)]);
    for (let cut = 0; cut <= copied.length; cut++) expect(readParts([copied.subarray(0, cut), copied.subarray(cut)])).toEqual(whole);
    expect(readParts([...copied].map((byte) => Buffer.of(byte)))).toEqual(whole);
  });

  it('is refused where it is no copy, where it was cut, and where nothing stands that must be there', async () => {
    expect(() => readParts([Buffer.from('abc, but no copy at all')])).toThrow(/does not begin as COPY does/);
    const copied = copyOf(['abc']);
    // Without its last two bytes nothing says that it is the end.
    for (let length = 0; length < copied.length; length++) expect(() => readParts([copied.subarray(0, length)])).toThrow(/was cut/);
    await expect(database.copyOut(`select null::text`, textOf)).rejects.toThrow(/NULL where it must not be/);
    await expect(database.copyOut(`select 'one', 'two'`, textOf)).rejects.toThrow(/has 2 columns, and not all of them were read/);
  });
});

const createMemory = () => {
  const blocks: Buffer[] = [];
  const allocate = (size: number): Buffer => {
    const block = Buffer.alloc(size);
    blocks.push(block);
    return block;
  };
  return { blocks, allocate };
};

describe('a value inside SQL', () => {
  it('is a whole number, or it is refused', () => {
    expect(literal(-1)).toBe('-1');
    for (const number of [0.5, Number.NaN, Infinity, 2 ** 60]) expect(() => literal(number)).toThrow(RangeError);
  });
});

describe('copying out', () => {
  it('says so when the database ends in the middle, and goes on with the next question', async () => {
    const before = database.copyOut(`select repeat('x', 10000 + length(pg_sleep(0.002)::text)) from generate_series(1, 100000)`, textOf);
    const killer = await opened.another();
    const kill = async (): Promise<void> => {
      const killed = await killer.query(
        `select pg_terminate_backend(pid) from pg_stat_activity where query like 'copy (select repeat(%' and state = 'active' and datname = current_database() and pid <> pg_backend_pid()`,
      );
      if (killed.length === 0) await kill();
    };
    await Promise.all([kill(), expect(before).rejects.toMatchObject({ code: 'unavailable' })]);
    await expect(before).rejects.toBeInstanceOf(StoreError);
    expect(await database.copyOut(`select 'here'::text`, textOf)).toEqual(['here']);
  });

  it('that is broken off by whoever reads it blocks no connection', async () => {
    const fail = (): never => {
      throw new TypeError('This row cannot be read.');
    };
    for (let times = 0; times < 15; times++) {
      await expect(database.copyOut(`select repeat('x', 10000) from generate_series(1, 2000)`, fail)).rejects.toThrow(TypeError);
    }
    expect(await database.copyOut(`select 'here'::text`, textOf)).toEqual(['here']);
  });

  it('goes on through what PostgreSQL says in between', async () => {
    await database.query(
      `create function told(n integer) returns text language plpgsql as $$ begin raise notice 'row %', n; return repeat(n::text, 500); end $$`,
    );
    const read = await database.copyOut('select told(n) from generate_series(1, 300) n', textOf);
    await database.query('drop function told');
    expect(read).toEqual(Array.from({ length: 300 }, (_, n) => String(n + 1).repeat(500)));
  });

  it('puts texts into memory of the caller’s, where they stay while the next ones are read', async () => {
    const { blocks, allocate } = createMemory();
    const read = (letter: string): Promise<readonly (Buffer | null)[]> =>
      database.copyOut(`select repeat('${letter}', 3000) from generate_series(1, 2000)`, (columns) => columns.bytes(), allocate);
    const [first, second] = [await read('a'), await read('b')];
    expect(first.map(String)).toEqual(Array.from({ length: 2000 }, () => 'a'.repeat(3000)));
    expect(second.map(String)).toEqual(Array.from({ length: 2000 }, () => 'b'.repeat(3000)));
    const memory = new Set(blocks.map(({ buffer }) => buffer));
    expect([...first, ...second].every((bytes) => bytes && memory.has(bytes.buffer))).toBe(true);
    // Six megabytes each, in few blocks.
    expect(blocks.length).toBeLessThanOrEqual(9);
  });

  it('that took too long leaves that memory alone from then on', async () => {
    const url = new URL(opened.url);
    url.searchParams.set('query_timeout', '100');
    const hurried = await openDatabase({ url: url.href });
    const { blocks, allocate } = createMemory();
    const slow = `select repeat('x', 10000 + length(pg_sleep(0.01)::text)) from generate_series(1, 60)`;
    await expect(hurried.copyOut(slow, (columns) => columns.bytes(), allocate)).rejects.toThrow(/timeout/);
    const before = blocks.map((block) => Buffer.from(block));
    expect(before[0]!.toString('latin1', 0, 10_000)).toBe('x'.repeat(10_000));
    // The rest still comes: the connection is good for the next question after it only.
    while ((await database.query(`select from pg_stat_activity where state = 'active' and query like 'copy (select repeat(%'`)).length > 0);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(blocks.map((block, index) => before[index]?.equals(block))).toEqual(before.map(() => true));
    expect(await hurried.copyOut(`select 'here'::text`, textOf)).toEqual(['here']);
    await hurried.close();
  });

  it('gives a fault of the question to whoever asked, and the connection back', async () => {
    for (let times = 0; times < 15; times++)
      await expect(database.copyOut('select nothing from nowhere', textOf)).rejects.toThrow(/nowhere/);
    await expect(database.copyOut(`select (10 / (3 - n))::text from generate_series(1, 5) n`, textOf)).rejects.toThrow(/division by zero/);
    expect(await database.copyOut(`select 'here'::text`, textOf)).toEqual(['here']);
    expect(database.countConnections().waiting).toBe(0);
  });
});
