import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { readCopyMessages } from '../../../src/store/postgres/copy-out.js';
import type { Database } from '../../../src/store/postgres/database.js';
import { openTestDatabase, type OpenedDatabase } from './opened-database.js';

jest.setTimeout(60_000);

interface Message {
  readonly kind: string;
  readonly payload: Uint8Array;
}

const bytesOf = ({ kind, payload }: Message): Buffer => {
  const head = Buffer.alloc(5);
  head.write(kind, 'latin1');
  head.writeUInt32BE(payload.length + 4, 1);
  return Buffer.concat([head, payload]);
};

const payload = fc.uint8Array({ maxLength: 40 });
/** CopyData, and what PostgreSQL may say in between: notices, notifications, parameters. */
const during = fc.array(fc.record({ kind: fc.constantFrom('d', 'd', 'd', 'N', 'A', 'S'), payload }), { maxLength: 12 });
/** CopyDone or ErrorResponse, and whatever follows. */
const after = fc.tuple(
  fc.record({ kind: fc.constantFrom('c', 'E'), payload }),
  fc.array(fc.record({ kind: fc.constantFrom('C', 'Z', 'd'), payload }), { maxLength: 3 }),
);

describe('the messages of a copy', () => {
  it('are taken, passed on or given back, each to whom it belongs, wherever the parts end in which they come', () => {
    fc.assert(
      fc.property(during, after, fc.array(fc.nat(), { maxLength: 8 }), (middle, [end, others], cuts) => {
        const response = { kind: 'H', payload: Buffer.from([1, 0, 0]) };
        const whole = Buffer.concat([response, ...middle, end, ...others].map(bytesOf));
        const places = [0, ...cuts.map((cut) => cut % (whole.length + 1)), whole.length].sort((a, b) => a - b);
        const [taken, asides]: [Buffer[], Buffer[]] = [[], []];
        let rest: Buffer | undefined;
        const read = readCopyMessages({
          take: (part, begin, to) => taken.push(Buffer.from(part.subarray(begin, to))),
          aside: (message) => asides.push(message),
          rest: (bytes) => (rest = bytes),
        });
        for (const [index, place] of places.slice(1).entries()) {
          const part = Buffer.from(whole.subarray(places[index], place));
          if (rest) rest = Buffer.concat([rest, part]);
          else read(part);
          part.fill(0x64);
        }
        expect(Buffer.concat(taken)).toEqual(Buffer.concat(middle.filter(({ kind }) => kind === 'd').map((each) => each.payload)));
        expect(asides).toEqual(middle.filter(({ kind }) => kind !== 'd').map(bytesOf));
        expect(rest).toEqual(Buffer.concat([end, ...others].map(bytesOf)));
      }),
      { numRuns: 500 },
    );
  });
});

describe('a copy', () => {
  let opened: OpenedDatabase;
  let database: Database;
  beforeAll(async () => {
    opened = await openTestDatabase();
    ({ database } = opened);
  });
  afterAll(() => opened.discard());

  it('is read through what PostgreSQL says in between', async () => {
    const told = `do $$ begin create function pg_temp.told(n integer) returns text language plpgsql as
      $f$ begin raise notice 'row % of many', n; return repeat(n::text, 500); end $f$; end $$`;
    await database.withConnection(async (connection) => {
      await connection.query(told.replace('pg_temp.', 'public.'));
    });
    const read = await database.copyOut('select told(n) from generate_series(1, 300) n', (columns) => columns.text());
    expect(read).toEqual(Array.from({ length: 300 }, (_, n) => String(n + 1).repeat(500)));
    await database.query('drop function told');
  });

  it('keeps what it was given while the next ones are read', async () => {
    const blocks: Buffer[] = [];
    const allocate = (size: number): Buffer => {
      const block = Buffer.alloc(size);
      blocks.push(block);
      return block;
    };
    const read = (letter: string): Promise<readonly (Buffer | null)[]> =>
      database.copyOut(`select repeat('${letter}', 3000) from generate_series(1, 2000)`, (columns) => columns.bytes(), allocate);
    const [first, second] = [await read('a'), await read('b')];
    expect(first.map(String)).toEqual(Array.from({ length: 2000 }, () => 'a'.repeat(3000)));
    expect(second.map(String)).toEqual(Array.from({ length: 2000 }, () => 'b'.repeat(3000)));
    const memory = new Set(blocks.map(({ buffer }) => buffer));
    expect([...first, ...second].every((bytes) => bytes && memory.has(bytes.buffer))).toBe(true);
    // Six megabytes in few blocks: as many for the second as what the first took asks for.
    expect(blocks.length).toBeLessThanOrEqual(9);
  });
});
