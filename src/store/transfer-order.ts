import type { TransferKey } from './transfer-ports.js';

/** In the order of UTF-8 bytes, as the collation "C" has it: UTF-16 puts characters beyond U+FFFF before U+E000. */
export const compareBytes = (a: string, b: string): number => {
  const length = Math.min(a.length, b.length);
  for (let index = 0; index < length; index++) {
    const [x, y] = [a.charCodeAt(index), b.charCodeAt(index)];
    if (x !== y) return rankOf(x) - rankOf(y);
  }
  return a.length - b.length;
};

/** Surrogates behind all other code units. */
const rankOf = (unit: number): number => (unit >= 0xe000 ? unit - 0x800 : unit >= 0xd800 ? unit + 0x2000 : unit);

export const compareTransferKeys = (a: TransferKey, b: TransferKey): number => {
  for (let index = 0; index < Math.max(a.length, b.length); index++) {
    const order = compareBytes(a[index] ?? '', b[index] ?? '');
    if (order !== 0) return order;
  }
  return 0;
};

/** One text for one value: members of objects in order of name, since adapters put them together differently. */
export const canonicalJson = (value: unknown): string => JSON.stringify(value, inOrder);

const inOrder = (_: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => compareBytes(a, b)))
    : value;
