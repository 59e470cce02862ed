import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { ClaimedWish, IdempotencyMemory, KeyedWish } from '../../src/store/idempotency-ports.js';

export interface OpenedIdempotency {
  readonly memory: IdempotencyMemory;
  /** Lets so much time pass, in ms. */
  readonly wait: (ms: number) => Promise<void> | void;
  readonly discard: () => Promise<unknown>;
}

const HOUR = 3_600_000;

/** What every memory of answers under a key keeps. */
export const describeIdempotency = (adapter: string, open: () => Promise<OpenedIdempotency>): void => {
  describe(`answers under a key, in ${adapter}`, () => {
    let opened: OpenedIdempotency;
    let memory: IdempotencyMemory;
    beforeEach(async () => {
      opened = await open();
      ({ memory } = opened);
    });
    afterEach(() => opened.discard());

    const wishOf = (key: string, change: Partial<KeyedWish> = {}): KeyedWish => ({ person: 'Maija', key, fingerprint: 'full', ...change });
    const claim = async (wish: KeyedWish): Promise<ClaimedWish> => {
      const claimed = await memory.claim(wish);
      if (claimed.kind !== 'ours') throw new Error(`it is ${claimed.kind}`);
      return claimed;
    };
    const answer = async (wish: KeyedWish, text: string): Promise<void> => memory.keep(await claim(wish), text);

    it('are under way until they are kept, and then the same for whoever asks again', async () => {
      const claimed = await claim(wishOf('a'));
      expect(await memory.claim(wishOf('a'))).toEqual({ kind: 'underWay', fingerprint: 'full' });
      await memory.keep(claimed, '{"ä":"😀"}');
      expect(await memory.claim(wishOf('a'))).toEqual({ kind: 'answered', fingerprint: 'full', answer: '{"ä":"😀"}' });
      expect(await memory.claim(wishOf('a', { fingerprint: 'other' }))).toEqual({
        kind: 'answered',
        fingerprint: 'full',
        answer: '{"ä":"😀"}',
      });
    });

    it('are claimed by one of many at the same moment', async () => {
      const claims = await Promise.all(Array.from({ length: 12 }, () => memory.claim(wishOf('a'))));
      expect(claims.map(({ kind }) => kind).sort()).toEqual(['ours', ...Array<string>(11).fill('underWay')]);
    });

    it('are each person’s own', async () => {
      await answer(wishOf('a'), '1');
      expect((await memory.claim(wishOf('a', { person: 'Kalle' }))).kind).toBe('ours');
    });

    it('can be claimed again once they are given up', async () => {
      await memory.giveUp(await claim(wishOf('a')));
      await answer(wishOf('a'), '2');
      expect(await memory.claim(wishOf('a'))).toMatchObject({ answer: '2' });
    });

    it('are forgotten after a day, and not before', async () => {
      await answer(wishOf('a'), '1');
      await opened.wait(23 * HOUR);
      expect(await memory.claim(wishOf('a'))).toMatchObject({ answer: '1' });
      await opened.wait(HOUR);
      expect((await memory.claim(wishOf('a'))).kind).toBe('ours');
    });

    it('that nobody gave in two minutes may be given by another, and no more by the first', async () => {
      const first = await claim(wishOf('a'));
      await opened.wait(100_000);
      expect((await memory.claim(wishOf('a'))).kind).toBe('underWay');
      await opened.wait(20_000);
      const second = await claim(wishOf('a'));
      await memory.keep(first, 'late');
      await memory.giveUp(first);
      expect((await memory.claim(wishOf('a'))).kind).toBe('underWay');
      await memory.keep(second, 'in time');
      expect(await memory.claim(wishOf('a'))).toMatchObject({ answer: 'in time' });
    });

    it('are the hundred last ones of each person', async () => {
      await answer(wishOf('a', { person: 'Kalle' }), 'his');
      for (let number = 0; number < 101; number++) await answer(wishOf(`key${number}`), String(number));
      expect(await memory.claim(wishOf('key1'))).toMatchObject({ answer: '1' });
      expect(await memory.claim(wishOf('key100'))).toMatchObject({ answer: '100' });
      expect(await memory.claim(wishOf('a', { person: 'Kalle' }))).toMatchObject({ answer: 'his' });
      expect((await memory.claim(wishOf('key0'))).kind).toBe('ours');
    });
  });
};
