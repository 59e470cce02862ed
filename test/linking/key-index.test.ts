import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createKeyIndex } from '../../src/linking/key-index.js';

describe('an index that holds hashes of keys', () => {
  it('finds under each key what was put there, in ascending order, whenever it is asked', () => {
    const key = fc.constantFrom(
      '',
      'a',
      'b',
      'ab',
      'ba',
      'isbn 9789517344128',
      'isbn 9789517344129',
      'rikos 2012',
      'rikos 2013',
      'ä',
      '歴史',
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(key, fc.boolean()), { maxLength: 200 }), (steps) => {
        const index = createKeyIndex();
        const expected = new Map<string, number[]>();
        steps.forEach(([word, asksFirst], number) => {
          if (asksFirst) expect(index.under(word)).toEqual(expected.get(word) ?? []);
          index.add(word, number);
          expected.set(word, [...(expected.get(word) ?? []), number]);
        });
        for (const [word, numbers] of expected) {
          expect(index.under(word)).toEqual(numbers);
          expect(index.under(word, 3)).toEqual(numbers.slice(0, 3));
          expect(index.countOf(word)).toBe(numbers.length);
        }
        expect([index.countOf('nobody'), index.under('nobody')]).toEqual([0, []]);
      }),
    );
  });

  it('keeps 100,000 keys apart', () => {
    const index = createKeyIndex();
    for (let number = 0; number < 100_000; number += 1) index.add(`sana ${number}`, number);
    let others = 0;
    for (let number = 0; number < 100_000; number += 1) if (index.countOf(`sana ${number}`) !== 1) others += 1;
    expect(others).toBe(0);
  });

  it('refuses a number that it could not tell apart', () => {
    expect(() => createKeyIndex().add('a', 2 ** 22)).toThrow('4194304');
  });
});
