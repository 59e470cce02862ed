import { describe, expect, it } from '@jest/globals';
import type { StoredRecord } from '../../src/store/ports.js';
import { packInListOrder } from '../../src/store/packing.js';
import { identifierOf, recordOf, shown, storedAs, textOf } from './samples.js';

describe('records packed in list order', () => {
  const stamp = (seconds: number) => seconds as StoredRecord['datestamp'];
  const records = [3, 1, 2].map((n) =>
    storedAs(recordOf(identifierOf(n), { metadata: textOf(`<r>ä${n}</r>`), about: [textOf(`<a>${n}</a>`)] }), stamp(10 - n)),
  );

  it('are the same records, in the order of datestamp and identifier', () => {
    const packed = packInListOrder(records);
    expect(packed.map(({ identifier }) => identifier)).toEqual([3, 2, 1].map((n) => identifierOf(n)));
    expect(packed).toEqual([...records].sort((a, b) => a.datestamp - b.datestamp));
  });

  it('lie side by side in memory', () => {
    const [first, second] = packInListOrder(records);
    expect(second!.metadata!.buffer).toBe(first!.metadata!.buffer);
    expect(second!.metadata!.byteOffset).toBe(first!.about[0]!.byteOffset + first!.about[0]!.length);
  });

  it('take no more room than they have', () => {
    const sizes = records.map(({ metadata, about }) => metadata!.length + about[0]!.length);
    expect(packInListOrder(records)[0]!.metadata!.buffer.byteLength).toBe(sizes.reduce((sum, size) => sum + size));
  });

  it('may be larger than a slab, and may have nothing', () => {
    const large = storedAs(recordOf(identifierOf(1), { metadata: textOf('x'.repeat(5_000_000)) }), stamp(1));
    const { metadata: _, ...deleted } = storedAs(recordOf(identifierOf(2), { deleted: true }), stamp(2));
    const packed = packInListOrder([large, deleted]);
    expect(shown(packed[0]!.metadata)).toHaveLength(5_000_000);
    expect(packed[1]).toEqual(deleted);
  });
});
