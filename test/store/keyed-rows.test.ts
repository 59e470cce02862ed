import fc from 'fast-check';
import { describe, expect, it } from '@jest/globals';
import { createKeyedRows } from '../../src/store/keyed-rows.js';

const runs = process.env['LONG'] ? 5000 : 300;

interface Row {
  readonly key: string;
  readonly number: number;
}

/** Few and alike, so that they meet: prefixes of one another, and U+FFFD, which by code point comes before U+1F600 and by code unit after it. */
const key = fc.oneof(
  { weight: 3, arbitrary: fc.string({ unit: fc.constantFrom('a', 'b', ' ', '.'), maxLength: 3 }) },
  { weight: 1, arbitrary: fc.constantFrom('ä', '\uFFFD', '\u{1F600}', '\uD800') },
);
const row: fc.Arbitrary<Row> = fc.record({ key, number: fc.integer({ min: 0, max: 5 }) });

type Step =
  | { readonly kind: 'put'; readonly rows: readonly Row[] }
  | { readonly kind: 'remove'; readonly keys: readonly string[] }
  | { readonly kind: 'list'; readonly after: string | undefined; readonly limit: number; readonly least: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('put' as const),
      rows: fc.uniqueArray(row, { maxLength: 12, selector: (each) => each.key }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('remove' as const), keys: fc.array(key, { maxLength: 6 }) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('list' as const),
      after: fc.option(key, { nil: undefined }),
      limit: fc.integer({ min: 0, max: 8 }),
      least: fc.integer({ min: 0, max: 6 }),
    }),
  },
);

describe('rows by key', () => {
  it('are found and listed as a plain map has them, whatever is put and removed', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        const rows = createKeyedRows<Row>((each) => each.key);
        const model = new Map<string, Row>();
        const sorted = (): readonly Row[] => [...model.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
        for (const each of steps) {
          switch (each.kind) {
            case 'put':
              rows.put(each.rows);
              for (const one of each.rows) model.set(one.key, one);
              break;
            case 'remove':
              rows.remove(each.keys);
              for (const gone of each.keys) model.delete(gone);
              break;
            case 'list': {
              const { after, limit, least } = each;
              const wanted = (one: Row): boolean => one.number >= least;
              const expected = sorted().filter((one) => after === undefined || one.key > after);
              const page = { ...(after !== undefined && { after }), limit };
              expect(rows.list(page)).toEqual(expected.slice(0, limit));
              expect(rows.list(page, wanted)).toEqual(expected.filter(wanted).slice(0, limit));
              break;
            }
          }
          expect(rows.size).toBe(model.size);
          expect(rows.list({ limit: 1000 })).toEqual(sorted());
        }
        for (const one of [...model.values()]) expect(rows.find(one.key)).toBe(one);
        expect(rows.find('never put')).toBeUndefined();
      }),
      { numRuns: runs },
    );
  });

  it('stay in order in a bulk load and in single additions to it', () => {
    const rows = createKeyedRows<Row>((each) => each.key);
    const rowAt = (number: number): Row => ({ key: String((number * 797) % 5000).padStart(4, '0'), number });
    const all = Array.from({ length: 5000 }, (_, number) => rowAt(number));
    rows.put(all.slice(0, 4000));
    for (const one of all.slice(4000)) rows.put([one]);
    rows.remove(all.filter(({ number }) => number % 2 === 0).map(({ key: gone }) => gone));
    const keys = rows.list({ limit: 5000 }).map(({ key: listed }) => listed);
    expect(keys).toHaveLength(2500);
    expect(keys).toEqual([...keys].sort());
  });
});
