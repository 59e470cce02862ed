import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { ThrottleCount, ThrottleMemory } from '../../src/store/throttle-ports.js';

export interface OpenedThrottle {
  /** As several processes have it. */
  readonly memories: readonly ThrottleMemory[];
  readonly discard: () => Promise<unknown>;
}

const countOf = (failures: number): ThrottleCount => ({ failures, last: 1_772_000_000_123, isTold: false });

/** What every memory of attempts to sign in keeps. */
export const describeThrottle = (adapter: string, open: () => Promise<OpenedThrottle>): void => {
  describe(`attempts to sign in, in ${adapter}`, () => {
    let opened: OpenedThrottle;
    let memory: ThrottleMemory;
    beforeEach(async () => {
      opened = await open();
      memory = opened.memories[0]!;
    });
    afterEach(() => opened.discard());

    const read = (...keys: readonly string[]): Promise<unknown> => memory.change(keys, (counts) => ({ value: Object.fromEntries(counts) }));
    const put = (...entries: readonly (readonly [string, ThrottleCount])[]): Promise<void> =>
      memory.change([], () => ({ value: undefined, put: entries }));

    it('are found by the keys that are asked for, as they were put', async () => {
      await put(['account ä\0😀', countOf(1)], ['address 192.0.2.1', { ...countOf(2), isTold: true }], ['trusted x y', countOf(0)]);
      expect(await read('account ä\0😀', 'trusted x y', 'account b')).toEqual({ 'account ä\0😀': countOf(1), 'trusted x y': countOf(0) });
      expect(await read('address 192.0.2.1')).toEqual({ 'address 192.0.2.1': { ...countOf(2), isTold: true } });
      expect(await read()).toEqual({});
    });

    it('take each other’s place, and are removed', async () => {
      await put(['account a', countOf(1)], ['account b', countOf(1)]);
      await memory.change(['account a'], () => ({ value: undefined, put: [['account a', countOf(7)]], remove: ['account b'] }));
      expect(await read('account a', 'account b')).toEqual({ 'account a': countOf(7) });
    });

    it('are told the time by whoever keeps them', async () => {
      const [one, other] = [await memory.change([], (_, now) => ({ value: now })), await memory.change([], (_, now) => ({ value: now }))];
      expect(Number.isSafeInteger(one)).toBe(true);
      expect(other).toBeGreaterThanOrEqual(one);
    });

    it('are counted one after the other, however many come at the same moment to however many processes', async () => {
      const seen = await Promise.all(
        Array.from({ length: 30 }, (_, index) =>
          opened.memories[index % opened.memories.length]!.change(['account a'], (counts) => {
            const failures = counts.get('account a')?.failures ?? 0;
            return { value: failures, put: [['account a', countOf(failures + 1)]] };
          }),
        ),
      );
      expect([...seen].sort((one, other) => one - other)).toEqual(Array.from({ length: 30 }, (_, index) => index));
    });

    it('stay as they were when a change fails', async () => {
      await put(['account a', countOf(1)]);
      const broken = memory.change(['account a'], () => {
        throw new Error('not so');
      });
      await expect(broken).rejects.toThrow('not so');
      expect(await read('account a')).toEqual({ 'account a': countOf(1) });
    });
  });
};
