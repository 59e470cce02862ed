import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readCopyMessages } from '../../../src/store/postgres/copy-out.js';

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

it('the messages of a copy are taken, passed on or given back, each to whom it belongs, wherever the parts end in which they come', () => {
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
